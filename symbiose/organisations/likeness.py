"""Which records look as if they were one organisation: the same name and place, nearly the same, or the same address.

Plain Python on tuples; nobody is compared with everybody. Records meet in blocks of one key, and a key that too many
share says nothing and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from symbiose.engine.resources.words import fold

FORMS = frozenset({"aps", "as", "is", "ivs", "ks", "ps", "amba", "fmba", "smba", "ved", "og", "v"})
MOST_SHARING = 8  # more than these with one telephone or web page: an accountant's, a mall's, no sign of one firm
MOST_IN_BLOCK = 300
NEAR = 90  # of 100: one letter in ten differs
FIRST_LETTERS = 4
PHONE_DIGITS = 8
WEIGHTS = {"name_place": 8, "near_name": 4, "email": 3, "phone": 2, "website": 2}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of one record."""

    pk: int
    name: str
    number: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


Pair = tuple[int, int]


def name_key(name: str) -> str:
    """A name without its company form, signs and order of words: “Træ & Co. ApS” and “CO TRÆ” are the same."""
    words = _WORD.findall(fold(name.casefold().replace("a/s", "as").replace("i/s", "is").replace("&", " ")))
    kept = [word for word in words if word not in FORMS]
    return " ".join(sorted(kept or words))


def likely_same(rows: Iterable[Known]) -> dict[Pair, tuple[str, ...]]:
    """Pairs of ids, the lower first, with the reasons, strongest first.

    Two that carry different company numbers are two organisations, unless name and place are the same: then one of the
    numbers may be a slip.
    """
    known = list(rows)
    keys = {row.pk: name_key(row.name) for row in known}
    numbers = {row.pk: row.number for row in known}
    found: dict[Pair, set[str]] = defaultdict(set)
    for reason, pairs in (
        ("name_place", _sharing(known, lambda row: f"{keys[row.pk]}|{row.postcode}" if keys[row.pk] else "")),
        ("email", _sharing(known, lambda row: row.email.casefold())),
        ("phone", _sharing(known, lambda row: _digits(row.phone))),
        ("website", _sharing(known, lambda row: _host(row.website))),
        ("near_name", _near(known, keys)),
    ):
        for pair in pairs:
            found[pair].add(reason)
    return {
        pair: tuple(sorted(reasons, key=lambda reason: -WEIGHTS[reason]))
        for pair, reasons in found.items()
        if "name_place" in reasons or not (numbers[pair[0]] and numbers[pair[1]])
    }


def weight_of(reasons: Iterable[str]) -> int:
    """How much speaks for one organisation, to order pairs by."""
    return sum(WEIGHTS[reason] for reason in reasons)


def _sharing(rows: Sequence[Known], key: Callable[[Known], str]) -> Iterator[Pair]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        shared = key(row)
        if shared:
            blocks[shared].append(row.pk)
    for block in blocks.values():
        if 1 < len(block) <= MOST_SHARING:
            yield from combinations(sorted(block), 2)


def _near(rows: Sequence[Known], keys: dict[int, str]) -> Iterator[Pair]:
    """Nearly the same name in one postcode; compared only where a word begins alike."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.postcode:
            for start in {word[:FIRST_LETTERS] for word in keys[row.pk].split()}:
                blocks[row.postcode, start].append(row.pk)
    for block in blocks.values():
        if 1 < len(block) <= MOST_IN_BLOCK:
            yield from _near_in(sorted(block), keys)


def _near_in(block: Sequence[int], keys: dict[int, str]) -> Iterator[Pair]:
    names = [keys[pk] for pk in block]
    scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    for one, other in zip(*scores.nonzero(), strict=True):
        if one < other and names[one] != names[other]:
            yield block[one], block[other]


def _digits(phone: str) -> str:
    """The last eight digits; what has fewer is no telephone number."""
    digits = "".join(sign for sign in phone if sign.isdigit())[-PHONE_DIGITS:]
    return digits if len(digits) == PHONE_DIGITS else ""


def _host(website: str) -> str:
    """The page without what everybody's has: firms that share a platform differ in the path."""
    return website.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
