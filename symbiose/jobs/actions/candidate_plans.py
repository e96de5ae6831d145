"""What importing a file of people would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.plans import Change, Plan, PlannedRow, too_many, whole_plan
from symbiose.engine.explain import times_text
from symbiose.engine.files import CandidateRow, read_candidates
from symbiose.engine.windows import format_windows, parse_windows
from symbiose.jobs import choices, words
from symbiose.jobs.actions.people_files import MOST_ROWS, people_rules
from symbiose.jobs.candidate_limits import (
    check_code_name,
    check_hours,
    check_minutes,
    check_windows,
    codes_named,
)
from symbiose.jobs.enums import CandidateState, Transport
from symbiose.jobs.models import Candidate, CandidateConditions
from symbiose.jobs.purposes import INTAKE
from symbiose.jobs.queries.caseload import stood_in_for
from symbiose.jobs.queries.conditions import conditions_of
from symbiose.jobs.questions import BY_CODE, CONDITIONS
from symbiose.jobs.shown import unbroken
from symbiose.organisations.actions.values import read_place
from symbiose.reference import find_place

MENTOR = "mentor_hours"


@dataclass(slots=True)
class PlannedCandidate(PlannedRow):
    """A row about a person: what is written of the person, and, apart, of what the person asks for at work."""

    known: Candidate | None = None
    held: CandidateConditions | None = None
    conditions: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Any, ...]:
        """All that the row would write, and onto what."""
        known = self.known and (self.known.pk, self.known.version)
        held = self.held and (self.held.pk, self.held.version)
        return (self.line, self.what, self.values, self.conditions, known, held)

    @property
    def candidate(self) -> Candidate:
        """The person that the row is about, once here."""
        if self.known is None:
            raise TypeError(self.line)
        return self.known


def plan_candidates(data: bytes, *, by: Actor) -> Plan[PlannedCandidate]:
    """The plan for a file in the format of `candidates`, CSV or a workbook, as this consultant may carry it out.

    Rows meet people by the file's own id. An empty cell leaves what is known. What known people asked for is read
    through the logged door.
    """
    read = read_candidates(data, find_place=find_place, rules=people_rules(timezone.localdate()))
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [PlannedCandidate(row.line, row.id[:80]) for row in read.rows]
    _meet(rows, read.rows, by=by)
    for planned, row in zip(rows, read.rows, strict=True):
        _settle(planned, row)
    return whole_plan(read, rows, lambda line: PlannedCandidate(line, ""))


def _meet(planned: Sequence[PlannedCandidate], rows: Sequence[CandidateRow], *, by: Actor) -> None:
    """Find the person that each row is about, among those whom the actor follows or nobody does."""
    people = Candidate.objects.filter(external_id__in={row.id for row in rows}).select_related("consultant")
    known = {one.external_id: one for one in people}
    own = {None, by.user_id, *stood_in_for(by).values_list("user_id", flat=True)}
    for one, row in zip(planned, rows, strict=True):
        found = known.get(row.id)
        if found is None:
            continue
        if found.consultant_id not in own:
            said = _(
                "%(name)s follows somebody under this id. Write another id, or ask %(name)s to pass the person on."
            )
            one.refuse(said % {"name": found.consultant.name if found.consultant else ""}, column="id")
        elif found.state == CandidateState.ENDED:
            said = _("%(code)s has ended. Begin again on the person's page first, or write another id.")
            one.refuse(said % {"code": unbroken(found.code)}, column="id")
        else:
            one.known, one.title = found, f"{unbroken(found.code)} · {row.id}"
    met = [one.known for one in planned if one.known is not None]
    held = conditions_of(met, by=by, purpose=INTAKE) if met else {}
    for one in planned:
        one.held = held.get(one.known.pk) if one.known else None


def _settle(planned: PlannedCandidate, row: CandidateRow) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    planned.values = _values(planned, row)
    planned.conditions = {
        name: value
        for name, value in ((CONDITIONS, list(row.accommodations)), (MENTOR, _quarters(row.mentor_hours)))
        if value not in (None, [])
    }
    if planned.what == "wrong":
        return
    if planned.known is None:
        planned.what = "new"
        planned.values["external_id"] = row.id
        if row.waiting_weeks is not None:
            planned.values["waiting_since"] = timezone.localdate() - timedelta(weeks=row.waiting_weeks)
    else:
        _keep_new(planned, planned.known)
        planned.what = "changed" if planned.values or planned.conditions else "unchanged"
    before = planned.before | {name: getattr(planned.held, name, None) for name in planned.conditions}
    planned.changes = [
        Change(_label(name), _said(name, before.get(name)), _said(name, value))
        for name, value in (planned.values | planned.conditions).items()
        if name != "external_id"
    ]


def _keep_new(planned: PlannedCandidate, known: Candidate) -> None:
    """Only what the file tells otherwise than it is known."""
    planned.values = {name: value for name, value in planned.values.items() if getattr(known, name) != value}
    planned.before = {name: getattr(known, name) for name in planned.values}
    held = planned.held
    planned.conditions = {
        name: value for name, value in planned.conditions.items() if held is None or getattr(held, name) != value
    }


def _values(planned: PlannedCandidate, row: CandidateRow) -> dict[str, Any]:
    """What the row says of the person; what it leaves out has no key, and what cannot be is refused."""
    found: dict[str, Any] = {
        "hours": Decimal(str(row.hours)),
        "windows": format_windows(row.windows),
        "transport": row.transport.value,
        "max_travel": row.max_travel,
    }
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("id", lambda: check_code_name(row.id)),
        ("hours", lambda: check_hours(found["hours"])),
        ("windows", lambda: check_windows(found["windows"])),
        ("max_travel", lambda: check_minutes(row.max_travel)),
        ("place", lambda: found.update(postcode=read_place(row.place)["postcode"]) if row.place else None),
        ("skills", lambda: found.update(skills=codes_named(row.skills, words.skill_choices()))),
        ("wishes", lambda: found.update(wishes=codes_named(row.wishes, choices.task_choices()))),
    )
    for column, check in checks:
        try:
            check()
        except ValidationError as error:
            planned.refuse(error.messages[0], column=column)
            planned.title = "" if column == "id" else planned.title  # a name is not shown again
    return {name: value for name, value in found.items() if value != []}


def _quarters(hours: float | None) -> Decimal | None:
    return None if hours is None else Decimal(str(hours))


def _label(name: str) -> str:
    if name in BY_CODE:
        return str(BY_CODE[name].name)
    kind: Any = CandidateConditions if name == MENTOR else Candidate
    return capfirst(str(kind._meta.get_field(name).verbose_name))


def _said(name: str, value: Any) -> str:
    """A value as the preview shows it; empty where there is none."""
    if value in (None, "", []):
        return ""
    shown: dict[str, Callable[[], str]] = {
        "hours": lambda: choices.hours_words(value),
        "waiting_since": lambda: formats.date_format(value, "DATE_FORMAT"),
        MENTOR: lambda: choices.hours_words(value),
        "windows": lambda: times_text(parse_windows(value), language=words.language()),
        "postcode": lambda: choices.place_words(value),
        "transport": lambda: capfirst(str(Transport(value).label)),
        "max_travel": lambda: choices.minutes_words(value),
        "skills": lambda: ", ".join(words.names_of(value, words.skill_choices())),
        "wishes": lambda: ", ".join(words.names_of(value, choices.task_choices())),
        CONDITIONS: lambda: ", ".join(words.names_of(value, words.accommodation_choices())),
    }
    return shown[name]() if name in shown else str(value)
