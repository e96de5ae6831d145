"""A pause is no silence: its months are shown as paused with their days, and nobody is asked about them. Asking stays off once it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.actions.exchanges.telling import link_for
from symbiose.matching.dates import on_day
from symbiose.matching.handing import rows
from symbiose.matching.handing.waiting import untold
from symbiose.matching.models import Exchange, Handover
from symbiose.notices import links
from tests.factories import make_actor
from tests.matching.handed import CLOCK, GIVER, kg, make_exchange, make_handover, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]


def pause(exchange, first, goes_on=None):
    by = make_actor(Role.FIRM, exchange.giver)
    actions.pause_exchange(exchange, by=by, on=first)
    return actions.resume_exchange(exchange, by=by, on=goes_on) if goes_on else exchange


def told(exchange):
    exchange = Exchange.objects.get(pk=exchange.pk)
    found = rows.handed(exchange, make_actor(Role.ADVISER), year=2026).rows
    return [(row.period, row.state, str(row.pause or "")) for row in found]


def test_months_inside_pauses_are_shown_as_paused_with_their_days():
    exchange = make_exchange()
    pause(exchange, date(2026, 2, 20), date(2026, 5, 10))
    pause(exchange, date(2026, 7, 1), date(2026, 8, 1))
    tell(make_handover(exchange, days=(date(2026, 9, 1), date(2026, 9, 30))), GIVER, kg(500))

    assert told(exchange) == [
        ("oktober 2026", "Ikke oplyst", ""),
        ("september 2026", "Oplyst af den ene side", ""),
        ("august 2026", "Ikke oplyst", ""),
        ("juli 2026", "På pause", "på pause 1. juli 2026 – 31. juli 2026"),
        ("maj 2026 – juni 2026", "Ikke oplyst", ""),
        ("marts 2026 – april 2026", "På pause", "på pause 20. februar 2026 – 9. maj 2026"),
        ("januar 2026 – februar 2026", "Ikke oplyst", ""),
    ]


def test_a_pause_that_lasts_and_one_that_led_to_the_end_are_shown_too():
    lasts, ended = make_exchange(), make_exchange()
    for exchange in (lasts, ended):
        pause(exchange, date(2026, 8, 15))
    actions.end_exchange(ended, by=make_actor(Role.ADVISER), why="other", on=on_day(date(2026, 9, 30)))

    assert told(lasts)[0] == ("september 2026 – oktober 2026", "På pause", "på pause siden 15. august 2026")
    assert told(ended)[0] == ("september 2026", "På pause", "på pause 15. august 2026 – 30. september 2026")


def test_months_of_last_year_are_still_there_at_new_year_where_nobody_has_told_of_any(monkeypatch):
    stands, begun_long_ago, over = make_exchange(), make_exchange(since=date(2011, 5, 1)), make_exchange()
    pause(stands, date(2026, 2, 20), date(2026, 5, 10))
    actions.end_exchange(over, by=make_actor(Role.ADVISER), why="other", on=on_day(date(2026, 11, 20)))
    new_year = datetime(2027, 1, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: new_year)
    coming = make_exchange(since=date(2027, 1, 1))

    years = [
        rows.handed(Exchange.objects.get(pk=one.pk), make_actor(Role.ADVISER)).years
        for one in (stands, begun_long_ago, over, coming)
    ]

    assert years == [(2027, 2026), (2027, 2026), (2026,), (2027,)]
    assert told(stands)[0] == ("maj 2026 – december 2026", "Ikke oplyst", "")
    assert ("marts 2026 – april 2026", "På pause", "på pause 20. februar 2026 – 9. maj 2026") in told(stands)


def test_the_page_says_when_it_stood_still(client_as, municipality):
    exchange = make_exchange()
    pause(exchange, date(2026, 2, 20), date(2026, 5, 10))

    page = client_as(Role.FIRM, exchange.receiver).get(reverse("exchanges:detail", args=[exchange.number]))

    assert "på pause 20. februar 2026 – 9. maj 2026" in page.content.decode()
    assert "<p>På pause siden 20. februar 2026</p>" in page.content.decode()  # in what happened


def test_nobody_is_asked_about_a_month_in_which_it_stood_still():
    exchange = make_exchange(ask_on=date(2026, 3, 2))
    pause(exchange, date(2026, 2, 20), date(2026, 5, 10))
    exchange.refresh_from_db()

    assert exchange.ask_on == date(2026, 3, 2)  # February is still to be asked about
    actions.ask_about_handovers(on=date(2026, 3, 2), by=CLOCK)
    actions.ask_about_handovers(on=date(2026, 6, 1), by=CLOCK)

    assert [row.starts_on.month for row in Handover.objects.order_by("starts_on")] == [2, 5]


def test_a_pause_from_the_first_of_a_month_asks_nothing_of_that_month():
    exchange = make_exchange(ask_on=date(2026, 5, 1))
    pause(exchange, date(2026, 4, 1))

    assert actions.ask_about_handovers(on=date(2026, 5, 1), by=CLOCK) == 0


@pytest.mark.parametrize("goes_on", [None, date(2026, 11, 20)])
def test_what_was_asked_before_the_pause_was_told_is_waited_for_no_longer(client_as, municipality, goes_on):
    now = timezone.now()
    exchange = make_exchange()
    handover = make_handover(
        exchange, days=(date(2026, 10, 1), date(2026, 10, 31)), asked_at=now, answer_by=date(2026, 11, 9)
    )
    pause(exchange, date(2026, 9, 20), goes_on)

    assert actions.remind_of_handovers(on=timezone.localdate(), by=CLOCK) == 0
    assert not untold(exchange.giver_id).exists()
    page = client_as(Role.ADVISER).get(reverse("handovers:handover", args=[handover.pk])).content.decode()
    assert "Ingen venter på svar om denne periode: på pause" in page
    assert "Spørg begge sider igen" not in page


def test_what_was_handed_over_in_a_pause_after_all_is_shown_as_told():
    exchange = make_exchange()
    pause(exchange, date(2026, 2, 20), date(2026, 5, 10))
    tell(make_handover(exchange), GIVER, kg(500))

    assert ("marts 2026", "Oplyst af den ene side", "") in told(exchange)


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        ("exchange_paused_already", lambda row, by: actions.pause_exchange(row, by=by, on=date(2026, 5, 9))),
        ("exchange_not_in_future", lambda row, by: actions.resume_exchange(row, by=by, on=date(2999, 1, 1))),
        (
            "exchange_went_on_before_it_paused",
            lambda row, by: actions.resume_exchange(row, by=by, on=date(2026, 5, 31)),
        ),
    ],
)
def test_days_of_a_pause_that_cannot_be_are_refused(rule, act):
    exchange, by = make_exchange(), make_actor(Role.ADVISER)
    pause(exchange, date(2026, 2, 20), date(2026, 5, 10))
    if rule != "exchange_paused_already":
        pause(exchange, date(2026, 6, 1))

    with pytest.raises(actions.Refused) as refused:
        act(exchange, by)

    assert refused.value.args[0] == rule


def test_a_pause_of_no_whole_day_leaves_none():
    exchange = make_exchange()

    for _twice in range(2):
        pause(exchange, timezone.localdate(), timezone.localdate())

    assert exchange.pauses.count() == 0


def test_what_was_not_to_be_asked_stays_so_when_it_goes_on():
    exchange, by = make_exchange(ask_on=date(2026, 12, 1)), make_actor(Role.ADVISER)
    actions.stop_asking(exchange, by=make_actor(Role.FIRM, exchange.giver))

    ask_on = [pause(exchange, timezone.localdate() - timedelta(days=3), timezone.localdate()).ask_on]
    actions.end_exchange(exchange, by=by, why="other")
    ask_on += [actions.reopen_exchange(exchange, by=by, reason="Alligevel").ask_on]
    ask_on += [actions.start_asking(exchange, by=by).ask_on]

    assert ask_on[:2] == [None, None]
    assert ask_on[2] > timezone.localdate()


def test_what_somebody_asked_about_is_asked_about_again_after_a_pause_although_it_was_declared():
    exchange = make_exchange(declared=True, asking=False, source="Årsrapport", evidence="documented")
    by = make_actor(Role.ADVISER)
    actions.start_asking(exchange, by=by)

    went_on = pause(exchange, timezone.localdate() - timedelta(days=3), timezone.localdate())

    assert went_on.ask_on > timezone.localdate()


def test_asking_is_turned_on_during_a_pause_and_begins_when_it_goes_on():
    exchange, by = make_exchange(asking=False), make_actor(Role.ADVISER)
    pause(exchange, timezone.localdate() - timedelta(days=3))

    during = actions.start_asking(exchange, by=by)
    after = actions.resume_exchange(exchange, by=by)

    assert (during.asking, during.ask_on) == (True, None)
    assert after.ask_on > timezone.localdate()
    actions.end_exchange(exchange, by=by, why="other")
    with pytest.raises(NotAllowed):
        actions.start_asking(exchange, by=by)


OFF, ON = "Ingen bliver spurgt med mail om, hvad der blev overdraget", "Begge sider bliver spurgt næste gang"


@pytest.mark.parametrize("door", ["account", "link"])
def test_the_page_says_that_asking_is_off_and_turns_it_on(client, client_as, municipality, door):
    exchange = make_exchange(asking=False)
    link = link_for(exchange, exchange.receiver, by=CLOCK)
    reader = client if door == "link" else client_as(Role.FIRM, exchange.receiver)
    url = f"/svar/{links.token(link)}/" if door == "link" else reverse("exchanges:detail", args=[exchange.number])
    on, off = (
        (url, url)
        if door == "link"
        else (reverse(f"handovers:{verb}_asking", args=[exchange.number]) for verb in ("start", "stop"))
    )

    before = reader.get(url).content.decode()
    started = reader.post(on, {"asking": "start"}, follow=True).content.decode()
    stopped = reader.post(off, {"asking": "stop"}, follow=True).content.decode()

    assert [OFF in text for text in (before, started, stopped)] == [True, False, True]
    assert ON in started
    assert "Spørg begge" in before


@pytest.mark.parametrize(
    ("asking", "said"), [(False, "heller ikke når den fortsætter"), (True, "mens den er på pause")]
)
def test_the_page_of_a_pause_says_whether_both_are_asked_when_it_goes_on(client_as, municipality, asking, said):
    exchange = make_exchange(asking=asking)
    pause(exchange, timezone.localdate())

    page = client_as(Role.FIRM, exchange.giver).get(reverse("exchanges:detail", args=[exchange.number]))

    assert said in page.content.decode()


def test_it_goes_on_from_a_day_that_is_told_on_the_page(client_as, municipality):
    exchange = make_exchange()
    pause(exchange, timezone.localdate() - timedelta(days=30))
    client, day = client_as(Role.FIRM, exchange.giver), timezone.localdate() - timedelta(days=10)

    client.post(reverse("exchanges:tell", args=[exchange.number]), {"verb": "resume", "resume-on": day.isoformat()})

    assert exchange.pauses.get().ends_on == day - timedelta(days=1)
