"""Hours of the clock said in a text: "kl. 9-12.30", "mellem 8 og 16", "efter kl. 14", "9am to 2pm".

Where only one end is said: a clock alone lasts an hour; "efter kl. 9" lasts to 16, or to 20 when it begins at 14 or
later; "før kl. 10" begins at 06.
"""

from __future__ import annotations

from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.windows import SLOTS_PER_DAY

Hours = tuple[int, int]
EARLIEST, WORK_ENDS, EVENING_ENDS, LATE_START = 12, 32, 40, 28
TO = frozenset(("til", "to", "through", "until"))
AND = frozenset(("og", "eller", "samt", "and", "or"))
CLOCK = frozenset(("kl", "klokken", "at"))
FROM = frozenset(("fra", "efter", "from", "after"))
BETWEEN = frozenset(("mellem", "between", "fra", "from"))
_BEFORE = frozenset(("foer", "inden", "til", "before", "until", "by"))
_DASHES = ("-", "–", "—")
_NOON = 24
_AN_HOUR = 2
_HOURS_A_DAY = 24
_HALF_HOUR = 30
_LAST_MINUTE = 59
_TWO_DIGITS = 2


def end_of_range(words: tuple[Word, ...], at: int) -> int | None:
    """Index of the word that ends a range whose second part may stand at `at`: after a dash, or after "til"."""
    if at >= len(words):
        return None
    if words[at].before.strip(" .") in _DASHES:
        return at
    return at + 1 if words[at].folded in TO and at + 1 < len(words) else None


def clock_at(words: tuple[Word, ...], index: int, *, after_day: bool) -> tuple[Hours, int] | None:
    """Hours that begin at `index`, and the index after them; bare numbers only where days stand before them."""
    at = index + 1 if words[index].folded in CLOCK else index
    start = _slot(words, at)
    if start is None:
        return None
    slot, after = start
    sure = at > index or after_day or _has_minutes(words, at, after)
    lead = words[index - 1].folded if index and words[index - 1].sentence == words[index].sentence else ""
    last = end_of_range(words, after) or (after + 1 if lead in BETWEEN and _is_and(words, after) else None)
    end = None if last is None else _slot(words, last)
    if end and end[0] > slot and (sure or (lead in BETWEEN and not _counts(words, end[1]))):
        return (slot, end[0]), end[1]
    if at == index and not words[after - 1].folded.endswith("m"):
        return None
    return _open(lead, slot), after


def _open(lead: str, slot: int) -> Hours:
    if lead in FROM and slot < EVENING_ENDS:
        return slot, EVENING_ENDS if slot >= LATE_START else max(WORK_ENDS, slot + 1)
    if lead in _BEFORE and slot > EARLIEST:
        return EARLIEST, slot
    return min(slot, SLOTS_PER_DAY - _AN_HOUR), min(slot + _AN_HOUR, SLOTS_PER_DAY)


def _is_and(words: tuple[Word, ...], at: int) -> bool:
    return at + 1 < len(words) and words[at].folded in AND


def _counts(words: tuple[Word, ...], after: int) -> bool:
    """True if a thing follows in the same clause, so that the numbers count it."""
    return after < len(words) and words[after].clause == words[after - 1].clause and words[after].before == " "


def _has_minutes(words: tuple[Word, ...], at: int, after: int) -> bool:
    return (
        words[after - 1].folded in {"am", "pm"}
        or after - at > 1
        or len(words[at].folded.partition(".")[2]) == _TWO_DIGITS
    )


def _slot(words: tuple[Word, ...], at: int) -> tuple[int, int] | None:
    """Half hour 0–48 of the clock at `at`, and the index after it."""
    if at >= len(words) or not words[at].number:
        return None
    hour, _, minute = words[at].folded.partition(".")
    after = at + 1
    if not minute and after < len(words) and words[after].number and words[after].before == ":":
        minute, after = words[after].folded, after + 1
    if not (_is_small(hour, _HOURS_A_DAY) and _is_small(minute or "0", _LAST_MINUTE)):
        return None
    slot = int(hour) * 2 + int(minute or "0") // _HALF_HOUR
    if after < len(words) and words[after].folded in {"am", "pm"}:
        half = _NOON if words[after].folded == "pm" and slot < _NOON else 0
        slot, after = slot + half, after + 1
    return (slot, after) if slot <= SLOTS_PER_DAY else None


def _is_small(digits: str, limit: int) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= _TWO_DIGITS and int(digits) <= limit
