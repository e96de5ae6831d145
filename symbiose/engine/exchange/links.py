"""Candidates as arrays for the solvers, in shares of listings, so that kilograms, hours and pieces meet on one scale.

**The value of a plan.** A link that moves a share x (0–1) of the most that its pair could move is worth
`points × gain × x − fixed_link`, and a link that does not run is worth nothing. `gain` is the mean of the share of the
have and the share of the need that the link takes at x = 1; where only one side has said how much, that side's share
alone, which is 1; where neither has, or the units cannot be compared, 1. So half of the points stand for what is left
over finding use and half for the need being met, and a plan's value is the sum over its links.

**The limits.** The shares taken of a listing never sum to more than 1. A listing whose quantity is unknown, or whose
unit cannot be compared with the other's, is given whole or not at all by that link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.model import Candidate

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Links:
    """One row per link that may run and is worth it alone; listings by number.

    `worth` = points × gain at x = 1; `take_have`/`take_need` the shares taken at x = 1; `whole_have`/`whole_need` True
    where any x takes the listing whole; `least` the smallest x allowed; `fixed` points for each link that runs.
    """

    candidate: Ints
    have: Ints
    need: Ints
    worth: Floats
    take_have: Floats
    take_need: Floats
    whole_have: Mask
    whole_need: Mask
    least: Floats
    fixed: float
    haves: int
    needs: int

    def __len__(self) -> int:
        return len(self.have)

    def part(self, rows: Ints) -> Links:
        """The links of some rows, listings numbered anew."""
        have_ids, have = np.unique(self.have[rows], return_inverse=True)
        need_ids, need = np.unique(self.need[rows], return_inverse=True)
        return Links(
            candidate=self.candidate[rows],
            have=have.astype(np.int64),
            need=need.astype(np.int64),
            worth=self.worth[rows],
            take_have=self.take_have[rows],
            take_need=self.take_need[rows],
            whole_have=self.whole_have[rows],
            whole_need=self.whole_need[rows],
            least=self.least[rows],
            fixed=self.fixed,
            haves=len(have_ids),
            needs=len(need_ids),
        )

    def value(self, share: Floats) -> float:
        """Value of a plan, shares by link."""
        return float(np.sum(self.worth * share) - self.fixed * np.count_nonzero(share))


@dataclass(frozen=True, slots=True)
class Term:
    """One candidate's place in the value and in the limits."""

    gain: float
    take_have: float
    take_need: float
    whole_have: bool
    whole_need: bool
    least: float


def term(moved: Amounts) -> Term:
    """Gain, shares and smallest share of a pair that moves these amounts."""
    if not moved.supply_share:
        return Term(1.0, 1.0, 1.0, whole_have=True, whole_need=True, least=1.0)
    no_have, no_need = moved.have_year is None, moved.need_year is None
    least = 1.0 if moved.most is None else min(1.0, moved.lot / moved.most)
    most = moved.most or 0.0
    take_have = 1.0 if moved.have_year is None else min(1.0, most * moved.supply_share / moved.have_year)
    take_need = 1.0 if moved.need_year is None else min(1.0, most / moved.need_year)
    gain = 1.0 if no_have or no_need else (take_have + take_need) / 2
    return Term(gain, take_have, take_need, whole_have=no_have, whole_need=no_need, least=least)


def make_links(candidates: Sequence[Candidate], moved: Sequence[Amounts], fixed: float) -> Links:
    """Links of the candidates that are not stopped and are worth more than their fixed cost."""
    rows, terms = [], []
    for row, (candidate, amount) in enumerate(zip(candidates, moved, strict=True)):
        if not candidate.stopped:
            one = term(amount)
            if candidate.points * one.gain > fixed:
                rows.append(row)
                terms.append(one)
    haves = sorted({candidates[row].have for row in rows})
    needs = sorted({candidates[row].need for row in rows})
    have_number = {name: number for number, name in enumerate(haves)}
    need_number = {name: number for number, name in enumerate(needs)}
    points = np.array([candidates[row].points for row in rows], np.float64)
    return Links(
        candidate=np.array(rows, np.int64),
        have=np.array([have_number[candidates[row].have] for row in rows], np.int64),
        need=np.array([need_number[candidates[row].need] for row in rows], np.int64),
        worth=points * np.array([one.gain for one in terms], np.float64),
        take_have=np.array([one.take_have for one in terms], np.float64),
        take_need=np.array([one.take_need for one in terms], np.float64),
        whole_have=np.array([one.whole_have for one in terms], bool),
        whole_need=np.array([one.whole_need for one in terms], bool),
        least=np.array([one.least for one in terms], np.float64),
        fixed=fixed,
        haves=len(haves),
        needs=len(needs),
    )
