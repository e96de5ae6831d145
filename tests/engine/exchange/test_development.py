"""Words and families together find more than either alone: pairs of everyday listings, none from a benchmark."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import symbiose.home
from symbiose.engine.exchange.candidates import find_candidates
from symbiose.engine.exchange.model import Listing, Policy, Problem, Side
from symbiose.engine.files import ListingRow, to_listing
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Kind
from symbiose.engine.resources.reading import read_text
from symbiose.reference import exchange_policy, find_place

TODAY = date(2026, 11, 24)
DEMO = Path(symbiose.home.__file__).parent / "demo"
PAIRS = Path(__file__).parent / "development_pairs.csv"
Pair = tuple[str, str]


def made_up() -> Iterator[tuple[Pair, list[ListingRow]]]:
    """Pairs written for this test, each with its two rows."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [f"{row['id']} {side}" for side in Side]
            rows = [
                ListingRow(
                    id=name, side=side, text=row[side], organisation=name, kind=Kind(row[f"{side}_kind"]), place="8600"
                )
                for name, side in zip(names, Side, strict=True)
            ]
            yield (names[0], names[1]), rows


def demo() -> Iterator[tuple[list[Pair], list[ListingRow]]]:
    """The demo's loops, with all of its listings."""
    for town in sorted(path for path in DEMO.iterdir() if (path / "story.toml").exists()):
        loops = tomllib.loads((town / "story.toml").read_text(encoding="utf-8"))["loop"]
        flows = [flow.split(">") for loop in loops for flow in loop["flows"]]
        with (town / "listings.csv").open(encoding="utf-8", newline="") as file:
            yield (
                [(f"{town.name} {have}", f"{town.name} {need}") for have, need in flows],
                [
                    ListingRow(
                        id=f"{town.name} {row['id']}",
                        side=Side(row["side"]),
                        text=row["text"],
                        organisation=f"{town.name} {row['organisation']}",
                        kind=Kind(row["kind"]),
                        place="8600",
                    )
                    for row in csv.DictReader(file)
                ],
            )


@pytest.fixture(scope="module")
def case() -> tuple[list[Pair], tuple[Listing, ...]]:
    graph = load_graph()
    own, towns = list(made_up()), list(demo())
    rows = [row for _, both in own for row in both] + [row for _, some in towns for row in some]
    read = tuple(to_listing(row, graph=graph, find_place=find_place, read_text=read_text) for row in rows)
    return [pair for pair, _ in own] + [pair for pairs, _ in towns for pair in pairs], read


def found(pairs: list[Pair], listings: tuple[Listing, ...], policy: Policy, first: int) -> float:
    """Share of the pairs whose need is among the have's first so many."""
    ranking: dict[str, list[str]] = {}
    for candidate in find_candidates(Problem(listings, TODAY), graph=load_graph(), policy=policy):
        ranking.setdefault(candidate.have, []).append(candidate.need)
    return sum(need in ranking.get(have, [])[:first] for have, need in pairs) / len(pairs)


def test_words_and_families_together_find_more_than_either(case):
    pairs, listings = case
    policy = exchange_policy(TODAY)
    unread = tuple(replace(listing, codes=()) for listing in listings)
    shares = {}
    for first in (1, 10):
        families = found(pairs, listings, replace(policy, likeness=0.0, by_words=0), first)
        words = found(pairs, unread, replace(policy, by_words=20, words_least=0.0), first)
        shares[first] = (families, words, found(pairs, listings, policy, first))

    for families, words, both in shares.values():
        assert both > max(families, words)
    assert shares[1][2] >= 0.6
    assert shares[10][2] >= 0.9
