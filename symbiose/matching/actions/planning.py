"""What importing exchanges would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.plans import Change, Plan, RowFinding, too_many, whole_plan
from symbiose.engine.files import ExchangeRow, PartialDate, Sheet
from symbiose.ledger.enums import Evidence
from symbiose.listings.enums import Per
from symbiose.listings.queries import organisations_named
from symbiose.matching import bridge, sentences
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.exchanges.declaring import without_unit
from symbiose.matching.actions.exchanges.living import require_past
from symbiose.matching.actions.exchanges.numbering import standing
from symbiose.matching.actions.planned import PlannedExchange, settle_terms
from symbiose.matching.dates import around, say_when
from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.models import Exchange
from symbiose.organisations.models import Organisation

MOST_ROWS = 2000
AT_ONCE = 300
SHOWN = ("giver", "receiver", "quantity", "unit", "per", "price", "state", "evidence", "source")
STATES = {
    "": ExchangeState.RUNNING,
    "running": ExchangeState.RUNNING,
    "paused": ExchangeState.PAUSED,
    "ended": ExchangeState.ENDED,
    "historical": ExchangeState.ENDED,
}
# How an exchange stands is told on its own page; a file that comes again puts right only what it is.
MENDED = (
    "title",
    "family",
    "kind",
    "quantity",
    "unit",
    "per",
    "estimated",
    "price",
    "price_source",
    "evidence",
    "source",
)


def plan_exchanges(
    data: bytes | Sheet, *, source: str, on: date, beside: Mapping[str, Organisation] | None = None
) -> Plan[PlannedExchange]:
    """The plan for a file in the format of `exchanges`, CSV or a workbook.

    `source` stands behind rows that name none; `on` is the day on which what the file says held, and so the day from
    which a price holds that takes the place of another. Rows meet exchanges by the file's own id, else by parties, text
    and beginning. `beside` holds organisations of the same workbook by what it calls them; they may be yet to be saved.
    """
    read = bridge.read_exchange_file(data)
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [_planned(row, source=source, on=on) for row in read.rows]
    _find_parties(rows, read.rows, beside or {})
    _meet(rows)
    _name_doubles(rows)
    for row in rows:
        _settle(row)
    settle_terms(rows, on)
    return whole_plan(read, rows, lambda line: PlannedExchange(line, ""))


def _planned(row: ExchangeRow, *, source: str, on: date) -> PlannedExchange:
    """The row's values as they would be stored; what cannot be stored is a finding."""
    planned = PlannedExchange(row.line, row.text)
    evidence = row.evidence.value if row.evidence else Evidence.DECLARED.value
    family = row.codes[0] if row.codes else bridge.sure_family(row.text)
    kind = sentences.kind_of(family) if family else None
    planned.values = {
        "external_id": row.id,
        "title": row.text,
        "family": family,
        "kind": kind.value if kind else "",
        "quantity": None if row.quantity is None else Decimal(str(round(row.quantity, 3))),
        "unit": row.unit or "" if row.quantity is not None else "",
        "per": row.per.value if row.per else Per.ONCE.value,
        "estimated": evidence == Evidence.ESTIMATED,
        "price": None if row.price is None else Decimal(str(round(row.price, 2))),
        "price_source": row.price_source if row.price is not None else "",
        "evidence": evidence,
        "source": row.source or source,
        **_state(row, on),
    }
    if row.quantity is not None and row.per is None and planned.values["state"] != ExchangeState.ENDED:
        planned.refuse(
            _("Write how often that quantity goes, for example year; once where it went one time."), column="per"
        )
    for name, day in (("since", row.since), ("until", row.until)):
        _store_day(planned, name, day)
    return planned


def _state(row: ExchangeRow, on: date) -> dict[str, Any]:
    state = STATES[row.status.value] if row.status else (ExchangeState.ENDED if row.until else ExchangeState.RUNNING)
    ended = state == ExchangeState.ENDED
    return {
        "state": state.value,
        "end_reason": EndReason.HISTORICAL.value if ended else "",
        "paused_on": on if state == ExchangeState.PAUSED else None,
    }


def _store_day(planned: PlannedExchange, name: str, day: PartialDate | None) -> None:
    """A day with how exactly it is known: the first one of a year or month for a beginning, the last for an end."""
    planned.values |= {name: None, f"{name}_precision": ""}
    if day is None:
        return
    when = around(day.day, day.precision.value)
    try:
        require_past(when, field=name)
    except Refused as refused:
        planned.refuse(refused.sentence, column=name)
    first = when.first if name == "since" else min(when.last, timezone.localdate())
    planned.values |= {name: first, f"{name}_precision": when.precision.value}


def _find_parties(
    rows: Sequence[PlannedExchange], written: Sequence[ExchangeRow], beside: Mapping[str, Organisation]
) -> None:
    """Who gives and who receives: one of the same workbook, else by company number, exact name or number here."""
    named = organisations_named({name for row in written for name in (row.giver, row.receiver)})
    for planned, row in zip(rows, written, strict=True):
        for column, name in (("giver", row.giver), ("receiver", row.receiver)):
            found = [beside[name.casefold()]] if name.casefold() in beside else named.get(name.casefold(), [])
            if len(found) == 1:
                setattr(planned, column, _standing(planned, column, found[0]))
            else:
                planned.refuse(_unknown(name, many=len(found) > 1), column=column)
        if (planned.giver is not None and planned.giver is planned.receiver) or _same(planned):
            planned.refuse(Refused("exchange_two_parties").sentence, column="receiver")


def _same(row: PlannedExchange) -> bool:
    return row.giver is not None and row.giver.pk is not None and row.giver == row.receiver


def _standing(row: PlannedExchange, column: str, found: Organisation) -> Organisation:
    """The organisation, or the one that it was gathered in; one that is closed is a finding."""
    if found.pk is None:
        return found
    try:
        return standing(found)
    except Refused as refused:
        row.refuse(refused.sentence, column=column)
        return found


def _unknown(name: str, *, many: bool) -> str:
    if many:
        return _("Several organisations are called “%(name)s”. Write the company number (CVR).") % {"name": name}
    sentence = _(
        "We do not know the organisation “%(name)s”. Add it on the sheet with organisations, or write its company number (CVR)."
    )
    return sentence % {"name": name}


def _meet(rows: Sequence[PlannedExchange]) -> None:
    """Find the exchange that each row is about."""
    by_id: dict[str, Exchange] = {}
    ids = sorted({row.values["external_id"] for row in rows if row.values["external_id"]})
    for start in range(0, len(ids), AT_ONCE):
        for exchange in Exchange.objects.filter(external_id__in=ids[start : start + AT_ONCE]):
            by_id[exchange.external_id] = exchange
    by_what: dict[tuple[Any, ...], Exchange] = {}
    givers = sorted({row.giver.pk for row in rows if row.giver is not None and row.giver.pk is not None})
    for start in range(0, len(givers), AT_ONCE):
        some = Exchange.objects.filter(giver__in=givers[start : start + AT_ONCE], proposal__isnull=True)
        by_what |= {_what(one.giver_id, one.receiver_id, one.title, one.since): one for one in some.order_by("-pk")}
    for row in rows:
        values = row.values
        if row.giver is None or row.receiver is None:
            continue
        if values["external_id"]:
            row.known = by_id.get(values["external_id"])
        else:
            row.known = by_what.get(_what(row.giver.pk, row.receiver.pk, values["title"], values["since"]))


def _what(giver: int | None, receiver: int | None, title: str, since: date | None) -> tuple[Any, ...]:
    return (giver, receiver, title.casefold(), since)


def _name_doubles(rows: Sequence[PlannedExchange]) -> None:
    """Two rows without an id that say the same are one exchange written twice."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if row.values["external_id"] or row.giver is None or row.receiver is None:
            continue
        key = (row.giver.name, row.receiver.name, row.values["title"].casefold(), row.values["since"])
        if first.setdefault(key, row.line) != row.line:
            row.refuse(_("Line %(line)s is the same exchange. Keep one of the two rows.") % {"line": first[key]})


def _settle(row: PlannedExchange) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    shown = dict(row.values)
    if row.known is None:
        row.what = row.what or "new"
    else:
        known = row.known
        if (known.giver_id, known.receiver_id) != tuple(one and one.pk for one in (row.giver, row.receiver)):
            row.refuse(
                _("The exchange %(number)s with this id has other parties. Give the row another id.")
                % {"number": known.number}
            )
        if known.state != row.values["state"]:
            text = _("It is here already as %(number)s. How it stands is changed on its own page.")
            row.findings.append(RowFinding(text % {"number": known.number}, blocks=False))
        row.values = {name: row.values[name] for name in MENDED if _differs(known, name, row.values[name])}
        forgotten = without_unit(known, row.values)
        if any(getattr(known, name) for name in forgotten):
            text = _("A price and a weight are those of one unit: with another unit they are no longer known.")
            row.findings.append(RowFinding(text, blocks=False, column="unit"))
        row.values |= forgotten
        row.before = {name: getattr(known, name) for name in row.values}
        row.what = row.what or ("changed" if row.values else "unchanged")
        shown = row.values
    row.changes = _changes(row, shown)


def _differs(known: Exchange, name: str, value: Any) -> bool:
    """What the file leaves empty stays as it is."""
    return value not in (None, "") and getattr(known, name) != value


def _changes(row: PlannedExchange, values: Mapping[str, Any]) -> list[Change]:
    parties = {"giver": str(row.giver or ""), "receiver": str(row.receiver or "")} if row.known is None else {}
    told = [
        Change(_label(name), _said(name, row.before.get(name)), _said(name, value))
        for name, value in {**parties, **values}.items()
        if name in SHOWN and value not in (None, "") and not (name == "per" and row.silent)
    ]
    if values.get("family"):
        told.append(Change(_("Group"), "", sentences.capital(sentences.family_name(values["family"]))))
    days = [name for name in ("since", "until") if values.get(name)]
    told += [Change(_label(name), "", say_when(values[name], values[f"{name}_precision"])) for name in days]
    return told


def _label(name: str) -> str:
    return str(Exchange._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of our own, never a relation back


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    choices = dict(Exchange._meta.get_field(name).choices or ())  # type: ignore[union-attr]  # a field of our own, never a relation back
    return str(choices[value]) if value in choices else str(formats.localize(value))
