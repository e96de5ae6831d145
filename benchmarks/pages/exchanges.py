"""Running exchanges, their handovers, what each side said of them, and the entries that came of it; all made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from symbiose.ledger.models import Entry, EntryParty
from symbiose.listings.models import Listing
from symbiose.matching.models import Exchange, Handover, HandoverReport

BATCH = 2000
MONTHS = 25  # handovers of one exchange
HANDOVER, EXCHANGE = "matching.handover", "matching.exchange"


def run_exchanges(handovers: int, rows: Sequence[Listing], chance: random.Random) -> list[Exchange]:
    """Monthly streams between owners of listings, with as many handovers as asked, and their entries."""
    streams = _exchanges(handovers // MONTHS, rows, chance)
    for start in range(0, len(streams), 400):
        _told(streams[start : start + 400], chance)
    return streams


def _exchanges(many: int, rows: Sequence[Listing], chance: random.Random) -> list[Exchange]:
    first = _months_back(MONTHS)
    made = []
    for number in range(many):
        have, need = chance.choice(rows), chance.choice(rows)
        if have.organisation_id == need.organisation_id:
            need = next(one for one in rows if one.organisation_id != have.organisation_id)
        ended = number % 9 == 0
        made.append(
            Exchange(
                number=f"U{number:06d}",
                giver_id=have.organisation_id,
                receiver_id=need.organisation_id,
                title=have.title,
                kind=have.kind,
                family=have.title.lower()[:80],
                quantity=Decimal(chance.randint(10, 400)),
                unit="kg",
                per="month",
                estimated=number % 3 == 0,
                price=Decimal("2.50") if number % 2 else None,
                price_source="Eksempel" if number % 2 else "",
                state="ended" if ended else "running",
                since=first,
                since_precision="month",
                until=timezone.localdate() if ended else None,
                until_precision="day" if ended else "",
                end_reason="other_way" if ended else "",
                declared=True,
                evidence="declared",
                source="Eksempel",
                example=True,
            )
        )
    return Exchange.objects.bulk_create(made, batch_size=BATCH)


def _months_back(many: int) -> date:
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1 - many
    return date(month // 12, month % 12 + 1, 1)


def _months(many: int) -> Iterator[tuple[date, date]]:
    starts = _months_back(many)
    for _ in range(many):
        following = (starts + timedelta(days=32)).replace(day=1)
        yield starts, following - timedelta(days=1)
        starts = following


def _told(streams: Sequence[Exchange], chance: random.Random) -> None:
    """Of a hundred handovers three wait for an answer, five were told by one side, six differ."""
    handovers, reports = [], []
    for stream in streams:
        for starts, ends in _months(MONTHS):
            lot = chance.random()
            state = "asked" if lot < 0.03 else "reported" if lot < 0.08 else "differs" if lot < 0.14 else "confirmed"
            handovers.append(Handover(exchange=stream, starts_on=starts, ends_on=ends, state=state, answer_by=ends))
    Handover.objects.bulk_create(handovers, batch_size=BATCH)
    for row in handovers:
        sides = {"asked": (), "reported": ("giver",)}.get(row.state, ("giver", "receiver"))
        reports += [_report(row, side, chance) for side in sides]
    HandoverReport.objects.bulk_create(reports, batch_size=BATCH)
    _post([row for row in handovers if row.state in {"reported", "confirmed"}])


def _report(row: Handover, side: str, chance: random.Random) -> HandoverReport:
    quantity = row.exchange.quantity + (chance.randint(1, 9) if row.state == "differs" and side == "receiver" else 0)
    how = "weighed" if chance.random() < 0.5 else "estimated"
    return HandoverReport(
        handover=row,
        side=side,
        happened=True,
        quantity=quantity,
        unit="kg",
        how=how,
        said_at=_noon(row.ends_on),
        said_by="Eksempel Person",
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _post(rows: Sequence[Handover]) -> None:
    entries = [entry for row in rows for entry in _entries(row)]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    sides = {row.pk: row.exchange for row in rows}
    parties = [
        EntryParty(entry=entry, organisation_id=organisation, role=role)
        for entry in entries
        for organisation, role in (
            (sides[entry.source_id].giver_id, "giver"),
            (sides[entry.source_id].receiver_id, "receiver"),
        )
    ]
    EntryParty.objects.bulk_create(parties, batch_size=BATCH)


def _entries(row: Handover) -> Iterator[Entry]:
    stream = row.exchange
    counted = [("kg_kept_in_use", stream.quantity, "kg")]
    if stream.price is not None:
        counted.append(("market_value_dkk", stream.quantity * stream.price, "DKK"))
    for measure, quantity, unit in counted:
        yield Entry(
            measure=measure,
            quantity=quantity,
            unit=unit,
            fraction="wood" if measure == "kg_kept_in_use" else "",
            happened_on=row.ends_on,
            period=f"{row.ends_on:%Y-%m}",
            recorded_at=_noon(row.ends_on),
            source_label=HANDOVER,
            source_id=row.pk,
            thread_label=EXCHANGE,
            thread_id=stream.pk,
            evidence="declared",
            estimated=stream.estimated,
            posted_by="Eksempel",
        )
