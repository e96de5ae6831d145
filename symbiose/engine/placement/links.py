"""Pairs as links between a person and what the place has room for, in whole numbers.

Each link takes of five things: a seat and half hours of its position, mentor quarters and, where it counts, a subsidised
place of its unit; and it gives one covered person to its tier. A tier that is guaranteed so many covered persons is a
room of minus so many, of which each link takes minus one: prices, bounds and search then know one kind of row only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from symbiose.engine.placement.columns import Columns, Ints, Mask, Short
from symbiose.engine.placement.find import Pairs
from symbiose.engine.placement.model import Policy

ROOMS = 4  # of the five things a link takes, those that can be full


@dataclass(frozen=True, slots=True)
class Links:
    """Links by person and position. `takes` of `thing`, five to a link; `room` by thing; `aim` is what is sought.

    `tier` is the person's; tiers are guaranteed but for the last. `first_tier` is the number of the first tier's thing.
    """

    person: Ints
    job: Ints
    thing: Short
    takes: Short
    room: Ints
    aim: Ints
    tier: Ints
    first_tier: int

    def __len__(self) -> int:
        return len(self.person)

    @property
    def starts(self) -> Ints:
        """Where each person's links begin; links of a person stand together."""
        return np.flatnonzero(np.r_[True, self.person[1:] != self.person[:-1]][: len(self)])

    def part(self, rows: Ints, room: Ints) -> Links:
        """Some of the links, with other room."""
        return Links(
            self.person[rows],
            self.job[rows],
            self.thing[rows],
            self.takes[rows],
            room,
            self.aim[rows],
            self.tier[rows],
            self.first_tier,
        )

    def seeking(self, aim: Ints) -> Links:
        """The same links in search of something else."""
        return replace(self, aim=aim)

    def guaranteed(self, tier: int, least: int) -> Links:
        """The same links where a tier must have at least so many covered persons."""
        room = self.room.copy()
        room[self.first_tier + tier] = -least
        return replace(self, room=room)

    def taken(self, chosen: Mask) -> Ints:
        """How much of each thing the chosen links take."""
        used = np.zeros(len(self.room), np.int64)
        np.add.at(used, self.thing[chosen].ravel(), self.takes[chosen].ravel())
        return used

    def value(self, chosen: Mask) -> int:
        """What is sought, of the chosen links."""
        return int(self.aim[chosen].sum())

    def holds(self, chosen: Mask) -> bool:
        """True where the chosen links keep every room and every guarantee."""
        once = len(np.unique(self.person[chosen])) == int(chosen.sum())
        return once and bool((self.taken(chosen) <= self.room).all())


def make_links(pairs: Pairs, columns: Columns, policy: Policy) -> Links:
    """Links of all pairs that are worth something, in search of what they are worth."""
    jobs, units, people = columns.jobs, columns.units, columns.people
    rows = np.flatnonzero(pairs.worth > 0)
    person, job = pairs.person[rows], pairs.job[rows]
    unit = jobs.unit[job]
    count, places = len(jobs.rows), len(units.ids)
    counted = np.array([row.subsidised for row in jobs.rows], np.bool_)
    limited = counted[job] & (units.places[unit] >= 0)
    tier = np.array([policy.tier(weeks) for weeks in people.weeks.tolist()], np.int64)[person]
    first_tier = 2 * count + 2 * places
    things = (job, count + job, 2 * count + unit, 2 * count + places + unit, first_tier + tier)
    amounts = (1, pairs.half_hours[rows], people.quarters[person], limited, -1)
    thing, takes = (_table(told, len(rows)) for told in (things, amounts))
    no_guarantee = np.zeros(len(policy.tiers) + 1, np.int64)
    room = np.concatenate((jobs.seats, jobs.left, units.quarters, np.maximum(0, units.places), no_guarantee))
    return Links(person, job, thing, takes, room, pairs.worth[rows], tier, first_tier)


def _table(columns: Sequence[Ints | Mask | int], rows: int) -> Short:
    """Columns side by side, in short numbers: they are most of what a large problem holds in memory."""
    table = np.empty((rows, len(columns)), np.int32)
    for at, column in enumerate(columns):
        table[:, at] = column
    return table
