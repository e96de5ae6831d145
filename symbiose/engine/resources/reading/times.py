"""Weekly times said in a text, as half-hour bits.

How we read what is not said in hours (a constant table, shown to the writer, who can change the result):
a day without hours is 08–16; formiddag/morning 08–12, morgen 06–09, eftermiddag/afternoon 12–16, aften/evening 16–20,
arbejdstid 08–16, døgnet rundt 00–24. Hours without a day hold Monday to Friday; `clock` tells how open hours are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.reading.clock import AND, BETWEEN, CLOCK, FROM, TO, Hours, clock_at, end_of_range
from symbiose.engine.resources.reading.numerals import NUMERALS
from symbiose.engine.resources.reading.sentence import Denial, Word
from symbiose.engine.windows import SLOTS_PER_DAY, window

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
_GLUE = TO | AND | CLOCK | FROM | BETWEEN | {"hver", "om", "the", "every", "on", "in", "paa"}


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
    last = end_of_range(words, index + 1)
    until = None if last is None else _day(words, last)
    if last is None or until is None:
        return _Event(index, index + 1, (day,))
    return _Event(index, last + 1, tuple((day + step) % 7 for step in range((until - day) % 7 + 1)))


def _hours_at(words: tuple[Word, ...], index: int, *, after_day: bool) -> _Event | None:
    folded = words[index].folded
    following = words[index + 1].folded if index + 1 < len(words) else ""
    if (folded, following) in {("doegnet", "rundt"), ("around", "the")}:
        return _Event(index, index + 2, hours=ROUND_THE_CLOCK)
    before = words[index - 1].folded if index else ""
    counted = before in NUMERALS or before == "i" or (index > 0 and words[index - 1].number)
    for name, hours in DAY_PARTS.items():
        if folded.startswith(name) and folded[len(name) :] in _DAY_ENDINGS:
            return None if counted else _Event(index, index + 1, hours=hours)
    clock = clock_at(words, index, after_day=after_day)
    return None if clock is None else _Event(index, clock[1], hours=clock[0])


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
        elif event.days and (event.denied != last[0].denied or (last[-1].hours and any(one.days for one in last))):
            groups.append([event])
        else:
            last.append(event)
    return groups


def _runs(words: tuple[Word, ...], group: list[_Event]) -> list[tuple[int, int]]:
    """Stretches of words that a group was read from; small words between two mentions join them."""
    runs: list[tuple[int, int]] = []
    for event in group:
        if runs and all(word.folded in _GLUE for word in words[runs[-1][1] : event.first]):
            runs[-1] = (runs[-1][0], event.last)
        else:
            runs.append((event.first, event.last))
    return runs
