"""One problem for all methods: its links, and the two aims that plans are measured by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.placement.generate import TODAY, digest, problem
from symbiose.engine.placement.columns import Columns, Ints, Mask, columns_of
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.find import Pairs, find_pairs
from symbiose.engine.placement.links import Links, make_links
from symbiose.engine.placement.model import Problem
from symbiose.reference import placement_policy

POLICY = placement_policy(TODAY)
Method = Callable[[Links, "Case"], Mask]


@dataclass(frozen=True)
class Case:
    """A problem, the pairs that every method gets, and their digest."""

    problem: Problem
    columns: Columns
    pairs: Pairs
    links: Links
    digest: str


def make(scale: str, seed: int) -> Case:
    whole = problem(scale, seed)
    columns = columns_of(whole)
    pairs = find_pairs(whole, POLICY, columns)
    return Case(whole, columns, pairs, make_links(pairs, columns, POLICY), digest(whole))


def repaired(links: Links, wished: Ints) -> Mask:
    """What a method wished for, dearest first, as far as there is room, and then all others: a courtesy to every peer."""
    first = wished[np.argsort(-links.aim[wished], kind="stable")]
    rest = np.argsort(-links.aim, kind="stable")
    return Moves.of(links).filled(np.concatenate((first, rest)))
