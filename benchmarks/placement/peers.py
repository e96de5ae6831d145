"""What others do, each on the same links: the best known ways and the libraries that solve a problem near this one.

Those that know no hours, mentor time or ratio rule get their plan repaired and filled up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import highspy
import numpy as np

from benchmarks.placement.case import Case, repaired
from symbiose.engine.placement import exact
from symbiose.engine.placement.columns import Mask
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.links import Links


def first_come(links: Links, case: Case) -> Mask:
    """Who waited longest chooses first, each the best position that has room."""
    weeks = case.columns.people.weeks[links.person]
    return Moves.of(links).filled(np.lexsort((-links.aim, links.person, -weeks)))


def greedy(links: Links, case: Case) -> Mask:
    """The best pair first, as a job board does at best."""
    return Moves.of(links).filled(np.argsort(-links.aim, kind="stable"))


def min_cost_flow(links: Links, case: Case) -> Mask:
    """OR-tools: one unit from each person through seats of a position and places of its unit, then repair."""
    from ortools.graph.python import min_cost_flow as flow

    persons, jobs, units = len(case.columns.people.rows), len(case.columns.jobs.rows), len(case.columns.units.ids)
    solver = flow.SimpleMinCostFlow()
    job_at, unit_at, sink = persons, persons + jobs, persons + jobs + units
    for link in range(len(links)):
        solver.add_arc_with_capacity_and_unit_cost(
            int(links.person[link]), job_at + int(links.job[link]), 1, -int(links.aim[link])
        )
    average = np.maximum(
        1, np.bincount(links.job, links.takes[:, 1], jobs) / np.maximum(1, np.bincount(links.job, minlength=jobs))
    )
    for job in range(jobs):
        seats = min(int(case.columns.jobs.seats[job]), max(1, round(float(case.columns.jobs.left[job] / average[job]))))
        solver.add_arc_with_capacity_and_unit_cost(job_at + job, unit_at + int(case.columns.jobs.unit[job]), seats, 0)
    for unit in range(units):
        people = max(1, int(case.columns.units.quarters[unit]) // 4)
        solver.add_arc_with_capacity_and_unit_cost(unit_at + unit, sink, people, 0)
    for person in range(persons):
        solver.set_node_supply(person, 1)
        solver.add_arc_with_capacity_and_unit_cost(person, sink, 1, 0)
    solver.set_node_supply(sink, -persons)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the flow was not solved")
    return repaired(links, np.flatnonzero([solver.flow(arc) for arc in range(len(links))]))


def networkx_matching(links: Links, case: Case) -> Mask:
    """networkx: the matching of people and positions, one to one, that is worth most, then repair."""
    import networkx as nx

    graph = nx.Graph()
    rows = list(zip(links.person.tolist(), links.job.tolist(), links.aim.tolist(), strict=True))
    graph.add_weighted_edges_from((("person", person), ("job", job), aim) for person, job, aim in rows)
    pairs = {tuple(sorted(pair)) for pair in nx.max_weight_matching(graph)}
    chosen = [((("job", job), ("person", person)) in pairs) for person, job, _ in rows]
    return repaired(links, np.flatnonzero(chosen))


def stable_matching(links: Links, case: Case) -> Mask:
    """`matching`: the stable matching that people and positions would reach by themselves, then repair."""
    from matching.games import HospitalResident

    order = np.lexsort((-links.aim, links.person))
    wishes: dict[str, list[str]] = {}
    for link in order.tolist():
        wishes.setdefault(f"p{links.person[link]}", []).append(f"j{links.job[link]}")
    ranks: dict[str, list[str]] = {}
    for link in np.lexsort((-links.aim, links.job)).tolist():
        ranks.setdefault(f"j{links.job[link]}", []).append(f"p{links.person[link]}")
    seats = {name: int(case.columns.jobs.seats[int(name[1:])]) for name in ranks}
    sys.setrecursionlimit(10**6)  # the library copies its players one inside the other
    game = HospitalResident.create_from_dictionaries(wishes, ranks, seats)
    found = {(str(person), str(job)) for job, people in game.solve(optimal="resident").items() for person in people}
    chosen = [(f"p{person}", f"j{job}") in found for person, job in zip(links.person, links.job, strict=True)]
    return repaired(links, np.flatnonzero(chosen))


def milp(seconds: float) -> Callable[[Links, Case], Mask]:
    """HiGHS on the whole problem, with no start, for so many seconds."""

    def solve(links: Links, case: Case) -> Mask:
        solver = exact.Solver()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", seconds)
        model, _ = exact.model_of(links)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(links)
        solver.passModel(model)
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return np.zeros(len(links), np.bool_)
        return np.array(solver.getSolution().col_value) > 0.5

    return solve


PEERS = {
    "first come, first served": first_come,
    "greedy by points": greedy,
    "OR-tools min-cost flow + repair": min_cost_flow,
    "networkx matching + repair": networkx_matching,
    "`matching`, stable + repair": stable_matching,
    "HiGHS MILP, 1 s": milp(1),
    "HiGHS MILP, 3 s": milp(3),
    "HiGHS MILP, 10 s": milp(10),
    "HiGHS MILP, 60 s": milp(60),
}
ONLY_SMALL = {
    "networkx matching + repair",
    "HiGHS MILP, 1 s",
    "HiGHS MILP, 3 s",
    "HiGHS MILP, 10 s",
}
