"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.engine.files import Finding, OrganisationRow, Read, Severity, finding_sentence, read_organisations
from symbiose.organisations.actions.meeting import (
    fact_today,
    headcount_at_most,
    is_old,
    known_organisations,
    last_fact,
    year_of,
)
from symbiose.organisations.actions.values import read_company_number, read_place, read_trade
from symbiose.organisations.enums import FactKind, OrganisationKind
from symbiose.organisations.models import Organisation
from symbiose.reference import find_place

MOST_ROWS = 5000
SHOWN = ("name", "kind", "company_number", "postcode", "trade_code")
FACT_COLUMNS = {"social_enterprise": FactKind.SOCIAL_ENTERPRISE, "registered": FactKind.REGISTERED}


@dataclass(frozen=True, slots=True)
class Change:
    """One field as the preview shows it; `before` is empty for something new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong with a row and how to mend it, or, where it does not block, what is worth knowing."""

    text: str
    blocks: bool = True


@dataclass(slots=True)
class PlannedRow:
    """One row of the file: `what` is new, changed, unchanged or wrong."""

    line: int
    title: str
    what: str = "wrong"
    changes: list[Change] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    known: Organisation | None = None
    values: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, bool] = field(default_factory=dict)
    headcount: tuple[int, int] | None = None  # year, number of employees
    before: dict[str, Any] = field(default_factory=dict)

    def refuse(self, sentence: str) -> None:
        self.what = "wrong"
        self.findings.append(RowFinding(sentence))


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows in the file's order. `faults` are about the file as a whole and leave nothing to import."""

    rows: tuple[PlannedRow, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    unknown_columns: tuple[str, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.what for row in self.rows)

    @property
    def writes(self) -> int:
        """How many rows would write something."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def ready(self) -> bool:
        """Everything or nothing: one wrong row holds the whole file back."""
        return bool(self.writes) and not self.faults and not self.counts.get("wrong", 0)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan on the same records; a change in between gives another."""
        told = [
            (row.line, row.what, row.known and (row.known.pk, row.known.version), row.values, row.facts, row.headcount)
            for row in self.rows
        ]
        return hashlib.sha256(repr((told, self.faults)).encode()).hexdigest()


def plan_import(data: bytes, *, trade_code_version: str, headcount_year: int) -> Plan:
    """The plan for a file in the format of `organisations.csv`.

    `trade_code_version` and `headcount_year` (calendar year) stand in where the file does not say them. An empty cell
    leaves what is known. Rows meet organisations by company number, else by exact name and postcode.
    """
    read = read_organisations(data, find_place=find_place)
    if len(read.rows) > MOST_ROWS:
        sentence = _("The file has %(rows)s rows. At most %(most)s can be imported at once: divide it into several.")
        return Plan((), (sentence % {"rows": len(read.rows), "most": MOST_ROWS},), (), read.unknown_columns)
    rows = [_planned(row, trade_code_version, headcount_year) for row in read.rows]
    _meet(rows)
    _name_doubles(rows)
    for row in rows:
        _settle(row)
    return Plan(
        rows=tuple(sorted([*rows, *_unread(read, rows)], key=lambda row: row.line)),
        faults=tuple(_sentence(found) for found in read.errors if not found.line),
        notes=tuple(_sentence(found) for found in read.findings if _worth_telling(found)),
        unknown_columns=read.unknown_columns,
    )


def _worth_telling(finding: Finding) -> bool:
    """A note about the whole file; unknown columns stand apart, since an import does not keep them."""
    return finding.severity is Severity.NOTE and not finding.line and finding.code != "unknown_columns"


def _sentence(finding: Finding) -> str:
    return str(finding_sentence(finding, language="en" if translation.get_language() == "en" else "da"))


def _planned(row: OrganisationRow, version: str, year: int) -> PlannedRow:
    """The row's values as they would be stored; what cannot be stored is a finding."""
    planned = PlannedRow(row.line, row.name, what="", values={"name": row.name})
    if row.type:
        planned.values["kind"] = row.type
    if row.employees is not None:
        planned.headcount = (year, row.employees)
    planned.facts = {
        kind.value: said for column, kind in FACT_COLUMNS.items() if (said := getattr(row, column)) is not None
    }
    try:
        if row.cvr:
            planned.values["company_number"] = read_company_number(row.cvr)
        if row.place:
            planned.values |= read_place(row.place)
        if row.nace:
            code, own_version = read_trade(row.nace, version)
            planned.values |= {"trade_code": code, "trade_code_version": own_version}
    except ValidationError as error:
        planned.refuse(error.messages[0])
    return planned


def _meet(rows: Iterable[PlannedRow]) -> None:
    """Find the organisation that each row is about."""
    known = known_organisations([row.values for row in rows])
    for row in rows:
        candidates = known.of(row.values)
        if len(candidates) > 1:
            row.refuse(_("Several organisations here have this name and postcode. Write the company number (CVR)."))
        row.known = candidates[0] if len(candidates) == 1 else None


def _name_doubles(rows: Iterable[PlannedRow]) -> None:
    """Two rows about one organisation contradict each other, whichever way they name it."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        values = row.values
        keys: list[tuple[Any, ...]] = [
            ("name", values["name"], values.get("postcode", ""), values.get("company_number", ""))
        ]
        keys += [("number", values["company_number"])] if values.get("company_number") else []
        keys += [("known", row.known.pk)] if row.known else []
        before = next((first[key] for key in keys if key in first), None)
        if before is not None:
            row.refuse(_("Line %(line)s is about the same organisation. Keep one of the two rows.") % {"line": before})
        for key in keys:
            first.setdefault(key, row.line)


def _settle(row: PlannedRow) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    if row.known is None:
        if "kind" not in row.values:
            row.refuse(
                _("Say in the column “type” what it is: %(types)s.") % {"types": ", ".join(OrganisationKind.values)}
            )
        row.what = row.what or "new"
    else:
        row.values = _differing(row.known, row.values)
        row.before = {name: getattr(row.known, name) for name in row.values}
        row.facts = _facts_to_state(row)
        row.headcount = _headcount_to_state(row)
        writes = row.values or row.facts or row.headcount
        row.what = row.what or ("changed" if writes else "unchanged")
    row.changes = [*_field_changes(row), *_headcount_changes(row), *_fact_changes(row)]


def _field_changes(row: PlannedRow) -> list[Change]:
    return [
        Change(_label(name), _shown(row.known, name), _said(name, row.values[name]))
        for name in SHOWN
        if name in row.values
    ]


def _headcount_changes(row: PlannedRow) -> list[Change]:
    """The number of employees of the file's year, beside the newest one that is known until then."""
    if row.headcount is None:
        return []
    year, number = row.headcount
    known = headcount_at_most(row.known, year)
    label = _("Employees in %(year)s") % {"year": year}
    before = "" if row.known is None else f"{known.headcount} ({known.year})" if known else _("Unknown")
    return [Change(label, before, str(number))]


def _fact_changes(row: PlannedRow) -> list[Change]:
    return [
        Change(str(FactKind(kind).label), _held(fact_today(row.known, kind)) if row.known else "", _held(said))
        for kind, said in row.facts.items()
    ]


def _headcount_to_state(row: PlannedRow) -> tuple[int, int] | None:
    """The file's number of employees where it says another than is known for its year."""
    if row.headcount is None:
        return None
    year, number = row.headcount
    known = year_of(row.known, year)
    return None if known is not None and known.headcount == number else row.headcount


def _differing(known: Organisation, values: dict[str, Any]) -> dict[str, Any]:
    """Only what differs; the town of a postcode follows its number."""
    changed = {
        name: value
        for name, value in values.items()
        if getattr(known, name) != value and not is_old(known, name, value)
    }
    if "postcode" not in changed:
        for name in ("town", "latitude", "longitude"):
            changed.pop(name, None)
    if "trade_code_version" in changed or "trade_code" in changed:
        changed |= {name: values[name] for name in ("trade_code", "trade_code_version")}
    return changed


def _facts_to_state(row: PlannedRow) -> dict[str, bool]:
    """The facts that the file says otherwise than is known today."""
    told = {kind: said for kind, said in row.facts.items() if fact_today(row.known, kind) is not said}
    for kind in told:
        last = last_fact(row.known, kind)
        if last is not None and last.valid_from > timezone.localdate():
            label = FactKind(kind).label
            row.refuse(_("“%(fact)s” is already stated from a later day. Mend it on its page.") % {"fact": label})
    return told


def _label(name: str) -> str:
    return str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of our own, never a relation back


def _held(said: bool | None) -> str:
    return {True: _("Yes"), False: _("No"), None: _("Unknown")}[said]


def _shown(known: Organisation | None, name: str) -> str:
    return "" if known is None else _said(name, getattr(known, name)) or _("Unknown")


def _said(name: str, value: Any) -> str:
    if name == "kind":
        return str(OrganisationKind(value).label)
    return "" if value is None else str(value)


def _unread(read: Read[OrganisationRow], rows: list[PlannedRow]) -> list[PlannedRow]:
    """Rows that could not be read at all; notes on readable rows are put where they belong."""
    by_line = {row.line: row for row in rows}
    wrong: dict[int, PlannedRow] = {}
    for finding in read.findings:
        if not finding.line:
            continue
        blocks = finding in read.errors
        row = by_line.get(finding.line) or wrong.setdefault(finding.line, PlannedRow(finding.line, ""))
        row.findings.append(RowFinding(_sentence(finding), blocks=blocks))
    return list(wrong.values())
