"""Ejection: force one link into the plan, let others give way, fill what came free, and keep the change if it pays."""

from __future__ import annotations

import numpy as np

from symbiose.engine.exchange.links import Floats, Ints, Links
from symbiose.engine.exchange.plan import GRAIN, HAIR

_PAYS = 1e-7


class Ejection:
    """A plan that is improved in place. Plain lists: single numbers are read far more often than rows of them.

    `near` holds, for haves and then needs, the live links of each listing and their other ends, most promising first.
    `changed` and `tried` tell when a listing last changed and a link was last tried in vain: without a change at
    either end it is not tried again.
    """

    def __init__(self, links: Links, share: Floats, rank: Floats, live: Ints) -> None:
        self.fixed: float = links.fixed
        self.ends: list[tuple[int, int]] = list(
            zip(links.have.tolist(), (links.haves + links.need).tolist(), strict=True)
        )
        self.take: list[tuple[float, float]] = list(
            zip(links.take_have.tolist(), links.take_need.tolist(), strict=True)
        )
        self.whole = list(zip(links.whole_have.tolist(), links.whole_need.tolist(), strict=True))
        self.worth: list[float] = links.worth.tolist()
        self.least: list[float] = links.least.tolist()
        self.share: list[float] = share.tolist()
        self.room = [1.0] * (links.haves + links.needs)
        self.near: list[list[tuple[int, int]]] = [[] for _ in self.room]
        self.order: list[int] = live[np.argsort(-rank[live], kind="stable")].tolist()
        for link in self.order:
            have, need = self.ends[link]
            self.near[have].append((link, need))
            self.near[need].append((link, have))
        for link in np.flatnonzero(share).tolist():
            self._occupy(link, self.share[link], 1.0)
        self.journal: list[tuple[int, float]] = []
        self.clock = 1
        self.changed = [1] * len(self.room)
        self.tried = [0] * len(links)

    def run(self, passes: int, tries: int) -> Floats:
        """Shares after trying every live link in each pass, until a pass finds nothing or the tries are used up."""
        for _ in range(passes):
            order = self.order[:tries]
            tries -= len(order)
            if not sum([self._try(link) for link in order]):
                break
        return np.array(self.share)

    def _try(self, link: int) -> bool:
        one, other = self.ends[link]
        if self.share[link] >= 1.0 or max(self.changed[one], self.changed[other]) <= self.tried[link]:
            return False
        self.journal.clear()
        freed: list[int] = []
        gain = self._make_room(link, freed)
        gain += self._raise(link)
        for listing in (*freed, one, other):
            gain += self._refill(listing)
        self.clock += 1
        if gain > _PAYS:
            for moved, _ in self.journal:
                for listing in self.ends[moved]:
                    self.changed[listing] = self.clock
            return True
        self.tried[link] = self.clock
        for moved, before in reversed(self.journal):
            self._set(moved, before, record=False)
        return False

    def _refill(self, listing: int) -> float:
        """Give what is left of a listing to its links, most promising first; the gain."""
        gain = 0.0
        room, share = self.room, self.share
        for link, far in self.near[listing]:
            if room[listing] <= HAIR:
                break
            if room[far] > HAIR and share[link] < 1.0:
                gain += self._raise(link)
        return gain

    def _make_room(self, link: int, freed: list[int]) -> float:
        """Let the other links of both ends give way, the least promising first; what that costs, as a gain below 0."""
        gain = 0.0
        for side, listing in enumerate(self.ends[link]):
            lack = 1.0 if self.whole[link][side] else self.take[link][side]
            for other, far in reversed(self.near[listing]):
                short = lack - self.room[listing]
                if short <= HAIR:
                    break
                if other != link and self.share[other] > 0:
                    gain += self._give_way(other, side, short)
                    freed.append(far)
        return gain

    def _give_way(self, link: int, side: int, short: float) -> float:
        """Lower a link by what is short on one side, or end it where the rest would not pay."""
        before = self.share[link]
        after = 0.0 if self.whole[link][side] else before - short / self.take[link][side]
        after = max(0.0, int(after * GRAIN) / GRAIN)
        if after < self.least[link] or self.worth[link] * after <= self.fixed:
            after = 0.0
        self._set(link, after)
        return self.worth[link] * (after - before) + (self.fixed if after == 0.0 else 0.0)

    def _raise(self, link: int) -> float:
        """Give a link as much more as both ends have room for, where that pays; the gain."""
        before = self.share[link]
        after = 1.0
        for side, listing in enumerate(self.ends[link]):
            if self.whole[link][side]:
                if before == 0.0 and self.room[listing] < 1.0:
                    return 0.0
            else:
                after = min(after, before + self.room[listing] / self.take[link][side])
        after = 1.0 if after > 1.0 - HAIR else int(after * GRAIN) / GRAIN
        gain = self.worth[link] * (after - before) - (self.fixed if before == 0.0 else 0.0)
        if after < self.least[link] - HAIR or gain <= _PAYS:
            return 0.0
        self._set(link, after)
        return gain

    def _set(self, link: int, share: float, *, record: bool = True) -> None:
        before = self.share[link]
        if record:
            self.journal.append((link, before))
        self._occupy(link, before, -1.0)
        self.share[link] = share
        self._occupy(link, share, 1.0)

    def _occupy(self, link: int, share: float, sign: float) -> None:
        """Take a link's share out of the room of its ends (sign 1), or put it back (sign −1)."""
        if share == 0.0:
            return
        for side, listing in enumerate(self.ends[link]):
            taken = 1.0 if self.whole[link][side] else share * self.take[link][side]
            self.room[listing] = min(1.0, max(0.0, self.room[listing] - sign * taken))
