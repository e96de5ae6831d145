"""A plan bettered a neighbourhood at a time: the people round some workplaces are placed anew, as well as can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.exact import best_of
from symbiose.engine.placement.links import Links
from symbiose.engine.placement.prices import left_over

_PEOPLE = 60  # of a neighbourhood
_LINKS = 12  # of each of them
_NODES = 1  # of each exact search: cuts at the root decide most
_UNIT = 2  # the column of `thing` that names the unit


@dataclass(frozen=True, slots=True)
class _Index:
    """Links by person and by unit, the dearest of each person first."""

    by_person: Ints
    person_starts: Ints
    by_unit: Ints
    unit_starts: Ints
    units: Ints

    def of_person(self, person: int) -> Ints:
        return self.by_person[self.person_starts[person] : self.person_starts[person + 1]][:_LINKS]

    def of_unit(self, unit: int) -> Ints:
        return self.by_unit[self.unit_starts[unit] : self.unit_starts[unit + 1]]


def improve(links: Links, chosen: Mask, prices: Ints, *, rounds: int, seed: int) -> Mask:
    """The plan after so many neighbourhoods; a plan that keeps room and guarantees goes on keeping them."""
    draw = np.random.default_rng(seed)
    left = left_over(links, prices)
    index = _index(links, left)
    persons = np.unique(links.person)
    now = chosen.copy()
    used = links.taken(now)
    for person in draw.choice(persons, size=rounds).tolist():
        rows = _round(int(person), links, left, index, now)
        own = rows[now[rows]]
        room = links.room - used
        np.add.at(room, links.thing[own].ravel(), links.takes[own].ravel())
        solved = best_of(links.part(rows, room), now[rows], nodes=_NODES, seed=seed)
        now[rows] = solved.chosen
        np.subtract.at(used, links.thing[own].ravel(), links.takes[own].ravel())
        after = rows[solved.chosen]
        np.add.at(used, links.thing[after].ravel(), links.takes[after].ravel())
    return now


def _index(links: Links, left: Ints) -> _Index:
    persons = np.arange(int(links.person.max()) + 2)
    by_person = np.lexsort((-left, links.person))
    unit = links.thing[:, _UNIT]
    by_unit = np.lexsort((-left, unit))
    units = np.unique(unit)
    starts: Ints = np.searchsorted(unit[by_unit], np.append(units, units[-1] + 1))
    return _Index(by_person, np.searchsorted(links.person[by_person], persons), by_unit, starts, units)


def _round(person: int, links: Links, left: Ints, index: _Index, now: Mask) -> Ints:
    """Links of the people who stand nearest to the workplaces of one: those who are there, and who would gain most."""
    own = index.of_person(person)
    near = np.searchsorted(index.units, np.unique(links.thing[own, _UNIT]))
    there = np.concatenate([index.of_unit(int(unit)) for unit in near])
    wanting = there[np.lexsort((-left[there], ~now[there]))]
    _, first = np.unique(links.person[wanting], return_index=True)
    people = links.person[wanting[np.sort(first)]][:_PEOPLE]
    rows = np.concatenate([own, *(index.of_person(int(one)) for one in people)])
    kept = np.flatnonzero(now & np.isin(links.person, links.person[rows]))
    return np.unique(np.concatenate((rows, kept)))
