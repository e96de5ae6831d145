"""Plans by hand: fill links one after the other, and settle a solver's floats into shares that keep every limit."""

from __future__ import annotations

import numpy as np

from symbiose.engine.exchange.links import Floats, Ints, Links

_SNAP = 1e-6  # a solver's share this near to 0 or to 1 means exactly that
GRAIN = 1e9  # shares are whole billionths, rounded down, so that the same plan is always the same bytes
HAIR = 2e-9  # above a grain
_CHUNK = 20_000  # links that get their turn before the full listings are looked through


def fill(links: Links, order: Ints, wish: Floats, have_room: Floats, need_room: Floats) -> Floats:
    """Shares after giving each link, in that order, as much as is left and wished where that pays."""
    room_have, room_need = have_room.tolist(), need_room.tolist()
    share = np.zeros(len(links))
    for first in range(0, len(order), _CHUNK):
        some = order[first : first + _CHUNK]
        if first:  # most listings are full before most links have had their turn
            free = (np.array(room_have) > 0)[links.have[some]] & (np.array(room_need) > 0)[links.need[some]]
            some = some[free]
        _fill_some(links, some, wish, (room_have, room_need), share)
    return share


def _fill_some(links: Links, some: Ints, wish: Floats, room: tuple[list[float], list[float]], share: Floats) -> None:
    room_have, room_need = room
    columns = (links.have, links.need, links.take_have, links.take_need, links.whole_have, links.whole_need)
    have, need, take_have, take_need, whole_have, whole_need = (column[some].tolist() for column in columns)
    worth, least, fixed, wishes = (
        links.worth[some].tolist(),
        links.least[some].tolist(),
        links.fixed,
        wish[some].tolist(),
    )
    for k, link in enumerate(some.tolist()):
        h, n = have[k], need[k]
        if (whole_have[k] and room_have[h] < 1.0) or (whole_need[k] and room_need[n] < 1.0):
            continue
        x = min(1.0, room_have[h] / take_have[k], room_need[n] / take_need[k])
        x = min(x, wishes[k])
        x = 1.0 if x > 1.0 - HAIR else int(x * GRAIN) / GRAIN
        if x < least[k] - HAIR or worth[k] * x <= fixed:
            continue
        share[link] = x
        room_have[h] -= 1.0 if whole_have[k] else x * take_have[k]
        room_need[n] -= 1.0 if whole_need[k] else x * take_need[k]
        room_have[h], room_need[n] = max(0.0, room_have[h]), max(0.0, room_need[n])


def greedy(links: Links) -> Floats:
    """What a market place does at best: the best pair first, each as much as it can."""
    return fill_all(links, np.argsort(links.fixed - links.worth, kind="stable"))


def fill_all(links: Links, order: Ints) -> Floats:
    """Shares after giving each link, in that order, as much as is left of whole listings."""
    return fill(links, order, np.ones(len(links)), np.ones(links.haves), np.ones(links.needs))


def settle(links: Links, wish: Floats, have_room: Floats, need_room: Floats) -> Floats:
    """The plan nearest below a solver's shares that keeps every limit exactly."""
    clean = np.where(wish > 1.0 - _SNAP, 1.0, np.where(wish < _SNAP, 0.0, wish))
    at_lot = (clean > 0) & (clean <= links.least + _SNAP)
    clean = np.where(at_lot, links.least, clean)
    # Links that stand at their lot go first, since they cannot give way; the others take what is really left.
    return fill(links, np.lexsort((-clean, ~at_lot)), clean, have_room, need_room)
