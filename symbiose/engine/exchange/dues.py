"""What a pair can move and what is due first: quantities, lots, hazard, waste, price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.amounts import Amounts, rhythm
from symbiose.engine.exchange.model import Listing, Waste
from symbiose.engine.exchange.reasons import met, note, shared, stop, unmet
from symbiose.engine.reason import Reason, Tone, Value
from symbiose.engine.resources.model import Graph

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_ROUND = 6
_HAIR = 1e-9  # forgiven for rounding


def quantities(have: Listing, need: Listing, moved: Amounts) -> Iterator[Reason]:
    for side, listing, unit in (("have", have, moved.have_unit), ("need", need, moved.need_unit)):
        if listing.quantity is None:
            yield shared("quantity_unknown", Tone.TODO, ("side", side))
            continue
        if listing.per is None:
            yield shared("rhythm_unknown", Tone.TODO, ("side", side))
        if listing.estimated:
            yield note("quantity_estimated", side=side, quantity=listing.quantity, unit=unit, per=rhythm(listing).value)
    if not moved.supply_share:
        yield shared("units_differ", Tone.TODO, ("have_unit", moved.have_unit), ("need_unit", moved.need_unit))
        return
    if moved.converted:
        yield shared(
            "unit_converted",
            Tone.NOTE,
            ("have_unit", moved.have_unit),
            ("need_unit", moved.need_unit),
            ("factor", round(moved.supply_share, _ROUND)),
        )
    if moved.have_year is not None and moved.need_year is not None:
        yield _covers(moved, moved.have_year / moved.supply_share, moved.need_year)
        if rhythm(have) is not rhythm(need):
            yield shared(
                "rhythm_differs", Tone.NOTE, ("have_per", rhythm(have).value), ("need_per", rhythm(need).value)
            )


def _covers(moved: Amounts, supply: float, wanted: float) -> Reason:
    """Supply against need, both in the need's unit and in the rhythm in which the flow is told."""
    times = moved.per.times_a_year
    values: dict[str, Value] = {"have": round(supply / times, 3), "need": round(wanted / times, 3)}
    values |= {"unit": moved.need_unit, "per": moved.per.value}
    if supply >= wanted:
        return met("quantity_covers", **values)
    return met("quantity_part", **values, share=round(supply / wanted, 4))


def lots(have: Listing, need: Listing, moved: Amounts) -> Iterator[Reason]:
    for side, listing, unit in (("have", have, moved.have_unit), ("need", need, moved.need_unit)):
        if listing.minimum_lot:
            yield shared("lot_least", Tone.NOTE, ("side", side), ("lot", listing.minimum_lot), ("unit", unit))
    if too_large(moved):
        side = "need" if need.minimum_lot and not have.minimum_lot else "have"
        yield unmet("lot_too_large", side=side, lot=moved.lot, most=moved.most, unit=moved.need_unit)


def too_large(moved: Amounts) -> bool:
    """The smallest lot is more than the pair can move."""
    return moved.most is not None and moved.lot > moved.most * (1 + _HAIR)


def lots_too_large(most: Floats, lot: Floats) -> Mask:
    """`too_large` of many pairs; NaN stands for None."""
    return np.asarray(lot > most * (1 + _HAIR))


def too_dear(price: Floats, ceiling: Floats, units: Floats) -> Mask:
    """True where the ask for a need unit is above the ceiling, pair by pair; NaN where a price is not said."""
    told = (price <= 0) | (units > 0)
    return np.asarray(told & (price * units > ceiling + _HAIR * np.abs(ceiling)))


def hazards(have: Listing, need: Listing, read: Sequence[str], graph: Graph) -> tuple[tuple[str, str, str], ...]:
    """(side, family, source) of everything hazardous about the pair; family is empty where the listing says it.

    The have carries its own families and what it is `read` as or would become; a need carries what it says itself.
    """
    coded = [code.family for code in have.codes if code.confirmed and code.family in graph.families]
    families = dict.fromkeys([*read, *sorted(coded)])
    found = [("have", code, graph.families[code].hazard_source) for code in families if graph.families[code].hazard]
    found += [(side, "", "") for side, listing in (("have", have), ("need", need)) if listing.hazard]
    return tuple(found)


def hazard(have: Listing, need: Listing, read: Sequence[str], graph: Graph) -> Iterator[Reason]:
    recorded = {"have": have.hazard_step_recorded, "need": need.hazard_step_recorded}
    for side, family, source in hazards(have, need, read, graph):
        if recorded[side]:
            yield met("hazard_step_recorded", side=side, family=family)
        else:
            yield stop("hazard_stop", side=side, family=family, source=source)


def waste(have: Listing) -> Iterator[Reason]:
    if have.waste is Waste.UNKNOWN:
        yield shared("waste_unknown", Tone.TODO)
    elif have.waste is Waste.WASTE:
        yield shared("waste_step", Tone.TODO)
    elif have.waste is not Waste.NOT_RELEVANT:
        yield shared("waste_stated", Tone.NOTE, ("status", have.waste.value))


def price(have: Listing, need: Listing, moved: Amounts) -> Iterator[Reason]:
    if have.price is None or (have.price > 0 and not moved.supply_share):
        yield shared("price_unknown", Tone.TODO, ("side", "have"))
        return
    if need.price is None:
        if have.price > 0:
            yield shared("price_unknown", Tone.TODO, ("side", "need"))
        return
    ask = have.price * moved.supply_share
    dear = ask > need.price + _HAIR * abs(need.price)
    say, code = (unmet, "price_too_high") if dear else (met, "price_ok")
    yield say(code, ask=round(ask, 2), ceiling=need.price, unit=moved.need_unit)
