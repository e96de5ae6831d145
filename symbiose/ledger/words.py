"""Measures, units, quantities and parties of entries in the reader's words."""

from __future__ import annotations

from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from symbiose.common.registry import KINDS
from symbiose.engine.accounting import Column, measure
from symbiose.ledger.enums import Fraction, PartyRole
from symbiose.ledger.models import Entry

COLUMNS = {
    Column.PEOPLE: pgettext_lazy("bottom line", "People"),
    Column.PLANET: gettext_lazy("Climate and materials"),
    Column.ECONOMY: gettext_lazy("Economy"),
}
UNITS = {
    "kg": gettext_lazy("kg"),
    "kg CO2e": gettext_lazy("kg CO2e"),
    "DKK": gettext_lazy("DKK"),
    "hour": gettext_lazy("hours"),
    "hour/week": gettext_lazy("hours a week"),
    "person": gettext_lazy("people"),
    "position": gettext_lazy("positions"),
    "enterprise": gettext_lazy("enterprises"),
}


def column_name(column: Column) -> str:
    """One of the three bottom lines."""
    return str(COLUMNS[column])


def measure_name(code: str) -> str:
    """What is counted."""
    return measure(code).name(get_language() or "da")


def definition(code: str) -> str:
    """What is counted, in a sentence or two."""
    return measure(code).definition(get_language() or "da")


def unit_name(code: str) -> str:
    """The unit of a measure."""
    return str(UNITS[code])


def fraction_name(code: str) -> str:
    """A waste fraction; empty where none is known."""
    return str(Fraction(code).label) if code in Fraction.values else code


def amount(quantity: Decimal, unit: str) -> str:
    """1.200,5 kg, with a true minus."""
    places = max(-int(quantity.normalize().as_tuple().exponent), 0)  # every decimal that counts, and no other
    written = formats.number_format(quantity, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{written.replace('-', '−')} {unit_name(unit)}"


def names(entry: Entry, role: PartyRole) -> str:
    """Those who gave, or received."""
    return ", ".join(party.organisation.name for party in entry.parties.all() if party.role == role)


def parties(entry: Entry) -> str:
    """Who gave → who received, as far as both stand there."""
    sides = [names(entry, role) for role in (PartyRole.GIVER, PartyRole.RECEIVER)]
    return " → ".join(side for side in sides if side)


def source_name(label: str, object_id: int) -> str:
    """A record by its kind and number, for those who read a file."""
    noun = str(KINDS[label].noun) if label in KINDS else _("record")
    return f"{noun} {object_id}"
