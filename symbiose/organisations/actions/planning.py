"""What importing a file would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.plans import Change, Plan, too_many, whole_plan
from symbiose.engine.files import Sheet, read_organisations
from symbiose.organisations.actions.meeting import (
    AT_ONCE,
    fact_on,
    headcount_at_most,
    is_old,
    known_organisations,
    last_fact,
    year_of,
)
from symbiose.organisations.actions.planned import Given, PlannedOrganisation, planned_row
from symbiose.organisations.enums import FactKind, OrganisationKind
from symbiose.organisations.models import Organisation, ProductionUnit
from symbiose.reference import find_place

MOST_ROWS = 5000
SHOWN = (
    *("name", "kind", "company_number", "postcode", "trade_code", "trade_code_version"),
    *("contact_name", "contact_email", "contact_phone", "website", "description"),
)


def plan_import(
    data: bytes | Sheet, *, trade_code_version: str, headcount_year: int, on: date | None = None
) -> Plan[PlannedOrganisation]:
    """The plan for a file in the format of `organisations`, CSV or a workbook.

    `trade_code_version` and `headcount_year` (calendar year) stand in where the file does not say them; facts hold
    from the day `on`, today unless said. An empty cell leaves what is known. Rows meet organisations by company
    number, else by exact name and postcode.
    """
    given = Given(trade_code_version, headcount_year, on or timezone.localdate())
    read = read_organisations(data, find_place=find_place)
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [planned_row(row, given) for row in read.rows]
    _meet(rows)
    _name_doubles(rows)
    _find_units(rows)
    for row in rows:
        _settle(row, given)
    return whole_plan(read, rows, lambda line: PlannedOrganisation(line, ""))


def _meet(rows: Iterable[PlannedOrganisation]) -> None:
    """Find the organisation that each row is about."""
    known = known_organisations([row.values for row in rows])
    for row in rows:
        candidates = known.of(row.values)
        if len(candidates) > 1:
            row.refuse(_("Several organisations here have this name and postcode. Write the company number (CVR)."))
        row.known = candidates[0] if len(candidates) == 1 else None


def _name_doubles(rows: Iterable[PlannedOrganisation]) -> None:
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


def _settle(row: PlannedOrganisation, given: Given) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    if row.known is None:
        if "kind" not in row.values:
            row.refuse(
                _("Say in the column “type” what it is: %(types)s.") % {"types": ", ".join(OrganisationKind.values)}
            )
        row.fresh = Organisation(**row.values)
        row.what = row.what or "new"
    else:
        row.values = _differing(row.known, row.values)
        row.before = {name: getattr(row.known, name) for name in row.values}
        row.facts = _facts_to_state(row, given)
        row.years = _years_to_state(row)
        writes = row.values or row.facts or row.years or row.units
        row.what = row.what or ("changed" if writes else "unchanged")
    row.changes = [*_field_changes(row), *_year_changes(row), *_fact_changes(row, given)]
    if row.units:
        row.changes.append(Change(_("Production units (P-numbers)"), "", ", ".join(row.units)))


def _find_units(rows: Sequence[PlannedOrganisation]) -> None:
    """Leave the P-numbers that are not here yet; one that another organisation has is a contradiction."""
    wanted = sorted({number for row in rows for number in row.units})
    holders: dict[str, Organisation] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = ProductionUnit.objects.filter(p_number__in=wanted[start : start + AT_ONCE], valid_to__isnull=True)
        holders |= {unit.p_number: unit.organisation for unit in some.select_related("organisation")}
    first: dict[str, int] = {}
    for row in rows:
        for number in row.units:
            holder = holders.get(number)
            if holder is not None and (row.known is None or holder.pk != row.known.pk):
                sentence = _("The P-number %(number)s already belongs to %(name)s.")
                row.refuse(sentence % {"number": number, "name": holder.name}, column="p_numbers")
            if first.setdefault(number, row.line) != row.line:
                told = {"number": number, "line": first[number]}
                row.refuse(_("The P-number %(number)s also stands on line %(line)s.") % told, column="p_numbers")
        row.units = [number for number in row.units if number not in holders]


def _field_changes(row: PlannedOrganisation) -> list[Change]:
    """What the file says otherwise; a trade code that reads the same in both versions changes its version alone."""
    told = [
        Change(_label(name), _shown(row.known, name), _said(name, row.values[name]))
        for name in SHOWN
        if name in row.values
    ]
    return [change for change in told if change.before != change.after]


FIGURES: dict[str, Any] = {
    "headcount": gettext_lazy("Employees in %(year)s"),
    "turnover": gettext_lazy("Turnover in %(year)s, DKK"),
    "balance": gettext_lazy("Balance sheet total in %(year)s, DKK"),
}


def _year_changes(row: PlannedOrganisation) -> list[Change]:
    """The figures of the file's years, each beside what is known of it; a headcount beside the newest one until then."""
    return [
        Change(FIGURES[name] % {"year": year}, _figure_before(row.known, year, name), str(formats.localize(value)))
        for year, figures in row.years.items()
        for name, value in figures.items()
    ]


def _figure_before(known: Organisation | None, year: int, name: str) -> str:
    if known is None:
        return ""
    if name == "headcount":
        newest = headcount_at_most(known, year)
        return f"{newest.headcount} ({newest.year})" if newest else _("Unknown")
    stands = getattr(year_of(known, year), name, None)
    return _("Unknown") if stands is None else str(formats.localize(stands))


def _fact_changes(row: PlannedOrganisation, given: Given) -> list[Change]:
    return [
        Change(str(FactKind(kind).label), _held(fact_on(row.known, kind, given.on)) if row.known else "", _held(said))
        for kind, said in row.facts.items()
    ]


def _years_to_state(row: PlannedOrganisation) -> dict[int, dict[str, Any]]:
    """The figures of the file where it says others than are known for their year."""
    told: dict[int, dict[str, Any]] = {}
    for year, figures in row.years.items():
        known = year_of(row.known, year)
        news = {name: value for name, value in figures.items() if getattr(known, name, None) != value}
        if news:
            told[year] = news
    return told


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


def _facts_to_state(row: PlannedOrganisation, given: Given) -> dict[str, bool]:
    """The facts that the file says otherwise than is known on the day that they hold from."""
    told = {kind: said for kind, said in row.facts.items() if fact_on(row.known, kind, given.on) is not said}
    for kind in told:
        last = last_fact(row.known, kind)
        if last is not None and last.valid_from > given.on:
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
