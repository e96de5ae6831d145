"""Local improvement: take up a neighbourhood of listings where the plan loses most, and solve it exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiose.engine.exchange.exact import Relaxed, solve_links
from symbiose.engine.exchange.links import Floats, Ints, Links
from symbiose.engine.exchange.plan import settle

_BLOCK = 60  # links in a neighbourhood: HiGHS proves most of these best within some hundredths of a second
_LARGEST = 120
_PATIENCE = 12  # neighbourhoods solved in vain before larger ones are taken up
_NODES = 40
_PAYS = 1e-6  # points
_MARGIN = 2.0  # links this many fixed costs below their price are left out of neighbourhoods


@dataclass(slots=True)
class _State:
    links: Links
    share: Floats
    reduced: Floats
    have_price: Floats
    need_price: Floats

    def room(self, share: Floats) -> tuple[Floats, Floats]:
        """What these shares leave of each have and each need."""
        links = self.links
        runs = share > 0
        taken_have = np.where(links.whole_have, runs, share * links.take_have)
        taken_need = np.where(links.whole_need, runs, share * links.take_need)
        room_have = 1.0 - np.bincount(links.have, taken_have, links.haves)
        room_need = 1.0 - np.bincount(links.need, taken_need, links.needs)
        return np.maximum(0.0, room_have), np.maximum(0.0, room_need)

    def loss(self) -> Floats:
        """Points that the plan is below its prices, listing by listing: haves first, then needs."""
        links, room = self.links, self.room(self.share)
        slack = np.maximum(0.0, self.reduced) - self.reduced * self.share
        slack += links.fixed * (1.0 - self.share) * (self.share > 0)
        haves = room[0] * self.have_price + np.bincount(links.have, slack, links.haves)
        return np.concatenate((haves, room[1] * self.need_price + np.bincount(links.need, slack, links.needs)))


def improve(links: Links, share: Floats, relaxed: Relaxed, *, rounds: int, seed: int) -> Floats:
    """A plan at least as good, after solving `rounds` neighbourhoods exactly, the greatest losses first.

    Neighbourhoods grow where small ones find nothing more, and it ends when large ones do not either.
    """
    paid = relaxed.have_price[links.have] * links.take_have + relaxed.need_price[links.need] * links.take_need
    reduced = links.worth - links.fixed - paid
    state = _State(links, share.copy(), reduced, relaxed.have_price, relaxed.need_price)
    live = np.flatnonzero((reduced > -_MARGIN * links.fixed - 1e-9) | (share > 0))
    near = _neighbours(links, live[np.argsort(-reduced[live], kind="stable")])
    tries, block, vain = np.ones(links.haves + links.needs), _BLOCK, 0
    for _ in range(rounds):
        loss = state.loss() / tries**2
        start = int(np.argmax(loss))
        if loss[start] <= _PAYS or block > _LARGEST:
            break
        members = _grow(start, near, block)
        tries[members] += 1
        tries[start] += 1
        vain = 0 if _solve_block(state, live, members, seed) else vain + 1
        if vain == _PATIENCE:
            tries, block, vain = np.ones_like(tries), block * 2, 0
    return state.share


def _neighbours(links: Links, live: Ints) -> list[list[int]]:
    """Listings that each listing could deal with, most promising first; needs are numbered after the haves."""
    near: list[list[int]] = [[] for _ in range(links.haves + links.needs)]
    for have, need in zip(links.have[live].tolist(), (links.haves + links.need[live]).tolist(), strict=True):
        near[have].append(need)
        near[need].append(have)
    return near


def _grow(start: int, near: list[list[int]], block: int) -> Ints:
    """Listings round one, breadth first, until the links among them fill a block."""
    members, queue, count = {start}, [start], 0
    for listing in queue:
        for other in near[listing]:
            if other in members:
                continue
            inside = sum(1 for third in near[other] if third in members)
            if count + inside > block:
                return np.array(sorted(members), np.int64)
            count += inside
            members.add(other)
            queue.append(other)
    return np.array(sorted(members), np.int64)


def _solve_block(state: _State, live: Ints, members: Ints, seed: int) -> bool:
    """Put the best plan of the links among the members in place of theirs; whether it is better."""
    links = state.links
    inside = np.zeros(links.haves + links.needs, bool)
    inside[members] = True
    rows = live[inside[links.have[live]] & inside[links.haves + links.need[live]]]
    before = state.share[rows]
    outside = state.share.copy()
    outside[rows] = 0.0
    room_have, room_need = state.room(outside)
    room = room_have[np.unique(links.have[rows])], room_need[np.unique(links.need[rows])]
    part = links.part(rows)
    after = settle(part, solve_links(part, room, before, nodes=_NODES, seed=seed).share, *room)
    gain = part.value(after) - part.value(before)
    if gain > _PAYS:
        state.share[rows] = after
    return gain > _PAYS
