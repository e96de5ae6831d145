"""What a verb hands to the ledger: one fact to count, held to the closed list and to what can be counted at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from symbiose.engine.accounting import Measure, measures, period
from symbiose.ledger.enums import Evidence, PartyRole

THOUSANDTH = Decimal("0.001")
MOST = Decimal(10) ** 12  # with three decimals these are the 15 digits that every database keeps exactly
LONGEST_FRACTION, LONGEST_PARAMETERS = 20, 80


class CannotPost(ValueError):
    """What cannot be counted; `args[0]` is a sentence for people that says why."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One fact to count. `quantity` is above 0 in the measure's unit and counts to a thousandth of it.

    `period` is written as `engine.accounting` writes it ("2026-03", "2026-03-04") and holds `happened_on`. `parties`
    are (organisation's id, PartyRole). `parameters` is the version of the dated values that were used. `why` says
    how the quantity came about: a code and values of JSON's own kinds.
    """

    measure: str
    quantity: Decimal
    happened_on: date
    period: str
    evidence: str
    estimated: bool
    parties: tuple[tuple[int, str], ...]
    fraction: str = ""
    parameters: str = ""
    why: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What one source says at most once: a measure in a period."""
        return self.measure, self.period

    @property
    def counted(self) -> Decimal:
        """The quantity as the ledger keeps it."""
        return self.quantity.quantize(THOUSANDTH, rounding=ROUND_HALF_UP)


def check(posting: Posting) -> Measure:
    """The measure of a posting that may be counted. Raises CannotPost for every other."""
    known = measures().get(posting.measure)
    if known is None:
        raise CannotPost(_("“%(code)s” is not among the measures that are counted.") % {"code": posting.measure})
    _check_quantity(posting)
    _check_time(posting)
    if posting.evidence not in Evidence.values:
        raise CannotPost(_("Say how sure the figure is: weighed, documented, declared or estimated."))
    roles = [role for _organisation, role in posting.parties]
    if not posting.parties or any(role not in PartyRole.values for role in roles):
        raise CannotPost(_("Say which organisations the figure is about, and who gave and who received."))
    if len(set(posting.parties)) < len(posting.parties):
        raise CannotPost(_("The same organisation stands twice in one figure."))
    if len(posting.fraction) > LONGEST_FRACTION or len(posting.parameters) > LONGEST_PARAMETERS:
        raise CannotPost(_("A fraction or a version has a longer name than the ledger can hold."))
    return known


def _check_quantity(posting: Posting) -> None:
    if not posting.quantity.is_finite():
        raise CannotPost(_("The quantity is not a number."))
    if posting.quantity >= MOST:
        raise CannotPost(_("The quantity is too large to be right. Check the unit."))
    if posting.counted <= 0:
        raise CannotPost(_("The quantity must be greater than 0."))


def _check_time(posting: Posting) -> None:
    try:
        within = period(posting.period).covers(posting.happened_on)
    except ValueError:
        raise CannotPost(_("“%(code)s” is not a period.") % {"code": posting.period}) from None
    if not within:
        raise CannotPost(_("The day on which it happened does not lie in the period."))
