"""Symbioses solved: links of every hub, bundles that every party gains by, and the choice that can run together."""

from __future__ import annotations

import hashlib

from symbiose.engine.symbiosis.crowded import crowded_out
from symbiose.engine.symbiosis.draft import Setting
from symbiose.engine.symbiosis.edges import Edges, edges_of
from symbiose.engine.symbiosis.faults import sound
from symbiose.engine.symbiosis.joins import found_at
from symbiose.engine.symbiosis.model import Policy, Problem, Stop
from symbiose.engine.symbiosis.pack import Packed, pack, worth
from symbiose.engine.symbiosis.plan import Bundle, Result
from symbiose.engine.symbiosis.room import GRAINS, Left, Room, listing_resource, room_of
from symbiose.engine.symbiosis.tell import Weighed, bundle

_SCRAP = GRAINS // 20  # of a listing: less is not worth a join of its own


def solve(problem: Problem, *, policy: Policy, stop: Stop | None = None, seed: int = 0) -> Result:
    """Symbioses round every hub, and what came near with why it is none.

    A bundle is weighed only where every party is known to gain in a column and none is known to lose more in any than it
    declared acceptable. What flows and placements take is left alone; a bundle may carry a flow of its own pairs. The
    bound holds for every choice among the bundles that were weighed. The same input and seed give the same result,
    whatever the order of the rows. Faulty rows take no part and are named. Raises KeyError where a candidate or a flow
    names a listing that the problem does not have.
    """
    limit = stop or Stop()
    whole, faults = sound(problem)
    room = room_of(whole, policy)
    setting = Setting(whole, policy, room, {one.family: one for one in whole.efforts})
    edges = edges_of(whole, room)
    found = [found_at(hub, edges[hub.organisation], setting, limit) for hub in whole.hubs]
    weighed, packed = _packed([one for each in found for one in each.weighed], room, limit, seed)
    for _ in range(limit.rounds):
        more = _more(edges, setting, limit, weighed, packed)
        if not more:
            break
        weighed, packed = _packed([*weighed, *more], room, limit, seed)
    crowded, crowded_left = crowded_out(weighed, packed.chosen, setting)
    taken = {id(one) for one in packed.chosen}
    bundles = sorted((bundle(one, setting) for one in packed.chosen), key=_place)
    return Result(
        bundles=tuple(bundles),
        options=tuple(sorted((bundle(one, setting) for one in weighed if id(one) not in taken), key=_place)),
        refusals=tuple(sorted((*crowded, *(one for each in found for one in each.refusals)), key=lambda one: one.key)),
        value=worth(packed.chosen),
        bound=packed.bound,
        digest=_digest(whole, policy, bundles),
        faults=faults,
        prices=dict(sorted(packed.prices.items())),
        left_out={
            "joins_not_weighed": sum(one.joins_left for one in found),
            "bundles_not_compared": packed.left_out,
            "bundles_outdone": sum(one.bundles_left for one in found),
            "refusals_not_told": sum(one.refusals_left for one in found) + crowded_left,
        },
    )


def _packed(found: list[Weighed], room: Room, stop: Stop, seed: int) -> tuple[list[Weighed], Packed]:
    weighed = sorted(found, key=lambda one: one.place)
    return weighed, pack(weighed, room, nodes=stop.nodes, seed=seed)


def _more(edges: Edges, setting: Setting, stop: Stop, weighed: list[Weighed], packed: Packed) -> list[Weighed]:
    """New joins of the hubs that go without, of links that the chosen bundles leave something of."""
    left = Left(setting.room, [one.uses for one in packed.chosen])
    known, busy = {one.key for one in weighed}, {one.hub for one in packed.chosen}
    more: list[Weighed] = []
    for hub in setting.problem.hubs:
        if hub.organisation not in busy:
            free = {
                role: tuple(one for one in some if left.of(listing_resource(one.other.id)) > _SCRAP)
                for role, some in edges[hub.organisation].items()
            }
            some = {role: links for role, links in free.items() if links}
            more += found_at(hub, some, setting, stop, known=known).weighed
    return more


def _place(one: Bundle) -> tuple[str, str, float, str]:
    return one.hub, one.key, -one.size, one.work.position


def _digest(problem: Problem, policy: Policy, bundles: list[Bundle]) -> str:
    """SHA-256 of what took part, by which policy, and of what is proposed."""
    rows = [
        sorted(one.organisation for one in problem.hubs),
        sorted(one.id for one in problem.listings),
        sorted(one.id for one in problem.positions),
    ]
    chosen = [(one.key, one.size, [link.year for link in one.links], one.work.hours) for one in bundles]
    told = repr((problem.graph.digest, policy.version, rows, chosen))
    return hashlib.sha256(told.encode()).hexdigest()
