"""Positions, workplaces, proposals, placements and a person's no follow their organisation when it closes or is gathered."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.jobs.actions import placement_runs as runs
from symbiose.jobs.actions.offer_clock import let_go
from symbiose.jobs.models import Candidate, Offer, Position
from symbiose.notices.actions import give_link
from symbiose.organisations.actions import Choices, close_organisation, merge_organisations, part_organisations
from symbiose.organisations.models import Merge
from tests.factories import make_actor, make_organisation
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(municipality):
    return make_actor(Role.ADVISER)


@pytest.fixture
def stays(municipality):
    return make_organisation("Eksempel Fuglekassen")


@pytest.fixture
def goes(municipality):
    return make_organisation("Eksempel Fuglekasse")


def gather(stays, goes, by):
    merge_organisations(stays, goes, by=by, choices=Choices())


def test_nobody_is_proposed_work_at_a_workplace_that_has_closed(adviser, goes):
    position, draft = (
        make_position(make_workplace(goes)),
        make_position(goes.workplaces.get(), state="draft", opened_on=None),
    )
    offer, placement = make_offer(position=position), make_placement(position=position)

    for _ in range(2):
        close_organisation(goes, closed_on=timezone.localdate(), reason="Lukker butikken", by=adviser)
    let_go(by=system("Symbiose"))

    assert {one.state for one in Position.objects.filter(pk__in=[position.pk, draft.pk])} == {"closed"}
    assert Position.objects.get(pk=position.pk).close_reason == "Lukker butikken"
    assert Offer.objects.get(pk=offer.pk).state == "lapsed"
    placement.refresh_from_db()
    assert placement.state == "running"


@pytest.mark.parametrize("both", [False, True])
def test_a_workplace_keeps_its_positions_and_people_when_two_records_become_one_and_when_they_part(
    client_as, adviser, stays, goes, both
):
    if both:
        make_workplace(stays)
    position = make_position(make_workplace(goes))
    placement = make_placement(position=position)
    link = give_link(
        "placement", placement, organisation_id=goes.pk, email="", valid_until=timezone.localdate(), by=adviser
    )

    gather(stays, goes, adviser)

    position.refresh_from_db()
    link.refresh_from_db()
    assert {position.organisation_id, position.workplace.organisation_id, link.organisation_id} == {stays.pk}
    firm = client_as(Role.FIRM, stays)
    assert firm.get(reverse("placements:detail", args=[placement.number])).status_code == 200
    assert firm.get(reverse("positions:detail", args=[position.number])).status_code == 200

    part_organisations(Merge.objects.get(), reason="Det var to", by=adviser)

    position = Position.objects.get(pk=position.pk)
    assert {position.organisation_id, position.workplace.organisation_id} == {goes.pk}


def test_a_no_to_a_workplace_holds_after_it_was_gathered_in_another(adviser, stays, goes):
    person, position = make_candidate(), make_position(make_workplace(goes))
    Candidate.objects.filter(pk=person.pk).update(never=[f"organisation:{goes.pk}"])
    gather(stays, goes, adviser)

    runs.find_for_person(person, by=make_actor(Role.CONSULTANT))

    position.refresh_from_db()
    assert position.organisation == stays
    assert not Offer.objects.exists()
