"""Plain text comparison: shared words, and TF-IDF cosine of words or of char 3–5-grams."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from symbiose.engine.exchange.model import Side
from symbiose.engine.files import ListingRow

Floats = NDArray[np.float64]
Likeness = Callable[[Sequence[str], Sequence[str]], Floats]  # texts of haves (rows) by texts of needs (columns)


def words(text: str) -> Iterator[str]:
    """Words in small letters."""
    return iter(re.findall(r"\w+", text.lower()))


def grams(text: str) -> Iterator[str]:
    """Every run of 3 to 5 characters, the text in small letters with a space at both ends."""
    whole = f" {' '.join(words(text))} "
    return (whole[at : at + size] for size in (3, 4, 5) for at in range(len(whole) - size + 1))


def jaccard(haves: Sequence[str], needs: Sequence[str]) -> Floats:
    """Shared words over all words of both texts."""
    left, right = [set(words(text)) for text in haves], [set(words(text)) for text in needs]
    return np.array([[len(one & other) / len(one | other) for other in right] for one in left])


def tf_idf(parts: Callable[[str], Iterable[str]]) -> Likeness:
    """Cosine of counts weighted by how rare a part is in all texts (smoothed: ln((1 + n) / (1 + df)) + 1)."""

    def likeness(haves: Sequence[str], needs: Sequence[str]) -> Floats:
        counts = [Counter(parts(text)) for text in (*haves, *needs)]
        spread = Counter(part for count in counts for part in count)
        column = {part: number for number, part in enumerate(spread)}
        weight = {part: math.log((1 + len(counts)) / (1 + held)) + 1 for part, held in spread.items()}
        entries = [
            (row, column[part], number * weight[part])
            for row, count in enumerate(counts)
            for part, number in count.items()
        ]
        at_row, at_column, value = (np.array(one) for one in zip(*entries, strict=True))
        table = csr_array((value, (at_row, at_column)), shape=(len(counts), len(spread)))
        table = csr_array(table / np.sqrt(table.multiply(table).sum(axis=1))[:, None])
        cosine: Floats = (table[: len(haves)] @ table[len(haves) :].T).toarray()
        return cosine

    return likeness


BASELINES: dict[str, Likeness] = {
    "word overlap (Jaccard)": jaccard,
    "word TF-IDF": tf_idf(words),
    "char 3–5-gram TF-IDF": tf_idf(grams),
}


def rank(
    rows: Sequence[ListingRow], likeness: Likeness, *, same_kind: bool, keep: int, seeds: Sequence[int]
) -> list[dict[str, list[str]]]:
    """Rankings of needs by have, one for each seed that orders equals; own needs and likeness 0 are not proposed."""
    haves = [row for row in rows if row.side is Side.HAVE]
    needs = [row for row in rows if row.side is Side.NEED]
    alike = likeness([row.text for row in haves], [row.text for row in needs])
    firm = np.array([row.organisation for row in needs])
    kind = np.array([row.kind for row in needs])
    for at, have in enumerate(haves):
        alike[at, firm == have.organisation] = 0.0
        if same_kind:
            alike[at, kind != have.kind] = 0.0
    return [_ordered(haves, needs, alike, keep, seed) for seed in seeds]


def _ordered(
    haves: Sequence[ListingRow], needs: Sequence[ListingRow], alike: Floats, keep: int, seed: int
) -> dict[str, list[str]]:
    chance = list(range(len(needs)))
    random.Random(seed).shuffle(chance)
    order = np.array(chance)
    ranking = {}
    for at, have in enumerate(haves):
        best = np.lexsort((order, -np.round(alike[at], 9)))[:keep]
        ranking[have.id] = [needs[number].id for number in best if alike[at, number] > 0]
    return ranking
