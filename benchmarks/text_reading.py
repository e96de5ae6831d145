"""How well free text is read into resource families, beside plain text comparison: `python -m benchmarks.text_reading`.

Two lists of made-up but natural listings, both labelled by meaning before they were read. A text that names n things
counts n times: a thing is found first if one of the n best families is right for it, and among three if one of the 3n
best is; one reading answers for one thing. Best of the engine are the first families of its surest items.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np

from benchmarks.matching_quality.baselines import grams, tf_idf
from benchmarks.matching_quality.measures import wilson
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Graph, ItemReading, QuantityReading
from symbiose.engine.resources.reading import build_index, read_text
from symbiose.engine.units import Per

FOLDER = Path(__file__).parents[1] / "tests" / "engine" / "resources"
MISSING = "missing"
NEAR = 3
_CLOSE = 0.01
_UNITS = {"tonne": "t", "litre": "l", "kg": "kg", "m2": "m2", "m3": "m3", "hour": "hour", "day": "day", "kWh": "kWh"}
_ELSEWHERE = frozenset(("MW", "kW", "MWh", "per"))  # power, and rhythms without an amount, are not quantities here
_RHYTHMS: dict[str, tuple[Per | None, tuple[float, ...]]] = {
    "": (None, (1.0,)),
    "week": (Per.WEEK, (1.0,)),
    "2weeks": (Per.WEEK, (0.5,)),
    "month": (Per.MONTH, (1.0,)),
    "year": (Per.YEAR, (1.0,)),
    "quarter": (Per.YEAR, (4.0,)),
    "day": (Per.WEEK, (5.0, 7.0)),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity that a text states: any of `amounts`, in `unit`, per `per`. A lone "en" or "et" states none."""

    amounts: tuple[float, ...]
    unit: str
    per: Per | None

    def told_by(self, read: QuantityReading | None) -> bool:
        """True where amount, unit and rhythm are all read as they are meant; once and no rhythm are one."""
        if read is None or read.amount is None:
            return False
        per = None if read.per is Per.ONCE else read.per
        near = any(abs(read.amount - amount) <= _CLOSE * amount for amount in self.amounts)
        return near and read.unit == self.unit and per == self.per


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and for each thing that it names the right families, the side ("" where either is right), the quantity."""

    id: str
    text: str
    things: tuple[frozenset[str], ...]
    sides: tuple[str, ...]
    quantities: tuple[Stated | None, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: per thing whether it was first, among three, and on the right side."""

    case: Case
    first: int
    among: int
    sides: tuple[bool, ...]
    quantities: tuple[bool, ...]
    unread: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Shares over many cases, as (right, of how many)."""

    first: tuple[int, int]
    among: tuple[int, int]
    sides: tuple[int, int]
    quantities: tuple[int, int]
    unread: tuple[int, int]
    missing: tuple[int, int]


Ranked = tuple[list[str], list[str]]  # the best families, one for each thing, and all families best first


def load_first() -> list[Case]:
    """The first list: one thing each, no quantities; it has been used for mending."""
    with (FOLDER / "natural_listings.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(str(at), row["text"], (frozenset(row["families"].split("|")),), (row["side"],), (None,))
            for at, row in enumerate(csv.DictReader(file), 1)
        ]


def load_second() -> list[Case]:
    """The second list; odd ids are half A, from which to mend, even ids half B, held back."""
    with (FOLDER / "natural_listings_2.csv").open(encoding="utf-8", newline="") as file:
        return [_second(row) for row in csv.DictReader(file)]


def halves(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """Half A and half B of the second list."""
    return [case for case in cases if int(case.id) % 2], [case for case in cases if int(case.id) % 2 == 0]


def measure(cases: Sequence[Case], graph: Graph) -> list[Outcome]:
    """What the engine reads in each text."""
    return [_outcome(case, graph) for case in cases]


def score(outcomes: Sequence[Outcome]) -> Score:
    """The shares of many outcomes."""
    things = sum(len(one.case.things) for one in outcomes)
    sides = [right for one in outcomes for right in one.sides]
    quantities = [right for one in outcomes for right in one.quantities]
    missing = sum(MISSING in thing for one in outcomes for thing in one.case.things)
    return Score(
        first=(sum(one.first for one in outcomes), things),
        among=(sum(one.among for one in outcomes), things),
        sides=(sum(sides), len(sides)),
        quantities=(sum(quantities), len(quantities)),
        unread=(sum(one.unread for one in outcomes), len(outcomes)),
        missing=(missing, things),
    )


def baseline(cases: Sequence[Case], graph: Graph) -> list[Outcome]:
    """Families by the cosine of char 3–5-gram TF-IDF between the text and all their names and synonyms."""
    words: dict[str, list[str]] = {code: [one.name_da, one.name_en] for code, one in graph.families.items()}
    for synonym in graph.synonyms:
        words[synonym.family].append(synonym.words)
    codes = list(words)
    alike = tf_idf(grams)([case.text for case in cases], [" ".join(words[code]) for code in codes])
    outcomes = []
    for case, row in zip(cases, alike, strict=True):
        best = [codes[at] for at in np.argsort(-row, kind="stable")[: NEAR * len(case.things)]]
        first, among = _found(case, (best[: len(case.things)], best))
        outcomes.append(Outcome(case, first, among, (), (), unread=not row.any()))
    return outcomes


def _second(row: dict[str, str]) -> Case:
    things = tuple(frozenset(row[column].split("|")) for column in ("families_1", "families_2") if row[column])
    said = ["" if side == "any" else side for side in row["side"].split("|")]
    sides = tuple(said) if len(said) == len(things) else tuple(said * len(things))
    quantities = tuple(_stated(row[f"quantity_{at + 1}"]) for at in range(len(things)))
    return Case(row["id"], row["text"], things, sides, quantities)


def _stated(text: str) -> Stated | None:
    said, _, rhythm = text.partition("/")
    parts = said.split(maxsplit=1)
    if not parts or text == "1 piece" or _ELSEWHERE & set(parts[1].split()):
        return None
    per, factors = _RHYTHMS[rhythm]
    amount = float(parts[0])
    return Stated(tuple(amount * factor for factor in factors), _UNITS.get(parts[1].strip(), "piece"), per)


def _outcome(case: Case, graph: Graph) -> Outcome:
    read = read_text(case.text, graph=graph)
    items = sorted((one for one in read.items if one.families), key=lambda one: -one.families[0].confidence)
    every = sorted((one for item in items for one in item.families), key=lambda one: -one.confidence)
    best = [item.families[0].family for item in items[: len(case.things)]]
    first, among = _found(case, (best, [one.family for one in every[: NEAR * len(case.things)]]))
    return Outcome(
        case=case,
        first=first,
        among=among,
        sides=tuple(_sides(case, items)),
        quantities=tuple(
            any(stated.told_by(item.quantity) for item in read.items) for stated in case.quantities if stated
        ),
        unread=read.unread,
    )


def _sides(case: Case, items: Sequence[ItemReading]) -> Iterator[bool]:
    """For every thing that was found and whose side the text tells: whether an item of it is on that side."""
    for right, side in zip(case.things, case.sides, strict=True):
        told = [item.side for item in items if right & {one.family for one in item.families}]
        if side and told:
            yield side in told


def _found(case: Case, ranked: Ranked) -> tuple[int, int]:
    best, every = ranked
    return _answered(case.things, best), _answered(case.things, every)


def _answered(things: Sequence[frozenset[str]], readings: Sequence[str]) -> int:
    """How many things the readings answer at most, each reading one of them."""
    padded = [*readings, *[""] * len(things)]
    orders = permutations(padded, len(things))
    return max(sum(one in thing for one, thing in zip(order, things, strict=True)) for order in orders)


def _share(part: tuple[int, int], *, interval: bool = False) -> str:
    right, total = part
    if not total:
        return "–"
    low, high = wilson(right / total, total)
    return f"{right / total:.3f}" + (f" ({low:.2f}–{high:.2f})" if interval else "")


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    got = score(outcomes)
    cells = [name, str(got.first[1])]
    cells += [_share(part, interval=True) for part in (got.first, got.among, got.sides, got.quantities)]
    cells += [_share(part) for part in (got.unread, got.missing)]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table of both lists as Markdown."""
    graph = load_graph()
    build_index(graph)
    second = load_second()
    half_a, half_b = halves(second)
    sets = {"first list": load_first(), "second list": second, "second, half A": half_a, "second, half B": half_b}
    methods: dict[str, Callable[[Sequence[Case], Graph], list[Outcome]]] = {
        "engine": measure,
        "char 3–5-gram TF-IDF": baseline,
    }
    start = time.perf_counter()
    measure(second, graph)
    each = (time.perf_counter() - start) / len(second)
    print("| texts, method | things | first | among three | side | quantity | unread | no family |")
    print("|---|---|---|---|---|---|---|---|")
    for name, cases in sets.items():
        for method, run in methods.items():
            print(_line(f"{name}, {method}", run(cases, graph)))
    print(f"\n{each * 1000:.1f} ms for a text of the second list; intervals are Wilson's at 95 %.")


if __name__ == "__main__":
    main()
