"""A plan bettered a neighbourhood at a time: the people round a workplace are placed anew, as well as can be.

Neighbourhoods begin where a workplace falls furthest short of its best set by the bound's prices: there a better plan may
hide. Of their links those take part that fall least short; most others are in no good plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.bound import Certificate
from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.exact import Effort, best_of
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import Links

_UNIT = 2  # the column of `thing` that names the unit
_OF_PERSON = 1.5  # links of each person that take part at first, on the average


@dataclass(frozen=True, slots=True)
class Work:
    """How much is done: neighbourhoods, links of each, and each exact search, until a plan reaches `enough`."""

    rounds: int
    links: int
    effort: Effort
    enough: int


def improve(links: Links, proof: Certificate, chosen: Mask, work: Work, clock: Clock) -> Mask:
    """The plan after so many neighbourhoods; a plan that keeps room and guarantees goes on keeping them."""
    now = chosen.copy()
    used = links.taken(now)
    for _, rows in zip(range(work.rounds), _neighbourhoods(links, proof, now, work.links), strict=False):
        if clock.out or links.value(now) >= work.enough:
            break
        own = rows[now[rows]]
        room = links.room - used
        np.add.at(room, links.thing[own].ravel(), links.takes[own].ravel())
        part = links.part(rows, room)
        solved = best_of(part, now[rows], work.effort, seconds=clock.left)
        now[rows] = solved.chosen
        used = links.taken(now)
    return now


def _neighbourhoods(links: Links, proof: Certificate, now: Mask, most: int) -> Iterator[Ints]:
    """Rows of neighbourhoods of some so many links; once every workplace had its turn, twice as many take part."""
    part, index = _OF_PERSON, _index(links, proof, now, _OF_PERSON)
    while True:
        left = set(range(len(index.unit_starts) - 1))
        short = proof.most - np.bincount(links.thing[now, _UNIT], proof.worth[now], len(proof.most)).astype(np.int64)
        for unit in np.argsort(-short[index.units], kind="stable").tolist():
            if unit in left:
                yield index.round(unit, most, left)
        if len(index.rows) == len(links):
            return
        part *= 2
        index = _index(links, proof, now, part)


@dataclass(frozen=True, slots=True)
class _Index:
    """Rows of the links that take part, by person and by unit."""

    rows: Ints
    person: list[int]
    person_starts: list[int]
    unit: list[int]
    by_unit: list[int]
    unit_starts: list[int]
    units: Ints

    def round(self, unit: int, most: int, left: set[int]) -> Ints:
        """Links of the people round a unit; units whose people are all there are no longer left."""
        found: list[int] = []
        people, waiting = set(), [unit]
        seen = {unit}
        for one in waiting:
            if len(found) >= most:
                break
            left.discard(one)
            for at in self.by_unit[self.unit_starts[one] : self.unit_starts[one + 1]]:
                person = self.person[at]
                if person not in people:
                    people.add(person)
                    own = range(self.person_starts[person], self.person_starts[person + 1])
                    found += own
                    more = [self.unit[row] for row in own if self.unit[row] not in seen]
                    seen.update(more)
                    waiting += more
        return self.rows[np.sort(np.array(found, np.int64))]


def _index(links: Links, proof: Certificate, now: Mask, part: float) -> _Index:
    """Of all links those that fall least short, and those that are chosen."""
    people = len(links.starts)
    least = np.argsort(-proof.left, kind="stable")[: round(part * people)]
    some = now.copy()
    some[least] = True
    rows = np.flatnonzero(some)
    units, unit = np.unique(links.thing[rows, _UNIT], return_inverse=True)
    _, person = np.unique(links.person[rows], return_inverse=True)
    by_unit = np.argsort(unit, kind="stable")
    return _Index(
        rows,
        person.tolist(),
        np.searchsorted(person, np.arange(len(rows) + 1)).tolist(),
        unit.tolist(),
        by_unit.tolist(),
        np.searchsorted(unit[by_unit], np.arange(len(units) + 1)).tolist(),
        units,
    )
