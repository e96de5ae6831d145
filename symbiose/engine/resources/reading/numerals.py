"""Numbers as people write them: 1.200 and 1,5 and 1,200.5, "et par", "halvanden", "2-3", "to hundrede", "a dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.resources.words import folded

_ARTICLES = {"en": 1.0, "et": 1.0, "een": 1.0, "a": 1.0, "an": 1.0, "one": 1.0}
NUMERALS = {
    **dict(zip(folded("to tre fire fem seks syv otte ni ti elleve tolv"), range(2, 13), strict=True)),
    **dict(zip(folded("two three four five six seven eight nine ten eleven twelve"), range(2, 13), strict=True)),
    **dict(zip(folded("femten tyve tredive fyrre halvtreds tres"), (15, 20, 30, 40, 50, 60), strict=True)),
    **dict(zip(folded("fifteen twenty thirty forty fifty sixty"), (15, 20, 30, 40, 50, 60), strict=True)),
    **dict(
        zip(
            folded("halvfjerds firs halvfems dusin dozen halvanden halvandet"),
            (70, 80, 90, 12, 12, 1.5, 1.5),
            strict=True,
        )
    ),
}
_HALVES = frozenset(("halv", "halvt", "half"))
_SCALES = {"hundrede": 100.0, "hundred": 100.0, "tusind": 1000.0, "tusinde": 1000.0, "thousand": 1000.0}
_PAIR = frozenset(("par", "couple", "few"))
_TO = frozenset(("til", "to", "eller", "or", "og", "and"))
_BETWEEN = frozenset(("mellem", "between"))
_DASHES = frozenset(("-", "–", "—"))
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_MIXED = re.compile(r"\d{1,3}(?:([.,])\d{3})+([.,])\d+")
_DIGITS_MOST = 15
_HALF = "1\u20442"
_QUARTERS = {_HALF: 0.5, "1\u20444": 0.25, "3\u20444": 0.75}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the index after its last word; `article` where it is no more than "en" or "a"."""

    value: float
    last: int
    estimated: bool = False
    article: bool = False


def amount_at(words: tuple[Word, ...], index: int) -> Amount | None:
    """The number, or the midpoint of the range, that begins at `index`; None where none begins."""
    low = _one_at(words, index)
    if low is None:
        return None
    at = _second_at(words, index, low)
    high = _one_at(words, at) if at is not None else None
    if high is None or high.article or high.value <= low.value:
        return low
    return Amount((low.value + high.value) / 2, high.last, estimated=True)


def _second_at(words: tuple[Word, ...], index: int, low: Amount) -> int | None:
    if low.last >= len(words) or low.article:
        return None
    following = words[low.last]
    if following.before.strip() in _DASHES and following.number:
        return low.last
    between = index > 0 and words[index - 1].folded in _BETWEEN
    joins = following.folded in _TO and (following.folded not in {"og", "and"} or between)
    return low.last + 1 if joins and low.last + 1 < len(words) and following.before == " " else None


def _one_at(words: tuple[Word, ...], index: int) -> Amount | None:
    word = words[index]
    if word.number:
        return _scaled(words, _digits(word.folded), index + 1)
    if word.folded in _QUARTERS:
        return Amount(_QUARTERS[word.folded], index + 1)
    if word.folded in NUMERALS:
        return _scaled(words, float(NUMERALS[word.folded]), index + 1)
    if word.folded in _SCALES:
        return Amount(_SCALES[word.folded], index + 1, estimated=True)
    if word.folded in _HALVES:
        return Amount(0.5, index + 1)
    return _after_article(words, index) if word.folded in _ARTICLES else None


def _after_article(words: tuple[Word, ...], index: int) -> Amount:
    """Such as "en halv", "et par", "a couple of", "et hundrede", or no more than the article."""
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if following in _HALVES:
        return Amount(0.5, index + 2)
    if following in _PAIR:
        of = index + 2 < len(words) and words[index + 2].folded == "of"
        return Amount(3.0 if following == "few" else 2.0, index + 2 + of, estimated=True)
    if following in _SCALES:
        return Amount(_SCALES[following], index + 2, estimated=True)
    if following in {"dusin", "dozen"}:
        return Amount(12.0, index + 2)
    return Amount(1.0, index + 1, article=True)


def _scaled(words: tuple[Word, ...], value: float, last: int) -> Amount:
    """A number with what may follow it: "to hundrede", "2½", "to en halv"."""
    following = words[last].folded if last < len(words) else ""
    if following in _SCALES:
        return Amount(value * _SCALES[following], last + 1)
    if following in _QUARTERS and words[last].before in {"", " "}:
        return Amount(value + _QUARTERS[following], last + 1)
    halves = last + 1 < len(words) and following in {"en", "et", "a"} and words[last + 1].folded in _HALVES
    return Amount(value + 0.5, last + 2) if halves else Amount(value, last)


def _digits(text: str) -> float:
    """1.200 and 1,200 are thousands where three digits follow and none leads with 0; else the sign is a decimal."""
    ascii_digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text[:_DIGITS_MOST])
    mixed = _MIXED.fullmatch(ascii_digits)
    if mixed and mixed[1] != mixed[2]:
        return float(ascii_digits.replace(mixed[1], "").replace(",", "."))
    if _THOUSANDS.fullmatch(ascii_digits) and not ascii_digits.startswith("0"):
        return float(ascii_digits.replace(".", "").replace(",", ""))
    whole, _, rest = ascii_digits.replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '') or '0'}")
