"""Rings of organisations: each gives the next what it has, and the last gives the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from symbiose.engine.exchange.exact import CHOSEN, Solver, new_solver
from symbiose.engine.exchange.model import Candidate, Policy

OUTGOING = 8  # partners of an organisation that rings are looked for through: its best ones
MOST_RINGS = 20_000  # rings that are weighed against each other: the best ones
EXACT_RINGS = 1000  # above this, only the rings nearest to their members' prices are weighed as whole ones
_FEW_NODES = 50


@dataclass(frozen=True, slots=True)
class Ring:
    """Organisations in giving order, first by id first, with the candidate that each gives through."""

    organisations: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    points: float


def rings(candidates: Sequence[Candidate], owner: Mapping[str, str], policy: Policy) -> tuple[Ring, ...]:
    """Simple rings of 2 to `policy.loop_length` organisations, most points first, then by ids.

    Between two organisations only the best candidate counts, and each organisation gives to its `OUTGOING` best.
    Points are those of the candidates and `policy.loop_member` for each member; rings worth nothing are left out.
    """
    graph = _best_edges(candidates, owner)
    found = []
    for start in sorted(graph):
        for path in _walks(start, graph, policy.loop_length):
            chain = tuple(graph[one][other] for one, other in zip(path, (*path[1:], start), strict=True))
            points = round(sum(candidate.points for candidate in chain) + policy.loop_member * len(path), 6)
            if points > 0:
                found.append(Ring(path, chain, points))
    found.sort(key=lambda ring: (-ring.points, ring.organisations))
    return tuple(found[:MOST_RINGS])


def _best_edges(candidates: Sequence[Candidate], owner: Mapping[str, str]) -> dict[str, dict[str, Candidate]]:
    """Best candidate from organisation to organisation, best partners first."""
    edges: dict[str, dict[str, Candidate]] = {}
    for candidate in sorted(candidates, key=lambda one: (-one.points, one.have, one.need)):
        if not candidate.stopped:
            partners = edges.setdefault(owner[candidate.have], {})
            if len(partners) < OUTGOING:
                partners.setdefault(owner[candidate.need], candidate)
    return edges


def _walks(start: str, graph: Mapping[str, Mapping[str, Candidate]], longest: int) -> Iterator[tuple[str, ...]]:
    """Ways out from an organisation that come back to it, over organisations after it by id."""
    stack: list[tuple[str, ...]] = [(start,)]
    while stack:
        path = stack.pop()
        for other in graph.get(path[-1], {}):
            if other == start and len(path) > 1:
                yield path
            elif other > start and other not in path and len(path) < longest:
                stack.append((*path, other))


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
    rest = found if every else [found[k] for k in np.sort(np.argsort(short, kind="stable")[:EXACT_RINGS])]
    solver = _run(rest, nodes=nodes if every else min(nodes, _FEW_NODES), seed=seed, whole=True)
    solution = solver.getSolution()
    # Where no choice was found within the nodes nothing is taken, and the first choice stands.
    taken = np.array(solution.col_value) > (CHOSEN if solution.value_valid else np.inf)
    chosen = max(first, tuple(ring for ring, yes in zip(rest, taken, strict=False) if yes), key=worth)
    # What the whole rings prove holds for all rings only where none was left out.
    bound = min(limit, float(solver.getInfo().mip_dual_bound)) if every else limit
    return chosen, max(worth(chosen), bound)


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
    busy: set[str] = set()
    chosen = []
    for ring in found:
        if busy.isdisjoint(ring.organisations):
            busy.update(ring.organisations)
            chosen.append(ring)
    return tuple(chosen)
