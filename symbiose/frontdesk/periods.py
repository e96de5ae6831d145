"""Days and months that the municipality has settled itself, else as proposed: dated, never written in code."""

from __future__ import annotations

from datetime import date

from symbiose.common import municipality
from symbiose.engine.law.working_days import add_working_days, is_working_day
from symbiose.reference import frontdesk_policy


def settled(name: str, *, on: date) -> int:
    """A number by its name in the dated rows; the municipality's own setting of that name comes first."""
    own = municipality.setting(name.replace(".", "_"))
    return int(own) if own.isdigit() else int(frontdesk_policy(on)[name].value)


def working_day_from(day: date) -> date:
    """The day itself where it is a working day here, else the next one."""
    return add_working_days(day, 0, closed=municipality.closing_days())


def is_open_day(day: date) -> bool:
    """Whether people are at work on a day, by the municipality's own closing days too."""
    return is_working_day(day, closed=municipality.closing_days())


def usual_deadline(today: date) -> date:
    """When an input to a shared task is due, unless somebody says another day."""
    return add_working_days(today, settled("shared_task.days", on=today), closed=municipality.closing_days())
