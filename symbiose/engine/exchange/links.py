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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.measure import Pairs

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


def make_links(pairs: Pairs, fixed: float) -> Links:
    """Links of the pairs that are not stopped and are worth more than their fixed cost."""
    compared = pairs.units > 0
    no_have = ~compared | np.isnan(pairs.have_year)
    no_need = ~compared | np.isnan(pairs.need_year)
    with np.errstate(invalid="ignore"):
        take_have = np.where(no_have, 1.0, np.minimum(1.0, pairs.most * pairs.units / pairs.have_year))
        take_need = np.where(no_need, 1.0, np.minimum(1.0, pairs.most / pairs.need_year))
        least = np.where(np.isnan(pairs.most), 1.0, np.minimum(1.0, pairs.lot / pairs.most))
    gain = np.where(no_have | no_need, 1.0, (take_have + take_need) / 2)
    worth = pairs.points * gain
    rows = np.flatnonzero(~pairs.stopped & (worth > fixed))
    haves, have = np.unique(pairs.have[rows], return_inverse=True)
    needs, need = np.unique(pairs.need[rows], return_inverse=True)
    return Links(
        candidate=rows,
        have=have.astype(np.int64),
        need=need.astype(np.int64),
        worth=worth[rows],
        take_have=take_have[rows],
        take_need=take_need[rows],
        whole_have=no_have[rows],
        whole_need=no_need[rows],
        least=least[rows],
        fixed=fixed,
        haves=len(haves),
        needs=len(needs),
    )
