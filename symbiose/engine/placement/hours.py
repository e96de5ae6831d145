"""When: what a position's pattern leaves of a person's week and of the ways there and home, in half hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from symbiose.engine.placement.model import Candidate, Pattern, Position, Use, Way
from symbiose.engine.placement.reasons import met, unmet
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.windows import SLOTS_PER_DAY, format_windows, spans, window

DAYS = 7
MINUTES = 30  # of a slot
WEEK_BITS = DAYS * SLOTS_PER_DAY
WEEK = (1 << WEEK_BITS) - 1


@dataclass(frozen=True, slots=True)
class Fit:
    """Half hours that can be worked (0 where the pair cannot be), the bits in which, and why."""

    half_hours: int
    windows: int
    reasons: tuple[Reason, ...]


def halves(hours: float) -> int:
    """Hours in half hours."""
    return round(hours * 2)


@lru_cache(maxsize=1024)
def between(first_out: int | None, last_home: int | None) -> int:
    """Bits of the half hours that lie whole between the first way out and the last way home, the same each day."""
    start = -(-(first_out or 0) // MINUTES)
    end = SLOTS_PER_DAY if last_home is None else last_home // MINUTES
    return sum(window(day, start, end) for day in range(DAYS)) if start < end else 0


@lru_cache(maxsize=100_000)
def most_of(lengths: tuple[int, ...], least: int, cap: int) -> int:
    """The most half hours, at most `cap`, of at least `least` of shifts so long; 0 where there are none."""
    # Bit t of reached[n] says that n shifts, or more where n is `least`, can be worked in t half hours.
    reached = [1] + [0] * least
    room = (1 << (cap + 1)) - 1
    for length in lengths:
        for count in range(least, -1, -1):
            up = min(count + 1, least)
            reached[up] |= reached[count] << length & room
    return max(0, reached[least].bit_length() - 1)


def offered(position: Position) -> int:
    """Bits of all windows of a position; the whole week where it names none."""
    bits = 0
    for part in position.windows:
        bits |= part
    return bits or WEEK


def least_shifts(pattern: Pattern, windows: Sequence[int]) -> int:
    """How many of the shifts must be worked."""
    return len(windows) if pattern.use is Use.ALL else pattern.least


def fit(candidate: Candidate, position: Position, way: Way, most: int) -> Fit:
    """What the two can agree on, at most `most` half hours of the position."""
    if position.pattern.use is Use.FLEXIBLE:
        return _anywhere(candidate, position, way, most)
    return _shifts(candidate, position, way, most)


def _anywhere(candidate: Candidate, position: Position, way: Way, most: int) -> Fit:
    can, asked = halves(candidate.hours), halves(position.min_hours)
    common = candidate.windows & offered(position)
    inside = common & between(way.first_out, way.last_home)
    reasons = [*_person_short(can, asked)]
    if common.bit_count() < asked:
        reasons.append(_short("common_hours_short", common.bit_count(), asked))
    elif inside.bit_count() < asked:
        reasons.append(_short("travel_hours_short", inside.bit_count(), asked))
    if reasons:
        return Fit(0, 0, tuple(reasons))
    return _fits(min(can, most, inside.bit_count()), inside)


def _shifts(candidate: Candidate, position: Position, way: Way, most: int) -> Fit:
    open_slots = candidate.windows & between(way.first_out, way.last_home)
    works = [shift for shift in position.windows if not shift & ~open_slots]
    least, can = least_shifts(position.pattern, position.windows), halves(candidate.hours)
    enough = len(works) >= least
    lengths = sorted(shift.bit_count() for shift in (works if enough else position.windows))
    asked = max(sum(lengths[:least]), halves(position.min_hours))
    reasons = [*_person_short(can, asked)]
    if most < asked:
        over = (asked - most) / 2
        reasons.append(unmet("shifts_over_hours", asked_hours=asked / 2, most_hours=most / 2, short_hours=over))
    if not enough:
        closed = (shift for shift in position.windows if shift & ~open_slots)
        details = [one for shift in closed for one in _closed(shift, candidate.windows, way)]
        if position.pattern.use is Use.ANY:
            have = len(works)
            reasons.append(unmet("shifts_short", shifts=have, asked_shifts=least, short_shifts=least - have))
            details = [replace(one, tone=Tone.NOTE) for one in details]
        reasons += details
    worked = most_of(tuple(lengths), least, min(can, most))
    if not reasons and worked < asked:
        reasons.append(_short("common_hours_short", worked, asked))
    return Fit(0, 0, tuple(reasons)) if reasons else _fits(worked, sum(works))


def _person_short(can: int, asked: int) -> Iterator[Reason]:
    if can < asked:
        yield unmet("person_hours_short", can_hours=can / 2, asked_hours=asked / 2, short_hours=(asked - can) / 2)


def _short(code: str, have: int, asked: int) -> Reason:
    return unmet(code, hours=have / 2, asked_hours=asked / 2, short_hours=(asked - have) / 2)


def _fits(half_hours: int, windows: int) -> Fit:
    return Fit(
        half_hours, windows, (met("hours_fit", hours=half_hours / 2, windows=format_windows(windows, danish=False)),)
    )


def _closed(shift: int, windows: int, way: Way) -> Iterator[Reason]:
    """Why a shift cannot be worked: what the person's week lacks of it, and what the journeys do."""
    said = format_windows(shift, danish=False)
    missing = shift & ~windows
    if missing:
        low, high = shift & -shift, 1 << (shift.bit_length() - 1)
        run = spans(missing)
        minutes = missing.bit_count() * MINUTES
        if len(run) == 1 and missing != shift and missing & low:
            yield unmet("shift_starts_early", windows=said, short_minutes=minutes)
        elif len(run) == 1 and missing != shift and missing & high:
            yield unmet("shift_ends_late", windows=said, short_minutes=minutes)
        else:
            yield unmet("shift_not_free", windows=said, short_hours=missing.bit_count() / 2)
    start, end = spans(shift)[0][1], spans(shift)[-1][2]
    if way.first_out is not None and way.first_out > start * MINUTES:
        late = way.first_out - start * MINUTES
        yield unmet("first_way_late", windows=said, first_out=clock(way.first_out), short_minutes=late)
    if way.last_home is not None and way.last_home < end * MINUTES:
        early = end * MINUTES - way.last_home
        yield unmet("last_way_early", windows=said, last_home=clock(way.last_home), short_minutes=early)


def clock(minutes: int) -> str:
    """``07:30`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
