"""What an extract of the company register would do, company by company, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import Q, prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.common.plans import Change, Plan, RowFinding, too_many, whole_plan
from symbiose.organisations.actions.meeting import AT_ONCE, known_by_number, year_of
from symbiose.organisations.actions.register.planned import Asked, PlannedFirm, Said
from symbiose.organisations.actions.register.reading import NotReadable, RegisterRow, RegisterSource
from symbiose.organisations.actions.values import read_company_number, read_place, read_trade
from symbiose.organisations.enums import OrganisationKind, OrganisationState, RegisterField, RegisterStatus
from symbiose.organisations.models import Organisation, ProductionUnit, RegisterFact
from symbiose.organisations.queries.register import GONE, newest, one_line, own_word, say_fact

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
    holders, first, ended = _holders(rows, on), dict[str, int](), _ended(rows, on)
    for row in rows:
        _leave_ended(row, ended, holders)
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
        said[RegisterField.HEADCOUNT] = Said(_of_year(row.employees, on), {"headcount": row.employees})
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
    return {RegisterField.ADDRESS: Said(one_line(row.street, f"{place['postcode']} {place['town']}"), values)}


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


def _units(rows: Iterable[PlannedFirm], condition: Q) -> Iterator[ProductionUnit]:
    """Places of work here with the P-numbers of the extract."""
    wanted = sorted({number for row in rows for number in row.units})
    for start in range(0, len(wanted), AT_ONCE):
        some = ProductionUnit.objects.filter(condition, p_number__in=wanted[start : start + AT_ONCE])
        yield from some.select_related("organisation")


def _holders(rows: Iterable[PlannedFirm], on: date) -> dict[str, Organisation]:
    """Who has each P-number here."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return {unit.p_number: unit.organisation for unit in _units(rows, standing)}


def _ended(rows: Iterable[PlannedFirm], on: date) -> dict[tuple[str, int], date]:
    """The last day of each place of work that the municipality wrote has ended, by P-number and whose it was."""
    units = _units(rows, Q(valid_to__lt=on))
    return {(unit.p_number, unit.organisation_id): unit.valid_to for unit in units if unit.valid_to is not None}


def _leave_ended(row: PlannedFirm, ended: Mapping[tuple[str, int], date], holders: Mapping[str, Organisation]) -> None:
    """A place of work that has ended here is not begun again by the register's word."""
    known = row.known.pk if row.known else 0
    gone = [number for number in row.units if number not in holders and (number, known) in ended]
    days = {number: ended[number, known] for number in gone}
    for number, day in days.items():
        text = _("The P-number %(number)s ended here %(day)s. It is not begun again by that: you decide on its page.")
        said = text % {"number": number, "day": formats.date_format(day, "DATE_FORMAT")}
        row.findings.append(RowFinding(said, blocks=False))
    row.units = [number for number in row.units if number not in days]


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
    before = newest(fact for fact in known.register_facts.all() if _speaks_of(fact, on))
    for name, said in row.said.items():
        last = before.get(name)
        if last is not None and last.told_on > on:
            _note_newer(row, last)
            continue
        here = _here(known, name, on, street="street" in said.values)
        if here == said.text or (not said.values and last is not None and last.value == said.text):
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
    _note_open_there(row, known)
    row.closing = _proposes_closing(row, known, before.get(RegisterField.STATUS))
    if row.units:
        row.changes.append(Change(_("Production units (P-numbers)"), "", ", ".join(row.units)))
    row.what = row.what or ("changed" if row.taken or row.kept or row.units else "unchanged")


def _note_newer(row: PlannedFirm, last: RegisterFact) -> None:
    text = _("A newer extract, of %(day)s, is here already, and what it says holds.")
    finding = RowFinding(text % {"day": formats.date_format(last.told_on, "DATE_FORMAT")}, blocks=False)
    if finding not in row.findings:
        row.findings.append(finding)


def _speaks_of(fact: RegisterFact, on: date) -> bool:
    """A number of employees is one year's: what is known of another says nothing of the year of the extract."""
    return fact.field != RegisterField.HEADCOUNT or fact.value.endswith(f"({on.year})")


def _note_open_there(row: PlannedFirm, known: Organisation) -> None:
    """Closed here and active there is a contradiction; people settle it on its page, as they do the other way round."""
    status = row.said.get(RegisterField.STATUS)
    if status is not None and status.text == RegisterStatus.ACTIVE and known.state == OrganisationState.CLOSED:
        text = _("It is closed here, and active in the register. It is not opened by that: you decide on its page.")
        row.findings.append(RowFinding(text, blocks=False))


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
    """What is written here, the number of employees for the year of the extract."""
    if name == RegisterField.HEADCOUNT:
        year = year_of(known, on.year)
        return _of_year(year.headcount, on) if year is not None and year.headcount is not None else ""
    return own_word(known, name, street=street)


def _of_year(headcount: int, on: date) -> str:
    return f"{headcount} ({on.year})"
