"""One pair judged: every condition that is met, fails or is open, and the points it gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbiose.engine.exchange import dues, fit
from symbiose.engine.exchange.amounts import Amounts, amounts
from symbiose.engine.exchange.fit import Path, Setting
from symbiose.engine.exchange.model import Candidate, Listing, Part
from symbiose.engine.exchange.reasons import shared, unmet
from symbiose.engine.geography import road_km
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import ancestors
from symbiose.engine.resources.model import Graph, UseEdge

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
        *fit.doubts(have, need, path, setting.graph),
        *fit.words(have, need, setting),
        *fit.who(have, need, setting),
        *fit.when(have, need, setting.today),
        *fit.where(have, need, setting.policy.reach_km[have_family.reach]),
        *fit.conditions(have, need, path.edge),
        *fit.hours(have, need, have.kind or have_family.kind),
        *dues.quantities(have, need, moved),
        *dues.lots(have, need, moved),
        *dues.hazard(have, need, (path.have.family, path.need.family), setting.graph),
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
    alike = fit.words(have, need, setting)
    return (*reasons, *alike, *fit.who(have, need, setting), *fit.when(have, need, setting.today))


def build(have: Listing, need: Listing, path: Path, setting: Setting) -> Found:
    """The pair judged and measured."""
    moved = measure(have, need, path, setting)
    reasons = judge(have, need, path, setting, moved)
    stopped = any(reason.tone is Tone.STOP for reason in reasons)
    return Found(have, need, path, moved, reasons, parts(have, need, path, setting), stopped)


def family_points(have_family: str, need_family: str, edge: UseEdge | None, setting: Setting) -> Iterator[Part]:
    """What a path gives if both readings are sure: the same thing, a kind of it, or a use as certain as it is."""
    policy = setting.policy
    if edge is not None:
        yield Part("use_edge", 1, "pair", policy.use_edge)
        doubt = UNCERTAIN[edge.certainty]
        if doubt:
            yield Part("uncertain_use", doubt, "pair", round(-policy.uncertain_use * doubt, _ROUND))
        return
    yield Part("same_family", 1, "pair", policy.same_family)
    if have_family != need_family:
        levels = 1 + ancestors(setting.graph, have_family).index(need_family)
        yield Part("narrower_family", levels, "level", round(-policy.narrower_family * levels, _ROUND))


def parts(have: Listing, need: Listing, path: Path, setting: Setting) -> tuple[Part, ...]:
    """The points of a path, part by part; each doubt takes its share of what stands before it."""
    found = list(family_points(path.have.family, path.need.family, path.edge, setting))
    other = sum(fit.of_other_kind(*one, setting.graph) for one in ((have, path.have), (need, path.need)))
    unsure = 1 - fit.sureness(path.have) * fit.sureness(path.need), 1 - (1 - setting.policy.other_kind) ** other
    for code, share in zip(("unconfirmed_code", "other_kind"), unsure, strict=True):
        doubt = round(share, _ROUND)
        if doubt:
            given = sum(part.points for part in found)
            found.append(Part(code, doubt, "share", round(-given * doubt, _ROUND)))
    limit = setting.policy.reach_km[setting.graph.families[path.have.family].reach]
    return (*found, *common_parts(have, need, limit, setting))


def common_parts(have: Listing, need: Listing, limit: float, setting: Setting) -> Iterator[Part]:
    """What counts for every pair: how alike the words are, how far it is, what is estimated."""
    policy, km = setting.policy, road_km(have.place, need.place)
    alike = setting.alike.share(have.text, need.text)
    if alike:
        yield Part("words_alike", alike, "share", round(policy.likeness * alike, _ROUND))
    if km is None:
        yield Part("distance_assumed", limit / 2, "km", round(-policy.per_km * limit / 2, _ROUND))
    else:
        yield Part("distance", km, "km", round(-policy.per_km * km, _ROUND))
    estimated = have.estimated + need.estimated
    if estimated:
        yield Part("estimated", estimated, "quantity", round(-policy.estimated * estimated, _ROUND))


def _known(listing: Listing, graph: Graph) -> bool:
    return any(code.family in graph.families for code in listing.codes)
