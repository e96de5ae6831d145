"""The only door to the solver: rows into a problem, what it found into drafts of proposals, and why a pair is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from symbiose.engine.exchange.candidates import why_not as engine_why_not
from symbiose.engine.exchange.model import Candidate, Flow, Listing, Loop, Problem, Result, Stop
from symbiose.engine.exchange.solve import solve
from symbiose.engine.files import (
    ExchangeRow,
    Finding,
    Read,
    Sheet,
    WorkbookError,
    is_workbook,
    read_exchanges,
    read_workbook,
)
from symbiose.engine.reason import Reason
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.reading import read_text, sure
from symbiose.listings import models as listings
from symbiose.listings.bridge import to_engine
from symbiose.matching.enums import ProposalKind
from symbiose.reference import exchange_policy

SEED = 0
MANY = 2000  # listings above which a run looks for less improvement, so that it takes a minute and not several
LIMITS = Stop(), Stop(rounds=30, nodes=2000)


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


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as the engine found it. `organisations` stand in the order of the flows, first giver first."""

    kind: ProposalKind
    key: str
    points: float
    stopped: bool
    organisations: tuple[int, ...]
    flows: tuple[FlowDraft, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one run found, and the figures that say how good the plan is."""

    drafts: tuple[Draft, ...]
    listings: int
    candidates: int
    value: float
    bound: float
    digest: str
    graph_digest: str
    policy_version: str


def find(rows: Sequence[listings.Listing], *, refused: frozenset[tuple[str, str]], today: date) -> Found:
    """Run the engine over listings (with `codes` prefetched); the same rows give the same drafts."""
    graph = load_graph()
    policy = exchange_policy(today)
    problem = Problem(to_engine(rows), today, refused)
    result = solve(problem, graph=graph, policy=policy, stop=LIMITS[len(rows) > MANY], seed=SEED)
    return Found(
        drafts=drafts_of(problem.listings, result),
        listings=len(rows),
        candidates=len(result.candidates),
        value=result.value,
        bound=result.bound,
        digest=result.digest,
        graph_digest=graph.digest,
        policy_version=policy.version,
    )


def drafts_of(rows: Iterable[Listing], result: Result) -> tuple[Draft, ...]:
    """Loops first, then what else flows, then what would flow but for an authority's step; each pair once."""
    by_id = {row.id: row for row in rows}
    drafts = [_loop(loop, by_id) for loop in result.loops]
    used = {_pair(flow.candidate) for loop in result.loops for flow in loop.flows}
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


def why_not(
    have: listings.Listing, need: listings.Listing, *, refused: frozenset[tuple[str, str]], today: date
) -> tuple[Reason, ...]:
    """Every condition between two listings, met or not: why they are proposed, or why they are not."""
    one, other = to_engine([have, need])
    problem = Problem((one, other), today, refused)
    return engine_why_not(one, other, graph=load_graph(), policy=exchange_policy(today), problem=problem)


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
        reasons=[
            {"code": reason.code, "tone": reason.tone.value, "values": dict(reason.values)}
            for reason in candidate.reasons
        ],
    )


def read_exchange_file(data: bytes | Sheet) -> Read[ExchangeRow]:
    """Rows and findings of a file of exchanges, CSV or a workbook."""
    return read_exchanges(data, graph=load_graph())


def workbook_sheets(data: bytes) -> tuple[Sheet, ...] | Finding:
    """The sheets of a workbook, none for a file that is no workbook; what is wrong where it cannot be read."""
    if not is_workbook(data):
        return ()
    try:
        return read_workbook(data)
    except WorkbookError as error:
        return Finding(0, "", error.code, error.values)


def sure_family(text: str) -> str:
    """The family of a text that names one thing beyond doubt, else empty."""
    reading = read_text(text, graph=load_graph())
    return reading.items[0].families[0].family if len(reading.items) == 1 and sure(reading.items[0]) else ""
