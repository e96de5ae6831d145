"""What importing a file of positions would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.forms import refuse_cpr
from symbiose.common.plans import Change, Plan, PlannedRow, too_many, whole_plan
from symbiose.engine.explain import times_text
from symbiose.engine.files import PositionRow, read_positions
from symbiose.engine.windows import format_windows
from symbiose.jobs import choices, words
from symbiose.jobs.actions.people_files import MOST_ROWS, people_rules
from symbiose.jobs.enums import PositionState, WindowUse
from symbiose.jobs.models import Position
from symbiose.jobs.position_limits import LEAST_HOURS, MOST_TOTAL, faults_of, week_bits
from symbiose.jobs.position_shown import pattern_text
from symbiose.listings.bridge import family_name
from symbiose.listings.queries import organisations_named
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation, ProductionUnit
from symbiose.reference import find_place

FIGURES = ("mentor_hours", "ordinary_employees", "subsidised_now")


@dataclass(slots=True)
class PlannedPosition(PlannedRow):
    """A row about a position, whose it is, at which place of work, and what the file tells of that place."""

    organisation: Organisation | None = None
    unit: ProductionUnit | None = None
    known: Position | None = None
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Any, ...]:
        """All that the row would write, and onto what."""
        known = self.known and (self.known.pk, self.known.version)
        owner = self.organisation and (self.organisation.pk, self.organisation.name)
        return (self.line, self.what, self.values, owner, self.unit and self.unit.pk, known, self.figures)

    @property
    def position(self) -> Position:
        """The position that the row is about, once it is here."""
        if self.known is None:
            raise TypeError(self.line)
        return self.known


def on_behalf(plan: Plan[PlannedPosition], actor: Actor) -> bool:
    """True where any row is written for an organisation that is not the actor's own."""
    return any(row.organisation and row.organisation.pk != actor.organisation_id for row in plan.rows)


def plan_positions(data: bytes, *, by: Actor) -> Plan[PlannedPosition]:
    """The plan for a file in the format of `positions`, CSV or a workbook, as this actor may carry it out.

    Rows meet positions by organisation and the file's own id. An empty cell leaves what is known.
    """
    on = timezone.localdate()
    read = read_positions(data, find_place=find_place, rules=people_rules(on))
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [PlannedPosition(row.line, row.id[:80]) for row in read.rows]
    _find_organisations(list(zip(rows, read.rows, strict=True)), by=by)
    _meet(list(zip(rows, read.rows, strict=True)))
    for row, written in zip(rows, read.rows, strict=True):
        _settle(row, written)
    return whole_plan(read, rows, lambda line: PlannedPosition(line, ""))


def _find_organisations(rows: Sequence[tuple[PlannedPosition, PositionRow]], *, by: Actor) -> None:
    """Whose position each row is: by company number, exact name or number here; and at which of its places of work."""
    named = organisations_named({row.organisation for _planned, row in rows})
    for planned, row in rows:
        found = named.get(row.organisation.casefold(), [])
        if by.role is Role.FIRM and [one.pk for one in found] != [by.organisation_id]:
            planned.refuse(_("You can only import positions of your own organisation."), column="organisation")
        elif len(found) != 1:
            said = (
                _("Several organisations are called “%(name)s”. Write the company number (CVR).")
                if found
                else _("We do not know the organisation “%(name)s”. Add it first, or write its company number (CVR).")
            )
            planned.refuse(said % {"name": row.organisation}, column="organisation")
        elif found[0].state != OrganisationState.ACTIVE:
            said = _("“%(name)s” has closed and has no positions any more.")
            planned.refuse(said % {"name": found[0].name}, column="organisation")
        else:
            planned.organisation = found[0]
            _find_unit(planned, row)


def _find_unit(planned: PlannedPosition, row: PositionRow) -> None:
    if not row.unit or planned.organisation is None:
        return
    asked = row.unit.casefold()
    units = planned.organisation.units.filter(valid_to__isnull=True)
    planned.unit = next((one for one in units if asked in {one.p_number, one.name.casefold()}), None)
    if planned.unit is None:
        said = _(
            "We do not know the place of work “%(name)s”. Write its P-number, or add it to the organisation first."
        )
        planned.refuse(said % {"name": row.unit}, column="unit")


def _meet(rows: Iterable[tuple[PlannedPosition, PositionRow]]) -> None:
    """Find the position that each row is about; an id that stands twice in the file was refused by its reader."""
    placed = [(planned, row) for planned, row in rows if planned.organisation is not None]
    ids = {row.id for _planned, row in placed}
    known = {
        (one.organisation_id, one.external_id): one
        for one in Position.objects.filter(external_id__in=ids).select_related("workplace", "organisation")
    }
    for planned, row in placed:
        planned.known = known.get((planned.organisation.pk if planned.organisation else 0, row.id))


def _settle(planned: PlannedPosition, row: PositionRow) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    known = planned.known
    planned.values = _values(row, known)
    planned.figures = {name: getattr(row, name) for name in FIGURES if getattr(row, name) is not None}
    _check(planned, row)
    if planned.what == "wrong":
        return
    if known is None:
        planned.values = _first(planned, row) | planned.values
        planned.what = "new"
    else:
        planned.values = {name: value for name, value in planned.values.items() if getattr(known, name) != value}
        planned.before = {name: getattr(known, name) for name in planned.values}
        planned.what = "changed" if planned.values else "unchanged"
    faults = faults_of(_whole(known) | planned.values, timezone.localdate())
    for fault in faults:
        planned.refuse(fault.sentence, column=fault.field)
    labels = {one.name: str(one.verbose_name) for one in Position._meta.concrete_fields}
    planned.changes = [
        Change(
            labels[name],
            _said(name, planned.before.get(name), known.least_shifts if known else 0),
            _said(name, value, planned.values.get("least_shifts", known.least_shifts if known else 0)),
        )
        for name, value in planned.values.items()
        if name not in {"external_id", "least_shifts"}
    ]


def _whole(known: Position | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {one.name: getattr(known, one.name) for one in Position._meta.concrete_fields}


def _check(planned: PlannedPosition, row: PositionRow) -> None:
    """What the reader of the format cannot know: what looks like a personal number, and what is closed here."""
    try:
        refuse_cpr(row.id)
        if row.place:
            planned.values["postcode"] = read_place(row.place)["postcode"]
    except ValidationError as error:
        planned.refuse(error.messages[0], column="place")
    if planned.known is not None and planned.known.state == PositionState.CLOSED:
        planned.refuse(_("The position is closed here. Open it again first, or give the row another id."))


def _values(row: PositionRow, known: Position | None) -> dict[str, Any]:
    """What the row says; what it leaves out has no key."""
    hours = Decimal(str(row.hours))
    values: dict[str, Any] = {"hours": hours}
    if row.min_hours is not None:
        values["min_hours"] = Decimal(str(row.min_hours))
    if row.seats is not None:
        values["seats"] = row.seats
    seats = row.seats or (known.seats if known else 1)
    if known is None or row.seats is not None or known.total_hours < hours:
        values["total_hours"] = min(hours * seats, MOST_TOTAL)
    if row.windows:
        values["windows"] = "; ".join(format_windows(shift) for shift in row.windows)
    if row.pattern is not None:
        use = WindowUse(row.pattern.use.value)
        values |= {"use": use, "least_shifts": row.pattern.least if use == WindowUse.ANY else 0}
    for name in ("accommodations", "skills", "tasks"):
        if getattr(row, name):
            values[name] = list(getattr(row, name))
    return values | ({"form": row.form} if row.form else {})


def _first(planned: PlannedPosition, row: PositionRow) -> dict[str, Any]:
    """What a new position needs beside what the row says."""
    organisation = planned.organisation
    title = family_name(row.tasks[0]) if row.tasks else ""
    return {
        "external_id": row.id,
        "title": capfirst(title) or _("Position %(id)s") % {"id": row.id},
        "min_hours": _least(row),
        "seats": 1,
        "postcode": (planned.unit.postcode if planned.unit else "") or (organisation.postcode if organisation else ""),
    }


def _least(row: PositionRow) -> Decimal:
    """Where nobody said less, all its hours are asked for, as the guide to the columns says; shifts say how long they are."""
    shifts = row.pattern is not None and row.pattern.use.value != WindowUse.FLEXIBLE
    return LEAST_HOURS if shifts else Decimal(str(row.hours))


def _said(name: str, value: Any, least: int) -> str:
    """A value as the preview shows it, in words; empty where there is none. `least` is of the shifts."""
    if value in (None, "", []):
        return ""
    shown: dict[str, Callable[[], str]] = {
        "form": lambda: words.form_name(value),
        "windows": lambda: times_text(week_bits(value), language=words.language()),
        "use": lambda: pattern_text(Position(use=value, least_shifts=least)),
        "postcode": lambda: choices.place_words(value),
        "accommodations": lambda: ", ".join(words.names_of(value, words.accommodation_choices())),
        "skills": lambda: ", ".join(words.names_of(value, words.skill_choices())),
        "tasks": lambda: ", ".join(words.names_of(value, choices.task_choices())),
        **dict.fromkeys(("hours", "min_hours", "total_hours"), lambda: choices.hours_words(value)),
    }
    return shown[name]() if name in shown else str(value)
