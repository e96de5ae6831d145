"""What counts of a handover: the one figure that two reports allow, and what the ledger posts of it.

Nothing is smoothed: a figure is what somebody said, never a mean of two. Which one counts, and why, is a decision record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from symbiose.engine.resources.fractions import fraction_of
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.units import UNITS
from symbiose.ledger.actions import Posting
from symbiose.ledger.enums import Evidence, PartyRole
from symbiose.listings.enums import ListingKind, Unit
from symbiose.matching.enums import HandoverState, SaidHow
from symbiose.matching.handing.periods import code_of
from symbiose.matching.handing.rates import Rate, Rates
from symbiose.matching.models import Exchange, Handover, HandoverReport

KG, VALUE, HOURS = "kg_kept_in_use", "market_value_dkk", "hours_exchanged"
THOUSANDTH = Decimal("0.001")
MASS, TIME = "mass", "time"
WEIGHT, PRICE = "weight", "price"  # what a figure was counted by, as an entry's `why` names it


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure that counts, in the unit in which it was said: whose, by which rule, and how sure it is.

    `rule` is only_giver, only_receiver, both, receiver_weighed or lower.
    """

    quantity: Decimal
    unit: str
    rule: str
    evidence: Evidence

    @property
    def estimated(self) -> bool:
        """Nobody weighed or counted it."""
        return self.evidence is Evidence.ESTIMATED


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says: whether it happened, how much in which unit where that is known, weighed or estimated."""

    happened: bool
    quantity: Decimal | None = None
    unit: str = ""
    how: str = ""

    @property
    def weighed(self) -> bool:
        """Weighed or counted, not estimated."""
        return self.how == SaidHow.WEIGHED

    @property
    def plain(self) -> dict[str, Any]:
        """As the ledger keeps it beside an entry."""
        if not self.happened:
            return {"happened": False}
        if self.quantity is None:
            return {"happened": True}
        return {"happened": True, "quantity": f"{self.quantity.normalize():f}", "unit": self.unit, "how": self.how}


def said_of(report: HandoverReport) -> Said:
    """What a report says, without who said it and when."""
    return Said(report.happened, report.quantity, report.unit, report.how)


def by_side(reports: Iterable[HandoverReport]) -> dict[str, HandoverReport]:
    """The reports of a handover by the side that gave them."""
    return {report.side: report for report in reports}


def in_unit(quantity: Decimal, unit: str, target: str) -> Decimal | None:
    """A quantity in another unit of the same dimension, to a thousandth; None where the two cannot be compared."""
    have, want = UNITS[unit], UNITS[target]
    if have.dimension != want.dimension:
        return None
    return (quantity * Decimal(str(have.factor)) / Decimal(str(want.factor))).quantize(THOUSANDTH)


def side_by_side(first: Said, second: Said) -> tuple[Decimal, Decimal, str] | None:
    """Both figures in the smaller of their units, so that no difference is rounded away; None where they cannot be compared."""
    if first.quantity is None or second.quantity is None:
        return None
    unit = min(first.unit, second.unit, key=lambda code: UNITS[code].factor)
    one, other = in_unit(first.quantity, first.unit, unit), in_unit(second.quantity, second.unit, unit)
    return None if one is None or other is None else (one, other, unit)


def same(first: Said, second: Said) -> bool:
    """Both say that much; grams and tonnes are compared as what they are."""
    if first.quantity is None or second.quantity is None:
        return first.quantity is second.quantity
    pair = side_by_side(first, second)
    return pair is not None and pair[0] == pair[1]


def state_of(reports: Mapping[str, Said]) -> HandoverState:
    """Where what was said so far takes a handover. Not knowing how much does not contradict a figure."""
    told = list(reports.values())
    if not told:
        return HandoverState.ASKED
    if not any(one.happened for one in told):
        return HandoverState.NOTHING
    if len(told) == 1:
        return HandoverState.REPORTED
    if not all(one.happened for one in told):
        return HandoverState.DIFFERS
    known = [one for one in told if one.quantity is not None]
    return HandoverState.DIFFERS if len(known) > 1 and not same(*known) else HandoverState.CONFIRMED


def counted(reports: Mapping[str, Said]) -> Counted | None:
    """The figure that counts; None where nobody said one, or the sides differ about whether it happened at all."""
    if any(not one.happened for one in reports.values()):
        return None
    known = {side: one for side, one in reports.items() if one.quantity is not None}
    giver, receiver = known.get(PartyRole.GIVER), known.get(PartyRole.RECEIVER)
    if giver is None or receiver is None:
        return _only(giver, "only_giver") if giver else _only(receiver, "only_receiver")
    if same(giver, receiver):
        return _both(giver, receiver)
    if receiver.weighed and not giver.weighed:
        return _only(receiver, "receiver_weighed")
    return _lower(giver, receiver)


def _only(said: Said | None, rule: str) -> Counted | None:
    """What one side alone stands for: never surer than declared."""
    if said is None or said.quantity is None:
        return None
    return Counted(said.quantity, said.unit, rule, Evidence.DECLARED if said.weighed else Evidence.ESTIMATED)


def _both(giver: Said, receiver: Said) -> Counted | None:
    if giver.weighed and receiver.weighed and receiver.quantity is not None:
        return Counted(receiver.quantity, receiver.unit, "both", Evidence.WEIGHED)
    return _only(receiver if receiver.weighed else giver, "both")


def _lower(giver: Said, receiver: Said) -> Counted | None:
    """What both can stand for; None where one counts pieces and the other kilos, so that neither is the lower."""
    pair = side_by_side(giver, receiver)
    return _only(receiver if pair[1] < pair[0] else giver, "lower") if pair else None


def postings_of(handover: Handover, reports: Mapping[str, Said], *, rates: Rates) -> list[Posting]:
    """What the ledger counts of a handover: kilos, market value and hours, each as far as it is known.

    The weight and the price are those of the handover's own day, so that the same two reports count the same,
    whatever was answered before them and whenever it was said.
    """
    figure = counted(reports)
    if figure is None:
        return []
    exchange = handover.exchange
    told = {side: one.plain for side, one in reports.items()}
    why = {"code": "handover", "rule": figure.rule, "unit": figure.unit, **told}
    day = handover.ends_on
    found = [_kg(exchange, figure, rates.weights(day)), _value(figure, rates.prices(day)), _hours(figure)]
    return [
        Posting(
            measure=measure,
            quantity=quantity,
            happened_on=day,
            period=code_of(handover.starts_on, handover.ends_on),
            evidence=evidence.value,
            estimated=evidence is Evidence.ESTIMATED,
            parties=((exchange.giver_id, PartyRole.GIVER.value), (exchange.receiver_id, PartyRole.RECEIVER.value)),
            fraction=_fraction(exchange) if measure == KG else "",
            why=why | beside,
        )
        for measure, quantity, evidence, beside in (one for one in found if one is not None)
        if quantity.quantize(THOUSANDTH) > 0
    ]


Found = tuple[str, Decimal, Evidence, dict[str, Any]]


def weighs(exchange: Exchange) -> bool:
    """What goes from one to the other is kept in use by its weight: materials, and what nobody has named the kind of."""
    return exchange.kind in {"", ListingKind.MATERIAL}


def _by_unit(figure: Counted, name: str, rates: Iterable[Rate]) -> tuple[Decimal, Rate] | None:
    """What a figure comes to by the first rate whose unit fits it, and that rate."""
    for rate in rates:
        units = in_unit(figure.quantity, figure.unit, rate["unit"])
        if units is not None:
            return units * Decimal(rate[name]), rate
    return None


def _kg(exchange: Exchange, figure: Counted, weights: Iterable[Rate]) -> Found | None:
    """Kilos, exactly from grams and tonnes; by what a unit is said to weigh it is an estimate, and says from where."""
    if not weighs(exchange):
        return None
    kg = in_unit(figure.quantity, figure.unit, Unit.KG)
    if kg is not None:
        return KG, kg, figure.evidence, {}
    found = _by_unit(figure, "kg", weights)
    return (KG, found[0], Evidence.ESTIMATED, {WEIGHT: found[1]}) if found else None


def weight_unknown(handover: Handover, figure: Counted, rates: Rates) -> bool:
    """A figure stands, but nobody knows what it weighs: just where the ledger counts no kilos of it."""
    exchange = handover.exchange
    timed = UNITS[figure.unit].dimension == TIME
    return weighs(exchange) and not timed and _kg(exchange, figure, rates.weights(handover.ends_on)) is None


def _value(figure: Counted, prices: Iterable[Rate]) -> Found | None:
    """The market value at the price that somebody stated; nothing without a price in a unit that fits."""
    found = _by_unit(figure, "dkk", prices)
    return (VALUE, found[0], figure.evidence, {PRICE: found[1]}) if found else None


def _hours(figure: Counted) -> Found | None:
    """Hours as they were said; a day is taken for eight of them, which is an estimate."""
    if UNITS[figure.unit].dimension != TIME:
        return None
    hours = figure.quantity * Decimal(str(UNITS[figure.unit].factor))
    if figure.unit == Unit.HOUR:
        return HOURS, hours, figure.evidence, {}
    return HOURS, hours, Evidence.ESTIMATED, {"hours_per_day": f"{UNITS[figure.unit].factor:g}"}


def _fraction(exchange: Exchange) -> str:
    graph = load_graph()
    return fraction_of(graph, exchange.family) if exchange.family in graph.families else ""
