"""Does a pair fit: what it is, who, when, where, what it must be like, at what hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from symbiose.engine.exchange.likeness import Likeness
from symbiose.engine.exchange.model import Code, Listing, Policy
from symbiose.engine.exchange.reasons import met, note, shared, todo, unmet
from symbiose.engine.geography import DETOUR, road_km, straight_km
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.model import Graph, Kind, UseEdge
from symbiose.engine.windows import format_windows

WINDOW_KINDS = frozenset({Kind.EQUIPMENT, Kind.SPACE, Kind.TRANSPORT, Kind.COMPETENCE})


@dataclass(frozen=True, slots=True)
class Setting:
    """What every pair of a problem is judged against."""

    graph: Graph
    policy: Policy
    today: date
    refused: frozenset[tuple[str, str]]
    alike: Likeness


@dataclass(frozen=True, slots=True)
class Path:
    """The code of a have, the code of a need, and the use-edge between them.

    No edge where the families are the same or the have's is a kind of the need's.
    """

    have: Code
    need: Code
    edge: UseEdge | None


def sureness(code: Code) -> float:
    """How sure a reading is, 0–1: what a person confirmed is sure."""
    return 1.0 if code.confirmed else code.confidence


def of_other_kind(listing: Listing, code: Code, graph: Graph) -> bool:
    """True where nobody confirmed a reading that is of another kind than the listing itself states."""
    return not code.confirmed and listing.kind not in (None, graph.families[code.family].kind)


def doubts(have: Listing, need: Listing, path: Path, graph: Graph) -> Iterator[Reason]:
    """What speaks against the readings."""
    for side, listing, code in (("have", have, path.have), ("need", need, path.need)):
        if not code.confirmed:
            yield note("code_unconfirmed", side=side, family=code.family, confidence=code.confidence)
        if of_other_kind(listing, code, graph):
            yield shared("other_kind", Tone.NOTE, ("side", side), ("family", code.family))


def what(path: Path) -> Iterator[Reason]:
    have, need, edge = path.have, path.need, path.edge
    if edge is not None:
        yield shared(
            "used_for",
            Tone.MET,
            ("have_family", have.family),
            ("need_family", need.family),
            ("share", edge.share),
            ("basis", edge.basis),
            ("reference", edge.reference),
            ("certainty", edge.certainty),
        )
    elif have.family == need.family:
        yield shared("same_family", Tone.MET, ("family", have.family))
    else:
        yield shared("narrower_family", Tone.MET, ("have_family", have.family), ("need_family", need.family))


def words(have: Listing, need: Listing, setting: Setting) -> Iterator[Reason]:
    share = setting.alike.share(have.text, need.text)
    if share:
        yield note("words_alike", words=setting.alike.words(have.text, need.text), share=share)


def who(have: Listing, need: Listing, setting: Setting) -> Iterator[Reason]:
    if have.organisation == need.organisation:
        yield unmet("own_organisation")
    if (have.id, need.id) in setting.refused:
        yield unmet("refused")


def when(have: Listing, need: Listing, today: date) -> Iterator[Reason]:
    ended = False
    for side, listing in (("have", have), ("need", need)):
        if listing.valid_to is not None and listing.valid_to < today:
            ended = True
            yield unmet("ended", side=side, date=listing.valid_to.isoformat())
    start = max(day for day in (have.valid_from, need.valid_from, today) if day is not None)
    end = min((day for day in (have.valid_to, need.valid_to) if day is not None), default=None)
    if ended:
        return
    if end is not None and end < start:
        yield unmet("never_same_time", first_ends=end.isoformat(), second_starts=start.isoformat())
        return
    if start > today:
        yield shared("valid_from", Tone.NOTE, ("date", start.isoformat()))
    if end is not None:
        yield shared("valid_until", Tone.NOTE, ("date", end.isoformat()))


def where(have: Listing, need: Listing, limit: float) -> Iterator[Reason]:
    for side, listing in (("have", have), ("need", need)):
        if listing.place is None:
            yield shared("place_unknown", Tone.TODO, ("side", side))
    km = road_km(have.place, need.place)
    if km is None or have.place is None or need.place is None:
        return
    if (have.place.lat, have.place.lon) == (need.place.lat, need.place.lon):
        yield shared("same_place", Tone.MET, ("place", have.place.name))
        return
    say, code = (met, "distance") if km <= limit else (unmet, "too_far")
    yield say(code, km=km, limit_km=limit, straight_km=round(straight_km(have.place, need.place), 1), factor=DETOUR)


def required(need: Listing, edge: UseEdge | None) -> Mapping[str, str]:
    """Conditions that the have must meet and who requires each: the use, or the need's own words."""
    asked = {code: "need" for code, said in need.conditions.items() if said}
    return dict(sorted({**asked, **dict.fromkeys(edge.conditions if edge else (), "use")}.items()))


def conditions(have: Listing, need: Listing, edge: UseEdge | None) -> Iterator[Reason]:
    codes = {True: ("condition_said", Tone.MET), False: ("condition_denied", Tone.UNMET)}
    for condition, by in required(need, edge).items():
        said = have.conditions.get(condition)
        code, tone = codes[said] if said is not None else ("condition_unknown", Tone.TODO)
        yield shared(code, tone, ("condition", condition), ("required_by", by))


@lru_cache(maxsize=4096)
def _text(bits: int) -> str:
    """Windows in text form; the same opening hours recur in every other pair."""
    return format_windows(bits, danish=False)


def hours(have: Listing, need: Listing, kind: Kind) -> Iterator[Reason]:
    must = kind in WINDOW_KINDS
    if have.windows and need.windows:
        common = have.windows & need.windows
        if common:
            yield met("windows_overlap", hours=common.bit_count() / 2, windows=_text(common))
        else:
            say = unmet if must else todo
            yield say(
                "windows_none",
                have_windows=_text(have.windows),
                need_windows=_text(need.windows),
            )
    elif must:
        for side, listing in (("have", have), ("need", need)):
            if not listing.windows:
                yield shared("no_window_said", Tone.TODO, ("side", side))
