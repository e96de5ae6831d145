"""Joins of a hub's best links, and which of them are bundles: every party gains, and none loses more than it accepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from symbiose.engine.placement.model import Position
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.draft import Draft, Join, Setting, draft
from symbiose.engine.symbiosis.edges import Edge
from symbiose.engine.symbiosis.gains import broken, parties_of
from symbiose.engine.symbiosis.model import LINKED, Hub, Role, Stop
from symbiose.engine.symbiosis.plan import Party, Refusal
from symbiose.engine.symbiosis.reasons import unmet
from symbiose.engine.symbiosis.tell import Weighed, links_of, weigh

_FEWEST = 2  # links: with the hub that is three parties, or a ring of two
_JOBS = 3  # positions of a hub that are weighed for each join: those with the most hours left
By = Mapping[Role, tuple[Edge, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a hub can be joined to: bundles in all sizes, refusals, and how many joins a limit left out."""

    weighed: tuple[Weighed, ...]
    refusals: tuple[Refusal, ...]
    joins_left: int
    bundles_left: int
    refusals_left: int


def found_at(hub: Hub, edges: By, setting: Setting, stop: Stop, *, known: Collection[str] = ()) -> Found:
    """The best bundles of a hub and what came near; joins of a known key are passed over."""
    choices, joins_left = _choices(edges, setting, stop)
    jobs = _jobs(hub, setting)
    kept: list[list[Weighed]] = []
    refused: list[Draft] = []
    for chosen in choices:
        if Join(hub, chosen, None).key in known:
            continue
        worth, against = _variants(hub, chosen, jobs, setting)
        if worth:
            kept.append(worth)
        else:
            refused.append(min(against, key=_nearness))
    kept.sort(key=lambda some: min(one.place for one in some))
    best = kept[: setting.policy.kept]
    told = [_told(one, setting) for one in sorted(refused, key=_nearness)[: setting.policy.told]]
    if not choices:
        told = [_lacking(hub, edges, setting)]
    return Found(
        weighed=tuple(one for some in best for one in some),
        refusals=tuple(told),
        joins_left=joins_left,
        bundles_left=len(kept) - len(best),
        refusals_left=max(0, len(refused) - len(told)),
    )


def _choices(edges: By, setting: Setting, stop: Stop) -> tuple[list[tuple[Edge, ...]], int]:
    """Every choice of roles with something that comes in to work on or goes out, each with its best links."""
    found: list[tuple[Edge, ...]] = []
    left = 0
    there = [role for role in LINKED if role in edges]
    for count in range(_FEWEST, len(there) + 1):
        for roles in combinations(there, count):
            if Role.GIVER not in roles and Role.BUYER not in roles:
                continue
            best = sorted(product(*(edges[role][: setting.policy.edges] for role in roles)), key=_order)
            found += best[: stop.joins]
            left += max(0, len(best) - stop.joins)
    return found, left


def _order(edges: tuple[Edge, ...]) -> tuple[float, list[str]]:
    return -sum(sorted(one.candidate.points for one in edges)), [one.turn for one in edges]


def _variants(
    hub: Hub, edges: tuple[Edge, ...], jobs: list[Position], setting: Setting
) -> tuple[list[Weighed], list[Draft]]:
    """What a choice of links is with each position of the hub or a new one, in each size: bundles, and what is none."""
    worth: list[Weighed] = []
    against: list[Draft] = []
    for size in setting.policy.sizes:
        for job in (*jobs, None):
            made = draft(Join(hub, edges, job), size, setting)
            parties = () if made.work is None or made.failures else parties_of(made, setting)
            if made.work is not None and parties and not any(broken(parties, setting.problem)):
                one = weigh(made, parties, made.work, setting)
                if one.points > 0:
                    worth.append(one)
                    continue
            against.append(made)
    return worth, against


def _jobs(hub: Hub, setting: Setting) -> list[Position]:
    own = [one for one in setting.problem.positions if one.organisation == hub.organisation]
    return sorted(own, key=lambda one: (-setting.room.most["half_hours", one.id], one.id))[:_JOBS]


def _nearness(made: Draft) -> tuple[int, int, float, str, float, bool, str]:
    """The fewest failures first, then the most links, the most promising ones, the largest size, and positions there are."""
    join = made.join
    job = (True, "") if join.job is None else (False, join.job.id)
    return len(made.failures), -len(join.edges), _order(join.edges)[0], join.key, -made.size, *job


def _told(made: Draft, setting: Setting) -> Refusal:
    """What stands against it, by itself and for each party; where nothing does, that it is too little."""
    parties = parties_of(made, setting)
    failures = made.failures if made.work is None else (*made.failures, *broken(parties, setting.problem))
    return _refusal(made, parties, setting, failures or (unmet("bundle_thin"),))


def _refusal(made: Draft, parties: tuple[Party, ...], setting: Setting, reasons: tuple[Reason, ...]) -> Refusal:
    join = made.join
    return Refusal(
        key=join.key,
        hub=join.hub.organisation,
        links=links_of(made, setting),
        work=made.work,
        parties=parties,
        reasons=reasons,
    )


def _lacking(hub: Hub, edges: By, setting: Setting) -> Refusal:
    """What a hub lacks that nothing could be joined round: its best links, and the roles that nobody fills."""
    join = Join(hub, tuple(edges[role][0] for role in LINKED if role in edges), None)
    missing = [unmet("part_missing", party=role) for role in (Role.GIVER, Role.BUYER) if role not in edges]
    made = draft(join, 1.0, setting)
    return _refusal(made, parties_of(made, setting), setting, tuple(missing) if edges else (unmet("no_links"),))
