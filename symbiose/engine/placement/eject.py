"""A plan bettered by single moves: a person takes a better place, and one who is in the way moves on or waits."""

from __future__ import annotations

import numpy as np

from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.links import Links

_LINKS = 15  # of a person that are tried, the dearest first
_OTHERS = 12  # of a person in the way
_UNIT = 2  # the column of `thing` that names the unit
_NONE = -1


class Ejection:
    """State of a plan: each person's link, who is at which unit, and what is left of every thing."""

    def __init__(self, links: Links, chosen: Mask, left: Ints) -> None:
        self.links = links
        self.room: list[int] = (links.room - links.taken(chosen)).tolist()
        self.thing: list[list[int]] = links.thing.tolist()
        self.takes: list[list[int]] = links.takes.tolist()
        self.aim: list[int] = links.aim.tolist()
        self.person: list[int] = links.person.tolist()
        order = np.lexsort((-left, links.person))
        starts = links.starts
        groups = np.split(order, starts[1:])
        self.of_person = {self.person[group[0]]: group.tolist() for group in groups}
        best = {person: int(left[rows[0]]) for person, rows in self.of_person.items()}
        self.turns = sorted(best, key=lambda person: (-best[person], person))
        self.at = dict.fromkeys(self.of_person, _NONE)
        self.there: dict[int, list[int]] = {int(unit): [] for unit in np.unique(links.thing[:, _UNIT])}
        for link in np.flatnonzero(chosen).tolist():
            self.at[self.person[link]] = link
            self.there[self.thing[link][_UNIT]].append(self.person[link])

    def run(self, passes: int) -> Mask:
        """The plan after passes over all people, or fewer where one brings nothing."""
        for _ in range(passes):
            if not sum([self._better(person) for person in self.turns]):
                break
        chosen = np.zeros(len(self.links), np.bool_)
        chosen[[link for link in self.at.values() if link != _NONE]] = True
        return chosen

    def _better(self, person: int) -> bool:
        """Moves a person to the first place that gains something, and says whether there was one."""
        now = self.at[person]
        worth = self.aim[now] if now != _NONE else 0
        for link in self.of_person[person][:_LINKS]:
            if self.aim[link] > worth and (self._free(person, link) or self._instead(person, link, worth)):
                return True
        return False

    def _free(self, person: int, link: int) -> bool:
        before = self._leave(person)
        if self._fits(link):
            self._enter(person, link)
            return True
        self._enter(person, before)
        return False

    def _instead(self, person: int, link: int, worth: int) -> bool:
        """Takes a place where one other makes room by moving on or waiting, and that gains something."""
        before = self._leave(person)
        for other in tuple(self.there[self.thing[link][_UNIT]]):
            theirs = self._leave(other)
            if self._fits(link):
                self._enter(person, link)
                next_best = self._next(other, theirs)
                gained = self.aim[link] - worth - self.aim[theirs] + (self.aim[next_best] if next_best != _NONE else 0)
                if gained > 0 and (next_best != _NONE or self._kept()):
                    self._enter(other, next_best)
                    return True
                self._leave(person)
            self._enter(other, theirs)
        self._enter(person, before)
        return False

    def _next(self, person: int, but: int) -> int:
        """The best other link of a person that fits."""
        fitting = [link for link in self.of_person[person][:_OTHERS] if link != but and self._fits(link)]
        return max(fitting, key=lambda link: self.aim[link], default=_NONE)

    def _fits(self, link: int) -> bool:
        room, (a, b, c, d, _), (w, x, y, z, _) = self.room, self.thing[link], self.takes[link]
        return room[a] >= w and room[b] >= x and room[c] >= y and room[d] >= z

    def _kept(self) -> bool:
        """True where every guarantee is kept."""
        return all(left >= 0 for left in self.room[self.links.first_tier :])

    def _leave(self, person: int) -> int:
        link = self.at[person]
        if link != _NONE:
            for thing, takes in zip(self.thing[link], self.takes[link], strict=True):
                self.room[thing] += takes
            self.there[self.thing[link][_UNIT]].remove(person)
            self.at[person] = _NONE
        return link

    def _enter(self, person: int, link: int) -> None:
        if link != _NONE:
            for thing, takes in zip(self.thing[link], self.takes[link], strict=True):
                self.room[thing] -= takes
            self.there[self.thing[link][_UNIT]].append(person)
            self.at[person] = link
