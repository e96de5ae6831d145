"""What importing a file would do, row by row, before anything is written: the same for every kind of row.

A room plans its own rows; here stands what all plans share: what a row may be, when a plan may be carried out, that
it is still the plan that was shown, and the one row of the trail that it leaves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.engine.files import Finding, Read, Severity, finding_sentence

IMPORTED = "import"  # the kind of link from an uploaded file to what it wrote
OPENING = "matching.opening_stock"  # the verb of an import that holds several kinds of rows at once
ORDER = ("wrong", "new", "changed", "unchanged")


class PlanChanged(Exception):
    """The file, or what is known here, is no longer what the reader said yes to; `args[0]` is the plan as it is now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field as the preview shows it; `before` is empty for something new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong with a row and how to mend it, or, where it does not block, what is worth knowing.

    `column` is the heading that the file has for it, where one column is meant.
    """

    text: str
    blocks: bool = True
    column: str = ""


@dataclass(slots=True)
class PlannedRow:
    """One row of the file: `what` is new, changed, unchanged or wrong. `sheet` where the file has several."""

    line: int
    title: str
    what: str = ""
    sheet: str = ""
    changes: list[Change] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Any, ...]:
        """All that the row would write, and onto what."""
        return (self.sheet, self.line, self.what, self.values)

    def refuse(self, sentence: str, *, column: str = "") -> None:
        """Say why the row cannot be imported."""
        self.what = "wrong"
        self.findings.append(RowFinding(sentence, column=column))


RowT = TypeVar("RowT", bound=PlannedRow)


@dataclass(frozen=True, slots=True)
class Plan(Generic[RowT]):
    """All rows in the file's order. `faults` are about the file as a whole and leave nothing to import."""

    rows: tuple[RowT, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each kind."""
        return Counter(row.what for row in self.rows)

    @property
    def writes(self) -> int:
        """How many rows would write something."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def written(self) -> list[RowT]:
        """The rows that would write something."""
        return [row for row in self.rows if row.what in {"new", "changed"}]

    @property
    def ready(self) -> bool:
        """Everything or nothing: one wrong row holds the whole file back."""
        return bool(self.writes) and not self.faults and not self.counts.get("wrong", 0)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan on the same records; a change in between gives another."""
        return hashlib.sha256(repr(([row.told for row in self.rows], self.faults)).encode()).hexdigest()


def sentence_of(finding: Finding) -> str:
    """A finding in the reader's language."""
    return str(finding_sentence(finding, language="en" if translation.get_language() == "en" else "da"))


def too_many(read: Read[Any], most: int) -> str:
    """Why a file with this many rows is not planned at all; empty where it is."""
    if len(read.rows) <= most:
        return ""
    sentence = _("The file has %(rows)s rows. At most %(most)s can be imported at once: divide it into several.")
    return sentence % {"rows": len(read.rows), "most": most}


def whole_plan(read: Read[Any], rows: Sequence[RowT], make: Callable[[int], RowT]) -> Plan[RowT]:
    """The plan of a file: its planned rows, and rows that could not be read at all, as `make` gives them."""
    for row in rows:  # a room refuses by the format's own names; people know the headings of their file
        row.findings = [replace(one, column=read.headings.get(one.column, one.column)) for one in row.findings]
    by_line = {row.line: row for row in rows}
    wrong: dict[int, RowT] = {}
    for finding in read.findings:
        if not finding.line:
            continue
        row = by_line.get(finding.line) or wrong.setdefault(finding.line, make(finding.line))
        heading = read.headings.get(finding.column, finding.column)
        blocks = finding.severity is Severity.ERROR
        row.findings.append(RowFinding(sentence_of(finding), blocks=blocks, column=heading))
    for row in wrong.values():
        row.what = "wrong"
    return Plan(
        rows=tuple(sorted([*rows, *wrong.values()], key=lambda row: row.line)),
        faults=tuple(sentence_of(found) for found in read.errors if not found.line),
        notes=tuple(sentence_of(found) for found in read.findings if _worth_telling(found)),
        unknown_columns=read.unknown_columns,
    )


def _worth_telling(finding: Finding) -> bool:
    """A note about the whole file; unknown columns stand apart, since an import does not keep them."""
    return finding.severity is Severity.NOTE and not finding.line and finding.code != "unknown_columns"


def joined(plans: Mapping[str, Plan[Any]]) -> Plan[PlannedRow]:
    """The plans of several sheets as one, each row and each sentence about a whole sheet with the sheet's name."""
    for sheet, plan in plans.items():
        for row in plan.rows:
            row.sheet = sheet
    return Plan(
        rows=tuple(row for plan in plans.values() for row in plan.rows),
        faults=tuple(f"{sheet}: {fault}" for sheet, plan in plans.items() for fault in plan.faults),
        notes=tuple(dict.fromkeys(note for plan in plans.values() for note in plan.notes)),
        unknown_columns=tuple(f"{sheet}: {name}" for sheet, plan in plans.items() for name in plan.unknown_columns),
    )


def told_changes(kind: type[models.Model], row: PlannedRow) -> dict[str, Any]:
    """What a row writes as the trail keeps it: before and after, without the values of what is personal."""
    personal: frozenset[str] = getattr(kind, "PERSONAL", frozenset())
    return {
        name: ["personal", "personal"]
        if name in personal
        else [actions.plain(row.before.get(name)), actions.plain(value)]
        for name, value in row.values.items()
    }


def record_import(
    upload: models.Model,
    written: Sequence[models.Model],
    *,
    verb: str,
    rows: Mapping[str, Any],
    plan: Plan[Any],
    by: Actor,
    reason: str = "",
) -> None:
    """The one row of the trail that an import leaves, and a step of the chain from the file to each record it wrote.

    `rows` holds what was written, by a key of each record.
    """
    actions.link_all(upload, written, kind=IMPORTED)
    new = plan.counts.get("new", 0)
    summary = {"added": [None, new], "changed": [None, plan.writes - new], "rows": dict(rows)}
    actions.record(upload, by=by, verb=verb, changes=summary, reason=reason)


def require_same(plan: Plan[Any], fingerprint: str) -> None:
    """Raise PlanChanged where the plan is another than the one that was shown, or may not be carried out."""
    if plan.fingerprint != fingerprint or not plan.ready:
        raise PlanChanged(plan)
