"""Words of a text: cut out with their place, folded, reduced to their stem, and split where they are compounds.

Nothing here knows the resource graph, so that searches may use the same words as the reading does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_DANISH = snowballstemmer.stemmer("danish")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_LINKS = ("s", "e", "er", "n", "en")
_SHORTEST_PART = 3
_SHORTEST_STEM = 4
_DROPS_E = ("el", "er", "en")
_VERBAL = frozenset(("t", "te", "de", "ede", "et"))
_AGENT = frozenset(("r", "er", "ers", "ere"))
_APART = tuple({verbal, agent} for verbal in _VERBAL for agent in _AGENT)
_SHORTEST_BEGINNING = 2
_SHORT_ENDINGS = ("et", "en", "er", "ene", "erne")
_BASE = 2
_ENDINGS = frozenset(
    (
        *("e", "en", "et", "er", "ene", "erne", "ne", "n", "r", "t", "re", "ret", "rne", "de", "te", "ede"),
        *("ens", "ets", "ers", "enes", "ernes", "nes", "rs", "rnes", "es", "ing", "ingen", "inger"),
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters, or a number with its separators, at characters start..end of the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words and numbers of `text` in order; hyphens and other signs part them."""
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """Lower case, æ ø å written ae oe aa, and accents off: one spelling for the ways in which a word is written."""
    lowered = unicodedata.normalize("NFKC", word).lower().translate(_LETTERS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return bare.translate(_LETTERS)  # ǽ and ǿ are æ and ø once their accent is off


def plain(word: str) -> str:
    """The folded word as written by those who put a for æ and å, and o for ø."""
    return fold(word).replace("ae", "a").replace("oe", "o").replace("aa", "a")


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Folded Danish stem; stemming a stem gives the stem itself."""
    reduced = fold(word)
    while (shorter := str(_DANISH.stemWord(reduced))) != reduced:
        reduced = shorter
    return reduced


def folded(text: str) -> tuple[str, ...]:
    """Folded words of `text`, in order."""
    return tuple(fold(token.text) for token in tokens(text))


@lru_cache(maxsize=32768)
def keys(word: str) -> tuple[str, ...]:
    """Stems under which the forms of a folded word meet: its own, without a neuter -t, and without the e of *møbel*."""
    own = stem(word)
    found = [own]
    if own.endswith("t") and len(own) > _SHORTEST_STEM:
        found.append(stem(own[:-1]))
    found.append(stem(_without_e(word)))
    if own == word:
        # The stemmer spares words as short as *træet*.
        found.extend(word[: -len(end)] for end in _SHORT_ENDINGS if word.endswith(end) and len(word) - len(end) > _BASE)
    if word.endswith("ies"):
        found.append(stem(word[:-3] + "y"))
    if word.endswith("s"):
        found.append(stem(word[:-1]))
    return tuple(dict.fromkeys(found))


def stems(text: str) -> list[str]:
    """Stems of all words of `text`, in order, numbers as they are written."""
    return [stem(token.text) for token in tokens(text)]


def inflected(one: str, other: str, *, language: str = "da") -> bool:
    """True if two folded words are forms of the same word: a common beginning and endings of the language.

    Stricter than an equal stem: *plads* and *plade* share a stem and are not the same word, nor are *malet* and
    *maler*. English forms are the plural and no more.
    """
    if language == "en":
        return bool(_singulars(one) & _singulars(other))
    if one == other + "s" or other == one + "s":
        return True
    pairs = ((one, other), (_without_e(one), other), (one, _without_e(other)))
    return any(_same_but_ending(left, right) for left, right in pairs)


def _singulars(word: str) -> frozenset[str]:
    """An English word and what it may be the plural of."""
    found = {word}
    if word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
    if word.endswith("es"):
        found.add(word[:-2])
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    return frozenset(found)


def _without_e(word: str) -> str:
    """The beginning that *cykel* shares with *cykler*; other words as they are."""
    return word[:-2] + word[-1] if word[-2:] in _DROPS_E and len(word) > _SHORTEST_STEM else word


def _same_but_ending(one: str, other: str) -> bool:
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    if common < _SHORTEST_BEGINNING or {one[common:], other[common:]} in _APART:
        return False
    return all(_is_ending(word[common:], word[common - 1]) for word in (one, other))


def _is_ending(rest: str, before: str) -> bool:
    return not rest or rest in _ENDINGS or (rest[0] == before and rest[1:] in _ENDINGS)


def splits(word: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Ways to part a folded word into (spellings of the modifier, head), the longest head first.

    The modifier comes as written and without a linking -s-, -e-, -er-, -n- or -en-.
    """
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        modifier = word[:at]
        linked = (modifier[: -len(link)] for link in _LINKS if modifier.endswith(link))
        yield (modifier, *(short for short in linked if len(short) >= _SHORTEST_PART)), word[at:]
