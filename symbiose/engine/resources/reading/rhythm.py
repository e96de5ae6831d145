"""How often, as a text says it: "om ugen", "hver 14. dag", "tre gange om året", "kvartalsvis", "twice a month".

A rhythm that the product does not have becomes the nearest that it has, with a factor for the amount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symbiose.engine.resources.reading.numerals import amount_at
from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.resources.words import stems
from symbiose.engine.units import MONTHS_PER_YEAR, Per

_WORKING_DAYS_A_WEEK = 5.0
_DAYS_A_WEEK = 7.0
_PER_WORDS = {
    Per.WEEK: ("uge", "ugen", "week"),
    Per.MONTH: ("maaned", "maaneden", "md", "mdr", "month"),
    Per.YEAR: ("aar", "aaret", "year"),
}
_PERIOD: dict[str, tuple[Per, float, bool]] = {
    **{word: (per, 1.0, False) for per, names in _PER_WORDS.items() for word in names},
    **dict.fromkeys(("dag", "dagen", "day", "doegn", "doegnet"), (Per.WEEK, _WORKING_DAYS_A_WEEK, True)),
    **dict.fromkeys(("hverdag", "arbejdsdag", "weekday"), (Per.WEEK, _WORKING_DAYS_A_WEEK, False)),
    **dict.fromkeys(("kvartal", "kvartalet", "quarter"), (Per.YEAR, 4.0, False)),
    **dict.fromkeys(("halvaar", "halvaaret"), (Per.YEAR, 2.0, False)),
}
_ALONE: dict[str, tuple[Per, float, bool]] = {
    **dict.fromkeys(("ugentlig", "ugentligt", "ugentlige", "weekly", "ugevis"), (Per.WEEK, 1.0, False)),
    **dict.fromkeys(("maanedlig", "maanedligt", "maanedlige", "monthly", "maanedsvis"), (Per.MONTH, 1.0, False)),
    **dict.fromkeys(("aarlig", "aarligt", "aarlige", "yearly", "annually", "annual"), (Per.YEAR, 1.0, False)),
    **dict.fromkeys(("daglig", "dagligt", "daglige", "daily"), (Per.WEEK, _WORKING_DAYS_A_WEEK, True)),
    **dict.fromkeys(("kvartalsvis", "kvartalsvist", "quarterly"), (Per.YEAR, 4.0, False)),
    **dict.fromkeys(("halvaarlig", "halvaarligt", "halvaarlige"), (Per.YEAR, 2.0, False)),
    **dict.fromkeys(("engangsparti", "engangs", "engangsopgave", "restparti", "engangstilbud"), (Per.ONCE, 1.0, False)),
}
_ALONE_TWO = {
    ("et", "parti"): Per.ONCE,
    ("en", "gang"): Per.ONCE,
    ("one", "off"): Per.ONCE,
    ("single", "batch"): Per.ONCE,
    ("just", "once"): Per.ONCE,
    ("only", "once"): Per.ONCE,
}
_EACH = frozenset(("om", "i", "pr", "per", "hver", "hvert", "a", "an", "every", "each", "the"))
_EVERY_OTHER = frozenset(("anden", "andet", "other", "second"))
_TIMES = frozenset(("gang", "gange", "times", "time"))
_ONCE = {"once": 1.0, "twice": 2.0}
_DAYS, _WEEKS, _MONTHS = (frozenset(stems(text)) for text in ("dag days", "uge weeks", "måned months"))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rhythm at words first..last (excluded): an amount said there is to be multiplied by `factor` for `per`."""

    first: int
    last: int
    per: Per
    factor: float
    estimated: bool


def find_rhythms(words: tuple[Word, ...], taken: Callable[[int], bool]) -> list[Rhythm]:
    """Rhythms in order of the text, outside the words that are `taken`."""
    found: list[Rhythm] = []
    index = 0
    while index < len(words):
        rhythm = None if taken(index) else _rhythm_at(words, index)
        if rhythm:
            found.append(rhythm)
        index = rhythm.last if rhythm else index + 1
    return found


def _rhythm_at(words: tuple[Word, ...], index: int) -> Rhythm | None:
    times = _times_at(words, index)
    if times:
        return times
    base = _base_at(words, index)
    if base:
        return base
    following = words[index + 1].folded if index + 1 < len(words) else ""
    per = _ALONE_TWO.get((words[index].folded, following))
    return Rhythm(index, index + 2, per, 1.0, estimated=False) if per else None


def _times_at(words: tuple[Word, ...], index: int) -> Rhythm | None:
    """Such as "tre gange om ugen", "2-3 times a month", "twice a year"."""
    if words[index].folded in _ONCE:
        value, at, estimated = _ONCE[words[index].folded], index + 1, False
    else:
        amount = amount_at(words, index)
        if amount is None or amount.last >= len(words) or words[amount.last].folded not in _TIMES:
            return None
        value, at, estimated = amount.value, amount.last + 1, amount.estimated
    base = _base_at(words, at) if at < len(words) else None
    if base is None:
        return None
    return Rhythm(index, base.last, base.per, base.factor * value, estimated or base.estimated)


def _base_at(words: tuple[Word, ...], index: int) -> Rhythm | None:
    word = words[index]
    if word.folded in _ALONE:
        return Rhythm(index, index + 1, *_ALONE[word.folded])
    if "/" in word.before and word.folded in _PERIOD:
        return Rhythm(index, index + 1, *_PERIOD[word.folded])
    if word.folded not in _EACH:
        return None
    at = index + 1
    other = at < len(words) and words[at].folded in _EVERY_OTHER
    at += other
    if at >= len(words) or words[at].sentence != word.sentence:
        return None
    if words[at].number:
        return _fortnight(words, index, at)
    if word.folded in {"i", "the"} and words[at].folded in {"dag", "aar", "day", "year", "uge", "week"}:
        return None
    if words[at].folded not in _PERIOD:
        return _half_year(words, index, at)
    per, factor, estimated = _PERIOD[words[at].folded]
    if not other:
        return Rhythm(index, at + 1, per, factor, estimated)
    if per is Per.MONTH:
        return Rhythm(index, at + 1, Per.YEAR, 6.0, estimated=False)
    return Rhythm(index, at + 1, per, factor / 2, estimated)


def _fortnight(words: tuple[Word, ...], index: int, at: int) -> Rhythm | None:
    """Such as "hver 14. dag", "hver 3. uge", "every 2 weeks"."""
    count = amount_at(words, at)
    if count is None or count.value <= 0 or count.last >= len(words):
        return None
    unit, last = words[count.last].stem, count.last + 1
    if unit in _DAYS:
        return Rhythm(index, last, Per.WEEK, _DAYS_A_WEEK / count.value, estimated=False)
    if unit in _WEEKS:
        return Rhythm(index, last, Per.WEEK, 1.0 / count.value, estimated=False)
    return Rhythm(index, last, Per.YEAR, MONTHS_PER_YEAR / count.value, estimated=False) if unit in _MONTHS else None


def _half_year(words: tuple[Word, ...], index: int, at: int) -> Rhythm | None:
    half = at + 1 < len(words) and words[at].folded in {"halve", "half"} and words[at + 1].folded in {"aar", "year"}
    return Rhythm(index, at + 2, Per.YEAR, 2.0, estimated=False) if half else None
