"""Both sides are asked when the day or the month is past, once more where nobody answers, and then an adviser calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.handing.waiting import differing, unanswered, untold, waiting
from symbiose.matching.models import Handover
from symbiose.notices.models import Notice, OutgoingMail
from tests.factories import make_actor, make_membership
from tests.matching.handed import CLOCK, GIVER, NO, RECEIVER, kg, make_exchange, make_handover, tell

pytestmark = pytest.mark.django_db
APRIL_2 = date(2026, 4, 1)  # the first working day of April; the 2nd to the 6th are Easter


def ask(on):
    return actions.ask_about_handovers(on=on, by=CLOCK)


def test_a_stream_is_asked_about_when_the_month_is_over_and_next_month_again():
    exchange = make_exchange(ask_on=APRIL_2)

    assert ask(APRIL_2 - timedelta(days=1)) == 0
    assert ask(APRIL_2) == 1
    assert ask(APRIL_2) == 0

    asked = Handover.objects.get()
    exchange.refresh_from_db()
    assert (asked.starts_on, asked.ends_on, asked.state) == (date(2026, 3, 1), date(2026, 3, 31), "asked")
    assert asked.answer_by == date(2026, 4, 13)  # five working days on, Easter between
    assert exchange.ask_on == date(2026, 5, 1)  # a Friday


def test_once_is_asked_about_once():
    exchange = make_exchange(per="once", since=date(2026, 3, 4), ask_on=date(2026, 3, 5))

    assert ask(date(2026, 3, 5)) == 1

    exchange.refresh_from_db()
    assert exchange.ask_on is None
    assert Handover.objects.get().starts_on == date(2026, 3, 4)


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_what_is_paused_or_ended_is_not_asked_about(state):
    extra = {"paused_on": date(2026, 3, 1)} if state == "paused" else {"end_reason": "other"}
    make_exchange(ask_on=APRIL_2, state=state, **extra)

    assert ask(APRIL_2) == 0


def test_what_is_told_already_or_lies_before_the_beginning_is_not_asked_about():
    told = make_exchange(ask_on=APRIL_2)
    make_handover(told, days=(date(2026, 3, 4),))
    make_exchange(ask_on=APRIL_2, since=date(2026, 4, 1))

    assert ask(APRIL_2) == 0


def test_each_party_gets_one_letter_with_a_link_to_each_and_no_name_in_it():
    first = make_exchange(ask_on=APRIL_2)
    make_exchange(ask_on=APRIL_2, giver=first.giver, title="Paller")
    make_membership(Role.FIRM, first.giver)

    ask(APRIL_2)

    letters = OutgoingMail.objects.filter(to=first.giver.contact_email)
    body = letters.get().body
    assert OutgoingMail.objects.count() == 3
    assert body.count("/svar/") == 2
    assert "Træafskær, marts 2026" in body
    assert "Eksempel" not in body
    assert Notice.objects.count() == 2


def test_a_worker_that_stood_still_catches_up_month_by_month():
    make_exchange(ask_on=APRIL_2)

    counts = [ask(date(2026, 6, 2)) for _round in range(5)]

    assert counts == [1, 1, 1, 0, 0]
    assert [row.starts_on.month for row in Handover.objects.order_by("starts_on")] == [3, 4, 5]


def test_one_reminder_and_no_more():
    make_exchange(ask_on=APRIL_2)
    ask(APRIL_2)
    late = Handover.objects.get().answer_by + timedelta(days=1)

    counts = [actions.remind_of_handovers(on=late + timedelta(days=days), by=CLOCK) for days in (-1, 0, 0, 30)]

    assert counts == [0, 1, 0, 0]
    assert OutgoingMail.objects.count() == 4


def test_what_one_side_has_told_is_known_and_nobody_is_reminded():
    make_exchange(ask_on=APRIL_2)
    ask(APRIL_2)
    tell(Handover.objects.get(), GIVER, NO)

    assert actions.remind_of_handovers(on=date(2026, 6, 1), by=CLOCK) == 0


def test_an_adviser_asks_again_and_nobody_else_does():
    handover = make_handover()

    with pytest.raises(NotAllowed):
        actions.ask_once_more(handover, by=make_actor(Role.FIRM, handover.exchange.giver))
    actions.ask_once_more(handover, by=make_actor(Role.ADVISER))

    assert OutgoingMail.objects.count() == 2
    tell(handover, GIVER, kg(120))
    with pytest.raises(NotAllowed):
        actions.ask_once_more(handover, by=make_actor(Role.ADVISER))


def test_either_side_may_stop_and_start_the_asking():
    exchange = make_exchange()
    receiver = make_actor(Role.FIRM, exchange.receiver)

    started = actions.start_asking(exchange, by=receiver)
    stopped = actions.stop_asking(exchange, by=receiver)

    assert started.ask_on > timezone.localdate()
    assert stopped.ask_on is None
    for verb in (actions.start_asking, actions.stop_asking):
        with pytest.raises(NotAllowed):
            verb(exchange, by=make_actor(Role.FIRM))


def test_beginning_plans_the_question_and_a_pause_drops_it():
    stream = make_exchange(state="agreed", since=None, since_precision="")
    by = make_actor(Role.ADVISER)

    begun = actions.begin_exchange(stream, by=by)
    paused = actions.pause_exchange(begun, by=by)
    resumed = actions.resume_exchange(paused, by=by)

    assert begun.ask_on > timezone.localdate()
    assert paused.ask_on is None
    assert resumed.ask_on == begun.ask_on


def test_what_somebody_declared_is_not_asked_about_unless_somebody_says_so():
    declared = make_exchange(declared=True, source="Årsrapport", evidence="documented", ask_on=None)
    by = make_actor(Role.ADVISER)

    resumed = actions.resume_exchange(actions.pause_exchange(declared, by=by), by=by)

    assert resumed.ask_on is None


def asked_long_ago(days, **values):
    now = timezone.now()
    return make_handover(
        asked_at=now - timedelta(days=days),
        reminded_at=now - timedelta(days=days - 7),
        answer_by=timezone.localdate() - timedelta(days=days - 14),
        **values,
    )


def test_silence_waits_for_the_adviser_after_the_reminder_and_is_given_up_in_the_end():
    waits = asked_long_ago(20)
    asked_long_ago(70)
    make_handover(asked_at=timezone.now(), answer_by=timezone.localdate() + timedelta(days=3))
    adviser = make_actor(Role.ADVISER)

    assert list(unanswered()) == [waits]
    line = next(line for line in waiting(adviser) if line.section == "deadline")
    assert line.late
    assert line.button == "Ring og svar for dem"


def test_a_difference_waits_for_the_adviser_and_both_sides_until_it_is_settled():
    handover = make_handover()
    tell(handover, GIVER, kg(120))
    tell(handover, RECEIVER, kg(100))
    people = [make_actor(Role.ADVISER), *(make_actor(Role.FIRM, handover.exchange.party(s)) for s in (GIVER, RECEIVER))]

    assert all("noget forskelligt" in waiting(actor)[0].why for actor in people)
    assert waiting(make_actor(Role.FIRM)) == []

    tell(handover, GIVER, kg(100))
    assert [waiting(actor) for actor in people] == [[], [], []]
    assert not differing().exists()


def test_a_firm_sees_what_it_has_not_told_and_what_the_other_side_told():
    handover = make_handover(asked_at=timezone.now(), answer_by=timezone.localdate())
    giver, receiver = (make_actor(Role.FIRM, handover.exchange.party(side)) for side in (GIVER, RECEIVER))
    assert [len(waiting(actor)) for actor in (giver, receiver)] == [1, 1]

    tell(handover, GIVER, kg(120), by=giver)

    assert waiting(giver) == []
    assert "Den anden side har fortalt" in waiting(receiver)[0].why
    assert not untold(giver.organisation_id).exists()
