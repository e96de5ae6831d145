"""Room is checked on every way into a seat: taken up again, agreed beside what was promised; one count of the ratio rule."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry, Reading
from symbiose.jobs.actions import candidates, offer_answers
from symbiose.jobs.actions.offers import NotPossible
from symbiose.jobs.actions.placement_life import reopen_placement
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.models import Offer, Placement, Position
from symbiose.jobs.queries.placement_room import room_of
from tests.factories import make_actor
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(client_as):
    return client_as(Role.CONSULTANT)


def day(offset=0):
    return timezone.localdate() + timedelta(days=offset)


def make_ended(**values):
    return make_placement(**{"state": "ended", "ends_on": day(-1), "outcome": "agreed_time"} | values)


def promised(**values):
    """A proposal that both said yes to, and that no placement came of yet."""
    said = {"person_answer": "yes", "person_answered_at": timezone.now(), "employer_answer": "yes"}
    return make_offer(**{"state": "agreed"} | said | values)


def take_up(client, placement, **told):
    """The page that answers when an ended placement is taken up again."""
    told = {"verb": "reopen", "reopen-reason": "Det var en fejl", **told}
    return client.post(reverse("placements:tell", args=[placement.number]), told, follow=True).content.decode()


def agree(client, offer, **told):
    told = {"starts_on": day(7).isoformat(), "hours": "5", "form": "flex_job", **told}
    return client.post(reverse("placements:agree", args=[offer.number]), told, follow=True).content.decode()


def declare(client, position, **told):
    told = {"starts_on": day(7).isoformat(), "hours": "5", "form": "flex_job", "consent": "Aftalt ved besøg", **told}
    told |= {"code": make_candidate().code, "position": position.number}
    return client.post(reverse("placements:add"), told, follow=True).content.decode()


def state_of(placement):
    return Placement.objects.get(pk=placement.pk).state


@pytest.mark.parametrize("outcome", ["agreed_time", "never_began"])
def test_a_seat_that_went_to_another_is_not_taken_up_again(consultant, outcome):
    position = make_position()
    ended = make_ended(position=position, outcome=outcome)
    make_placement(position=position)

    page = take_up(consultant, ended)

    assert "Stillingen har plads til 1, og 1 er optaget eller lovet væk: der mangler 1." in page
    assert state_of(ended) == "ended"
    assert "Det var en fejl" in page  # what was typed stays


def test_a_seat_that_was_promised_to_another_is_not_taken_up_again(consultant):
    ended = make_ended()
    promised(position=ended.position)

    assert "1 er optaget eller lovet væk: der mangler 1" in take_up(consultant, ended)
    assert state_of(ended) == "ended"


def test_hours_that_went_to_another_are_not_taken_up_again(consultant):
    position = make_position(seats=3, total_hours=Decimal(8))
    ended = make_ended(position=position)
    make_placement(position=position)

    assert "plads til 3 af sine 8 timer om ugen, og her er 5: 2 for meget" in take_up(consultant, ended)
    assert state_of(ended) == "ended"


def test_support_that_went_to_another_is_not_taken_up_again(consultant):
    workplace = make_workplace(mentor_hours=Decimal(2))
    ended = make_ended(position=make_position(workplace), mentor_hours=Decimal("1.5"))
    make_placement(position=make_position(workplace), mentor_hours=Decimal(1))

    page = take_up(consultant, ended)

    assert "1 af sine 2 timers støtte om ugen tilbage, og her skal bruges 1,5: 0,5 for meget" in page
    assert state_of(ended) == "ended"


def test_what_is_taken_up_again_beyond_the_ratio_rule_says_why(consultant):
    workplace = make_workplace(ordinary_employees=Decimal(4))
    ended = make_ended(position=make_position(workplace), form="wage_subsidy_private")
    make_placement(position=make_position(workplace), form="wage_subsidy_private")

    page = take_up(consultant, ended)
    assert "Der er 1 for mange med tilskud: 2 er i brug, og reglen giver højst 1." in page
    assert state_of(ended) == "ended"

    take_up(consultant, ended, **{"reopen-despite": "Medarbejderne er hørt om det"})
    assert state_of(ended) == "running"
    assert "Medarbejderne er hørt om det" in AuditEntry.objects.get(verb="jobs.reopen_placement").reason


def test_nothing_is_taken_up_again_where_the_position_or_the_workplace_has_closed(consultant):
    ended, elsewhere = make_ended(), make_ended()
    closed = ended.position
    closed.state, closed.closed_on, closed.close_reason = "closed", day(), "Opgaven er væk"
    closed.save()
    gone = elsewhere.position.organisation
    gone.state, gone.closed_on = "closed", day()
    gone.save()

    assert "Stillingen er lukket" in take_up(consultant, ended)
    assert "Arbejdspladsen er lukket" in take_up(consultant, elsewhere)
    assert {state_of(ended), state_of(elsewhere)} == {"ended"}


def test_nobody_comes_to_have_more_placements_at_a_time_than_the_policy_allows(consultant):
    person = make_candidate()
    ended = make_ended(candidate=person, main=False)
    make_placement(person)
    make_placement(person, main=False)

    assert "har allerede 2 ansættelser" in take_up(consultant, ended)
    assert state_of(ended) == "ended"


def test_where_there_is_room_it_is_taken_up_again_with_the_hours_that_were_worked(consultant):
    ended = make_ended(hours=8, mentor_hours=Decimal(10))  # more than the position has for one: it is written down

    take_up(consultant, ended)

    assert state_of(ended) == "running"


def test_a_pause_keeps_its_seat_so_that_nothing_stands_in_the_way_when_it_goes_on(consultant):
    paused = make_placement(state="paused")
    paused.pauses.create(starts_on=day(-5))

    assert "1 er optaget eller lovet væk" in declare(consultant, paused.position)

    consultant.post(
        reverse("placements:tell", args=[paused.number]), {"verb": "resume", "resume-on": day().isoformat()}
    )
    assert state_of(paused) == "running"


def test_a_promise_keeps_its_seat_until_it_becomes_a_placement(consultant):
    promise = promised()

    assert "Stillingen har plads til 1, og 1 er optaget eller lovet væk" in declare(consultant, promise.position)
    assert not Placement.objects.exists()

    agree(consultant, promise)
    assert Placement.objects.get().offer == promise


def test_a_promise_keeps_its_hours_its_support_and_its_place_under_the_ratio_rule(consultant):
    workplace = make_workplace(mentor_hours=Decimal(2), ordinary_employees=Decimal(4))
    position = make_position(workplace, seats=4, total_hours=Decimal(12), form="flex_job")
    person = make_candidate(mentor_hours=Decimal("1.5"))
    promised(candidate=person, position=position)
    make_placement(position=position, form="ordinary")

    assert "plads til 2 af sine 12 timer om ugen, og her er 5: 3 for meget" in declare(consultant, position)
    page = declare(consultant, position, hours="2", mentor_hours="1")
    assert "0,5 af sine 2 timers støtte om ugen tilbage, og her skal bruges 1: 0,5 for meget" in page
    told = {"hours": "2", "mentor_hours": "0,5"}
    assert "Der er 1 for mange med tilskud: 2 er i brug" in declare(consultant, position, **told)
    declare(consultant, position, **told, reason="Medarbejderne er hørt om det")
    assert Placement.objects.count() == 2
    read = Reading.objects.filter(what="conditions", purpose="support")
    assert [one.subject_id for one in read] == [person.pk] * 3  # each try read it, those that were refused too


def test_the_ratio_rule_counts_the_same_on_both_pages_where_a_form_differs_from_its_position(consultant, client_as):
    workplace = make_workplace(ordinary_employees=Decimal(4))
    position = make_position(workplace, seats=3, total_hours=Decimal(15), form="ordinary")
    make_placement(position=position, form="flex_job")
    address = reverse("positions:detail", args=[position.number])

    full = consultant.get(address).content.decode()
    assert "Der er ikke plads til flere med tilskud: 1 af højst 1 er i brug." in full
    too_many = "Der er 1 for mange med tilskud: 2 er i brug, og reglen giver højst 1."
    assert too_many in declare(consultant, position)

    declare(consultant, position, reason="Medarbejderne er hørt om det")
    page = consultant.get(address).content.decode()
    assert too_many in page
    assert "Vi har talt efter den jobform, som hver ansættelse har. Det er skrevet i loggen." in page
    assert "(ikke bekræftet)" in page

    firm = client_as(Role.FIRM, position.organisation).get(address).content.decode()
    assert "Vi har talt efter den jobform, som stillingerne har." in firm
    assert "Der er plads til 1 mere med tilskud: 0 af højst 1 er i brug." in firm


def test_a_workplace_that_waited_while_the_position_closed_is_not_promised_anybody(municipality, monkeypatch):
    position, now = make_position(), timezone.now()
    offer = make_offer(
        position=position, state="shown", person_answer="yes", person_asked_at=now, person_answered_at=now,
        employer_asked_at=now,
    )  # fmt: skip
    lock = offer_answers.lock_position

    def closed_meanwhile(position_id):
        Position.objects.filter(pk=position_id).update(state="closed", closed_on=day(), close_reason="filled")
        return lock(position_id)

    monkeypatch.setattr(offer_answers, "lock_position", closed_meanwhile)

    with pytest.raises(NotPossible):
        offer_answers.workplace_answers(offer, answer="yes", by=make_actor(Role.FIRM, position.organisation))

    assert Offer.objects.get().state == "shown"


def test_a_promise_to_somebody_who_has_ended_holds_no_seat_and_no_seat_comes_back_to_them(municipality):
    position, person, consultant = make_position(), make_candidate(), make_actor(Role.CONSULTANT)
    promised(candidate=person, position=position)
    assert room_of(position).seats == 0
    never = make_placement(person, make_position(), state="ended", outcome="never_began", ends_on=day())
    candidates.end(person, on=day(), by=consultant)

    assert room_of(position).seats == 1
    with pytest.raises(PlacementRefused):
        reopen_placement(never, by=consultant, reason="Alligevel")


def test_what_was_read_of_people_before_a_verb_refused_stays_in_the_log(consultant):
    workplace = make_workplace(mentor_hours=Decimal(2))
    ended = make_ended(position=make_position(workplace), mentor_hours=Decimal("1.5"))
    waits = promised(candidate=make_candidate(mentor_hours=Decimal(1)), position=make_position(workplace)).candidate

    page = take_up(consultant, ended)

    assert "0,5 for meget" in page
    assert state_of(ended) == "ended"
    assert Reading.objects.filter(subject_id=waits.pk, purpose="support").count() == 1
