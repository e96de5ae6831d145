"""Symbioses: what flows round a hub, its positions and reference hours into a problem, and bundles into drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from symbiose.engine.exchange import model as exchange
from symbiose.engine.placement.model import Position
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.symbiosis.model import Hub, HubKind, Policy, Problem, Role, Taken
from symbiose.engine.symbiosis.plan import Bundle, Gain, Link, Refusal, Result
from symbiose.engine.symbiosis.solve import solve
from symbiose.matching.bridge.drafts import Draft, FlowDraft, HoursDraft, NearDraft, stored
from symbiose.matching.enums import ProposalKind
from symbiose.matching.hubs import Hubs
from symbiose.reference import hours_per_tonne, symbiosis_policy

PEOPLE = 0  # under which the gains of those who work stand; no organisation has it
_TOLD_IN_TABLES = ("gain", "cost")  # reasons that stand as figures of each party
_NOT_TOLD = frozenset(
    {"link", "link_carried"}
)  # what goes where is a row, and a pair that is joined is no plan beside it
_ROUND = {Role.GIVER: 0, Role.SPACE: 1, Role.EQUIPMENT: 2, Role.BUYER: 4}
_HUB = 3


@dataclass(frozen=True, slots=True)
class Joined:
    """Symbioses to be stored, what came near, and problem and result as the engine had them, for its validator."""

    drafts: tuple[Draft, ...] = ()
    near: tuple[NearDraft, ...] = ()
    problem: Problem | None = None
    policy: Policy | None = None
    result: Result | None = None


def find_symbioses(problem: exchange.Problem, found: exchange.Result, hubs: Hubs, *, seed: int) -> Joined:
    """Join what an exchange found round hubs; nothing where there is none."""
    if not hubs.rows:
        return Joined()
    policy = symbiosis_policy(problem.today)
    made = problem_of(problem, found, hubs)
    result = solve(made, policy=policy, seed=seed)
    owner = {one.id: int(one.organisation) for one in problem.listings}
    return Joined(
        drafts=tuple(_draft(one, owner) for one in sorted(result.bundles, key=lambda one: (-one.points, one.key))),
        near=tuple(_near(one) for one in result.refusals),
        problem=made,
        policy=policy,
        result=result,
    )


def problem_of(problem: exchange.Problem, found: exchange.Result, hubs: Hubs) -> Problem:
    """What the engine is told; a position is called by its number, so that its sentences can say it."""
    return Problem(
        hubs=tuple(Hub(str(one.organisation), HubKind(one.kind), own_room=one.own_room) for one in hubs.rows),
        listings=tuple(problem.listings),
        candidates=found.candidates,
        graph=load_graph(),
        flows=found.flows,
        positions=tuple(
            Position(
                id=one.number,
                organisation=str(one.organisation_id),
                unit=str(one.workplace_id),
                hours=float(one.hours),
                min_hours=float(one.min_hours),
                windows=(),
                place=None,
                seats=one.seats,
                total_hours=float(one.total_hours),
            )
            for one in hubs.positions
        ),
        taken=tuple(Taken(number, hours) for number, hours in hubs.taken),
        fitting=hubs.fitting,
        efforts=hours_per_tonne(problem.today),
        refused=hubs.refused,
    )


def _draft(bundle: Bundle, owner: dict[str, int]) -> Draft:
    """The parties in the order in which it goes: who gives, whose room and machine, the hub, who buys."""
    places = {int(bundle.hub): _HUB}
    for link in bundle.links:
        places.setdefault(_other(link, owner), _ROUND[link.role])
    work = bundle.work
    return Draft(
        kind=ProposalKind.SYMBIOSIS,
        key=bundle.key,
        points=bundle.points,
        stopped=False,
        organisations=tuple(sorted(places, key=lambda one: (places[one], one))),
        flows=tuple(_flow(link) for link in bundle.links),
        hours=HoursDraft(
            hub=int(bundle.hub),
            position=work.position,
            hours=work.hours,
            low=min(work.low, work.hours),
            high=max(work.high, work.hours),
            positions=work.positions,
            seats=work.seats,
            estimated=work.estimated,
            source=work.source,
            crowd=work.crowd.value,
            count=work.count,
            parts=[asdict(part) for part in bundle.parts],
            reasons=[
                stored(one)
                for one in bundle.reasons
                if one.code not in _NOT_TOLD and not one.code.startswith(_TOLD_IN_TABLES)
            ],
            gains={int(party.organisation or PEOPLE): _gains(party.gains) for party in bundle.parties},
        ),
    )


def _other(link: Link, owner: dict[str, int]) -> int:
    return owner[link.candidate.need if link.role is Role.BUYER else link.candidate.have]


def _flow(link: Link) -> FlowDraft:
    candidate = link.candidate
    return FlowDraft(
        have=int(candidate.have),
        need=int(candidate.need),
        have_family=candidate.have_family,
        need_family=candidate.need_family,
        quantity=link.quantity,
        unit=link.unit,
        per=link.per.value,
        estimated=link.estimated,
        km=candidate.km,
        points=candidate.points,
        parts=[asdict(part) for part in candidate.parts],
        reasons=[stored(reason) for reason in candidate.reasons],
        role=link.role.value,
    )


def _gains(gains: Iterable[Gain]) -> list[dict[str, Any]]:
    return [
        {
            "column": one.column.value,
            "measure": one.measure.value,
            "quantity": one.quantity,
            "unit": one.unit,
            "estimated": one.estimated,
            "source": one.source,
        }
        for one in gains
    ]


def _near(one: Refusal) -> NearDraft:
    return NearDraft(
        hub=int(one.hub),
        key=one.key,
        links=[
            {
                "role": link.role.value,
                "have": int(link.candidate.have),
                "need": int(link.candidate.need),
                "family": link.candidate.have_family,
            }
            for link in one.links
        ],
        hours=None if one.work is None else one.work.hours,
        reasons=[stored(reason) for reason in one.reasons],
        taken_by=list(one.taken_by),
    )
