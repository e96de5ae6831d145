"""Weekly times said in a text, as half-hour bits.

How we read what is not said in hours (a constant table, shown to the writer, who can change the result):
a day without hours is 08–16; formiddag/morning 08–12, morgen 06–09, eftermiddag/afternoon 12–16, aften/evening 16–20,
arbejdstid 08–16, døgnet rundt 00–24. A clock without an end lasts an hour; "efter kl. 9" lasts to 16, or to 20 when it
begins at 14 or later; "før kl. 10" begins at 06. Hours without a day hold Monday to Friday.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.reading.sentence import Denial, Word
from symbiose.engine.windows import SLOTS_PER_DAY, window

Hours = tuple[int, int]
WHOLE_DAY: Hours = (16, 32)
DAY_PARTS: dict[str, Hours] = {
    "formiddag": (16, 24),
    "morgen": (12, 18),
    "eftermiddag": (24, 32),
    "aften": (32, 40),
    "arbejdstid": WHOLE_DAY,
    "dagtimer": WHOLE_DAY,
    "morning": (16, 24),
    "afternoon": (24, 32),
    "evening": (32, 40),
}
ROUND_THE_CLOCK: Hours = (0, SLOTS_PER_DAY)
EARLIEST, WORK_ENDS, EVENING_ENDS, LATE_START = 12, 32, 40, 28
_NOON = 24
_AN_HOUR = 2

_LONG_DAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("loerdag", "saturday"),
    ("soendag", "sunday"),
)
_SHORT_DAYS = (
    ("man", "mon"),
    ("tir", "tirs", "tue", "tues"),
    ("ons", "wed"),
    ("tor", "tors", "thu", "thur", "thurs"),
    ("fre", "fri"),
    ("loer", "lor", "sat"),
    ("soen", "son", "sun"),
)
_DAY = {name: day for day, names in enumerate(_LONG_DAYS) for name in names} | {"lordag": 5, "sondag": 6}
_SHORT = {name: day for day, names in enumerate(_SHORT_DAYS) for name in names}
_GROUPS = {"hverdag": range(5), "arbejdsdag": range(5), "weekday": range(5), "weekend": range(5, 7)}
_DAY_ENDINGS = ("", "e", "en", "ene", "s", "er", "erne", "enes")
_ALL_WEEK = (("hele", "ugen"), ("alle", "dage"), ("alle", "ugens"), ("whole", "week"), ("all", "week"), ("all", "days"))
_TO = frozenset(("til", "to", "through", "until"))
_AND = frozenset(("og", "eller", "samt", "and", "or"))
_CLOCK = frozenset(("kl", "klokken", "at"))
_FROM = frozenset(("fra", "efter", "from", "after"))
_BEFORE = frozenset(("foer", "inden", "til", "before", "until", "by"))
_BETWEEN = frozenset(("mellem", "between", "fra", "from"))
_GLUE = _TO | _AND | _CLOCK | _FROM | _BETWEEN | {"hver", "om", "the", "every", "on", "in", "paa", "fra"}
_DASHES = ("-", "–", "—")
_HOURS_A_DAY = 24
_HALF_HOUR = 30
_TWO_DIGITS = 2


@dataclass(frozen=True, slots=True)
class SaidTime:
    """Bits of one mention, where it stands, and the words first..last (excluded) it was read from."""

    bits: int
    denied: bool
    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Event:
    first: int
    last: int
    days: tuple[int, ...] = ()
    hours: Hours | None = None
    denied: bool = False


def find_times(words: tuple[Word, ...], denied: Iterable[Denial]) -> tuple[SaidTime, ...]:
    """Every mention of days and hours, in order of the text."""
    denials = tuple(denied)
    said: list[SaidTime] = []
    for group in _groups(words, _events(words, denials)):
        no = group[0].denied
        days = tuple(dict.fromkeys(day for event in group for day in event.days)) or tuple(range(5))
        hours = [event.hours for event in group if event.hours] or [ROUND_THE_CLOCK if no else WHOLE_DAY]
        bits = 0
        for day in days:
            for start, end in hours:
                bits |= window(day, start, end)
        said.extend(
            SaidTime(bits, no, first, last, Span(words[first].span.start, words[last - 1].span.end))
            for first, last in _runs(words, group)
        )
    return tuple(said)


def weekly_bits(said: Sequence[SaidTime]) -> int:
    """Half hours that were said and not denied; where only exceptions are said, Monday to Friday without them."""
    bits = 0
    for time in said:
        bits |= 0 if time.denied else time.bits
    if said and all(time.denied for time in said):
        for day in range(5):
            bits |= window(day, *WHOLE_DAY)
    for time in said:
        if time.denied:
            bits &= ~time.bits
    return bits


def _events(words: tuple[Word, ...], denials: tuple[Denial, ...]) -> list[_Event]:
    events: list[_Event] = []
    index = 0
    while index < len(words):
        no = any(denial.covers(index) for denial in denials)
        event = _days_at(words, index) or _hours_at(words, index, after_day=_just_after_day(words, events, index))
        if event is None:
            index += 1
            continue
        events.append(replace(event, denied=no))
        index = event.last
        part = _day_part_in(words[event.last - 1].folded) if event.days else None
        if part:
            events.append(_Event(event.last - 1, event.last, hours=part, denied=no))
    return events


def _just_after_day(words: tuple[Word, ...], events: list[_Event], index: int) -> bool:
    if not events or words[events[-1].first].sentence != words[index].sentence:
        return False
    return all(word.folded in _GLUE for word in words[events[-1].last : index])


def _day(words: tuple[Word, ...], index: int) -> int | None:
    """Day of a full name in any form, or of a short one that stands beside another day, a dash or a clock."""
    if index >= len(words):
        return None
    folded = words[index].folded
    for name, day in _DAY.items():
        if folded.startswith(name) and (folded[len(name) :] in _DAY_ENDINGS or _day_part_in(folded)):
            return day
    return _SHORT[folded] if folded in _SHORT and _among_days(words, index) else None


def _among_days(words: tuple[Word, ...], index: int) -> bool:
    for beside, sign in ((index - 1, index), (index + 1, index + 1)):
        if 0 <= beside < len(words):
            other, before = words[beside].folded, words[sign].before
            named = other in _SHORT or other in _DAY or other in DAY_PARTS
            if named and (before.strip(" .") in {"-", "–", "/", ","} or other in DAY_PARTS):
                return True
    following = words[index + 1] if index + 1 < len(words) else None
    return following is not None and (following.folded == "kl" or (following.number and "." in following.before))


def _day_part_in(folded: str) -> Hours | None:
    """Hours of the part in *tirsdagsformiddag*."""
    parts = (hours for part, hours in DAY_PARTS.items() if folded.endswith((part, part + "en", part + "e", part + "s")))
    return next(parts, None)


def _days_at(words: tuple[Word, ...], index: int) -> _Event | None:
    folded = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if (folded, following) in _ALL_WEEK:
        return _Event(index, index + 2, tuple(range(7)))
    for name, group in _GROUPS.items():
        if folded.startswith(name):
            return _Event(index, index + 1, tuple(group))
    day = _day(words, index)
    if day is None:
        return None
    last = _end_of_range(words, index + 1)
    until = None if last is None else _day(words, last)
    if last is None or until is None:
        return _Event(index, index + 1, (day,))
    return _Event(index, last + 1, tuple((day + step) % 7 for step in range((until - day) % 7 + 1)))


def _end_of_range(words: tuple[Word, ...], at: int) -> int | None:
    """Index of the word that ends a range whose second part may stand at `at`: after a dash, or after "til"."""
    if at >= len(words):
        return None
    if words[at].before.strip(" .") in _DASHES:
        return at
    return at + 1 if words[at].folded in _TO and at + 1 < len(words) else None


def _hours_at(words: tuple[Word, ...], index: int, *, after_day: bool) -> _Event | None:
    folded = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if (folded, following) in {("doegnet", "rundt"), ("around", "the")}:
        return _Event(index, index + 2, hours=ROUND_THE_CLOCK)
    before = words[index - 1].folded if index else ""
    for name, hours in DAY_PARTS.items():
        if folded.startswith(name) and folded[len(name) :] in _DAY_ENDINGS:
            return None if before == "i" else _Event(index, index + 1, hours=hours)
    return _clock_at(words, index, after_day=after_day)


def _clock_at(words: tuple[Word, ...], index: int, *, after_day: bool) -> _Event | None:
    """Hours such as "kl. 9-12.30", "efter kl. 14", "mandag 8-16", "9am to 2pm"."""
    at = index + 1 if words[index].folded in _CLOCK else index
    start = _slot(words, at)
    if start is None:
        return None
    slot, after = start
    sure = at > index or after_day or _has_minutes(words, at, after)
    lead = words[index - 1].folded if index and words[index - 1].sentence == words[index].sentence else ""
    last = _end_of_range(words, after) or (after + 1 if lead in _BETWEEN and _is_and(words, after) else None)
    end = None if last is None else _slot(words, last)
    if end and end[0] > slot and (sure or (lead in _BETWEEN and not _counts(words, end[1]))):
        return _Event(index, end[1], hours=(slot, end[0]))
    if at == index and not words[after - 1].folded.endswith("m"):
        return None
    return _Event(index, after, hours=_open(lead, slot))


def _open(lead: str, slot: int) -> Hours:
    if lead in _FROM and slot < EVENING_ENDS:
        return slot, EVENING_ENDS if slot >= LATE_START else max(WORK_ENDS, slot + 1)
    if lead in _BEFORE and slot > EARLIEST:
        return EARLIEST, slot
    return min(slot, SLOTS_PER_DAY - _AN_HOUR), min(slot + _AN_HOUR, SLOTS_PER_DAY)


def _is_and(words: tuple[Word, ...], at: int) -> bool:
    return at + 1 < len(words) and words[at].folded in _AND


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
    """Half hour 0–48 of the clock at `at`, and the index after it; "9", "9.30", "9:30", "2pm"."""
    if at >= len(words) or not words[at].number:
        return None
    hour, _, minute = words[at].folded.partition(".")
    after = at + 1
    if not minute and after < len(words) and words[after].number and words[after].before == ":":
        minute, after = words[after].folded, after + 1
    if not (_is_small(hour, _HOURS_A_DAY) and _is_small(minute or "0", 59)):
        return None
    slot = int(hour) * 2 + int(minute or "0") // _HALF_HOUR
    if after < len(words) and words[after].folded in {"am", "pm"}:
        half = _NOON if words[after].folded == "pm" and slot < _NOON else 0
        slot, after = slot + half, after + 1
    return (slot, after) if slot <= SLOTS_PER_DAY else None


def _is_small(digits: str, limit: int) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= _TWO_DIGITS and int(digits) <= limit


def _groups(words: tuple[Word, ...], events: list[_Event]) -> list[list[_Event]]:
    """Days with the hours that belong to them: hours follow their days, or stand before them in the sentence.

    Hours after an exception belong to what it is an exception from: "hverdage undtagen onsdag kl. 9-12".
    """
    groups: list[list[_Event]] = []
    for event in events:
        last = groups[-1] if groups else None
        if last is None or words[last[0].first].sentence != words[event.first].sentence:
            groups.append([event])
        elif event.hours and last[0].denied and len(groups) > 1 and not any(one.hours for one in groups[-2]):
            groups[-2].append(event)
        elif event.days and (event.denied != last[0].denied or _complete(last)):
            groups.append([event])
        else:
            last.append(event)
    return groups


def _complete(group: list[_Event]) -> bool:
    return any(one.hours for one in group) and any(one.days for one in group)


def _runs(words: tuple[Word, ...], group: list[_Event]) -> list[tuple[int, int]]:
    """Stretches of words that a group was read from; small words between two mentions join them."""
    runs: list[tuple[int, int]] = []
    for event in group:
        if runs and all(word.folded in _GLUE for word in words[runs[-1][1] : event.first]):
            runs[-1] = (runs[-1][0], event.last)
        else:
            runs.append((event.first, event.last))
    return runs
