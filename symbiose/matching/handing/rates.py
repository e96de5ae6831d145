"""What one unit of an exchange costs and weighs, for a handover of any day: told once, read by the pages and the ledger alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.matching.handing.words import number, unit_name
from symbiose.matching.models import Exchange, FormerTerms

Rate = Mapping[str, Any]
KG, DKK = "kg", "dkk"


@dataclass(frozen=True, slots=True)
class Rates:
    """The terms of an exchange in the order in which they held: the former ones, the oldest first, and what holds now."""

    now: Exchange
    former: tuple[FormerTerms, ...] = ()

    def prices(self, on: date) -> Iterator[Rate]:
        """The price that held on a day, then those that were told later: what nobody had said then is learnt afterwards."""
        for terms in self._from(on):
            if terms.price is not None and terms.unit:
                yield _rate(DKK, terms.price, terms.unit, terms.price_source)

    def weights(self, on: date) -> Iterator[Rate]:
        """The weight of the unit that held on a day, then those that were told later."""
        for terms in self._from(on):
            if terms.kg_per_unit is not None and terms.unit:
                yield _rate(KG, terms.kg_per_unit, terms.unit, terms.weight_source)

    def _from(self, on: date) -> Iterator[Exchange | FormerTerms]:
        yield from (terms for terms in self.former if terms.until >= on)
        yield self.now


def rates_of(exchange: Exchange) -> Rates:
    """The rates of an exchange as they are recorded: one query, none where its former terms are read along."""
    return Rates(exchange, tuple(sorted(exchange.former_terms.all(), key=lambda terms: (terms.until, terms.pk))))


def held_since(exchange: Exchange, name: str) -> date | None:
    """The first day on which the price or the weight of now holds; None where no other one held before it."""
    last = max((terms.until for terms in exchange.former_terms.all() if getattr(terms, name) is not None), default=None)
    return last + timedelta(days=1) if last else None


def say_former(terms: FormerTerms) -> str:
    """2,5 kr. pr. kg til og med 31. marts 2026."""
    said = []
    if terms.price is not None:
        said.append(
            _("%(price)s DKK per %(unit)s") % {"price": number(terms.price), "unit": unit_name(terms.unit)}
            if terms.price
            else _("free")
        )
    if terms.kg_per_unit is not None:
        said.append(_("1 %(unit)s weighs %(kg)s kg") % {"kg": number(terms.kg_per_unit), "unit": unit_name(terms.unit)})
    last = formats.date_format(terms.until, "DATE_FORMAT")
    return _("%(terms)s until %(day)s") % {"terms": ", ".join(said), "day": last}


def _rate(name: str, value: Decimal, unit: str, source: str) -> Rate:
    """As the ledger keeps it beside an entry."""
    return {name: f"{value.normalize():f}", "unit": unit, "source": source}
