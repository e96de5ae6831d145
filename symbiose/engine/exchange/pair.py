"""One pair judged: every condition that is met, fails or is open, and the points it gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbiose.engine.exchange import dues, fit
from symbiose.engine.exchange.amounts import Amounts, amounts
from symbiose.engine.exchange.fit import Path, Setting
from symbiose.engine.exchange.model import Candidate, Listing, Part
from symbiose.engine.exchange.reach import road_km
from symbiose.engine.exchange.reasons import shared, unmet
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.model import Graph

UNCERTAIN = {"certain": 0.0, "likely": 0.5, "unverified": 1.0}
_ROUND = 6  # decimals of points: far below what anybody weighs, far above what floats lose


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that fits, with what it can move; `candidate` makes it the public thing."""

    have: Listing
    need: Listing
    path: Path
    moved: Amounts
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    stopped: bool

    def candidate(self, others: int) -> Candidate:
        """The candidate, where so many others could fill the same need: what the link's robustness rests on."""
        backup = shared("other_haves", Tone.NOTE, ("count", others)) if others else shared("only_have", Tone.NOTE)
        return Candidate(
            have=self.have.id,
            need=self.need.id,
            have_family=self.path.have.family,
            need_family=self.path.need.family,
            by_use=self.path.edge is not None,
            km=road_km(self.have.place, self.need.place),
            most=self.moved.most,
            supply_share=self.moved.supply_share,
            parts=self.parts,
            points=round(sum(part.points for part in self.parts), _ROUND),
            reasons=(*self.reasons, backup),
            stopped=self.stopped,
        )


def measure(have: Listing, need: Listing, path: Path, setting: Setting) -> Amounts:
    """What the pair can move along a path."""
    families = setting.graph.families
    return amounts(have, need, families[path.have.family], families[path.need.family], path.edge)


def judge(have: Listing, need: Listing, path: Path, setting: Setting, moved: Amounts) -> tuple[Reason, ...]:
    """Every reason of the pair, in the order in which people read them: what, who, when, where, how, what first."""
    have_family = setting.graph.families[path.have.family]
    return (
        *fit.what(path),
        *fit.who(have, need, setting),
        *fit.when(have, need, setting.today),
        *fit.where(have, need, setting.policy.reach_km[have_family.reach]),
        *fit.conditions(have, need, path.edge),
        *fit.hours(have, need, have.kind or have_family.kind),
        *dues.quantities(have, need, moved),
        *dues.lots(have, need, moved),
        *dues.hazard(have, need, path, setting.graph),
        *dues.waste(have),
        *dues.price(have, need, moved),
    )


def without_path(have: Listing, need: Listing, setting: Setting) -> tuple[Reason, ...]:
    """What can be said of a pair that no family or use joins."""
    sides = {"have": have, "need": need}
    empty = [name for name, listing in sides.items() if not _known(listing, setting.graph)]
    reasons = [unmet("no_family", side=side) for side in empty]
    if not empty:
        families = ["|".join(code.family for code in listing.codes) for listing in (have, need)]
        reasons.append(unmet("no_common_use", have_families=families[0], need_families=families[1]))
    return (*reasons, *fit.who(have, need, setting), *fit.when(have, need, setting.today))


def build(have: Listing, need: Listing, path: Path, setting: Setting) -> Found | None:
    """The pair judged and measured, or None where a condition is not met."""
    moved = measure(have, need, path, setting)
    reasons = judge(have, need, path, setting, moved)
    if any(reason.tone is Tone.UNMET for reason in reasons):
        return None
    stopped = any(reason.tone is Tone.STOP for reason in reasons)
    return Found(have, need, path, moved, reasons, tuple(_parts(have, need, path, setting)), stopped)


def _parts(have: Listing, need: Listing, path: Path, setting: Setting) -> Iterator[Part]:
    policy, km = setting.policy, road_km(have.place, need.place)
    if path.edge is None:
        yield Part("same_family", 1, "pair", policy.same_family)
    else:
        yield Part("use_edge", 1, "pair", policy.use_edge)
        doubt = UNCERTAIN[path.edge.certainty]
        if doubt:
            yield Part("uncertain_use", doubt, "pair", round(-policy.uncertain_use * doubt, _ROUND))
    if km is None:
        assumed = policy.reach_km[setting.graph.families[path.have.family].reach] / 2
        yield Part("distance_assumed", assumed, "km", round(-policy.per_km * assumed, _ROUND))
    else:
        yield Part("distance", km, "km", round(-policy.per_km * km, _ROUND))
    unconfirmed = 2 - path.have.confirmed - path.need.confirmed
    if unconfirmed:
        yield Part("unconfirmed_code", unconfirmed, "code", round(-policy.unconfirmed_code * unconfirmed, _ROUND))
    estimated = have.estimated + need.estimated
    if estimated:
        yield Part("estimated", estimated, "quantity", round(-policy.estimated * estimated, _ROUND))


def _known(listing: Listing, graph: Graph) -> bool:
    return any(code.family in graph.families for code in listing.codes)
