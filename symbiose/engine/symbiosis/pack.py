"""Which bundles can run together and are worth most: packing under what there is, exact while the nodes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

import highspy
import numpy as np

from symbiose.engine.exchange.exact import CHOSEN, Solver, new_solver
from symbiose.engine.symbiosis.plan import Resource
from symbiose.engine.symbiosis.room import GRAINS, Left, Room, listing_resource
from symbiose.engine.symbiosis.tell import Weighed

_THOUSAND = 1000  # points are whole thousandths
_HAIR = 1e-4  # of a thousandth
_MOST = 1200  # bundles that are weighed against each other exactly: those nearest to their price
_HUGE = 1e15
_TIGHT = 1e-7  # a tenth of a grain, so that a choice of whole bundles keeps every limit exactly


@dataclass(frozen=True, slots=True)
class Packed:
    """Chosen bundles in the order given, what no choice can exceed, and a price of one grain of each resource.

    `left_out` is how many bundles that might be in a better choice were not weighed exactly.
    """

    chosen: tuple[Weighed, ...]
    bound: float
    prices: Mapping[Resource, float]
    left_out: int


def pack(weighed: Sequence[Weighed], room: Room, *, nodes: int, seed: int) -> Packed:
    """The choice worth most. `weighed` must be in one order for one problem, so that the same bytes come out."""
    if not weighed:
        return Packed((), 0.0, {}, 0)
    table = _Table(weighed, room)
    relaxed = table.run(nodes=nodes, seed=seed, whole=False)
    prices = table.prices(relaxed)
    limit = floor(priced_bound(weighed, room, prices) * _THOUSAND + _HAIR) / _THOUSAND
    share = np.round(np.array(relaxed.getSolution().col_value), 6).tolist()
    by_share = sorted(range(len(weighed)), key=lambda at: (-share[at], weighed[at].place))
    by_points = sorted(range(len(weighed)), key=lambda at: weighed[at].place)
    first = max((_filled(order, weighed, room) for order in (by_share, by_points)), key=worth)
    near = _near(weighed, prices, limit - worth(first))
    open_to = sorted(near[:_MOST] or by_points[:1])
    found = _exact([weighed[at] for at in open_to], room, nodes=nodes, seed=seed)
    taken = {id(one) for one in max((first, found.chosen), key=worth)}
    # Where the nodes ran out something may still fit; nobody is refused for what nobody took.
    best = _filled([*(at for at in by_points if id(weighed[at]) in taken), *by_points], weighed, room)
    # What is left out by its price is in no better choice; what is left out by the limit might be.
    bound = limit if len(near) > _MOST else min(limit, found.bound)
    return Packed(best, max(worth(best), bound), prices, max(0, len(near) - _MOST))


def _near(weighed: Sequence[Weighed], prices: Mapping[Resource, float], gap: float) -> list[int]:
    """Bundles that could be in a choice that closes the gap, those nearest to their price first."""
    short = [sum(prices.get(name, 0.0) * grains for name, grains in one.uses.items()) - one.points for one in weighed]
    order = sorted(range(len(weighed)), key=lambda at: (round(short[at], 6), weighed[at].place))
    return [at for at in order if short[at] <= gap + 1 / _THOUSAND]


@dataclass(frozen=True, slots=True)
class _Found:
    chosen: tuple[Weighed, ...]
    bound: float


def _exact(weighed: Sequence[Weighed], room: Room, *, nodes: int, seed: int) -> _Found:
    """The best choice that the nodes allow, and what no choice of these exceeds."""
    solver = _Table(weighed, room).run(nodes=nodes, seed=seed, whole=True)
    solution = solver.getSolution()
    values = solution.col_value[: len(weighed)] if solution.value_valid else [0.0] * len(weighed)
    found = [at for at, value in enumerate(values) if value > CHOSEN]
    proven = float(solver.getInfo().mip_dual_bound)
    return _Found(_filled(found, weighed, room), floor(min(proven, _HUGE) + _HAIR) / _THOUSAND)


def worth(chosen: Sequence[Weighed]) -> float:
    """Points of all together."""
    return sum(round(one.points * _THOUSAND) for one in chosen) / _THOUSAND


def _filled(order: Sequence[int], weighed: Sequence[Weighed], room: Room) -> tuple[Weighed, ...]:
    """Every bundle that still fits, in this order."""
    chosen: list[int] = []
    left = Left(room)
    for at in order:
        if left.fits(weighed[at].uses):
            left.take(weighed[at].uses)
            chosen.append(at)
    return tuple(weighed[at] for at in sorted(chosen))


class _Table:
    """Columns: whether each bundle runs, then the share that each flow and its bundles take. Rows: resources, then flows."""

    def __init__(self, weighed: Sequence[Weighed], room: Room) -> None:
        used = sorted({resource for one in weighed for resource in one.uses})
        self._weighed = weighed
        self.flows = [one for one in used if one in room.running]
        held = {listing_resource(flow[1]) for flow in self.flows}
        self.limits = sorted({one for one in used if one not in room.running} | held)
        row = {one: at for at, one in enumerate([*self.limits, *self.flows])}
        entries = [
            (row[resource], at, grains / _scale(resource))
            for at, one in enumerate(weighed)
            for resource, grains in one.uses.items()
        ]
        for at, flow in enumerate(self.flows, start=len(weighed)):
            entries += [(row[listing_resource(flow[1])], at, 1.0), (row[flow], at, -1.0)]
        self._entries = sorted(entries, key=lambda one: (one[1], one[0]))
        # Flows that no bundle carries simply take their share.
        self.most = {one: room.most.get(one, 1) for one in self.limits}
        for flow, grains in room.running.items():
            if flow not in self.flows and listing_resource(flow[1]) in self.most:
                self.most[listing_resource(flow[1])] -= grains
        self._running = [float(room.running[one]) for one in self.flows]

    def run(self, *, nodes: int, seed: int, whole: bool) -> Solver:
        """HiGHS after choosing, whole bundles or shares of bundles."""
        bundles, flows = len(self._weighed), len(self.flows)
        rows, columns, values = (list(one) for one in zip(*self._entries, strict=True))
        solver = new_solver(seed)
        solver.setOptionValue("mip_max_nodes", nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        for name in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
            solver.setOptionValue(name, _TIGHT)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = bundles + flows, len(self.limits) + flows
        model.sense_ = highspy.ObjSense.kMaximize
        points = [float(round(one.points * _THOUSAND)) for one in self._weighed]
        model.col_cost_ = np.array([*points, *[0.0] * flows])
        model.col_lower_ = np.array([*[0.0] * bundles, *(one / GRAINS for one in self._running)])
        model.col_upper_ = np.array([*[1.0] * bundles, *[np.inf] * flows])
        model.row_lower_ = np.full(model.num_row_, -np.inf)
        model.row_upper_ = np.array([*(self.most[one] / _scale(one) for one in self.limits), *[0.0] * flows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.searchsorted(np.array(columns), np.arange(bundles + flows + 1))
        model.a_matrix_.index_ = np.array(rows)
        model.a_matrix_.value_ = np.array(values)
        if whole:
            kinds = highspy.HighsVarType
            model.integrality_ = [kinds.kInteger] * bundles + [kinds.kContinuous] * flows
        solver.passModel(model)
        solver.run()
        return solver

    def prices(self, relaxed: Solver) -> dict[Resource, float]:
        """Price in points of a grain of each resource that has one; of a flow never above its listing's."""
        told = np.abs(np.array(relaxed.getSolution().row_dual)) / _THOUSAND
        names = [*self.limits, *self.flows]
        prices = {name: round(price / _scale(name), 12) for name, price in zip(names, told.tolist(), strict=True)}
        for flow in self.flows:
            prices[flow] = min(prices[flow], prices[listing_resource(flow[1])])
        return {name: price for name, price in prices.items() if price > 0}


def _scale(resource: Resource) -> int:
    """Listings are told to the solver as shares, everything else as it is counted."""
    return GRAINS if resource[0] in ("listing", "flow") else 1


def priced_bound(weighed: Sequence[Weighed], room: Room, prices: Mapping[Resource, float]) -> float:
    """No choice is worth more than this, whatever the prices: of all that there is, less what flows take above their own."""
    bound = sum(price * room.most.get(name, 1) for name, price in prices.items() if name not in room.running)
    for flow, grains in room.running.items():
        bound -= grains * max(0.0, prices.get(listing_resource(flow[1]), 0.0) - prices.get(flow, 0.0))
    for one in weighed:
        paid = sum(prices.get(name, 0.0) * grains for name, grains in one.uses.items())
        bound += max(0.0, one.points - paid)
    return bound
