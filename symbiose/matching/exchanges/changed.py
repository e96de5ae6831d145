"""What the parties of an exchange agreed, in words, and what of it became another: letters, the inbox and the history read the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from symbiose.matching import sentences
from symbiose.matching.handing.words import number
from symbiose.matching.models import Exchange

AGREED = ("title", "quantity", "unit", "per", "estimated")  # what the parties agreed between them
KNOWN = (*AGREED, "price", "kg_per_unit")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that became another: what it is, before and after."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        told = _("%(label)s: %(before)s → %(after)s")
        return told % {"label": self.label, "before": self.before, "after": self.after}


def values_of(exchange: Exchange) -> dict[str, Any]:
    """What is known of it, by the names of its fields."""
    return {name: getattr(exchange, name) for name in KNOWN}


def amount(values: Mapping[str, Any]) -> str:
    """60 kg om ugen (skøn); what nobody has told is said as not told."""
    if values["quantity"] is None:
        return _("not told")
    quantity = float(values["quantity"])
    return sentences.quantity(quantity, values["unit"], values["per"], estimated=values["estimated"])


def changed(before: Mapping[str, Any], after: Mapping[str, Any], *, agreed_alone: bool = False) -> list[Changed]:
    """Each thing that is said otherwise now: how much and how often first, then what it is, its price and its weight."""
    said = [(_("Quantity"), amount(before), amount(after)), (_("What"), before["title"], after["title"])]
    if not agreed_alone:
        said += [
            (_("Market price per unit"), _kroner(before["price"]), _kroner(after["price"])),
            (_("Weight per unit"), _kilos(before["kg_per_unit"]), _kilos(after["kg_per_unit"])),
        ]
    return [Changed(label, one, other) for label, one, other in said if one != other]


def _kroner(value: Decimal | None) -> str:
    return _("Unknown") if value is None else f"{number(value)} " + _("DKK")


def _kilos(value: Decimal | None) -> str:
    return _("Unknown") if value is None else f"{number(value)} kg"
