"""Open or closed now, and when next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from symbiose.common.municipality import closing_days
from symbiose.home.opening import opening_at

HOURS = "mon-thu 08:00-16:00; fri 08:00-14:00"
HERE = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("now", "state", "what_next"),
    [
        ("2025-10-14T10:00", "Åbent nu.", "Vi lukker kl. 16.00."),
        ("2025-10-14T16:00", "Lukket nu.", "Vi åbner onsdag 15. oktober kl. 8.00."),
        ("2025-10-14T07:59", "Lukket nu.", "Vi åbner i dag kl. 8.00."),
        ("2025-10-18T10:00", "Lukket nu.", "Vi åbner mandag 20. oktober kl. 8.00."),
        ("2026-04-02T10:00", "Lukket nu (Skærtorsdag).", "Vi åbner tirsdag 7. april kl. 8.00."),
        ("2025-12-25T10:00", "Lukket nu (Juledag).", "Vi åbner mandag 29. december kl. 8.00."),
    ],
)
def test_a18_1_saturdays_and_holidays_are_closed_and_say_when_it_opens(now, state, what_next):
    with translation.override("da"):
        shown = opening_at(HOURS, datetime.fromisoformat(now).replace(tzinfo=HERE), closed=())

    assert (shown.state, shown.what_next) == (state, what_next)


def test_a18_1_the_municipalitys_own_closing_days_are_closed_and_named(silkeborg, client):
    christmas_eve = datetime(2025, 12, 24, 10, tzinfo=HERE)
    with translation.override("da"):
        shown = opening_at(HOURS, christmas_eve, closed=closing_days())
        before = opening_at(HOURS, datetime(2019, 12, 24, 10, tzinfo=HERE), closed=closing_days())

    assert (shown.state, shown.what_next) == ("Lukket nu (Juleaftensdag).", "Vi åbner mandag 29. december kl. 8.00.")
    assert before.is_open  # the rule holds from 2020


def test_unknown_hours_are_said_to_be_unknown_never_closed():
    with translation.override("da"):
        shown = opening_at("", datetime(2025, 10, 14, 10, tzinfo=HERE), closed=())

    assert (shown.state, shown.what_next, shown.week) == ("", "Åbningstider er ikke oplyst.", ())


def test_neighbouring_days_with_the_same_hours_are_one_line():
    with translation.override("da"):
        shown = opening_at(
            "mon 08:00-12:00; mon 13:00-16:00; wed-thu 09:00-15:00", datetime(2025, 10, 14, tzinfo=HERE), closed=()
        )

    assert shown.week == ("mandag kl. 8.00–12.00 og 13.00–16.00", "onsdag–torsdag kl. 9.00–15.00")


def test_contact_page_shows_the_week_and_that_hours_are_not_stated(silkeborg, client):
    shown = client.get("/kontakt/").content.decode()

    assert "Mandag–fredag kl. 8.00–16.00" in shown
    assert "Åbningstider er ikke oplyst." in shown
