"""One row of a file about exchanges, and what its price takes the place of."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.common.plans import PlannedRow, RowFinding
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.recounting import UNSAID, Replaced, replaced, require_day
from symbiose.matching.models import Exchange
from symbiose.organisations.models import Organisation


@dataclass(slots=True)
class PlannedExchange(PlannedRow):
    """A row about an exchange: `known` is the one that is here. The parties may be yet to be saved."""

    giver: Organisation | None = None
    receiver: Organisation | None = None
    known: Exchange | None = None
    old: Replaced = UNSAID

    @property
    def told(self) -> tuple[Any, ...]:
        parties = [one and (one.pk, one.name) for one in (self.giver, self.receiver)]
        known = self.known and (self.known.pk, self.known.version)
        return (self.sheet, self.line, self.what, self.values, parties, known, self.old.holds_from)

    @property
    def silent(self) -> bool:
        """The file says no quantity, so that how often it goes stands for nothing."""
        return self.known is None and self.values.get("quantity") is None

    @property
    def exchange(self) -> Exchange:
        """The exchange that the row is about, once it is here."""
        if self.known is None:
            raise TypeError(self.line)
        return self.known


def settle_terms(rows: Sequence[PlannedExchange], on: date) -> None:
    """A price in place of another holds from the day of the file, or from the beginning where that is later."""
    found = []
    for row in rows:
        if row.known is None or not row.known.began or not row.values:
            continue
        now = copy(row.known)
        for name, value in row.values.items():
            setattr(now, name, value)
        gone = replaced(row.known, now)
        if any(getattr(now, name) is not None for name in gone):
            found.append((row, now, gone))
    prefetch_related_objects([now for _row, now, _gone in found], "former_terms")
    text = _(
        "The price of the file holds from %(day)s, the day of the file. What was handed over before keeps the old one. If that was wrong, say so on the page of the exchange."
    )
    for row, now, gone in found:
        day = max(on, now.since or on)
        try:
            require_day(now, gone, day)
        except Refused as refused:
            row.refuse(refused.sentence, column="price")
        row.old = Replaced(holds_from=day)
        row.findings.append(RowFinding(text % {"day": formats.date_format(day, "DATE_FORMAT")}, blocks=False))
