"""A run of the engine over listings, and why two of them are no proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from symbiose.engine.exchange.candidates import why_not as engine_why_not
from symbiose.engine.exchange.model import Problem, Stop
from symbiose.engine.exchange.solve import solve
from symbiose.engine.reason import Reason
from symbiose.engine.resources.graph import load_graph
from symbiose.listings import models as listings
from symbiose.listings.bridge import to_engine
from symbiose.matching.bridge.drafts import Draft, NearDraft, drafts_of
from symbiose.matching.bridge.symbioses import find_symbioses
from symbiose.matching.hubs import Hubs
from symbiose.reference import exchange_policy

SEED = 0
MANY = 2000  # listings above which a run looks for less improvement, so that it takes a minute and not several
LIMITS = Stop(), Stop(rounds=30, nodes=2000)


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
    near: tuple[NearDraft, ...] = ()


def find(
    rows: Sequence[listings.Listing], *, refused: frozenset[tuple[str, str]], today: date, hubs: Hubs | None = None
) -> Found:
    """Run the engine over listings (with `codes` prefetched); the same rows give the same drafts.

    With hubs it joins what it found round them to symbioses; a pair that one is made of is no proposal of its own.
    """
    graph = load_graph()
    policy = exchange_policy(today)
    problem = Problem(to_engine(rows), today, refused)
    result = solve(problem, graph=graph, policy=policy, stop=LIMITS[len(rows) > MANY], seed=SEED)
    joined = find_symbioses(problem, result, hubs or Hubs(), seed=SEED)
    pairs = [(str(flow.have), str(flow.need)) for one in joined.drafts for flow in one.flows]
    return Found(
        drafts=(*drafts_of(problem.listings, result, pairs), *joined.drafts),
        listings=len(rows),
        candidates=len(result.candidates),
        value=result.value,
        bound=result.bound,
        digest=result.digest,
        graph_digest=graph.digest,
        policy_version=policy.version,
        near=joined.near,
    )


def why_not(
    have: listings.Listing, need: listings.Listing, *, refused: frozenset[tuple[str, str]], today: date
) -> tuple[Reason, ...]:
    """Every condition between two listings, met or not: why they are proposed, or why they are not."""
    one, other = to_engine([have, need])
    problem = Problem((one, other), today, refused)
    return engine_why_not(one, other, graph=load_graph(), policy=exchange_policy(today), problem=problem)
