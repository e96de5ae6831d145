"""What each party gains and loses in each column, and whether that makes it a symbiosis.

A buyer gains what it pays less than it would at most, and what is kept in use in what it buys; what it pays for what it
lacks is no loss. A hub that sells gains its sales and loses what it pays for material, room and work; a hub that does
not sell is a buyer of what it gets. Whoever lends a room gains the hours worked in it. A machine that is lent earns its
rent and nothing else. Nothing is gained by anybody that nobody can tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.accounting.measures import Column
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.draft import Draft, Setting
from symbiose.engine.symbiosis.edges import Edge
from symbiose.engine.symbiosis.model import COLUMN_OF, COSTS, UNIT_OF, Measure, Problem, Role
from symbiose.engine.symbiosis.plan import Gain, Party
from symbiose.engine.symbiosis.reasons import unmet
from symbiose.engine.symbiosis.room import WEEKS

_NOTHING = 1e-9
_ROUND = 2  # an øre, ten grams
_ORDER = {measure: at for at, measure in enumerate(Measure)}
_ASKED = (Measure.PRICE_RECEIVED, Measure.RENT_RECEIVED)


@dataclass(frozen=True, slots=True)
class _Told:
    """A quantity of a measure before it is rounded."""

    measure: Measure
    quantity: float | None
    estimated: bool
    source: str = ""


def parties_of(made: Draft, setting: Setting) -> tuple[Party, ...]:
    """Every organisation of a draft in the order of roles, the hub after its links, and those who wait for hours."""
    roles: dict[str, list[Role]] = {}
    told: dict[str, list[_Told]] = {}
    for edge, year in zip(made.join.edges, made.years, strict=True):
        name = edge.other.organisation
        roles.setdefault(name, []).append(edge.role)
        told.setdefault(name, []).extend(_of_link(edge, year, made))
        for listing, amount in ((edge.have, _have_amount(edge, year)), (edge.need, year)):
            told.setdefault(listing.organisation, []).extend(_stated(listing.id, amount, setting.problem))
    hub = made.join.hub.organisation
    own = [*_of_hub(made), *told.pop(hub, [])]
    parties = [Party(name, tuple(roles[name]), _gains(told[name])) for name in roles]
    parties.append(Party(hub, (Role.HUB,), _gains(own)))
    if made.work is not None:
        hours = _Told(Measure.HOURS, made.work.hours, made.work.estimated, made.work.source)
        parties.append(Party("", (Role.PEOPLE,), _gains([hours])))
    return tuple(parties)


def bundle_gains(made: Draft) -> tuple[Gain, ...]:
    """What the bundle as a whole comes to, each kg, hour and krone once; no column is added to another."""
    told = [
        one
        for one in _of_hub(made)
        if one.measure in (Measure.HOURS, Measure.POSITIONS, Measure.KG_KEPT, Measure.SALES)
    ]
    return _gains(told)


def _gains(told: list[_Told]) -> tuple[Gain, ...]:
    """One gain for each measure and source, in the order of measures."""
    by: dict[tuple[Measure, str], list[_Told]] = {}
    for one in told:
        by.setdefault((one.measure, one.source), []).append(one)
    return tuple(
        Gain(
            column=COLUMN_OF[measure],
            measure=measure,
            quantity=_sum([one.quantity for one in some]),
            unit=UNIT_OF[measure],
            estimated=any(one.estimated for one in some),
            source=source,
        )
        for (measure, source), some in sorted(by.items(), key=lambda one: (_ORDER[one[0][0]], one[0][1]))
    )


def _sum(quantities: list[float | None]) -> float | None:
    """The sum; unknown where a part of it is."""
    known = [one for one in quantities if one is not None]
    return round(sum(sorted(known)), _ROUND) if len(known) == len(quantities) else None


def _of_link(edge: Edge, year: float | None, made: Draft) -> Iterator[_Told]:
    """What the party at the other end of a link gains by it."""
    ask = _ask(edge, year)
    if edge.role is Role.GIVER:
        yield from _kept(made)
        yield _Told(Measure.PRICE_RECEIVED, ask, edge.estimated)
    elif edge.role is Role.BUYER:
        yield from _in_goods(made)
        yield _Told(Measure.SAVED, _saved(edge, year), edge.estimated)
    else:
        if edge.role is Role.SPACE and made.work is not None:
            yield _Told(Measure.ROOM_HOURS, made.work.hours, made.work.estimated, made.work.source)
        yield _Told(Measure.RENT_RECEIVED, ask, edge.estimated)


def _of_hub(made: Draft) -> Iterator[_Told]:
    work, links = made.work, list(zip(made.join.edges, made.years, strict=True))
    if work is not None:
        yield _Told(Measure.HOURS, work.hours, work.estimated, work.source)
        yield _Told(Measure.POSITIONS, work.positions, work.estimated, work.source)
        pay = made.join.hub.pay
        yield _Told(Measure.WAGES, None if pay is None else -pay * work.hours * WEEKS, work.estimated, work.source)
    yield from _kept(made)
    sells = made.join.edge(Role.BUYER) is not None
    for edge, year in links:
        ask = _ask(edge, year)
        if edge.role is Role.BUYER:
            yield _Told(Measure.SALES, ask, edge.estimated)
        elif sells:
            paid = Measure.PRICE_PAID if edge.role is Role.GIVER else Measure.RENT_PAID
            yield _Told(paid, None if ask is None else -ask, edge.estimated)
        else:
            yield _Told(Measure.SAVED, _saved(edge, year), edge.estimated)


def _kept(made: Draft) -> Iterator[_Told]:
    """Weight that is kept in use, where something is left over that can be weighed."""
    edge = made.join.edge(Role.GIVER)
    if edge is not None and edge.weighed:
        year = made.year(Role.GIVER)
        kg = None if year is None or edge.kg is None else year * edge.kg
        yield _Told(Measure.KG_KEPT, kg, edge.estimated)


def _in_goods(made: Draft) -> Iterator[_Told]:
    """What of that is in what the buyer gets; where the two cannot be compared, all that goes into it, as an estimate."""
    buyer = made.join.edge(Role.BUYER)
    for kept in _kept(made):
        if made.linked and buyer is not None:
            yield _Told(Measure.KG_IN_GOODS, (made.year(Role.BUYER) or 0.0) * (buyer.kg or 0.0), kept.estimated)
        else:
            share = made.join.hub.made_share
            yield _Told(Measure.KG_IN_GOODS, None if kept.quantity is None else kept.quantity * share, estimated=True)


def _have_amount(edge: Edge, year: float | None) -> float | None:
    """What moves in the have's own unit."""
    return None if year is None or not edge.moved.supply_share else year * edge.moved.supply_share


def _ask(edge: Edge, year: float | None) -> float | None:
    """What the owner of the have asks for all of it; nothing where it is free, however much it is."""
    price, amount = edge.have.price, _have_amount(edge, year)
    if price == 0:
        return 0.0
    return None if price is None or amount is None else price * amount


def _saved(edge: Edge, year: float | None) -> float | None:
    ask = _ask(edge, year)
    return None if ask is None or year is None or edge.need.price is None else edge.need.price * year - ask


def _stated(listing: str, amount: float | None, problem: Problem) -> Iterator[_Told]:
    for one in problem.effects:
        if one.listing == listing:
            yield _Told(one.measure, None if amount is None else one.per_unit * amount, one.estimated, one.source)


def broken(parties: tuple[Party, ...], problem: Problem) -> Iterator[Reason]:
    """Every party that loses more than it declared acceptable, or of whom no gain is known."""
    for party in parties:
        lines = bottom_lines(party)
        proven = possible = False
        for (column, unit), (least, most) in lines.items():
            accepted = _accepted(party, column, unit, problem)
            if most < -accepted - _NOTHING:
                yield unmet(
                    "party_loses",
                    party=party.roles[0],
                    column=column,
                    amount=round(-most, _ROUND),
                    accepted=accepted,
                    measure_unit=unit,
                )
            proven, possible = proven or least > _NOTHING, possible or most > _NOTHING
        if not proven:
            yield unmet("party_gain_unproven" if possible else "party_gains_nothing", party=party.roles[0])


def bottom_lines(party: Party) -> Mapping[tuple[Column, str], tuple[float, float]]:
    """The least and the most that a party can come to by column and unit; what is unknown may be anything above 0."""
    lines: dict[tuple[Column, str], tuple[float, float]] = {}
    for gain in party.gains:
        least, most = lines.get((gain.column, gain.unit), (0.0, 0.0))
        if gain.quantity is not None:
            least, most = least + gain.quantity, most + gain.quantity
        elif gain.measure in COSTS:
            least = -math.inf
        else:
            most = math.inf
        lines[gain.column, gain.unit] = least, most
    return lines


def _accepted(party: Party, column: Column, unit: str, problem: Problem) -> float:
    """What it declared, and what it asks below nothing to be rid of a thing."""
    declared = [
        one.quantity
        for one in problem.accepted
        if (one.organisation, one.column, one.unit) == (party.organisation, column, unit)
    ]
    own = [-gain.quantity for gain in party.gains if gain.measure in _ASKED and gain.quantity is not None]
    return float(sum(declared) + (sum(max(0.0, one) for one in own) if column is Column.ECONOMY else 0.0))
