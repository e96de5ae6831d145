"""The dated limits of asking and inviting, as days from today."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from symbiose.common import municipality
from symbiose.reference import access_policy


def limit(name: str, on: date) -> int:
    """A whole number of the policy that holds on a date."""
    return int(access_policy(on)[name].value)


def answer_day(on: date) -> date:
    """The last day to answer what is asked on a date: as many working days as the municipality has promised, else ours."""
    promised = municipality.setting("response_days")
    days = int(promised) if promised.isdigit() else limit("answer.days", on)
    return municipality.after_working_days(on, days)


def keep_days() -> int:
    """For how many days what was written is kept after the request is settled."""
    return limit("keep.days", timezone.localdate())


def days_from(name: str, on: date) -> date:
    """The day that lies a limit's number of days after a date."""
    return on + timedelta(days=limit(name, on))
