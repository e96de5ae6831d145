"""The policy as its page shows it: tiers, weights, the trade-off curve with its table, and what the choice costs.

Groups of people under five are hidden, also from those who subtract, and the others are rounded to the nearest five; what a
plan is worth is told in whole per cents of the plan without a promise, and not at all where few have a proposal. Two choices
side by side, or one choice on two days, never tell of one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from symbiose.engine.accounting.small_numbers import hide_small, rounded
from symbiose.engine.explain import number
from symbiose.jobs.bridge import WEIGHTS, Policy
from symbiose.jobs.fairness_words import WEIGHT_MEANINGS, WEIGHT_NAMES
from symbiose.jobs.limits import fewest_people
from symbiose.jobs.runs_shown import TierShown, tiers_covered
from symbiose.jobs.words import figure, language

NO_GUARANTEE = 1.0
ENDS = 2  # that a line has
WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, FOOT = 56.0, 24.0, 24.0, 52.0
RADIUS, RADIUS_NOW = 5, 8


@dataclass(frozen=True, slots=True)
class WeightShown:
    """One named weight with its points and what it means."""

    name: str
    points: str
    meaning: str


def weights_shown(policy: Policy) -> list[WeightShown]:
    """Every weight by its fixed name."""
    return [
        WeightShown(str(WEIGHT_NAMES[name]), figure(getattr(policy.weights, name)), str(WEIGHT_MEANINGS[name]))
        for name in WEIGHTS
    ]


def percent(share: float) -> str:
    """3 %."""
    return number(round(100 * share, 1), "%", language=language())


def tiers_shown(stored: Iterable[Mapping[str, Any]], on: date) -> list[TierShown]:
    """The tiers rounded, with None where so few wait or have a proposal that they could be known again."""
    rows = tiers_covered(stored)
    fewest = fewest_people(on)
    waiting = hide_small({row.name: row.waiting or 0 for row in rows}, fewest=fewest)
    return [
        replace(
            row,
            waiting=rounded(waiting[row.name], step=fewest),
            covered=rounded(_covered(row, waiting, fewest), step=fewest),
            guaranteed=None,
        )
        for row in rows
    ]


def _covered(row: TierShown, waiting: Mapping[str, int | None], fewest: int) -> int | None:
    """How many have a proposal, where neither they nor the rest of their tier are few."""
    if waiting[row.name] is None:
        return None
    parts = {"with": row.covered or 0, "without": (row.waiting or 0) - (row.covered or 0)}
    return hide_small(parts, fewest=fewest)["with"]


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """A tolerance with what it gives and costs, in per cents of a plan without a promise, and who has a proposal.

    `worth` is None where so few have a proposal, or so little was found, that the per cents would tell of them.
    """

    tolerance: float
    name: str
    worth: int | None
    tiers: list[TierShown]
    now: bool

    @property
    def gives(self) -> str:
        """97 %, or that it is hidden."""
        return _("hidden") if self.worth is None else percent(self.worth / 100)

    @property
    def costs(self) -> str:
        """3 %, or that it is hidden."""
        return _("hidden") if self.worth is None else percent(1 - self.worth / 100)


def choices_shown(stored: Iterable[Mapping[str, Any]], *, tolerance: float, on: date) -> list[ChoiceShown]:
    """What each tolerance gave in the last search over everybody, strictest first."""
    return [
        ChoiceShown(
            tolerance=one["tolerance"],
            name=_("No promise") if one["tolerance"] == NO_GUARANTEE else percent(one["tolerance"]),
            worth=_worth(one, fewest_people(on)),
            tiers=tiers_shown(one["tiers"], on),
            now=one["tolerance"] == tolerance,
        )
        for one in stored
    ]


def _worth(one: Mapping[str, Any], fewest: int) -> int | None:
    """The points of a plan in whole per cents of what no promise would give; None where fewer than `fewest` have a proposal."""
    whole = one["points"] + one["cost"]
    covered = sum(row.covered or 0 for row in tiers_covered(one["tiers"]))
    return round(100 * one["points"] / whole) if whole > 0 and covered >= fewest else None


@dataclass(frozen=True, slots=True)
class Point:
    """A choice in the drawing; numbers as SVG writes them."""

    x: str
    y: str
    radius: int
    name: str
    name_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The trade-off drawn: to the right how much may be given up, upwards what the plan is worth in per cents."""

    width: int
    height: int
    line: str
    points: tuple[Point, ...]
    low: str
    high: str
    foot: str
    left: str
    right: str
    description: str


def curve_drawn(shown: Sequence[ChoiceShown]) -> Curve | None:
    """The choices at even steps, so that the small ones can be told apart; None where there is nothing to compare or to tell."""
    points = [one.worth for one in shown if one.worth is not None]
    if len(points) < max(ENDS, len(shown)):
        return None
    low, high = min(points), max(points)
    spread = high - low or 1
    step = (WIDTH - LEFT - RIGHT) / (len(points) - 1)
    spots = [
        (LEFT + place * step, HEIGHT - FOOT - (value - low) / spread * (HEIGHT - TOP - FOOT))
        for place, value in enumerate(points)
    ]
    last = len(spots) - 1
    drawn = tuple(
        Point(
            f"{x:.1f}",
            f"{y:.1f}",
            RADIUS_NOW if one.now else RADIUS,
            one.name,
            f"{HEIGHT - FOOT + 24:.0f}",
            "start" if not place else "end" if place == last else "middle",
        )
        for place, ((x, y), one) in enumerate(zip(spots, shown, strict=True))
    )
    return Curve(
        width=WIDTH,
        height=HEIGHT,
        line=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots),
        points=drawn,
        low=percent(low / 100),
        high=percent(high / 100) if high > low else "",  # a flat line has one height
        foot=f"{HEIGHT - FOOT:.0f}",
        left=f"{LEFT:.0f}",
        right=f"{WIDTH - RIGHT:.0f}",
        description="; ".join(
            _("%(name)s: %(share)s of the points") % {"name": one.name, "share": one.gives} for one in shown
        ),
    )
