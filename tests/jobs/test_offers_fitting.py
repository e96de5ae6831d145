"""Who fits one position: beside what is proposed to others, and with no more read of people than it takes."""

from decimal import Decimal

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.models import Reading
from symbiose.jobs.fitting import fitting
from symbiose.jobs.models import Outlook
from tests.factories import make_actor
from tests.jobs.people import (
    make_candidate,
    make_offer,
    make_placement,
    make_placement_run,
    make_position,
    make_workplace,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def who_fits(position, by):
    return [row.candidate.pk for row in fitting(position, by=by).rows]


def test_what_is_proposed_to_somebody_takes_no_room_from_themselves_and_from_all_others(consultant):
    place = make_workplace(mentor_hours=Decimal(1))
    here, beside, elsewhere = make_position(place), make_position(place), make_position()
    own, other, away = (make_candidate(mentor_hours=Decimal(1)) for _ in range(3))
    make_offer(candidate=away, position=elsewhere)

    assert sorted(who_fits(here, consultant)) == [own.pk, other.pk, away.pk]

    make_offer(candidate=own, position=beside)

    assert who_fits(here, consultant) == [own.pk]


def test_of_those_who_work_elsewhere_nothing_is_read(consultant):
    at_work = [make_candidate(state="told", waiting_since=None) for _ in range(2)]
    there = make_placement(candidate=at_work[0])
    here = make_placement(candidate=at_work[1], position=make_position(seats=2, total_hours=Decimal(10)))
    make_candidate()

    fitting(here.position, by=consultant)

    read = set(Reading.objects.filter(what="terms").values_list("subject_id", flat=True))
    assert read == {here.candidate_id}
    assert there.candidate_id not in set(Reading.objects.values_list("subject_id", flat=True))


def test_somebody_who_waits_and_has_a_place_elsewhere_does_not_fit(consultant):
    person = make_candidate()
    make_placement(candidate=person)

    assert who_fits(make_position(), consultant) == []


def test_people_without_an_option_and_positions_that_are_closed_to_one_come_by_pages(client_as):
    run = make_placement_run()
    people = [make_candidate() for _ in range(27)]
    positions = [make_position() for _ in range(26)]
    closed = [{"group": "room", "positions": [{"id": one.pk, "unmet": []} for one in positions]}]
    for one in people:
        Outlook.objects.create(candidate=one, run=run, has_option=False, refusals=closed)
    client, without = client_as(Role.CONSULTANT), reverse("offers:without")
    why = reverse("offers:why_not", args=[people[0].code, "room"])

    pages = [client.get(address, {"page": page}) for address in (without, why) for page in (1, 2)]

    assert [len(page.context["rows"]) for page in pages] == [25, 2, 25, 1]
    assert all(f"Side {number} af 2" in page.text for number, page in zip((1, 2, 1, 2), pages, strict=True))
    assert "26 stillinger" in pages[3].text
