"""The sweep: which haves and needs can meet, family by family, keeping only the best.

A family's haves meet the needs that it serves strip by strip of latitude: one product of vectors tells who is near, and
only the near pairs are looked at further, condition by condition, each on what the one before left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.best import ROW, Rows, among_best, first_of_each, trim
from symbiose.engine.exchange.columns import Coded, Columns, Floats, Ints
from symbiose.engine.exchange.fit import WINDOW_KINDS, Setting
from symbiose.engine.exchange.likeness import SCALE
from symbiose.engine.exchange.measure import Ways, most_and_lot, units_of
from symbiose.engine.exchange.pair import family_points
from symbiose.engine.geography import nearest_cosine, road_km_columns
from symbiose.engine.resources.model import UseEdge

Uses = Mapping[str, Mapping[str, UseEdge | None]]
Mask = NDArray[np.bool_]
_CELLS = 2_000_000  # pairs whose nearness is told together: some tens of MB of working memory
_HAIR = 1e-6  # the sweep forgives more than `measure` does, which has the last word
_CORES = 2
_DEGREE_KM = 111.0  # a degree of latitude is at least so long
MOST_LOOKED_AT = 100  # needs of a family whose words are weighed for a have, where the texts are too many for a table


@dataclass(frozen=True, slots=True)
class Kept:
    """Pairs that the sweep lets through, and what it left out.

    `fitting` counts the pairs that fit before the cut, once for each way two families join them; `unread` those of them
    whose words were not weighed.
    """

    ways: Ways
    fitting: int
    unread: int


@dataclass(frozen=True)
class _Ways:
    """Haves of a family against needs of another, pair by pair: places in the two columns of codes."""

    have_family: str
    need_family: str
    edge: UseEdge | None
    haves: Coded
    needs: Coded
    one: Ints
    two: Ints

    def between(self, one: Ints, two: Ints) -> _Ways:
        """The same families, other pairs."""
        return _Ways(self.have_family, self.need_family, self.edge, self.haves, self.needs, one, two)

    def part(self, which: Ints | Mask) -> _Ways:
        """Some of the pairs."""
        return self.between(self.one[which], self.two[which])

    @cached_property
    def have(self) -> Ints:
        return self.haves.row[self.one]

    @cached_property
    def need(self) -> Ints:
        return self.needs.row[self.two]

    @cached_property
    def sure(self) -> Floats:
        return np.asarray(self.haves.sure[self.one] * self.needs.sure[self.two])

    @cached_property
    def other(self) -> Floats:
        return np.asarray(self.haves.other[self.one] + self.needs.other[self.two])


def kept_pairs(haves: Columns, needs: Columns, setting: Setting, uses: Uses) -> Kept:
    """Each have's best pairs and each need's best, of all that the sweep lets through."""
    names = tuple(sorted(setting.graph.families))
    number = {name: position for position, name in enumerate(names)}
    sweep = _Sweep(haves, needs, setting, number)
    tasks = [task for family, coded in haves.by_family.items() for task in _tasks(family, coded, (haves, needs), uses)]
    with ThreadPoolExecutor(_CORES) as cores:  # arrays are swept outside Python's own lock
        found = [*cores.map(lambda task: sweep.family(task[0], task[1], task[2], uses[task[0]]), tasks)]
    rows = np.concatenate([np.zeros(0, ROW), *(piece for piece, _, _ in found)])
    fitting, unread = (sum(counts) for counts in ([one[1] for one in found], [one[2] for one in found]))
    rows = rows[trim(rows, setting.policy.keep_per_have)]
    have, need, have_family, need_family = (
        rows[name].astype(np.int64) for name in ("have", "need", "have_family", "need_family")
    )
    ways = Ways(names, have, need, have_family, need_family, rows["sure"], rows["other"])
    return Kept(ways, fitting, unread)


def _tasks(
    family: str, coded: Coded, sides: tuple[Columns, Columns], uses: Uses
) -> Iterator[tuple[str, Coded, list[tuple[str, Coded]]]]:
    """A family's haves in strips from south to north, each with the needs of every family that it serves."""
    haves, needs = sides
    ordered = coded.part(np.argsort(haves.lat[coded.row], kind="stable"))
    served = [(name, needs.by_family[name]) for name in uses[family] if name in needs.by_family]
    needed = [(name, other.part(np.argsort(needs.lat[other.row], kind="stable"))) for name, other in served]
    step = max(1, _CELLS // max((len(part.row) for _, part in needed), default=1))
    for first in range(0, len(ordered.row), step):
        yield family, ordered.part(np.arange(first, min(first + step, len(ordered.row)))), needed


class _Sweep:
    """What a sweep over all families looks at."""

    def __init__(self, haves: Columns, needs: Columns, setting: Setting, number: Mapping[str, int]) -> None:
        self.haves, self.needs, self.setting, self.number = haves, needs, setting, number
        self.refused = _refused(haves, needs, setting)

    def family(
        self, name: str, part: Coded, needed: list[tuple[str, Coded]], edges: Mapping[str, UseEdge | None]
    ) -> tuple[Rows, int, int]:
        """The best pairs of some haves of a family, as rows that carry their points; how many fit, how many unread."""
        found, fitting, unread = [np.zeros(0, ROW)], 0, 0
        for need_family, coded in needed:
            near = self._near(_Ways(name, need_family, edges[need_family], part, coded, *_nobody()))
            ways, km = self._apart(self._fitting(near))
            rows, passed_over = self._best(ways, km)
            found.append(rows)
            fitting, unread = fitting + len(km), unread + passed_over
        rows = np.concatenate(found)
        return rows[trim(rows, self.setting.policy.keep_per_have)], fitting, unread

    def _near(self, ways: _Ways) -> _Ways:
        """Every pair whose places may be near enough, or of which one is unknown."""
        lat, other = self.haves.lat[ways.haves.row], self.needs.lat[ways.needs.row]
        limit = self.setting.policy.reach_km[self.setting.graph.families[ways.have_family].reach]
        known, placed = np.count_nonzero(~np.isnan(lat)), np.count_nonzero(~np.isnan(other))
        strip = limit / _DEGREE_KM
        first = last = 0
        if known:
            first, last = np.searchsorted(other[:placed], (lat[0] - strip, lat[known - 1] + strip))
        vectors = self.haves.vector[ways.haves.row[:known]] @ self.needs.vector[ways.needs.row[first:last]].T
        one, two = np.nonzero(vectors >= nearest_cosine(limit))
        # An unknown place is met with everything: it counts as half of the limit.
        loose = np.repeat(np.arange(known, len(lat)), len(other)), np.tile(np.arange(len(other)), len(lat) - known)
        open_end = np.repeat(np.arange(known), len(other) - placed), np.tile(np.arange(placed, len(other)), known)
        ends = np.concatenate((one, loose[0], open_end[0])), np.concatenate((two + first, loose[1], open_end[1]))
        return ways.between(*ends)

    def _fitting(self, ways: _Ways) -> _Ways:
        """What is left after every condition, the cheap and choosy ones first."""
        for fits in (self._allowed, self._quality, self._valid, self._in_time, self._affordable_lots):
            if not len(ways.one):
                break
            ways = ways.part(fits(ways))
        return ways

    def _quality(self, ways: _Ways) -> Mask:
        clear = np.ones(len(ways.one), bool)
        asked = self.haves.bits(ways.edge.conditions if ways.edge else ())
        for denied, wanted, by_use in zip(self.haves.denied, self.needs.asked, asked, strict=True):
            clear &= denied[ways.have] & (wanted[ways.need] | by_use) == 0
        return clear

    def _valid(self, ways: _Ways) -> Mask:
        starts = np.maximum(self.haves.starts[ways.have], self.needs.starts[ways.need])
        return np.asarray(starts <= np.minimum(self.haves.ends[ways.have], self.needs.ends[ways.need]))

    def _in_time(self, ways: _Ways) -> Mask:
        """True where hours are in common or do not matter."""
        by_family = self.setting.graph.families[ways.have_family].kind in WINDOW_KINDS
        must = self.haves.must_meet[ways.have] | (by_family & ~self.haves.may_skip[ways.have])
        free = ~must | self.haves.any_time[ways.have] | self.needs.any_time[ways.need]
        bound = np.flatnonzero(~free)
        common = self.haves.windows[ways.have[bound]] & self.needs.windows[ways.need[bound]]
        free[bound] = common.any(axis=1)
        return np.asarray(free)

    def _affordable_lots(self, ways: _Ways) -> Mask:
        """False where the ask is above the ceiling, or the smallest lot is more than the pair can move."""
        names = ways.have_family, ways.need_family
        units = units_of(names, ways.edge, self.setting.graph, self.haves.unit[ways.have], self.needs.unit[ways.need])
        ceiling = self.needs.price[ways.need]
        dear = self.haves.price[ways.have] * units > ceiling + _HAIR * np.abs(ceiling)
        most, lot = most_and_lot(self.haves, self.needs, ways.have, ways.need, units)
        return np.asarray((units == 0) | ~(dear | (lot > most * (1 + _HAIR))))

    def _allowed(self, ways: _Ways) -> Mask:
        """False where both are of one organisation, or somebody said no."""
        said_no = np.isin(ways.have * len(self.needs.listings) + ways.need, self.refused)
        return np.asarray(~said_no & (self.haves.organisation[ways.have] != self.needs.organisation[ways.need]))

    def _apart(self, ways: _Ways) -> tuple[_Ways, Floats]:
        """The pairs near enough to the last tenth of a km, and how far apart they are."""
        haves, needs = self.haves, self.needs
        limit = self.setting.policy.reach_km[self.setting.graph.families[ways.have_family].reach]
        km = road_km_columns(haves.lat[ways.have], haves.lon[ways.have], needs.lat[ways.need], needs.lon[ways.need])
        near = ~(km > limit + _HAIR)
        return ways.part(near), km[near]

    def _best(self, ways: _Ways, km: Floats) -> tuple[Rows, int]:
        """Pairs that may be among the best of their have or need, and how many were passed over with words unread."""
        policy, haves, needs, unread = self.setting.policy, self.haves, self.needs, 0
        limit = policy.reach_km[self.setting.graph.families[ways.have_family].reach]
        given = sum(part.points for part in family_points(ways.have_family, ways.need_family, ways.edge, self.setting))
        points = given * ways.sure * (1 - policy.other_kind) ** ways.other
        points -= policy.per_km * np.where(np.isnan(km), limit / 2, km)
        points -= policy.estimated * (haves.estimated[ways.have] + needs.estimated[ways.need])
        alike = self.setting.alike
        if not alike.by_table:
            text, other = self.haves.text[ways.have], self.needs.text[ways.need]
            read = first_of_each(ways.one, points, MOST_LOOKED_AT) | alike.found_alike(text, other)
            unread = len(read) - int(np.count_nonzero(read))
            ways, points = ways.part(read), points[read]
        words = alike.shares(self.haves.text[ways.have], self.needs.text[ways.need])
        points = np.round(points + policy.likeness / SCALE * words.astype(np.float64), 6)
        among = among_best(ways.one, ways.two, points, policy.keep_per_have)
        return self._rows(ways.part(among), points[among]), unread

    def _rows(self, ways: _Ways, points: Floats) -> Rows:
        rows = np.zeros(len(points), ROW)
        rows["have"], rows["need"] = ways.have, ways.need
        rows["have_family"], rows["need_family"] = self.number[ways.have_family], self.number[ways.need_family]
        rows["sure"], rows["other"], rows["points"] = ways.sure, ways.other, points
        return rows


def _nobody() -> tuple[Ints, Ints]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64)


def _refused(haves: Columns, needs: Columns, setting: Setting) -> Ints:
    """Pairs that somebody said no to, as have row × needs + need row, in order."""
    have_row = {listing.id: row for row, listing in enumerate(haves.listings)}
    need_row = {listing.id: row for row, listing in enumerate(needs.listings)}
    known = [(have, need) for have, need in setting.refused if have in have_row and need in need_row]
    return np.array(sorted(have_row[have] * len(needs.listings) + need_row[need] for have, need in known), np.int64)
