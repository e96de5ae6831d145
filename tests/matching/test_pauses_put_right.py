"""A pause that was told wrongly gets other days, or is taken out: the exchange, its months and its questions follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.actions.exchanges.telling import link_for
from symbiose.matching.dates import on_day
from symbiose.matching.enums import PauseState
from symbiose.matching.models import Exchange, ExchangePause, Handover
from symbiose.matching.states import PAUSE
from symbiose.notices import links
from symbiose.notices.models import Notice
from tests.factories import make_actor, make_membership
from tests.matching.handed import CLOCK, make_exchange
from tests.matching.test_handovers_pauses import pause, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]

WHO = {
    "adviser": lambda _row: make_actor(Role.ADVISER),
    "giver": lambda row: make_actor(Role.FIRM, row.giver),
    "receiver": lambda row: make_actor(Role.FIRM, row.receiver),
    "system": lambda _row: system("clock"),
    "other firm": lambda _row: make_actor(Role.FIRM),
    "visitor": lambda _row: Actor(),
}
MAY = {"adviser", "giver", "receiver", "system"}
TABLE = {
    "put_right": (["lasts"], "lasts"),
    "put_over_right": (["over"], "over"),
    "remove": (["lasts", "over"], "removed"),
}
WHY = "Vi huskede forkert"
FEBRUARY, MAY_DAY = date(2026, 2, 20), date(2026, 5, 10)
NOVEMBER = date(2026, 11, 3)  # the day on which it is asked about October


def days(exchange):
    return [*exchange.pauses.order_by("starts_on").values_list("starts_on", "ends_on")]


def over(**values):
    """An exchange that stood still from 20 February to 9 May 2026, with the pause."""
    exchange = make_exchange(**values)
    pause(exchange, FEBRUARY, MAY_DAY)
    return exchange, exchange.pauses.get().pk


def lasting(first=date(2026, 8, 15), **values):
    exchange = make_exchange(**values)
    pause(exchange, first)
    return exchange


def test_the_table_holds_these_transitions_and_no_others():
    found = {row.verb: (sorted(row.sources), row.target) for row in PAUSE.transitions}

    assert found == TABLE
    assert all(row.needs_reason for row in PAUSE.transitions)


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(verb, who):
    exchange = make_exchange()
    sources, target = TABLE[verb]
    by = WHO[who](exchange)

    for state in PauseState.values:
        if state in sources and who in MAY:
            assert PAUSE.require(verb, state=state, actor=by, subject=exchange, reason=WHY).target == target
            with pytest.raises(NotAllowed):
                PAUSE.require(verb, state=state, actor=by, subject=exchange, reason=" ")
        else:
            with pytest.raises(NotAllowed):
                PAUSE.require(verb, state=state, actor=by, subject=exchange, reason=WHY)


@pytest.mark.parametrize("who", WHO)
def test_the_verbs_are_the_table_s(who):
    (closed, pk), still = over(), lasting()
    acts = [
        lambda: actions.change_pause(
            closed, by=WHO[who](closed), pause=pk, starts=FEBRUARY, ends=date(2026, 4, 1), reason=WHY
        ),
        lambda: actions.change_pause(still, by=WHO[who](still), pause=None, starts=date(2026, 9, 1), reason=WHY),
        lambda: actions.remove_pause(closed, by=WHO[who](closed), pause=pk, reason=WHY),
        lambda: actions.remove_pause(still, by=WHO[who](still), pause=None, reason=WHY),
    ]

    for act in acts:
        if who in MAY:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()

    still.refresh_from_db()
    assert (still.state, still.paused_on) == (("running", None) if who in MAY else ("paused", date(2026, 8, 15)))
    assert days(closed) == ([] if who in MAY else [(FEBRUARY, date(2026, 5, 9))])


def test_months_that_ran_after_all_are_shown_as_not_told_and_those_in_it_as_paused():
    exchange, pk = over()
    assert ("marts 2026 – april 2026", "På pause", "på pause 20. februar 2026 – 9. maj 2026") in told(exchange)

    actions.change_pause(
        exchange, by=make_actor(Role.ADVISER), pause=pk, starts=date(2026, 4, 1), ends=date(2026, 6, 30), reason=WHY
    )

    assert told(exchange)[-2:] == [
        ("april 2026 – juni 2026", "På pause", "på pause 1. april 2026 – 30. juni 2026"),
        ("januar 2026 – marts 2026", "Ikke oplyst", ""),
    ]
    actions.remove_pause(exchange, by=make_actor(Role.ADVISER), pause=pk, reason=WHY)
    assert [state for _months, state, _pause in told(exchange)] == ["Ikke oplyst"]


def asked(on):
    actions.ask_about_handovers(on=on, by=CLOCK)
    return [row.starts_on.month for row in Handover.objects.order_by("starts_on")]


def test_months_of_a_pause_that_was_none_are_asked_about_and_none_twice():
    exchange = make_exchange(ask_on=date(2026, 8, 3))
    asked(date(2026, 8, 3))  # July
    pause(exchange, date(2026, 8, 15))
    asked(date(2026, 9, 1))  # August, in which it came to a stop
    assert asked(NOVEMBER) == [7, 8]

    actions.remove_pause(exchange, by=make_actor(Role.ADVISER), pause=None, reason=WHY)

    assert asked(NOVEMBER) == [7, 8, 9, 10]
    assert Exchange.objects.get(pk=exchange.pk).ask_on > NOVEMBER


def test_a_pause_that_began_later_is_asked_about_until_then():
    exchange = make_exchange(ask_on=date(2026, 9, 1))
    pause(exchange, date(2026, 8, 15))
    asked(date(2026, 9, 1))

    actions.change_pause(exchange, by=make_actor(Role.ADVISER), pause=None, starts=date(2026, 10, 5), reason=WHY)

    assert asked(NOVEMBER) == [8, 9, 10]
    assert Exchange.objects.get(pk=exchange.pk).ask_on is None


def test_a_pause_that_was_over_earlier_is_asked_about_from_then_on():
    exchange = make_exchange(ask_on=date(2026, 6, 1))
    pause(exchange, date(2026, 6, 10), date(2026, 10, 10))
    before = asked(NOVEMBER)

    actions.change_pause(
        exchange,
        by=make_actor(Role.ADVISER),
        pause=exchange.pauses.get().pk,
        starts=date(2026, 6, 10),
        ends=date(2026, 8, 31),
        reason=WHY,
    )

    assert 9 not in before
    assert 9 in asked(NOVEMBER)
    assert not {7, 8} & set(asked(NOVEMBER))


def test_nobody_is_asked_of_it_who_was_not_to_be_asked():
    exchange = lasting(asking=False)

    moved = actions.remove_pause(exchange, by=make_actor(Role.ADVISER), pause=None, reason=WHY)

    assert moved.ask_on is None


def test_both_sides_are_told_by_the_municipality_and_the_other_one_by_a_party():
    exchange, pk = over()
    people = [make_membership(Role.FIRM, one).user for one in (exchange.giver, exchange.receiver)]

    actions.change_pause(
        exchange, by=make_actor(Role.ADVISER), pause=pk, starts=FEBRUARY, ends=date(2026, 4, 1), reason=WHY
    )
    actions.remove_pause(exchange, by=make_actor(Role.FIRM, exchange.giver), pause=pk, reason=WHY)

    right = "En pause i en udveksling er rettet. På pause 20. februar 2026 – 9. maj 2026 → på pause 20. februar 2026 – 1. april 2026."
    out = "En pause i en udveksling er fjernet: den stod ikke stille. Før: på pause 20. februar 2026 – 1. april 2026."
    texts = [set(Notice.objects.filter(user=one).values_list("text", flat=True)) for one in people]
    assert texts == [{right}, {right, out}]


def test_a_repeat_changes_nothing_and_leaves_no_second_row():
    exchange, pk = over()
    by = make_actor(Role.FIRM, exchange.giver)
    rows = AuditEntry.objects.filter(verb__in=["matching.change_pause", "matching.remove_pause"])

    for _twice in range(2):
        actions.change_pause(exchange, by=by, pause=pk, starts=FEBRUARY, ends=date(2026, 4, 1), reason=WHY)
    for _twice in range(2):
        actions.remove_pause(exchange, by=by, pause=pk, reason=WHY)

    assert [row.verb for row in rows.order_by("pk")] == ["matching.change_pause", "matching.remove_pause"]
    with pytest.raises(actions.Refused, match="exchange_pause_gone"):
        actions.change_pause(exchange, by=by, pause=pk, starts=FEBRUARY, ends=date(2026, 4, 2), reason=WHY)


@pytest.mark.parametrize(
    ("starts", "ends", "rule"),
    [
        (date(2025, 12, 31), date(2026, 5, 9), "exchange_paused_before_it_began"),
        (date(2026, 5, 9), date(2026, 5, 8), "pause_dates"),
        (FEBRUARY, timezone.localdate() + timedelta(days=1), "exchange_not_in_future"),
        (timezone.localdate() + timedelta(days=1), None, "exchange_not_in_future"),
        (FEBRUARY, date(2026, 8, 15), "exchange_paused_already"),
    ],
)
def test_days_that_a_pause_cannot_have_are_refused(starts, ends, rule):
    exchange, pk = over()
    pause(exchange, date(2026, 8, 15))

    with pytest.raises(actions.Refused, match=rule) as refused:
        actions.change_pause(exchange, by=make_actor(Role.ADVISER), pause=pk, starts=starts, ends=ends, reason=WHY)

    assert refused.value.sentence
    assert days(exchange) == [(FEBRUARY, date(2026, 5, 9))]


def test_a_pause_that_led_to_the_end_is_put_right_until_the_end():
    exchange = lasting()
    actions.end_exchange(exchange, by=make_actor(Role.ADVISER), why="other", on=on_day(date(2026, 9, 30)))
    pk, by = exchange.pauses.get().pk, make_actor(Role.ADVISER)

    with pytest.raises(actions.Refused, match="exchange_paused_after_it_ended"):
        actions.change_pause(exchange, by=by, pause=pk, starts=date(2026, 8, 1), ends=date(2026, 10, 1), reason=WHY)
    actions.change_pause(exchange, by=by, pause=pk, starts=date(2026, 9, 1), ends=date(2026, 9, 30), reason=WHY)

    assert days(exchange) == [(date(2026, 9, 1), date(2026, 9, 30))]


def test_the_history_says_from_which_day_it_goes_on_and_what_became_of_a_pause(client_as, municipality):
    exchange, pk = over()
    by = make_actor(Role.FIRM, exchange.giver)
    actions.change_pause(exchange, by=by, pause=pk, starts=FEBRUARY, ends=date(2026, 4, 1), reason=WHY)

    page = client_as(Role.ADVISER).get(reverse("exchanges:detail", args=[exchange.number]))

    assert [one.still for one in page.context["history"]] == [
        "på pause 20. februar 2026 – 9. maj 2026 → på pause 20. februar 2026 – 1. april 2026",
        "fra 10. maj 2026",
        "på pause siden 20. februar 2026",
    ]
    assert f"{WHY}" in page.content.decode()


@pytest.mark.parametrize("door", ["giver", "adviser", "link"])
def test_a_pause_is_put_right_and_taken_out_on_the_page_and_by_personal_link(client, client_as, municipality, door):
    exchange, pk = over()
    page = reverse("exchanges:detail", args=[exchange.number])
    if door == "link":
        link = f"/svar/{links.token(link_for(exchange, exchange.receiver, by=CLOCK))}/"
        reader, page, send = client, link, link
    else:
        reader = client_as(Role.ADVISER) if door == "adviser" else client_as(Role.FIRM, exchange.giver)
        send = reverse("exchanges:tell", args=[exchange.number])
    key, seen = f"pause-{pk}", "2026-02-20 2026-05-09"
    given = {"pause": pk, "seen": seen, f"{key}-starts": "2026-03-01", f"{key}-ends": "2026-04-30"}

    shown = reader.get(page).content.decode()
    no_reason = reader.post(send, given | {"verb": "change_pause"})
    kept = reader.post(send, given | {"verb": "change_pause", f"{key}-reason": WHY}, follow=True).content.decode()
    second_tab = reader.post(send, given | {"verb": "change_pause", f"{key}-ends": "2026-03-31", f"{key}-reason": WHY})

    assert "Ret pausen" in shown
    assert "Fjern pausen" in shown
    assert no_reason.status_code == 422
    assert 'value="2026-03-01"' in no_reason.content.decode()
    assert "Pausen er rettet." in kept
    assert "En anden har ændret pausen: på pause 1. marts 2026 – 30. april 2026." in second_tab.content.decode()
    assert days(exchange) == [(date(2026, 3, 1), date(2026, 4, 30))]

    gone = {"verb": "remove_pause", "pause": pk, "seen": "2026-03-01 2026-04-30", f"{key}-reason": WHY}
    for _twice in range(2):
        answer = reader.post(send, gone, follow=True)
        assert answer.status_code == 200
    assert ExchangePause.objects.count() == 0


def test_a_pause_that_lasts_is_taken_out_on_the_page(client_as, municipality):
    exchange = lasting()
    client, url = client_as(Role.FIRM, exchange.giver), reverse("exchanges:tell", args=[exchange.number])
    given = {"pause": "now", "seen": "2026-08-15", "verb": "remove_pause", "pause-now-reason": WHY}

    page = client.post(url, given, follow=True).content.decode()

    exchange.refresh_from_db()
    assert (exchange.state, exchange.paused_on) == ("running", None)
    assert "Pausen er fjernet." in page


@pytest.mark.parametrize("asked", ["0", "x", "99999999999999999999", ""])
def test_a_pause_that_is_not_there_is_said_so(client_as, municipality, asked):
    exchange, _pk = over()
    client, url = client_as(Role.FIRM, exchange.giver), reverse("exchanges:tell", args=[exchange.number])

    page = client.post(url, {"pause": asked, "verb": "change_pause"}, follow=True).content.decode()

    assert "Den pause er der ikke mere" in page
    assert exchange.pauses.count() == 1


def test_nobody_else_learns_of_it(client_as, municipality):
    exchange, pk = over()
    url = reverse("exchanges:tell", args=[exchange.number])

    answer = client_as(Role.FIRM).post(url, {"pause": pk, "verb": "remove_pause", f"pause-{pk}-reason": WHY})

    assert answer.status_code == 404
    assert exchange.pauses.count() == 1
