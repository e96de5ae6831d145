"""Quantities of handovers in words, and why a figure counts; pages, letters, files and the ledger read the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.ledger.enums import PartyRole
from symbiose.listings.enums import Unit
from symbiose.matching.enums import SaidHow


def number(quantity: Decimal) -> str:
    """1.200 or 6,5 as Danes write it."""
    plain = quantity.normalize()
    places = max(-int(plain.as_tuple().exponent), 0)
    return formats.number_format(plain, decimal_pos=places, use_l10n=True, force_grouping=True)


def unit_name(code: str) -> str:
    """The unit in words."""
    return str(Unit(code).label)


def measure_unit(code: str) -> str:
    """The unit of a measure in words: kg, hours, kroner."""
    return _("DKK") if code == "DKK" else unit_name(code)


def amount(quantity: Decimal, unit: str) -> str:
    """120 kg."""
    return f"{number(quantity)} {unit_name(unit)}"


def signed(quantity: Decimal, unit: str) -> str:
    """+10 kg or −10 kg, with a true minus."""
    name = unit_name(unit) if unit in Unit.values else unit
    return f"{'−' if quantity < 0 else '+'}{number(abs(quantity))} {name}"


def share(gap: Decimal, of: Decimal) -> str:
    """+8 %; a gap that rounds to nothing is still one."""
    percent = (gap / of * 100).quantize(Decimal(1))
    return signed(percent, "%") if percent else _("less than 1 %")


def rule_said(rule: str) -> str:
    """Why a figure counts, as a sentence."""
    return {
        "both": _("Both say the same."),
        "only_giver": _("Only the giver has said how much."),
        "only_receiver": _("Only the receiver has said how much."),
        "receiver_weighed": _("They say different things. The receiver weighed it, and the giver estimated."),
        "lower": _("They say different things. The lower figure counts, which both can stand for."),
    }[rule]


def explain(why: Mapping[str, Any]) -> str:
    """How an entry of the ledger came about, as sentences: what each side said, the rule, and what was reckoned with."""
    parts = [
        _("The giver: %(said)s.") % {"said": _plain_said(why.get(PartyRole.GIVER.value))},
        _("The receiver: %(said)s.") % {"said": _plain_said(why.get(PartyRole.RECEIVER.value))},
        rule_said(why["rule"]),
    ]
    if weight := why.get("weight"):
        parts.append(
            _("1 %(unit)s is reckoned as %(kg)s kg (%(source)s).")
            % {"unit": unit_name(weight["unit"]), "kg": number(Decimal(weight["kg"])), "source": weight["source"]}
        )
    if price := why.get("price"):
        parts.append(
            _("At %(price)s DKK per %(unit)s (%(source)s).")
            % {"price": number(Decimal(price["dkk"])), "unit": unit_name(price["unit"]), "source": price["source"]}
        )
    if hours := why.get("hours_per_day"):
        parts.append(_("A day is reckoned as %(hours)s hours.") % {"hours": hours})
    return " ".join(parts)


def _plain_said(told: Mapping[str, Any] | None) -> str:
    if told is None:
        return _("not told")
    if not told["happened"]:
        return _("nothing")
    if "quantity" not in told:
        return _("handed over, quantity unknown")
    return f"{amount(Decimal(told['quantity']), told['unit'])} ({SaidHow(told['how']).label})"
