"""A judged pair as it is stored: every condition by itself, met or not, with its amounts, and why not in a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from symbiose.engine.placement.model import Candidate, Position
from symbiose.engine.placement.pair import Pair
from symbiose.engine.placement.room import Room
from symbiose.engine.reason import Reason, Tone
from symbiose.jobs.bridge.rows import ById

Stored = dict[str, Any]

# Under which word a position that does not fit is counted: the first of these groups of which a condition fails.
GROUPS: dict[str, tuple[str, ...]] = {
    "never": ("person_never", "said_no", "put_away"),
    "travel": ("travel_long", "no_way", "home_unknown", "position_place_unknown"),
    "hours": (
        *("person_hours_short", "common_hours_short", "travel_hours_short", "shift_starts_early", "shift_ends_late"),
        *("shift_not_free", "first_way_late", "last_way_early", "shifts_short", "shifts_over_hours"),
    ),
    "conditions": ("accommodation_missing",),
    "skills": ("skill_missing",),
    "form": ("form_not_possible",),
    "room": ("seats_full", "hours_taken"),
    "mentor": ("mentor_short", "mentor_unknown"),
    "ratio": ("ratio_full",),
    "placed": ("has_place",),
}
_GROUP_OF = {code: name for name, codes in GROUPS.items() for code in codes}


def stored(reason: Reason) -> Stored:
    """A reason as JSON."""
    return {"code": reason.code, "tone": reason.tone.value, "values": dict(reason.values)}


def _own(code: str, tone: Tone, **values: Any) -> Stored:
    """A reason of this room, for what the engine says of all conditions together."""
    return {"code": code, "tone": tone.value, "values": values}


def conditions(pair: Pair, one: Candidate, job: Position, *, ids: ById, room: Room) -> list[Stored]:
    """Every condition of a pair, each thing asked for by itself."""
    told = [*_accommodations(one, job), *_skills(one, job)]
    told += [_told(reason, pair, job, ids) for reason in pair.reasons if reason.code not in _ONE_BY_ONE]
    return [*told, *_room(pair, one, job, ids=ids, room=room), *_wishes(one, job)]


_ONE_BY_ONE = frozenset({"accommodations_covered", "accommodation_missing", "skills_had", "skill_missing"})


def _accommodations(one: Candidate, job: Position) -> Iterator[Stored]:
    for code in sorted(one.accommodations):
        has = code in job.accommodations
        yield _own(
            "accommodation_met" if has else "accommodation_missing",
            Tone.MET if has else Tone.UNMET,
            accommodation=code,
        )


def _skills(one: Candidate, job: Position) -> Iterator[Stored]:
    for code in sorted(job.skills):
        has = code in one.skills
        yield _own("skill_met" if has else "skill_missing", Tone.MET if has else Tone.UNMET, skill=code)


def _told(reason: Reason, pair: Pair, job: Position, ids: ById) -> Stored:
    """The engine knows neither of mentor hours that nobody told, nor that a pair was put away and not refused."""
    if reason.code == "mentor_short" and job.unit in ids.unknown_mentors:
        return _own("mentor_unknown", Tone.UNMET, asked_hours=reason.values["asked_hours"])
    if reason.code == "said_no" and (pair.candidate, pair.position) in ids.put_away:
        return _own("put_away", Tone.UNMET)
    return stored(reason)


def _room(pair: Pair, one: Candidate, job: Position, *, ids: ById, room: Room) -> Iterator[Stored]:
    """What the engine says only where it fails: support and the ratio rule, with what is left."""
    failed = {reason.code for reason in pair.unmet}
    if one.mentor_hours and "mentor_short" not in failed:
        yield _own("mentor_fits", Tone.MET, asked_hours=one.mentor_hours, hours=room.mentor[job.unit] / 4)
    if job.subsidised and "ratio_full" not in failed:
        place = ids.workplaces[job.unit]
        if place.most_subsidised is None:
            yield _own("ratio_unknown", Tone.NOTE)
        else:
            yield _own("ratio_fits", Tone.MET, now=place.subsidised_now, most=place.most_subsidised)


def _wishes(one: Candidate, job: Position) -> Iterator[Stored]:
    if one.wishes and job.tasks:
        wished = sorted(one.wishes & job.tasks)
        code = "wish_met" if len(wished) == len(job.tasks) else "wish_part" if wished else "wish_not"
        yield _own(code, Tone.MET if code == "wish_met" else Tone.NOTE, tasks="|".join(wished))


def group_of(reasons: Iterable[Stored]) -> str:
    """The word under which a position that does not fit is counted once."""
    failed = {_GROUP_OF.get(one["code"], "hours") for one in reasons if one["tone"] == Tone.UNMET.value}
    return next(name for name in GROUPS if name in failed)
