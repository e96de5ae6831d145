"""What an extract of the company register would do, company by company, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.common.plans import Change, Plan, RowFinding, too_many, whole_plan
from symbiose.organisations.actions.meeting import AT_ONCE, known_by_number, year_of
from symbiose.organisations.actions.register.planned import Asked, PlannedFirm, Said
from symbiose.organisations.actions.register.reading import NotReadable, RegisterRow, RegisterSource
from symbiose.organisations.actions.values import read_company_number, read_place, read_trade
from symbiose.organisations.enums import OrganisationKind, OrganisationState, RegisterField
from symbiose.organisations.models import Organisation, ProductionUnit, RegisterFact
from symbiose.organisations.queries.register import GONE, newest, say_fact

MOST_ROWS = 20_000
ASSOCIATION = "forening"
RegisterPlan: TypeAlias = Plan[PlannedFirm]


def plan_register(source: RegisterSource, *, trade_code_version: str, on: date) -> RegisterPlan:
    """The plan for an extract of the day `on`; trade codes without a version are of `trade_code_version`.

    What the extract does not say stays as it is. What the municipality wrote itself is asked about, and companies that
    are not known here are offered: nothing of that is written without being taken.
    """
    try:
        read = source.rows()
    except NotReadable as error:
        return Plan(faults=(str(error),))
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [_planned(row, trade_code_version, on) for row in read.rows]
    _name_doubles(rows, read.rows)
    known = known_by_number({row.number for row in rows if row.what != "wrong"})
    prefetch_related_objects(list(known.values()), "register_facts")
    for row in rows:
        row.known = known.get(row.number)
    holders, first = _holders(rows), dict[str, int]()
    for row in rows:
        _settle_units(row, holders, first)
        if row.known is None:
            _offer(row)
        elif row.known.company_number == row.number:
            _settle(row, row.known, on)
        else:
            text = _("%(name)s has been gathered with another. Nothing of this number is taken.")
            row.findings.append(RowFinding(text % {"name": row.title}, blocks=False))
            row.what = row.what or "unchanged"
    return whole_plan(read, rows, lambda line: PlannedFirm(line, ""))


def may_be_carried_out(plan: RegisterPlan) -> bool:
    """No row is wrong, and there is something to write, to take or to add."""
    something = plan.writes or any(row.asked or row.offered for row in plan.rows)
    return bool(something) and not plan.faults and not plan.counts.get("wrong", 0)


def _planned(row: RegisterRow, version: str, on: date) -> PlannedFirm:
    """What the row says, as it would be kept; what cannot be is a finding."""
    planned = PlannedFirm(row.line, row.name, number=row.cvr, units=list(row.p_numbers))
    said: dict[RegisterField, Said] = {RegisterField.NAME: Said(row.name, {"name": row.name})}
    try:
        read_company_number(row.cvr)
    except ValidationError as error:
        planned.refuse(error.messages[0], column="cvr")
    try:
        said |= _address(row)
        if row.trade_code:
            code, own = read_trade(row.trade_code, version)
            said[RegisterField.TRADE_CODE] = Said(f"{own} {code}", {"trade_code": code, "trade_code_version": own})
    except ValidationError as error:
        planned.refuse(error.messages[0])
    if row.employees is not None:
        said[RegisterField.HEADCOUNT] = Said(f"{row.employees} ({on.year})", {"headcount": row.employees})
    for name, value in (
        (RegisterField.STATUS, row.status),
        (RegisterField.FORM, row.form),
        (RegisterField.STARTED_ON, row.started_on and row.started_on.isoformat()),
        (RegisterField.ENDED_ON, row.ended_on and row.ended_on.isoformat()),
    ):
        if value:
            said[name] = Said(value)
    if row.started_on and row.ended_on and row.ended_on < row.started_on:
        planned.refuse(_("The last day lies before the first. Look the company up again."), column="ended_on")
    planned.said = said
    return planned


def _address(row: RegisterRow) -> dict[RegisterField, Said]:
    if not row.postcode:
        return {}
    place = read_place(row.postcode)
    values = place | ({"street": row.street} if row.street else {})
    return {RegisterField.ADDRESS: Said(_one_line(row.street, f"{place['postcode']} {place['town']}"), values)}


def _one_line(street: str, place: str) -> str:
    return ", ".join(part for part in (street, place.strip()) if part)


def _name_doubles(rows: Sequence[PlannedFirm], written: Sequence[RegisterRow]) -> None:
    """The same number twice: the same facts are read once, other facts are a contradiction."""
    first: dict[str, RegisterRow] = {}
    for planned, row in zip(rows, written, strict=True):
        before = first.setdefault(row.cvr, row)
        if before is row:
            continue
        if before.said == row.said:
            planned.said, planned.units, planned.number = {}, [], ""
            planned.what = "unchanged"
            text = _("Line %(line)s says the same of the same company, and is read instead.")
            planned.findings.append(RowFinding(text % {"line": before.line}, blocks=False))
        else:
            text = _("Line %(line)s has the same company number and says something else. Keep the one that is right.")
            planned.refuse(text % {"line": before.line}, column="cvr")


def _holders(rows: Iterable[PlannedFirm]) -> dict[str, Organisation]:
    """Who has each P-number here."""
    wanted = sorted({number for row in rows for number in row.units})
    found: dict[str, Organisation] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = ProductionUnit.objects.filter(p_number__in=wanted[start : start + AT_ONCE], valid_to__isnull=True)
        found |= {unit.p_number: unit.organisation for unit in some.select_related("organisation")}
    return found


def _settle_units(row: PlannedFirm, holders: Mapping[str, Organisation], first: dict[str, int]) -> None:
    """Leave the P-numbers that are not here yet. One that another has is not moved: people decide where it belongs."""
    fresh = []
    for number in row.units:
        holder = holders.get(number)
        line = first.setdefault(number, row.line)
        if holder is None and line == row.line:
            fresh.append(number)
        elif holder is None:
            text = _("The P-number %(number)s stands on line %(line)s too, and is taken there alone.")
            row.findings.append(RowFinding(text % {"number": number, "line": line}, blocks=False))
        elif holder != row.known:
            text = _("The P-number %(number)s belongs to %(name)s here, and is not moved.")
            row.findings.append(RowFinding(text % {"number": number, "name": holder.name}, blocks=False))
    row.units = fresh


def _offer(row: PlannedFirm) -> None:
    """A company that is not known here: offered, and not added unless somebody says so."""
    if row.what:
        return
    row.what = "unchanged"
    status = row.said.get(RegisterField.STATUS)
    if status is not None and status.text in GONE:
        text = _("Not known here, and closed in the register: it is not offered.")
        row.findings.append(RowFinding(text, blocks=False))
        return
    form = row.said.get(RegisterField.FORM)
    kind = OrganisationKind.ASSOCIATION if form and ASSOCIATION in form.text.casefold() else OrganisationKind.COMPANY
    values: dict[str, Any] = {}
    for name, said in row.said.items():
        values |= said.values if name != RegisterField.HEADCOUNT else {}
    row.fresh = Organisation(company_number=row.number, kind=kind, **values)
    row.changes = [Change(str(name.label), "", say_fact(name, said.text)) for name, said in row.said.items()]
    if row.units:
        row.changes.append(Change(_("Production units (P-numbers)"), "", ", ".join(row.units)))


def _settle(row: PlannedFirm, known: Organisation, on: date) -> None:
    """What is written without a question, what is asked, and what the register alone says."""
    before = newest(known.register_facts.all())
    for name, said in row.said.items():
        last = before.get(name)
        if last is not None and last.told_on > on:
            _note_newer(row, last)
            continue
        here = _here(known, name, on, street="street" in said.values)
        if here == said.text or (last is not None and last.value == said.text and (last.taken or not said.values)):
            continue
        if here and not (last is not None and last.taken and last.value == here):
            row.asked.append(
                Asked(f"{row.number}-{name.value}", name, str(name.label), here, say_fact(name, said.text))
            )
            if last is None or last.value != said.text:
                row.kept.append(name)
            continue
        row.taken.append(name)
        was = here or (say_fact(name, last.value) if last is not None else "")
        row.changes.append(Change(str(name.label), was, say_fact(name, said.text)))
    row.closing = _proposes_closing(row, known, before.get(RegisterField.STATUS))
    if row.units:
        row.changes.append(Change(_("Production units (P-numbers)"), "", ", ".join(row.units)))
    row.what = row.what or ("changed" if row.taken or row.kept or row.units else "unchanged")


def _note_newer(row: PlannedFirm, last: RegisterFact) -> None:
    text = _("A newer extract, of %(day)s, is here already, and what it says holds.")
    finding = RowFinding(text % {"day": formats.date_format(last.told_on, "DATE_FORMAT")}, blocks=False)
    if finding not in row.findings:
        row.findings.append(finding)


def _proposes_closing(row: PlannedFirm, known: Organisation, last: RegisterFact | None) -> bool:
    status = row.said.get(RegisterField.STATUS)
    if status is None or status.text not in GONE or known.state != OrganisationState.ACTIVE:
        return False
    settled = last is not None and last.value == status.text and last.settled
    if not settled:
        text = _("It has closed in the register. It is not closed here by that: you decide on its page.")
        row.findings.append(RowFinding(text, blocks=False))
    return not settled


def _here(known: Organisation, name: RegisterField, on: date, *, street: bool) -> str:
    """What the record itself says, in the words of the register's facts; empty where it says nothing or has no such field."""
    if name == RegisterField.NAME:
        return known.name
    if name == RegisterField.ADDRESS:
        return _one_line(known.street if street else "", known.place if known.postcode else "")
    if name == RegisterField.TRADE_CODE:
        return f"{known.trade_code_version} {known.trade_code}" if known.trade_code else ""
    if name == RegisterField.HEADCOUNT:
        year = year_of(known, on.year)
        return f"{year.headcount} ({on.year})" if year is not None and year.headcount is not None else ""
    return ""
