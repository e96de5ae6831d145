"""HiGHS on links: the linear relaxation's prices, and the best plan of a set of links within a number of nodes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs

from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.links import Links

Solver = _Highs  # the public class prints a banner when it is made
_TIGHT = 1e-9
_YES = 0.5
_ALMOST = 0.999  # aims are whole numbers: a plan so near to the bound is the best
_HAIR = 1e-3  # a bound is rounded down to a whole number, but for the solver's own rounding


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan found, and what no plan of these links can exceed."""

    chosen: Mask
    bound: int


def _solver(seed: int) -> Solver:
    """HiGHS, silent, on one thread: more threads would make its way, and so its result, a matter of chance."""
    solver = Solver()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    return solver


def linear_prices(links: Links, seed: int) -> Ints:
    """Prices of all things by the linear relaxation, in whole numbers not below 0: any such prices prove a bound."""
    solver = _solver(seed)
    model, things = model_of(links)
    solver.passModel(model)
    solver.run()
    prices = np.zeros(len(links.room), np.int64)
    dual = np.abs(np.array(solver.getSolution().row_dual))[-len(things) :]
    prices[things] = np.rint(dual).astype(np.int64)
    return prices


@dataclass(frozen=True, slots=True)
class Effort:
    """Nodes of a search at most, the seed, and the share that may be missing for a plan to be good enough."""

    nodes: int
    seed: int
    gap: float = 0.0


def best_of(links: Links, start: Mask, effort: Effort, *, seconds: float = math.inf) -> Solved:
    """The best plan that keeps room and guarantees, or the start where nodes or seconds run out before."""
    solver = _solver(effort.seed)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    solver.setOptionValue("mip_rel_gap", max(_TIGHT, effort.gap))
    solver.setOptionValue("mip_abs_gap", _ALMOST)
    model, _ = model_of(links)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(links)
    solver.passModel(model)
    begin = highspy.HighsSolution()
    begin.col_value = start.astype(float).tolist()
    solver.setSolution(begin)
    solver.run()
    found = np.array(solver.getSolution().col_value) > _YES
    chosen = max((start, found), key=lambda plan: (links.holds(plan), links.value(plan)))
    # Where the solver proves nothing, all that is sought is the limit.
    limit = min(float(solver.getInfo().mip_dual_bound), float(links.aim.sum()))
    return Solved(chosen, max(links.value(chosen), math.floor(limit + _HAIR)))


def model_of(links: Links) -> tuple[highspy.HighsLp, Ints]:
    """Columns: links, 0 to 1. Rows: each person once, then the things that any link takes, which are returned."""
    count = len(links)
    persons, person = np.unique(links.person, return_inverse=True)
    live = links.takes != 0
    things = np.unique(links.thing[live])
    column, at = np.nonzero(live)
    row = np.concatenate((person, len(persons) + np.searchsorted(things, links.thing[column, at])))
    value = np.concatenate((np.ones(count), links.takes[column, at].astype(np.float64)))
    column = np.concatenate((np.arange(count), column))
    order = np.lexsort((row, column))
    rows = len(persons) + len(things)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = links.aim.astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.full(rows, -np.inf)
    model.row_upper_ = np.concatenate((np.ones(len(persons)), links.room[things].astype(np.float64)))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(column[order], np.arange(count + 1))
    model.a_matrix_.index_ = row[order]
    model.a_matrix_.value_ = value[order]
    return model, things
