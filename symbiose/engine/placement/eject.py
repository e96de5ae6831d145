"""Plans of links: filled in an order, and bettered by single moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symbiose.engine.placement import moves
from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.compiled import kernels
from symbiose.engine.placement.links import Links
from symbiose.engine.placement.moves import NONE

_LINKS = 15  # of a person that are tried, the dearest first
_SMALLEST = 256  # part of the dearest link that coverage is sought for at least
_TRIES = 8  # with coverage of what lacks sought twice as much each time
_OTHERS = 12  # of a person in the way


@dataclass(frozen=True, slots=True)
class Moves:
    """Links whose plans are to be bettered, with each person's first link."""

    links: Links
    starts: Ints

    @classmethod
    def of(cls, links: Links) -> Moves:
        last = int(links.person.max()) + 1 if len(links) else 0
        return cls(links, np.searchsorted(links.person, np.arange(last + 1)))

    def filled(self, order: Ints) -> Mask:
        """Links in that order, each where its person is free and there is room."""
        links, at = self.links, np.full(len(self.starts) - 1, NONE, np.int64)
        kernels(moves, len(links)).fill(links.person, links.thing, links.takes, order, links.room.copy(), at)
        return self._mask(at)

    def bettered(self, chosen: Mask, left: Ints, passes: int) -> Mask:
        """The plan after passes over all people, whose dearest links by `left` are tried first."""
        links, starts = self.links, self.starts
        at = np.full(len(starts) - 1, NONE, np.int64)
        at[links.person[chosen]] = np.flatnonzero(chosen)
        ranked = np.lexsort((-left, links.person))
        ends = np.column_stack(
            [starts[:-1], *(np.minimum(starts[1:], starts[:-1] + most) for most in (_LINKS, _OTHERS))]
        )
        people = np.flatnonzero(np.diff(starts))
        turns = people[np.argsort(-left[ranked[starts[people]]], kind="stable")]
        room = links.room - links.taken(chosen)
        kernels(moves, len(links)).eject(
            links.thing, links.takes, links.aim, ranked, ends, turns, room, at, links.first_tier, passes
        )
        return self._mask(at)

    def towards(self, chosen: Mask, left: Ints, tiers: Ints) -> Mask:
        """The plan moved until it keeps the guarantees, as far as coverage of what lacks is sought ever more.

        `tiers` are prices of one covered person of each tier.
        """
        links, first = self.links, self.links.first_tier
        room = links.room.copy()
        room[first:] = 0
        least = int(links.aim.max()) // _SMALLEST
        more = np.where(links.room[first:] < 0, np.maximum(tiers, least), 0)
        for _ in range(_TRIES):
            lacking = links.taken(chosen)[first:] > links.room[first:]
            if not lacking.any():
                break
            own = more[links.tier]
            free = Moves(replace(links, aim=links.aim + own, room=room), self.starts)
            chosen = free.bettered(chosen, left + own, 1)
            more = np.where(lacking, 2 * more, more)
        return chosen

    def _mask(self, at: Ints) -> Mask:
        chosen = np.zeros(len(self.links), np.bool_)
        chosen[at[at != NONE]] = True
        return chosen
