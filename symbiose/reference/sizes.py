"""The ceilings by which an enterprise is small or medium-sized, as dated rows; in DKK by the rate beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from symbiose.engine.law.enterprise_size import Ceiling, Tier
from symbiose.reference.dated import enterprise_size_rows

OWN_CEILING = (Tier.MICRO, Tier.SMALL, Tier.MEDIUM)


def size_ceilings(on: date) -> Sequence[Ceiling]:
    """The ceilings that hold on a date, smallest tier first; amounts in DKK."""
    rows = enterprise_size_rows(on)
    rate = Decimal(str(rows["dkk_per_eur"].value))

    def kroner(name: str) -> Decimal:
        return Decimal(str(rows[name].value)) * rate

    return tuple(
        Ceiling(tier, int(rows[f"{tier}.persons"].value), kroner(f"{tier}.turnover"), kroner(f"{tier}.balance"))
        for tier in OWN_CEILING
    )
