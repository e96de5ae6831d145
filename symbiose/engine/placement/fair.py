"""Fairness as a guarantee: those who waited longest are covered first, to within a declared tolerance.

Tier by tier, as many as can be covered are sought while earlier tiers keep theirs; what the tolerance leaves of them is
guaranteed to the tier in all that follows. The last tier, of those who waited least, is guaranteed nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor

import numpy as np

from symbiose.engine.placement.columns import Mask
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import Links
from symbiose.engine.placement.model import Policy, Stop
from symbiose.engine.placement.search import search

_DIGITS = 6  # of a product of decimal numbers that are exact
_PERSON = 1000  # one covered person, so that whole numbers can price parts of one


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Of one tier: how many can be covered as far as was found, how many at most, and how many are guaranteed."""

    reached: int
    most: int
    least: int


@dataclass(frozen=True, slots=True)
class Fair:
    """Links with the guarantees of all tiers, a plan that keeps them, and the guarantees."""

    links: Links
    start: Mask
    tiers: tuple[Guarantee, ...]


def given_up(tolerance: float, reached: int) -> int:
    """How many of those who can be covered a tolerance gives up: 29 of 100 by 0.29, which as binary numbers are a hair less."""
    return floor(round(tolerance * reached, _DIGITS))


def guaranteed(links: Links, policy: Policy, stop: Stop, seed: int, *, warm: Mask, clock: Clock) -> Fair:
    """The tiers one after the other; `warm` is a plan that stood."""
    start, tiers = np.zeros(len(links), np.bool_), []
    for tier in range(len(policy.tiers)):
        rows = np.flatnonzero(links.tier <= tier)
        part = links.part(rows, links.room).seeking(np.where(links.tier[rows] == tier, _PERSON, 0))
        plan = search(
            part, replace(stop, gap=0.0), seed, start=start[rows], warm=warm[rows], grain=_PERSON, clock=clock
        )
        start[rows] = plan.chosen
        reached = plan.value // _PERSON
        least = reached - given_up(policy.tolerance, reached)
        tiers.append(Guarantee(reached, plan.bound // _PERSON, least))
        links = links.guaranteed(tier, least)
    return Fair(links, start, tuple(tiers))
