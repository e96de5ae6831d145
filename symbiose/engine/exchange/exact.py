"""HiGHS on links: the linear relaxation with its prices, and the exact plan of a small set of links."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs

from symbiose.engine.exchange.links import Floats, Links

Solver = _Highs  # the public class prints a banner when it is made
_TIGHT = 1e-9
CHOSEN = 0.5  # a yes-or-no column above this is a yes


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Best linear plan: shares by link, a price for the whole of each have and need, and the bound it proves."""

    share: Floats
    have_price: Floats
    need_price: Floats
    bound: float


def new_solver(seed: int) -> Solver:
    """HiGHS, silent, on one thread: more threads would make its way, and so its result, a matter of chance."""
    solver = Solver()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    return solver


def relax(links: Links, seed: int) -> Relaxed:
    """Linear relaxation: fixed costs are spread evenly and lots are left out, so its value bounds every plan."""
    count, rows = len(links), links.haves + links.needs
    solver = new_solver(seed)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = links.worth - links.fixed
    model.col_lower_, model.col_upper_ = np.zeros(count), np.full(count, np.inf)
    model.row_lower_, model.row_upper_ = np.full(rows, -np.inf), np.ones(rows)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2)
    model.a_matrix_.index_ = np.column_stack((links.have, links.haves + links.need)).ravel()
    model.a_matrix_.value_ = np.column_stack((links.take_have, links.take_need)).ravel()
    solver.passModel(model)
    solver.run()
    solution = solver.getSolution()
    # Any prices not below 0 prove a bound, so nothing hangs on the solver's word.
    price = np.abs(np.array(solution.row_dual))
    have_price, need_price = price[: links.haves], price[links.haves :]
    return Relaxed(
        np.clip(np.array(solution.col_value), 0.0, 1.0), have_price, need_price, bound(links, have_price, need_price)
    )


def bound(links: Links, have_price: Floats, need_price: Floats) -> float:
    """No plan is worth more than this, whatever the prices (in points for the whole of a listing, not below 0)."""
    paid = have_price[links.have] * links.take_have + need_price[links.need] * links.take_need
    left = np.maximum(0.0, links.worth - links.fixed - paid)
    return float(have_price.sum() + need_price.sum() + left.sum())


@dataclass(frozen=True, slots=True)
class Solved:
    """Shares by link as the solver gives them (not yet settled), and what no plan of these links can exceed."""

    share: Floats
    bound: float


def solve_links(links: Links, room: tuple[Floats, Floats], start: Floats, *, nodes: int, seed: int) -> Solved:
    """Best plan within what is left of each have and need (shares), or the start where the nodes run out before."""
    count = len(links)
    solver = new_solver(seed)
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.setOptionValue("mip_rel_gap", _TIGHT)
    solver.setOptionValue("mip_abs_gap", 1e-6)
    solver.passModel(_model(links, *room))
    begin = highspy.HighsSolution()
    begin.col_value = np.concatenate((start, start > 0)).tolist()
    solver.setSolution(begin)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(start, np.inf)
    values = np.array(solver.getSolution().col_value)
    return Solved(np.where(values[count:] > CHOSEN, values[:count], 0.0), float(info.mip_dual_bound))


def _model(links: Links, room_have: Floats, room_need: Floats) -> highspy.HighsLp:
    """Columns: share of each link, then whether it runs. Rows: haves, needs, share ≤ runs, share ≥ least × runs."""
    count, every = len(links), np.arange(len(links))
    lots = np.flatnonzero(links.least > 0)
    base = links.haves + links.needs
    open_link = ~((links.whole_have & (room_have[links.have] < 1)) | (links.whole_need & (room_need[links.need] < 1)))
    # (row, column, value) of every entry; a whole listing is taken by the running, not by the share.
    share_row, lot_row = base + every, base + count + np.arange(len(lots))
    entries = (
        (links.have, every + count * links.whole_have, np.where(links.whole_have, 1.0, links.take_have)),
        (links.haves + links.need, every + count * links.whole_need, np.where(links.whole_need, 1.0, links.take_need)),
        (share_row, every, np.ones(count)),
        (share_row, every + count, -np.ones(count)),
        (lot_row, lots, np.ones(len(lots))),
        (lot_row, lots + count, -links.least[lots]),
    )
    row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    order = np.lexsort((row, column))
    rows = base + count + len(lots)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * count, rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate((links.worth, np.full(count, -links.fixed)))
    model.col_lower_ = np.zeros(2 * count)
    model.col_upper_ = np.concatenate((np.ones(count), open_link.astype(float)))
    model.row_lower_ = np.concatenate((np.full(base + count, -np.inf), np.zeros(len(lots))))
    model.row_upper_ = np.concatenate((room_have, room_need, np.zeros(count), np.full(len(lots), np.inf)))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(column[order], np.arange(2 * count + 1))
    model.a_matrix_.index_ = row[order]
    model.a_matrix_.value_ = value[order]
    model.integrality_ = [highspy.HighsVarType.kContinuous] * count + [highspy.HighsVarType.kInteger] * count
    return model
