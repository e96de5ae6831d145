"""What the engine finds, in the room's words: for everybody, for one person, or for one position."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from symbiose.engine.placement.change import smallest_change
from symbiose.engine.placement.curve import curve
from symbiose.engine.placement.faults import sound
from symbiose.engine.placement.model import Candidate, Policy, Problem, Stop
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.placement.plan import Placed, Result, Tier
from symbiose.engine.placement.propose import planned
from symbiose.engine.placement.room import Room, room_of
from symbiose.engine.placement.solve import solve
from symbiose.engine.reason import Tone
from symbiose.engine.windows import format_windows
from symbiose.jobs.bridge.rows import ById, problem_of
from symbiose.jobs.bridge.saying import GROUPS, Stored, conditions, group_of, stored
from symbiose.jobs.queries.runs import Rows
from symbiose.reference import offer_policy

SEED = 0
ALTERNATIVES = 2
TICK_EVERY = 25  # people
LIMIT = Stop(rounds=12, gap=0.002)  # a plan as near to the best as this is as good in practice, and found in seconds
TRIED = Stop(rounds=12, gap=0.002, seconds=2.0)  # somebody waits for the answer, and reads it rounded


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """One proposal as it is to be stored; `rank` 0 is the main one."""

    position: int
    rank: int
    hours: float
    points: float
    parts: list[dict[str, Any]]
    minutes: int | None
    travel_estimated: bool
    overlap: str
    conditions: list[Stored]


@dataclass(frozen=True, slots=True)
class PersonFound:
    """What is proposed to one person, why not the others, and the smallest change that would open one more.

    `refusals` are groups with their positions, each position once, and what is not met of it.
    """

    candidate: int
    offers: tuple[OfferDraft, ...]
    refusals: list[dict[str, Any]]
    smallest: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A person or position that took no part, with its faults."""

    kind: str  # candidate, position or workplace
    id: int
    reasons: list[Stored]


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found, with the figures that say how good the plan is."""

    people: tuple[PersonFound, ...]
    passed_over: tuple[PassedOver, ...]
    candidates: int
    positions: int
    covered: list[dict[str, Any]]
    choices: list[dict[str, Any]]
    value: float
    bound: float
    policy_version: str
    digest: str


def find_for_all(rows: Rows, *, policy: Policy, tick: Callable[[], object]) -> Found:
    """Proposals for everybody who waits. The same rows give the same proposals and the same digest.

    `tick` is called again and again while it works, so that a long search is not taken for one that stands still.
    """
    ids, passed_over = sound_rows(rows, policy)
    problem = ids.problem
    result = solve(problem, policy=policy, stop=LIMIT, seed=SEED)
    own = {one.candidate: one.position for one in result.placements}
    base = planned(problem, result.placements)
    people: list[PersonFound] = []
    for one in problem.candidates:
        if one.id in ids.free:
            people.append(_person(one, beside=_beside(base, one.id, problem), policy=policy, ids=ids, own=own))
            if len(people) % TICK_EVERY == 1:
                tick()
    tick()
    return Found(
        people=tuple(people),
        passed_over=passed_over,
        candidates=len(problem.candidates),
        positions=len(problem.positions),
        covered=tiers_told(result.tiers),
        choices=choices(problem, result, policy=policy, on=rows.on),
        value=result.value,
        bound=result.bound,
        policy_version=policy.version,
        digest=result.digest,
    )


def find_for_person(rows: Rows, plan: Iterable[Placed], candidate: int, *, policy: Policy) -> PersonFound | None:
    """Proposals to one person beside what is proposed to the others; None where the person takes no part now.

    That is where the row has a fault, or the person has a placement or is asked about one.
    """
    ids, _passed_over = sound_rows(rows, policy)
    one = ids.people.get(str(candidate))
    if one is None or one.id not in ids.free:
        return None
    own = {placed.candidate: placed.position for placed in plan}
    beside = planned(ids.problem, [placed for placed in plan if placed.candidate != one.id])
    return _person(one, beside=beside, policy=policy, ids=ids, own=own)


def find_for_position(rows: Rows, plan: Iterable[Placed], position: int, *, policy: Policy) -> tuple[PersonFound, ...]:
    """People for the free seats of one position among those to whom nothing is proposed, by the guarantee of the tiers."""
    ids, _passed_over = sound_rows(rows, policy)
    proposed = list(plan)
    taken = {placed.candidate for placed in proposed}
    beside = planned(ids.problem, proposed)
    job = tuple(one for one in ids.problem.positions if one.id == str(position))
    waiting = tuple(one for one in ids.problem.candidates if one.id in ids.free - taken)
    result = solve(replace(beside, candidates=waiting, positions=job), policy=policy, stop=LIMIT, seed=SEED)
    chosen = {one.candidate: one.position for one in result.placements}
    return tuple(_person(one, beside=beside, policy=policy, ids=ids, own=chosen) for one in waiting if one.id in chosen)


def sound_rows(rows: Rows, policy: Policy) -> tuple[ById, tuple[PassedOver, ...]]:
    """The rows without a fault, and those that have one."""
    told = problem_of(rows)
    problem, faults = sound(told.problem, policy)
    unread = [PassedOver("position", row.pk, []) for row in told.unread]
    named = [PassedOver(one.kind, int(one.id), [stored(why) for why in one.reasons]) for one in faults]
    return ById(rows, problem), (*named, *unread)


def _beside(base: Problem, candidate: str, problem: Problem) -> Problem:
    """What the plan leaves to one person: the places of all others are taken, their own is not."""
    own = [one for one in base.existing[len(problem.existing) :] if one.candidate == candidate]
    if not own:
        return base
    unit = {job.id: job.unit for job in problem.positions if job.subsidised}
    freed = {unit[one.position] for one in own if one.position in unit}
    return replace(
        base,
        existing=tuple(one for one in base.existing if one not in own),
        workplaces=tuple(
            replace(place, subsidised_now=place.subsidised_now - 1) if place.unit in freed else place
            for place in base.workplaces
        ),
    )


def _person(one: Candidate, *, beside: Problem, policy: Policy, ids: ById, own: Mapping[str, str]) -> PersonFound:
    room = room_of(beside)
    pairs = [judge(one, job, problem=beside, policy=policy, room=room) for job in beside.positions]
    fits = sorted(
        (pair for pair in pairs if pair.feasible),
        key=lambda pair: (pair.position != own.get(one.id), -pair.points, int(pair.position)),
    )
    failing = [pair for pair in pairs if not pair.feasible]
    chosen = fits[: 1 + ALTERNATIVES]
    return PersonFound(
        candidate=int(one.id),
        offers=tuple(_draft(pair, place, one, ids=ids, room=room) for place, pair in enumerate(chosen)),
        refusals=_refusals(failing, one, ids=ids, room=room),
        smallest=_smallest(one, failing, beside=beside, policy=policy, ids=ids, room=room),
    )


def _draft(pair: Pair, rank: int, one: Candidate, *, ids: ById, room: Room) -> OfferDraft:
    job = ids.positions[pair.position]
    codes = {reason.code for reason in pair.reasons}
    return OfferDraft(
        position=int(pair.position),
        rank=rank,
        hours=pair.hours,
        points=pair.points,
        parts=[asdict(part) for part in pair.parts],
        minutes=pair.minutes,
        travel_estimated="travel_estimated" in codes,
        overlap=format_windows(pair.windows),
        conditions=conditions(pair, one, job, ids=ids, room=room),
    )


def _refusals(failing: Iterable[Pair], one: Candidate, *, ids: ById, room: Room) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for pair in failing:
        said = conditions(pair, one, ids.positions[pair.position], ids=ids, room=room)
        unmet = [reason for reason in said if reason["tone"] == Tone.UNMET.value]
        found.setdefault(group_of(said), []).append({"id": int(pair.position), "unmet": unmet})
    return [{"group": name, "positions": found[name]} for name in GROUPS if name in found]


def _smallest(
    one: Candidate, failing: Iterable[Pair], *, beside: Problem, policy: Policy, ids: ById, room: Room
) -> dict[str, Any] | None:
    """The smallest change that opens one of the positions that fail by one condition alone; never one said no to."""
    near = {pair.position: pair for pair in failing if len(pair.unmet) == 1}
    open_to_change = replace(beside, positions=tuple(job for job in beside.positions if job.id in near))
    change = smallest_change(one, problem=open_to_change, policy=policy) if near else None
    if change is None:
        return None
    said = conditions(near[change.position], one, ids.positions[change.position], ids=ids, room=room)
    return {"position": int(change.position), "change": stored(change.reason), "conditions": said}


def tiers_told(tiers: Iterable[Tier]) -> list[dict[str, Any]]:
    """Of each tier how many wait, how many have a proposal, and how many are guaranteed one."""
    return [
        {"weeks": one.least_weeks, "waiting": one.waiting, "covered": one.covered, "guaranteed": one.guaranteed}
        for one in tiers
    ]


def choices(problem: Problem, result: Result, *, policy: Policy, on: date) -> list[dict[str, Any]]:
    """What each tolerance that is shown would give, the policy's own among them; tolerance 1 is without a guarantee.

    `result` is the plan of the policy's own, with which the looser ones begin.
    """
    values = offer_policy(on)
    steps = {row.value for name, row in values.items() if name.startswith("curve.")}
    found = curve(problem, {*steps, policy.tolerance}, policy=policy, stop=LIMIT, seed=SEED, known=result)
    return [
        {"tolerance": one.tolerance, "points": one.points, "cost": one.cost, "tiers": tiers_told(one.tiers)}
        for one in found
    ]


def try_policy(rows: Rows, *, policy: Policy) -> list[dict[str, Any]]:
    """Who of each tier would have a proposal by a policy that is not set yet, as far as two seconds of search tell."""
    result = solve(problem_of(rows).problem, policy=policy, stop=TRIED, seed=SEED)
    return tiers_told(result.tiers)


def placed(offers: Iterable[Any]) -> list[Placed]:
    """Main proposals that stand as the plan that others are proposed beside."""
    return [Placed(str(one.candidate_id), str(one.position_id), float(one.hours), one.points) for one in offers]
