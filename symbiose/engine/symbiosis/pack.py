"""Which bundles can run together and are worth most: packing under what there is, exact while the nodes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

import highspy
import numpy as np

from symbiose.engine.exchange.exact import CHOSEN, Solver, new_solver
from symbiose.engine.symbiosis.plan import Resource
from symbiose.engine.symbiosis.room import Room, listing_resource
from symbiose.engine.symbiosis.tell import Weighed

_THOUSAND = 1000  # points are whole thousandths
_HAIR = 1e-4  # of a thousandth


@dataclass(frozen=True, slots=True)
class Packed:
    """Chosen bundles in the order given, what no choice can exceed, and a price of one grain of each resource."""

    chosen: tuple[Weighed, ...]
    bound: float
    prices: Mapping[Resource, float]


def pack(weighed: Sequence[Weighed], room: Room, *, nodes: int, seed: int) -> Packed:
    """The choice worth most. `weighed` must be in one order for one problem, so that the same bytes come out."""
    if not weighed:
        return Packed((), 0.0, {})
    table = _Table(weighed, room)
    relaxed = table.run(nodes=nodes, seed=seed, whole=False)
    prices = table.prices(relaxed)
    limit = priced_bound(weighed, room, prices)
    solver = table.run(nodes=nodes, seed=seed, whole=True)
    solution = solver.getSolution()
    values = solution.col_value[: len(weighed)] if solution.value_valid else [0.0] * len(weighed)
    found = [at for at, value in enumerate(values) if value > CHOSEN]
    best = max((_filled(start, weighed, room) for start in (found, [])), key=worth)
    proven = float(solver.getInfo().mip_dual_bound)
    bound = min(floor(limit * _THOUSAND + _HAIR), floor(min(proven, 1e15) + _HAIR)) / _THOUSAND
    return Packed(best, max(worth(best), bound), prices)


def worth(chosen: Sequence[Weighed]) -> float:
    """Points of all together."""
    return sum(round(one.points * _THOUSAND) for one in chosen) / _THOUSAND


def _filled(start: Sequence[int], weighed: Sequence[Weighed], room: Room) -> tuple[Weighed, ...]:
    """The start with every bundle that still fits, the most points first; nothing of it where it does not fit itself."""
    chosen = list(start) if room.fits([weighed[at].uses for at in start]) else []
    for at in sorted(range(len(weighed)), key=lambda at: weighed[at].place):
        if at not in chosen and room.fits([weighed[other].uses for other in (*chosen, at)]):
            chosen.append(at)
    return tuple(weighed[at] for at in sorted(chosen))


class _Table:
    """Columns: whether each bundle runs, then grains that each flow and its bundles take. Rows: resources, then flows."""

    def __init__(self, weighed: Sequence[Weighed], room: Room) -> None:
        used = sorted({resource for one in weighed for resource in one.uses})
        self._weighed = weighed
        self.flows = [one for one in used if one in room.running]
        held = {listing_resource(flow[1]) for flow in self.flows}
        self.limits = sorted({one for one in used if one not in room.running} | held)
        row = {one: at for at, one in enumerate([*self.limits, *self.flows])}
        entries = [
            (row[resource], at, float(grains))
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
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = bundles + flows, len(self.limits) + flows
        model.sense_ = highspy.ObjSense.kMaximize
        points = [float(round(one.points * _THOUSAND)) for one in self._weighed]
        model.col_cost_ = np.array([*points, *[0.0] * flows])
        model.col_lower_ = np.array([*[0.0] * bundles, *self._running])
        model.col_upper_ = np.array([*[1.0] * bundles, *[np.inf] * flows])
        model.row_lower_ = np.full(model.num_row_, -np.inf)
        model.row_upper_ = np.array([*(float(self.most[one]) for one in self.limits), *[0.0] * flows])
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
        prices = {name: round(price, 12) for name, price in zip(names, told.tolist(), strict=True)}
        for flow in self.flows:
            prices[flow] = min(prices[flow], prices[listing_resource(flow[1])])
        return {name: price for name, price in prices.items() if price > 0}


def priced_bound(weighed: Sequence[Weighed], room: Room, prices: Mapping[Resource, float]) -> float:
    """No choice is worth more than this, whatever the prices: of all that there is, less what flows take above their own."""
    bound = sum(price * room.most.get(name, 1) for name, price in prices.items() if name not in room.running)
    for flow, grains in room.running.items():
        bound -= grains * max(0.0, prices.get(listing_resource(flow[1]), 0.0) - prices.get(flow, 0.0))
    for one in weighed:
        paid = sum(prices.get(name, 0.0) * grains for name, grains in one.uses.items())
        bound += max(0.0, one.points - paid)
    return bound
