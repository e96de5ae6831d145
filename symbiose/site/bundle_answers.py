"""What `symbiose solve` says of symbioses: bundles that join the flows and the hours of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from symbiose.engine.exchange.model import Candidate, Listing, Side
from symbiose.engine.exchange.model import Result as Flows
from symbiose.engine.files import Folder
from symbiose.engine.placement.plan import Result as Placements
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Graph, Kind
from symbiose.engine.symbiosis.model import Hub, HubKind, Problem, Taken
from symbiose.reference import hours_per_tonne, symbiosis_policy
from symbiose.site.engine_answers import told_reason, told_when_slow
from symbiose.site.engine_commands import Case
from symbiose.site.place_command import PeopleCase

if TYPE_CHECKING:
    from symbiose.engine.symbiosis.plan import Bundle, Link, Party, Refusal, Result

_ENTERPRISE = "social_enterprise"
_KINDS = {_ENTERPRISE: HubKind.SOCIAL_ENTERPRISE, "department": HubKind.DEPARTMENT, "": HubKind.WORKSHOP}


def bundles_told(case: Case, flows: Flows, people: PeopleCase, placements: Placements, *, seed: int) -> dict[str, Any]:
    """The bundles beside flows and placements, and all that belongs to them under one name, for JSON."""
    from symbiose.engine.symbiosis.solve import solve

    policy = symbiosis_policy(case.problem.today)
    problem = problem_of(case, flows, people, placements)
    with told_when_slow("Joining …"):
        result = solve(problem, policy=policy, seed=seed)
    return {
        "bundles": [_bundle(one, case.language) for one in result.bundles],
        "bundling": {"policy": asdict(policy), **_certificate(result, case.language)},
    }


def problem_of(case: Case, flows: Flows, people: PeopleCase, placements: Placements) -> Problem:
    """Hubs of the folder with what the plan of flows and the plan of placements leave them."""
    from symbiose.engine.symbiosis.people import fitting

    placed = {one.candidate for one in placements.placements}
    return Problem(
        hubs=tuple(_hubs(case.folder, case.problem.listings, people, case.graph)),
        listings=case.problem.listings,
        candidates=flows.candidates,
        graph=case.graph,
        flows=tuple(flows.flows),
        positions=people.problem.positions,
        taken=tuple(Taken(one.position, one.hours) for one in placements.placements),
        fitting=fitting(people.problem, policy=people.policy, placed=placed),
        efforts=hours_per_tonne(case.problem.today, language=case.language),
    )


def _hubs(folder: Folder, listings: Iterable[Listing], people: PeopleCase, graph: Graph) -> Iterator[Hub]:
    """Social enterprises, and departments or unknown organisations with positions; who offers a room to others has one."""
    rows = {one.id: one for one in folder.organisations}
    enterprises = {one.id for one in rows.values() if one.social_enterprise or one.type == _ENTERPRISE}
    working = {one.organisation for one in people.problem.positions}
    rooms = {
        one.organisation
        for one in listings
        for code in one.codes
        if one.side is Side.HAVE and code.family in graph.families and graph.families[code.family].kind is Kind.SPACE
    }
    for name in sorted(enterprises | working):
        kind = _ENTERPRISE if name in enterprises else rows[name].type if name in rows else ""
        if kind in _KINDS:
            yield Hub(name, _KINDS[kind], own_room=True if name in rooms else None)


def _certificate(result: Result, language: str) -> dict[str, Any]:
    return {
        "refusals": [_refusal(one, language) for one in result.refusals],
        "value": result.value,
        "bound": result.bound,
        "gap": result.gap,
        "left_out": dict(result.left_out),
        "faults": [
            {"kind": one.kind, "id": one.id, "reasons": _reasons(one.reasons, language)} for one in result.faults
        ],
        "digest": result.digest,
        "summary": result.summary(),
    }


def _bundle(one: Bundle, language: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "hub": one.hub,
        "size": one.size,
        "links": [_link(link, language) for link in one.links],
        "work": asdict(one.work),
        "parties": [_party(party) for party in one.parties],
        "gains": [asdict(gain) for gain in one.gains],
        "points": one.points,
        "parts": [asdict(part) for part in one.parts],
        "reasons": _reasons(one.reasons, language),
    }


def _refusal(one: Refusal, language: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "hub": one.hub,
        "links": [_link(link, language) for link in one.links],
        "work": None if one.work is None else asdict(one.work),
        "parties": [_party(party) for party in one.parties],
        "taken_by": one.taken_by,
        "reasons": _reasons(one.reasons, language),
    }


def _link(link: Link, language: str) -> dict[str, Any]:
    told = {name: value for name, value in asdict(link).items() if name != "candidate"}
    candidate: Candidate = link.candidate
    return {
        **told,
        "have": candidate.have,
        "need": candidate.need,
        "km": candidate.km,
        "reasons": _reasons(candidate.reasons, language),
    }


def _party(party: Party) -> dict[str, Any]:
    gains = [asdict(gain) for gain in party.gains]
    return {"organisation": party.organisation, "roles": list(party.roles), "gains": gains}


def _reasons(reasons: Iterable[Reason], language: str) -> list[dict[str, Any]]:
    return [told_reason(one, language) for one in reasons]
