"""Why a bundle that every party would gain by is not proposed: what it lacks, and which proposed bundles took it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symbiose.engine.exchange.model import Listing
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Graph
from symbiose.engine.symbiosis.draft import Setting
from symbiose.engine.symbiosis.model import Role
from symbiose.engine.symbiosis.plan import Refusal, Resource
from symbiose.engine.symbiosis.reasons import unmet
from symbiose.engine.symbiosis.room import GRAINS, Left, Uses, yearly
from symbiose.engine.symbiosis.tell import Weighed, links_of


def crowded_out(
    weighed: Sequence[Weighed], chosen: Sequence[Weighed], setting: Setting
) -> tuple[tuple[Refusal, ...], int]:
    """The best joins of each hub that no size was chosen of, as large as they could be, and how many more there are."""
    listings, most = {one.id: one for one in setting.problem.listings}, setting.policy.told
    seen = {one.key for one in chosen}
    count: dict[str, int] = {}
    refusals: list[Refusal] = []
    left = Left(setting.room, [one.uses for one in chosen])
    for one in sorted(weighed, key=lambda one: one.place):
        if one.key not in seen:
            seen.add(one.key)
            count[one.hub] = count.get(one.hub, 0) + 1
            if count[one.hub] <= most:
                short = _short(one, left)
                reasons = tuple(
                    _reason(one, name, rest, listings, setting.problem.graph) for name, rest in short.items()
                )
                by = tuple(other.key for other in chosen if any(name in short for name in _held(other.uses)))
                links = links_of(one.made, setting)
                refusals.append(Refusal(one.key, one.hub, links, one.work, one.parties, reasons, by))
    return tuple(refusals), sum(max(0, one - most) for one in count.values())


def _short(one: Weighed, left: Left) -> Mapping[Resource, int]:
    """What is left for it, of every resource that it would take too much of; what its own flows bring is counted in."""
    needed, held = left.needed(one.uses), _held(one.uses)
    return {
        name: held[name] - needed[name] + left.of(name)
        for name, grains in sorted(needed.items())
        if grains > left.of(name)
    }


def _held(uses: Uses) -> dict[Resource, int]:
    """What is taken of each thing, over flows or beside them."""
    held: dict[Resource, int] = {}
    for name, grains in uses.items():
        thing = ("listing", name[1]) if name[0] == "flow" else name
        held[thing] = held.get(thing, 0) + grains
    return held


def _reason(one: Weighed, name: Resource, left: int, listings: Mapping[str, Listing], graph: Graph) -> Reason:
    work, kind, thing, needed = one.work, name[0], name[1], _held(one.uses)[name]
    match kind:
        case "half_hours":
            return unmet("taken_hours", position=thing, work_hours=work.hours, left_hours=left / 2)
        case "seats":
            return unmet("taken_seats", position=thing, seats=work.seats, left_seats=left)
        case "hub_half_hours":
            return unmet("taken_hub", work_hours=work.hours, left_hours=left / 2)
    year, (party, unit) = yearly(listings[thing]), _end(one, thing, listings, graph)
    amounts = [None if year is None else round(year * grains / GRAINS, 2) for grains in (needed, max(0, left))]
    return unmet("taken_listing", party=party, amount=amounts[0], left=amounts[1], measure_unit=unit)


def _end(one: Weighed, listing: str, listings: Mapping[str, Listing], graph: Graph) -> tuple[Role, str]:
    """Whose listing it is, and the unit it is told in."""
    edge = next(edge for edge in one.made.join.edges if listing in (edge.have.id, edge.need.id))
    ends = {edge.have.id: edge.candidate.have_family, edge.need.id: edge.candidate.need_family}
    own = listings[listing].organisation == one.hub
    return Role.HUB if own else edge.role, listings[listing].unit or graph.families[ends[listing]].unit
