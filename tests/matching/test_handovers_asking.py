"""Both sides are asked when the day or the month is past, once more where nobody answers, and then an adviser calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.dates import in_month, in_year, on_day
from symbiose.matching.handing.waiting import differing, unanswered, untold, waiting
from symbiose.matching.models import Handover
from symbiose.notices.models import Notice, OutgoingMail
from tests.factories import make_actor, make_membership
from tests.matching.handed import CLOCK, GIVER, NO, RECEIVER, kg, make_exchange, make_handover, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
DECLARED = {"declared": True, "asking": False, "source": "Årsrapport", "evidence": "documented"}
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


@pytest.mark.parametrize("verb", ["pause", "end"])
def test_the_month_in_which_a_stream_paused_or_ended_is_asked_about_and_no_later_one(verb):
    exchange = make_exchange(ask_on=date(2026, 5, 1))
    by, last = make_actor(Role.FIRM, exchange.giver), date(2026, 3, 20)

    if verb == "pause":
        stopped = actions.pause_exchange(exchange, by=by, on=last)
    else:
        stopped = actions.end_exchange(exchange, by=by, why="other", on=on_day(last))

    assert stopped.ask_on == APRIL_2
    assert [ask(APRIL_2), ask(date(2026, 6, 1))] == [1, 0]
    assert Handover.objects.get().starts_on == date(2026, 3, 1)


def test_all_handed_over_at_once_is_asked_about_although_it_has_ended():
    exchange = make_exchange(state="agreed", since=None, since_precision="", per="once", ask_on=date(2026, 12, 14))
    yesterday = timezone.localdate() - timedelta(days=1)

    ended = actions.end_exchange(
        exchange, by=make_actor(Role.FIRM, exchange.giver), why="handed_over", on=on_day(yesterday)
    )

    assert ask(ended.ask_on) == 1
    assert Handover.objects.get().starts_on == yesterday
    assert actions.remind_of_handovers(on=ended.ask_on + timedelta(days=30), by=CLOCK) == 1


@pytest.mark.parametrize(("why", "state"), [("never_began", "agreed"), ("closed", "running"), ("other_way", "agreed")])
def test_nobody_is_asked_where_nothing_went_or_a_party_closed(why, state):
    begun = {} if state == "running" else {"since": None, "since_precision": ""}
    exchange = make_exchange(state=state, per="once", ask_on=date(2026, 12, 14), **begun)

    assert actions.end_exchange(exchange, by=make_actor(Role.ADVISER), why=why).ask_on is None


def test_nobody_asks_again_what_was_stopped_from_being_asked():
    exchange = make_exchange(ask_on=None)

    assert actions.end_exchange(exchange, by=make_actor(Role.ADVISER), why="other").ask_on is None


def test_once_in_a_month_is_asked_about_as_that_month_and_once_in_a_year_as_no_day():
    in_march, in_2025 = (
        make_exchange(per="once", state="agreed", since=None, since_precision="") for _which in range(2)
    )

    begun = actions.begin_exchange(in_march, by=make_actor(Role.ADVISER), on=in_month(2026, 3))
    unknown = actions.begin_exchange(in_2025, by=make_actor(Role.ADVISER), on=in_year(2025))

    assert (begun.ask_on, unknown.ask_on) == (APRIL_2, None)
    assert ask(APRIL_2) == 1
    assert (Handover.objects.get().starts_on, Handover.objects.get().ends_on) == (date(2026, 3, 1), date(2026, 3, 31))


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


def test_a_worker_that_stood_still_asks_of_all_that_is_still_remembered_in_one_letter():
    exchange = make_exchange(ask_on=date(2026, 2, 2))

    counts = [ask(date(2026, 6, 2)) for _round in range(3)]

    exchange.refresh_from_db()
    assert counts == [2, 0, 0]
    assert [row.starts_on.month for row in Handover.objects.order_by("starts_on")] == [4, 5]
    assert exchange.ask_on == date(2026, 7, 1)
    assert OutgoingMail.objects.get(to=exchange.giver.contact_email).body.count("/svar/") == 2


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


@pytest.mark.parametrize("said", [kg(120), NO])
def test_an_adviser_asks_the_silent_side_again_until_both_have_told(client_as, municipality, said):
    handover = make_handover()
    tell(handover, GIVER, said)
    handover.refresh_from_db()
    adviser, url = client_as(Role.ADVISER), f"/overdragelser/{handover.pk}/"
    letters, state = OutgoingMail.objects.count(), handover.state

    page = adviser.get(url).content.decode()
    answer = adviser.post(f"{url}spoerg/", follow=True).content.decode()

    handover.refresh_from_db()
    assert "Eksempel Fuglekassen har ikke svaret." in page
    assert "Den anden side er spurgt igen." in answer
    assert OutgoingMail.objects.count() == letters + 1
    assert OutgoingMail.objects.latest("pk").to == handover.exchange.receiver.contact_email
    assert handover.state == state
    tell(handover, RECEIVER, said)
    with pytest.raises(NotAllowed):
        actions.ask_once_more(handover, by=make_actor(Role.ADVISER))
    assert "har ikke svaret" not in adviser.get(url).content.decode()


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


def test_beginning_plans_the_question_and_a_pause_leaves_the_one_of_its_month():
    stream = make_exchange(state="agreed", since=None, since_precision="")
    by = make_actor(Role.ADVISER)

    begun = actions.begin_exchange(stream, by=by)
    paused = actions.pause_exchange(begun, by=by)
    resumed = actions.resume_exchange(paused, by=by)

    assert begun.ask_on > timezone.localdate()
    assert paused.ask_on == begun.ask_on
    assert resumed.ask_on == begun.ask_on


def put_right(exchange, per):
    return actions.change_exchange(exchange, by=make_actor(Role.ADVISER), version=exchange.version, per=per)


def test_what_turns_out_to_be_a_stream_is_asked_about_each_month():
    once = make_exchange(per="once", since=date(2025, 3, 4), ask_on=None)

    changed = put_right(once, "month")

    assert changed.ask_on > timezone.localdate()
    assert ask(changed.ask_on) == 1
    assert Handover.objects.get().starts_on.day == 1


def test_what_turns_out_to_be_given_once_is_asked_about_as_that_one_day():
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    long_ago = make_exchange(since=date(2024, 1, 2), ask_on=today)
    lately = make_exchange(since=yesterday, ask_on=today + timedelta(days=30))
    agreed = make_exchange(state="agreed", since=None, since_precision="", ask_on=None)

    changed = [put_right(one, "once") for one in (long_ago, lately, agreed)]

    assert changed[0].ask_on is None
    assert today <= changed[1].ask_on < today + timedelta(days=10)
    assert changed[2].ask_on > today
    assert ask(changed[1].ask_on) == 1
    assert Handover.objects.get().starts_on == yesterday


@pytest.mark.parametrize(
    ("values", "per"),
    [
        ({"per": "month"}, "once"),
        ({"per": "month", "state": "paused", "paused_on": date(2026, 3, 4), "ask_on": APRIL_2}, "once"),
        ({"per": "once", **DECLARED}, "month"),
    ],
)
def test_how_often_it_happens_asks_nobody_who_was_not_to_be_asked(values, per):
    assert put_right(make_exchange(**values), per).ask_on is None


def test_another_rhythm_of_a_stream_leaves_the_day_of_the_question():
    assert put_right(make_exchange(ask_on=APRIL_2), "month").ask_on == APRIL_2


def test_what_somebody_declared_is_not_asked_about_unless_somebody_says_so():
    declared = make_exchange(**DECLARED)
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
