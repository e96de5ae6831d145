"""A placement comes to be from an offer that both said yes to, or is written down; room is checked, and the ratio rule warns."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, Link, Reading
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.actions.placing import agree_placement, declare_placement, mark_of
from symbiose.jobs.models import Placement, PlacementTerms
from tests.factories import make_actor
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def day(offset=7):
    return timezone.localdate() + timedelta(days=offset)


def agreed(**values):
    return make_offer(
        **{"state": "agreed", "person_answer": "yes", "employer_answer": "yes", "person_answered_at": timezone.now()}
        | values
    )


def test_an_agreed_offer_becomes_a_placement_with_terms_first_step_and_talks(consultant):
    offer = agreed()

    made = agree_placement(offer, starts_on=day(), form="flex_job", mentor="Person Mentor", by=consultant)

    assert made.number == "A-0001"
    assert (made.candidate, made.position, made.state, made.main) == (offer.candidate, offer.position, "agreed", True)
    assert (made.terms.form, made.terms.pay_basis) == ("flex_job", "wage_and_flex_subsidy")
    step = made.curve.get()
    assert (step.from_day, step.hours, step.planned) == (day(), Decimal(5), True)
    assert [row.due_on for row in made.reviews.all()] == [day() + timedelta(weeks=number) for number in (2, 6, 13)]
    assert Link.objects.filter(from_label="jobs.offer", from_id=offer.pk, to_id=made.pk).exists()
    assert made.counted_as == mark_of(offer.candidate)


def test_the_same_offer_twice_makes_one_placement(consultant):
    offer = agreed()

    first = agree_placement(offer, starts_on=day(), form="flex_job", by=consultant)
    again = agree_placement(offer, starts_on=day(9), form="ordinary", by=consultant)

    assert first == again
    assert Placement.objects.count() == 1


@pytest.mark.parametrize("state", ["found", "asked", "declined", "lapsed"])
def test_no_placement_before_both_said_yes(consultant, state):
    with pytest.raises(NotAllowed):
        agree_placement(make_offer(state=state), starts_on=day(), form="flex_job", by=consultant)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER, Role.PERSON])
def test_only_consultants_write_placements(municipality, role):
    with pytest.raises(NotAllowed):
        agree_placement(agreed(), starts_on=day(), form="flex_job", by=Actor(role=role))
    with pytest.raises(NotAllowed):
        declare(make_candidate(), make_position(), by=Actor(role=role))


def declare(candidate, position, *, by, **values):
    told = {"starts_on": day(), "form": "flex_job", "hours": Decimal(5), "consent": "Aftalt ved besøg"} | values
    return declare_placement(candidate, position, by=by, **told)


def test_a_placement_that_was_made_elsewhere_says_how_both_agreed(consultant):
    person, position = make_candidate(), make_position()

    made = declare(person, position, by=consultant)

    assert (made.on_behalf, made.consent, made.offer) == (True, "Aftalt ved besøg", None)
    row = AuditEntry.objects.get(verb="jobs.declare_placement")
    assert (row.on_behalf_of, row.consent) == (position.organisation_id, "Aftalt ved besøg")
    assert declare(person, position, by=consultant) == made


@pytest.mark.parametrize(
    ("values", "rule", "said"),
    [
        ({"consent": " "}, "placement_behalf_has_consent", "Skriv, hvordan arbejdspladsen sagde ja"),
        ({"hours": Decimal("5.2")}, "placement_half_hours", "hele eller halve timer"),
        ({"hours": Decimal(6)}, "placement_hours_of_one", "højst have 5 timer om ugen der, og her er 6"),
        ({"mentor_hours": Decimal("10.5")}, "placement_mentor", "10 af sine 10 timers støtte om ugen tilbage"),
        ({"form": "unknown"}, "placement_form_unknown", "jobform"),
        ({"pay_basis": "agreed_wage"}, "placement_pay_unknown", "hører til jobformen"),
        ({"starts_on": day(400)}, "placement_too_far_off", "for langt ude"),
        ({"starts_on": day(-60 * 366)}, "placement_too_long_ago", "for langt tilbage"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(consultant, values, rule, said):
    with pytest.raises(PlacementRefused) as refused:
        declare(make_candidate(), make_position(), by=consultant, **values)

    assert refused.value.rule == rule
    assert said in refused.value.sentence
    assert not Placement.objects.exists()


def test_a_full_position_says_how_many_places_and_hours(consultant):
    position = make_position(seats=1, total_hours=Decimal(10))
    make_placement(position=position)
    with pytest.raises(PlacementRefused, match="placement_no_seat"):
        declare(make_candidate(), position, by=consultant)

    shared = make_position(seats=4, total_hours=Decimal(8))
    make_placement(position=shared)
    with pytest.raises(PlacementRefused) as refused:
        declare(make_candidate(), shared, by=consultant)
    assert "plads til 3 af sine 8 timer om ugen, og her er 5" in refused.value.sentence


def test_a_closed_position_or_workplace_takes_nobody(consultant):
    closed = make_position(state="closed", closed_on=day(0), close_reason="Opgaven er væk")
    with pytest.raises(PlacementRefused, match="placement_position_closed"):
        declare(make_candidate(), closed, by=consultant)

    gone = make_position()
    gone.organisation.state, gone.organisation.closed_on = "closed", day(0)
    gone.organisation.save()
    with pytest.raises(PlacementRefused, match="placement_workplace_closed"):
        declare(make_candidate(), gone, by=consultant)


def test_a_person_has_one_main_placement_and_one_beside_it(consultant):
    person = make_candidate()
    declare(person, make_position(), by=consultant)

    with pytest.raises(PlacementRefused) as refused:
        declare(person, make_position(), by=consultant)
    assert person.code in refused.value.sentence
    assert "har allerede en hovedansættelse" in refused.value.sentence
    declare(person, make_position(), by=consultant, main=False)
    with pytest.raises(PlacementRefused, match="placement_beside"):
        declare(person, make_position(), by=consultant, main=False)


def test_the_ratio_rule_warns_and_goes_on_with_a_reason(consultant):
    small = make_workplace(ordinary_employees=Decimal(4))
    position = make_position(small, seats=3, total_hours=Decimal(15))
    make_placement(position=position, form="wage_subsidy_private")

    with pytest.raises(PlacementRefused) as refused:
        declare(make_candidate(), position, by=consultant, form="wage_subsidy_private")
    assert "Der er 1 for mange med tilskud: 2 er i brug, og reglen giver højst 1." in refused.value.sentence

    declare(
        make_candidate(), position, by=consultant, form="wage_subsidy_private", reason="Medarbejderne er hørt om det"
    )
    assert PlacementTerms.objects.filter(form="wage_subsidy_private").count() == 2
    assert AuditEntry.objects.filter(verb="jobs.set_terms", reason="Medarbejderne er hørt om det").exists()


def test_reading_what_forms_others_have_there_is_logged_for_each_of_them(consultant):
    position = make_position(make_workplace(), seats=3, total_hours=Decimal(15))
    there = make_placement(position=position)

    declare(make_candidate(), position, by=consultant)

    assert Reading.objects.get(what="terms", purpose="ratio_rule").subject_id == there.candidate_id


def test_an_ordinary_job_asks_nothing_of_the_ratio_rule(consultant):
    full = make_workplace(ordinary_employees=Decimal(4), subsidised_elsewhere=5)

    assert declare(make_candidate(), make_position(full), by=consultant, form="ordinary")


def test_unknown_employees_and_unknown_support_block_nobody(consultant):
    unknown = make_workplace(ordinary_employees=None, mentor_hours=None)

    assert declare(make_candidate(), make_position(unknown), by=consultant, mentor_hours=Decimal(20))


def test_a_person_who_is_erased_begins_nowhere(consultant):
    person = make_candidate()
    person.state, person.ended_on = "ended", day(0)
    person.save()

    with pytest.raises(PlacementRefused, match="placement_person_gone"):
        declare(person, make_position(), by=consultant)
