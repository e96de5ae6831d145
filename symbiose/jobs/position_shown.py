"""A position as pages show it: hours and seats as sentences, the week, the tasks, the names of its codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor
from symbiose.engine.explain import times_text
from symbiose.engine.windows import parse_shifts
from symbiose.jobs import words
from symbiose.jobs.drawing import Layer, Look, Week, week_drawing
from symbiose.jobs.enums import PositionState, WindowUse
from symbiose.jobs.models import Position, PositionTask
from symbiose.jobs.position_limits import week_bits
from symbiose.jobs.position_list import place_name
from symbiose.jobs.queries.positions import covered_bits, sees_who_works

BADGES = {PositionState.DRAFT: "badge-warning", PositionState.OPEN: "badge-success", PositionState.CLOSED: ""}


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task with its hours a week as a range, in words, and its source."""

    row: PositionTask
    hours: str
    amount: str


def hours_text(row: Position) -> str:
    """5 timer om ugen, or 3–7,5 timer om ugen."""
    low, high = words.figure(float(row.min_hours)), words.figure(float(row.hours))
    if row.min_hours == row.hours:
        return ngettext("%(hours)s hour a week", "%(hours)s hours a week", 1 if row.hours == 1 else 2) % {"hours": high}
    return _("%(low)s–%(high)s hours a week") % {"low": low, "high": high}


def seats_text(row: Any) -> str:
    """2 af 3 pladser er ledige; of a row of `queries.positions.for_rows`, which counted them."""
    free = max(0, row.seats - row.taken)
    said = ngettext("%(free)s of %(seats)s seat is free", "%(free)s of %(seats)s seats are free", row.seats)
    return said % {"free": free, "seats": row.seats}


def covered_text(row: Any) -> str:
    """12 af 20 timer er dækket; of a row of `queries.positions.for_rows`."""
    covered = words.figure(float(row.covered))
    total = words.figure(float(row.total_hours))
    said = ngettext(
        "%(covered)s of %(total)s hour a week is covered",
        "%(covered)s of %(total)s hours a week are covered",
        1 if row.total_hours == 1 else 2,
    )
    return said % {"covered": covered, "total": total}


def wage_text(row: Position) -> str:
    """140–150 kr. i timen; empty where it is unknown."""
    if row.wage_low is None or row.wage_high is None:
        return ""
    low, high = words.figure(float(row.wage_low)), words.figure(float(row.wage_high))
    if low == high:
        return _("%(wage)s DKK an hour") % {"wage": low}
    return _("%(low)s–%(high)s DKK an hour") % {"low": low, "high": high}


def uncoverable_text(row: Position) -> str:
    """Where the seats at their most hours do not reach the hours in all; empty where they do."""
    reach = row.hours * row.seats
    if reach >= row.total_hours:
        return ""
    said = ngettext(
        "With %(seats)s seat of at most %(hours)s hours, %(left)s of the hours can be covered by nobody.",
        "With %(seats)s seats of at most %(hours)s hours, %(left)s of the hours can be covered by nobody.",
        row.seats,
    )
    left = words.figure(float(row.total_hours - reach))
    return said % {"seats": row.seats, "hours": words.figure(float(row.hours)), "left": left}


def pattern_text(row: Position) -> str:
    """How the times lie, in words."""
    if row.use == WindowUse.ANY:
        said = ngettext("at least %(count)s of the shifts", "at least %(count)s of the shifts", row.least_shifts)
        return capfirst(said % {"count": row.least_shifts})
    return capfirst(str(row.get_use_display()))


def times_lines(row: Position) -> list[str]:
    """Mandag–torsdag 9–14 og fredag 9–13; a line for each shift where shifts are taken whole; none for free times."""
    shifts = parse_shifts(row.windows)
    together = row.use == WindowUse.FLEXIBLE and shifts
    lines = [week_bits(row.windows)] if together else shifts
    return [capfirst(times_text(bits, language=words.language())) for bits in lines]


def week_of(row: Position, actor: Actor) -> Week | None:
    """The position's times, and for those who may know it the times in which somebody is agreed to come; None for free times."""
    lies = week_bits(row.windows)
    covered = covered_bits(row) if sees_who_works(actor) else 0
    if not lies and not covered:
        return None
    layers = [Layer(_("the position lies here"), lies, Look.FRAME)] if lies else []
    if covered:
        layers.append(Layer(_("somebody is agreed to come"), covered & lies if lies else covered, Look.FILLED))
    return week_drawing(layers, title=_("The week of the position"))


def tasks_of(row: Position) -> list[TaskShown]:
    """The tasks that it is made of, with ranges."""
    return [TaskShown(task, range_text(task), amount_text(task)) for task in row.parts.all()]


def range_text(task: PositionTask) -> str:
    """4 timer (2–8)."""
    low, central, high = (words.figure(float(one)) for one in (task.hours_low, task.hours_central, task.hours_high))
    if task.hours_low == task.hours_high:
        return _("%(hours)s h") % {"hours": central}
    return _("%(hours)s h, between %(low)s and %(high)s") % {"hours": central, "low": low, "high": high}


def amount_text(task: PositionTask) -> str:
    """15 ton om året, or 3 gange om ugen; empty where it was not reckoned."""
    if task.volume is not None:
        return _("%(amount)s tonnes a year") % {"amount": words.figure(float(task.volume))}
    if task.per_week is not None:
        return _("%(amount)s times a week") % {"amount": words.figure(float(task.per_week))}
    return ""


def facts_of(row: Position) -> dict[str, Any]:
    """Names of the codes and sentences of the numbers, for the position's page."""
    return {
        "badge": BADGES[PositionState(row.state)],
        "hours": hours_text(row),
        "seats": seats_text(row),
        "covered": covered_text(row),
        "uncoverable": uncoverable_text(row),
        "wage": wage_text(row),
        "times": times_lines(row),
        "pattern": pattern_text(row),
        "place": place_name(row.postcode),
        "form_name": words.form_name(row.form),
        "pay_name": dict(words.pay_choices()).get(row.pay_basis, row.pay_basis),
        "offers": [capfirst(name) for name in words.names_of(row.accommodations, words.accommodation_choices())],
        "asks": [capfirst(name) for name in words.names_of(row.skills, words.skill_choices())],
        "demands": [capfirst(name) for name in words.names_of(row.demands, words.demand_choices())],
    }


def total_text(tasks: list[TaskShown]) -> str:
    """The sum of the tasks, as a range where one was told."""
    if not tasks:
        return ""
    low, central, high = (
        words.figure(float(sum((getattr(one.row, name) for one in tasks), Decimal(0))))
        for name in ("hours_low", "hours_central", "hours_high")
    )
    if low == high:
        return _("%(hours)s h") % {"hours": central}
    return _("%(hours)s h, between %(low)s and %(high)s") % {"hours": central, "low": low, "high": high}
