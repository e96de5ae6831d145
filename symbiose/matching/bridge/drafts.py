"""What the engine found, as drafts of the rows that are to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from symbiose.engine.exchange.model import Candidate, Flow, Listing, Loop, Result
from symbiose.engine.reason import Reason
from symbiose.matching.enums import ProposalKind


@dataclass(frozen=True, slots=True)
class FlowDraft:
    """One flow as it is to be stored: listing ids, amounts in the need's unit, and what the engine said of it."""

    have: int
    need: int
    have_family: str
    need_family: str
    quantity: float | None
    unit: str
    per: str
    estimated: bool
    km: float | None
    points: float
    parts: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    role: str = ""


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """What people work in a symbiosis: at which hub, in which position (its number, "" for one that is to be made).

    `gains` are each organisation's by its id, and those who work under 0: the engine's figures as they are stored.
    """

    hub: int
    position: str
    hours: float
    low: float
    high: float
    positions: int
    seats: int
    estimated: bool
    source: str
    crowd: str
    count: int | None
    parts: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    gains: Mapping[int, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class NearDraft:
    """A symbiosis that came near and is none: its links, hours a week (None: unknown), why, and which ones took what it needs."""

    hub: int
    key: str
    links: list[dict[str, Any]]
    hours: float | None
    reasons: list[dict[str, Any]]
    taken_by: list[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as the engine found it. `organisations` stand in the order of the flows, first giver first."""

    kind: ProposalKind
    key: str
    points: float
    stopped: bool
    organisations: tuple[int, ...]
    flows: tuple[FlowDraft, ...]
    hours: HoursDraft | None = None


def drafts_of(rows: Iterable[Listing], result: Result, joined: Iterable[tuple[str, str]] = ()) -> tuple[Draft, ...]:
    """Loops first, then what else flows, then what would flow but for an authority's step; each pair once.

    `joined` are pairs that a symbiosis is made of, which are no proposal of their own.
    """
    by_id = {row.id: row for row in rows}
    drafts = [_loop(loop, by_id) for loop in result.loops]
    used = {*joined, *(_pair(flow.candidate) for loop in result.loops for flow in loop.flows)}
    for flow in result.flows:
        if _pair(flow.candidate) not in used:
            used.add(_pair(flow.candidate))
            drafts.append(_draft(ProposalKind.PAIR, (flow,), flow.candidate.points, by_id))
    drafts += [
        _draft(ProposalKind.PAIR, (flow,), flow.candidate.points, by_id) for flow in _stopped(result, used, by_id)
    ]
    return tuple(drafts)


def key_of(kind: ProposalKind, pairs: Iterable[tuple[str, str]]) -> str:
    """The same for the same listings, run after run, wherever the ring is entered."""
    text = "|".join([kind.value, *sorted(f"{have}>{need}" for have, need in pairs)])
    return hashlib.sha256(text.encode()).hexdigest()


def _pair(candidate: Candidate) -> tuple[str, str]:
    return candidate.have, candidate.need


def _stopped(result: Result, used: set[tuple[str, str]], by_id: Mapping[str, Listing]) -> list[Flow]:
    """For every need the best pair that waits for an authority's step; how much would flow is settled with it."""
    best: dict[str, int] = {}
    for row, candidate in enumerate(result.figures()):
        if candidate.stopped and _pair(candidate) not in used:
            best.setdefault(candidate.need, row)
    flows = []
    for need, row in best.items():
        candidate = result.candidates[row]
        both = by_id[candidate.have], by_id[need]
        unit, per = both[1].unit or "", both[1].per
        flows.append(Flow(candidate, None, unit, per, any(one.estimated for one in both)))  # type: ignore[arg-type]  # a need without a rhythm has none to tell
    return flows


def _loop(loop: Loop, by_id: Mapping[str, Listing]) -> Draft:
    """The flows in the order of the ring: each taker gives the next."""
    by_giver = {by_id[flow.candidate.have].organisation: flow for flow in loop.flows}
    flow = loop.flows[0]
    ring = []
    for _ in loop.flows:
        ring.append(flow)
        flow = by_giver[by_id[flow.candidate.need].organisation]
    return _draft(ProposalKind.LOOP, tuple(ring), loop.points, by_id)


def _draft(kind: ProposalKind, flows: tuple[Flow, ...], points: float, by_id: Mapping[str, Listing]) -> Draft:
    givers = [by_id[flow.candidate.have].organisation for flow in flows]
    takers = [by_id[flow.candidate.need].organisation for flow in flows]
    return Draft(
        kind=kind,
        key=key_of(kind, [_pair(flow.candidate) for flow in flows]),
        points=points,
        stopped=any(flow.candidate.stopped for flow in flows),
        organisations=tuple(dict.fromkeys(int(one) for one in [*givers, *takers])),
        flows=tuple(_flow(flow) for flow in flows),
    )


def _flow(flow: Flow) -> FlowDraft:
    candidate = flow.candidate
    return FlowDraft(
        have=int(candidate.have),
        need=int(candidate.need),
        have_family=candidate.have_family,
        need_family=candidate.need_family,
        quantity=flow.quantity,
        unit=flow.unit,
        per=flow.per.value if flow.per else "",
        estimated=flow.estimated,
        km=candidate.km,
        points=candidate.points,
        parts=[asdict(part) for part in candidate.parts],
        reasons=[stored(reason) for reason in candidate.reasons],
    )


def stored(reason: Reason) -> dict[str, Any]:
    """A reason as it is stored."""
    return {"code": reason.code, "tone": reason.tone.value, "values": dict(reason.values)}
