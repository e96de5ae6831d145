"""Rings of organisations: each gives the next what it has, and the last gives the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.exact import CHOSEN, Solver, new_solver
from symbiose.engine.exchange.model import Policy

OUTGOING = 8  # partners of an organisation that rings are looked for through: its best ones
MOST_RINGS = 20_000  # rings that are weighed against each other: the best ones
EXACT_RINGS = 1000  # above this, rings that the linear choice takes whole stay, and only the others are weighed
OPEN_RINGS = 3000  # of those others, the ones nearest to their members' prices
_FEW_NODES = 50
_ROUNDING = 1e-6
_STARTS = 2000  # edges that ways are walked from together: some tens of MB of working memory

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Who could give to whom, the most points first: numbers of organisations, and the row that each edge stands for."""

    giver: Ints
    taker: Ints
    points: Floats
    row: Ints

    def part(self, which: Ints) -> Edges:
        """Some of the edges."""
        return Edges(self.giver[which], self.taker[which], self.points[which], self.row[which])


@dataclass(frozen=True, slots=True)
class Ring:
    """Organisations in giving order, the lowest number first, with the row that each gives through."""

    organisations: tuple[int, ...]
    rows: tuple[int, ...]
    points: float


def rings(edges: Edges, policy: Policy) -> tuple[tuple[Ring, ...], int]:
    """Simple rings of 2 to `policy.loop_length` organisations, most points first, and how many more there were.

    Between two organisations only the best edge counts, and each organisation gives to its `OUTGOING` best.
    Points are those of the edges and `policy.loop_member` for each member; rings worth nothing are left out.
    """
    best = _best_edges(edges)
    pieces = [_Walks(np.zeros((0, 1), np.int64), np.zeros((0, 1), np.int64))]
    for first in range(0, len(best.giver), _STARTS):
        pieces += _closed(best, np.arange(first, min(first + _STARTS, len(best.giver))), policy.loop_length)
    count = sum(len(piece.nodes) for piece in pieces)
    nodes, through = np.full((count, policy.loop_length), -1), np.full((count, policy.loop_length), -1)
    last = 0
    for piece in pieces:
        rows, length = slice(last, last + len(piece.nodes)), piece.nodes.shape[1]
        nodes[rows, :length], through[rows, :length] = piece.nodes, piece.through
        last = rows.stop
    members = (nodes >= 0).sum(axis=1)
    given = np.where(through >= 0, np.r_[best.points, 0.0][through], 0.0).sum(axis=1)
    points = np.round(given + policy.loop_member * members, 6)
    order = np.lexsort((*nodes.T[::-1], -points))
    order = order[points[order] > 0]
    found = tuple(
        Ring(
            tuple(nodes[k, : members[k]].tolist()),
            tuple(best.row[through[k, : members[k]]].tolist()),
            float(points[k]),
        )
        for k in order[:MOST_RINGS].tolist()
    )
    return found, len(order) - len(found)


def _best_edges(edges: Edges) -> Edges:
    """Best edge from organisation to organisation, each organisation's best partners only, by giver."""
    pair = edges.giver * (int(edges.taker.max(initial=0)) + 1) + edges.taker
    single = edges.part(np.sort(np.unique(pair, return_index=True)[1]))
    by_giver = single.part(np.argsort(single.giver, kind="stable"))
    starts = np.searchsorted(by_giver.giver, by_giver.giver)
    return by_giver.part(np.flatnonzero(np.arange(len(starts)) - starts < OUTGOING))


@dataclass(frozen=True, slots=True)
class _Walks:
    """Ways from organisation to organisation, a row each, with the edges gone through."""

    nodes: Ints
    through: Ints


def _closed(edges: Edges, starts: Ints, longest: int) -> list[_Walks]:
    """Rings that begin with one of these edges, from the member with the lowest number over members after it."""
    size = int(max(edges.giver.max(initial=0), edges.taker.max(initial=0))) + 1
    keys = edges.giver * size + edges.taker
    order = np.argsort(keys)
    starts = starts[edges.taker[starts] > edges.giver[starts]]
    walks = _Walks(np.column_stack((edges.giver[starts], edges.taker[starts])), starts[:, None])
    found = []
    for length in range(2, longest + 1):
        back = walks.nodes[:, -1] * size + walks.nodes[:, 0]
        place = order[np.minimum(np.searchsorted(keys[order], back), len(keys) - 1)]
        shut = np.flatnonzero(keys[place] == back)
        found.append(_Walks(walks.nodes[shut], np.column_stack((walks.through[shut], place[shut]))))
        if length < longest:
            walks = _further(edges, walks)
    return found


def _further(edges: Edges, walks: _Walks) -> _Walks:
    """Every walk one organisation further, over organisations after the first by number and not gone through."""
    first = np.searchsorted(edges.giver, walks.nodes[:, -1])
    count = np.searchsorted(edges.giver, walks.nodes[:, -1], side="right") - first
    walk = np.repeat(np.arange(len(count)), count)
    edge = np.repeat(first, count) + np.arange(len(walk)) - np.repeat(np.cumsum(count) - count, count)
    to = edges.taker[edge]
    stays = (to > walks.nodes[walk, 0]) & ~(walks.nodes[walk] == to[:, None]).any(axis=1)
    walk, edge, to = walk[stays], edge[stays], to[stays]
    return _Walks(np.column_stack((walks.nodes[walk], to)), np.column_stack((walks.through[walk], edge)))


def pack(found: Sequence[Ring], *, nodes: int, seed: int) -> tuple[tuple[Ring, ...], float]:
    """Rings worth most together, each organisation in at most one, and a bound on what any such choice is worth."""
    if not found:
        return (), 0.0
    relaxed = _run(found, nodes=nodes, seed=seed, whole=False)
    limit = float(relaxed.getInfo().objective_function_value)
    short = -np.round(np.array(relaxed.getSolution().col_dual), 6)
    order = np.lexsort((short, -np.round(np.array(relaxed.getSolution().col_value), 6)))
    first = max(_best_first(found), _best_first([found[k] for k in order]), key=worth)
    every = len(found) <= EXACT_RINGS
    sure, others = ((), tuple(found)) if every else _settled(found, np.array(relaxed.getSolution().col_value), short)
    solver = _run(others, nodes=nodes if every else min(nodes, _FEW_NODES), seed=seed, whole=True)
    solution = solver.getSolution()
    # Where no choice was found within the nodes nothing more is taken.
    taken = np.array(solution.col_value) > (CHOSEN if solution.value_valid else np.inf)
    chosen = max(first, sure + tuple(ring for ring, yes in zip(others, taken, strict=False) if yes), key=worth)
    # What the whole rings prove holds for all rings only where none was left out.
    bound = min(limit, float(solver.getInfo().mip_dual_bound)) if every else limit
    return chosen, max(worth(chosen), bound)


def _settled(found: Sequence[Ring], share: Floats, short: Floats) -> tuple[tuple[Ring, ...], tuple[Ring, ...]]:
    """Rings that the linear choice takes whole, and the rings without their members: those nearest to their prices."""
    sure = tuple(found[k] for k in np.flatnonzero(share > 1 - _ROUNDING).tolist())
    busy = {member for ring in sure for member in ring.organisations}
    still = [k for k in np.argsort(short, kind="stable").tolist() if busy.isdisjoint(found[k].organisations)]
    return sure, tuple(found[k] for k in sorted(still[:OPEN_RINGS]))


def _run(found: Sequence[Ring], *, nodes: int, seed: int, whole: bool) -> Solver:
    """HiGHS after choosing among rings, whole ones or shares of rings."""
    names = sorted({name for ring in found for name in ring.organisations})
    number = {name: position for position, name in enumerate(names)}
    solver = new_solver(seed)
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.setOptionValue("mip_rel_gap", 0.0)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(found), len(names)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.array([ring.points for ring in found])
    model.col_lower_, model.col_upper_ = np.zeros(len(found)), np.ones(len(found))
    model.row_lower_, model.row_upper_ = np.full(len(names), -np.inf), np.ones(len(names))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(ring.organisations) for ring in found)])
    model.a_matrix_.index_ = np.array([number[name] for ring in found for name in sorted(ring.organisations)])
    model.a_matrix_.value_ = np.ones(len(model.a_matrix_.index_))
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(found)
    solver.passModel(model)
    solver.run()
    return solver


def worth(chosen: Sequence[Ring]) -> float:
    """Points of all rings together."""
    return sum(ring.points for ring in chosen)


def _best_first(found: Sequence[Ring]) -> tuple[Ring, ...]:
    busy: set[int] = set()
    chosen = []
    for ring in found:
        if busy.isdisjoint(ring.organisations):
            busy.update(ring.organisations)
            chosen.append(ring)
    return tuple(chosen)
