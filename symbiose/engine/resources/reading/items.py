"""Hits gathered into things, and what a text says handed to the thing that it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from symbiose.engine.resources.model import FamilyReading, Graph, Kind, Span
from symbiose.engine.resources.reading.evidence import Hit, confidences
from symbiose.engine.resources.reading.lexicon import Lexicon
from symbiose.engine.resources.reading.qualities import SaidQuality, merged
from symbiose.engine.resources.reading.quantity import TONNE_OR_HOUR, SaidQuantity, in_unit, joined
from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.resources.reading.times import SaidTime
from symbiose.engine.units import UNITS, Per, convert

KEPT_FROM = 0.4
GUESSED_FROM = 0.3
_SHOWN_MOST = 5
_SHOWN_FROM = 0.3
_NEAR = 1
_TIMED = frozenset((Kind.COMPETENCE, Kind.TASK, Kind.SPACE, Kind.EQUIPMENT, Kind.TRANSPORT, Kind.SERVICE))
_WEEK_OF_HOURS = 40.0


class _Placed(Protocol):
    @property
    def first(self) -> int: ...


_Said = TypeVar("_Said", bound=_Placed)


@dataclass(slots=True)
class Thing:
    """One thing that a text names, while it is being read."""

    side: str | None
    hits: list[Hit]
    families: tuple[FamilyReading, ...] = ()
    quantity: SaidQuantity | None = None
    times: list[SaidTime] = field(default_factory=list)
    qualities: list[SaidQuality] = field(default_factory=list)
    dangers: list[Span] = field(default_factory=list)

    def leading(self) -> frozenset[str]:
        """Families that any of its hits leads to strongly."""
        return frozenset().union(*(hit.leading() for hit in self.hits))


def gather(
    hits: Sequence[Hit], side_of: Callable[[Hit], str | None], lexicon: Lexicon, parts: Container[int] = frozenset()
) -> list[Thing]:
    """Things in order of the text: hits of one family, or of a parent and its child nearby, are one thing.

    Hits whose first word is among `parts` add to such a thing, and begin none.
    A thing is kept where its best confidence is at least 0.4; of a text that names none, those from 0.3.
    """
    things: list[Thing] = []
    for hit in hits:
        side = side_of(hit)
        home = next((thing for thing in reversed(things) if _belongs(hit, side, thing, lexicon)), None)
        if home is not None:
            home.hits.append(hit)
            home.side = home.side or side
        elif hit.first not in parts:
            things.append(Thing(side, [hit]))
    for thing in things:
        thing.families = _families(thing.hits, lexicon.parents)
    kept = [thing for thing in things if thing.families[0].confidence >= KEPT_FROM]
    return kept or [thing for thing in things if thing.families[0].confidence >= GUESSED_FROM]


def _belongs(hit: Hit, side: str | None, thing: Thing, lexicon: Lexicon) -> bool:
    if side and thing.side and side != thing.side:
        return False
    theirs = thing.leading()
    if hit.leading() & theirs:
        return True
    if hit.sentence - thing.hits[-1].sentence > _NEAR:
        return False
    return any(lexicon.kin[family] & theirs for family in hit.leading())


def _families(hits: Sequence[Hit], parents: Mapping[str, str | None]) -> tuple[FamilyReading, ...]:
    """Up to five families, best first; those below 0.3 of the best are left out."""
    sure = confidences(hits, parents)
    ranked = sorted(sure.items(), key=lambda pair: (-pair[1], pair[0]))
    floor = _SHOWN_FROM * ranked[0][1]
    return tuple(
        FamilyReading(family, confidence, merged(hit.span for hit in hits if _leads(hit, family)))
        for family, confidence in ranked[:_SHOWN_MOST]
        if confidence >= floor
    )


def _leads(hit: Hit, family: str) -> bool:
    return any(code == family for code, _, _ in hit.strengths)


def hand_out(
    things: Sequence[Thing],
    words: tuple[Word, ...],
    said: Iterable[_Said],
    take: Callable[[Thing, _Said], None],
) -> None:
    """Give every time or quality to the things it speaks of."""
    for one in said:
        for thing in spoken_of(things, words, one.first):
            take(thing, one)


def spoken_of(things: Sequence[Thing], words: tuple[Word, ...], index: int) -> Sequence[Thing]:
    """Things that the words at `index` speak of.

    The thing named right after them; else the nearest before in the clause; else those of the nearest earlier clause
    of the sentence that names any; else the next in the sentence; else those of the sentence before; else the first.
    """
    place = words[index]
    own = [thing for thing in things if any(hit.sentence == place.sentence for hit in thing.hits)]
    if len(things) == 1:
        return things
    if not own:
        return _of_earlier_sentence(things, place.sentence) or things[:1]
    starts = [(hit.first, hit, thing) for thing in own for hit in thing.hits if hit.sentence == place.sentence]
    following = [(first, thing) for first, hit, thing in starts if index <= first <= index + 1 or _within(hit, index)]
    if following:
        return [min(following, key=lambda pair: pair[0])[1]]
    before = [(first, thing) for first, _, thing in starts if first < index]
    if not before:
        return [min(((first, thing) for first, _, thing in starts), key=lambda pair: pair[0])[1]]
    same = [pair for pair in before if words[pair[0]].clause == place.clause]
    if same:
        return [max(same, key=lambda pair: pair[0])[1]]
    last_clause = words[max(first for first, _ in before)].clause
    return _distinct(thing for first, thing in before if words[first].clause == last_clause)


def _within(hit: Hit, index: int) -> bool:
    return hit.first <= index < hit.last


def _of_earlier_sentence(things: Sequence[Thing], sentence: int) -> list[Thing]:
    earlier = [hit.sentence for thing in things for hit in thing.hits if hit.sentence < sentence]
    if not earlier:
        return []
    last = max(earlier)
    return [thing for thing in things if any(hit.sentence == last for hit in thing.hits)]


def _distinct(things: Iterable[Thing]) -> list[Thing]:
    kept: list[Thing] = []
    for thing in things:
        if not any(thing is one for one in kept):
            kept.append(thing)
    return kept


def hand_out_quantities(
    things: Sequence[Thing], words: tuple[Word, ...], said: Iterable[SaidQuantity], graph: Graph
) -> None:
    """Give each quantity to one thing: the one named next in its clause, else the nearest one that it can measure."""
    for one in said:
        fitting = [thing for thing in things if _fits(one, thing, graph)]
        home = min(fitting, key=lambda thing: _far(one, thing, words, graph), default=None)
        if home is None:
            continue
        settled = in_unit(one, _settled(one, home, graph))
        if home.quantity is None:
            home.quantity = settled
        elif home.quantity.per is None and settled.amount is None:
            home.quantity = joined(home.quantity, settled)
        else:
            home.quantity = settled if settled.per else joined(settled, home.quantity)


def _fits(said: SaidQuantity, thing: Thing, graph: Graph) -> bool:
    """Hours and days measure what has time; free places for a rhythm are things without one."""
    if said.amount is None:
        return thing.quantity is None or thing.quantity.per is None
    if thing.quantity is not None and thing.quantity.amount is not None:
        return False
    if said.unit in {"hour", "day"}:
        return _timed(thing, graph)
    return True


def _timed(thing: Thing, graph: Graph) -> bool:
    return not thing.families or graph.families[thing.families[0].family].kind in _TIMED


def _far(said: SaidQuantity, thing: Thing, words: tuple[Word, ...], graph: Graph) -> tuple[int, int, int]:
    """Sentences between, whether it measures in vain, and words between; what stands before counts double."""
    if not thing.hits:
        return 0, 0, 0
    sentences = min(abs(hit.sentence - said.sentence) for hit in thing.hits)
    near = [hit for hit in thing.hits if abs(hit.sentence - said.sentence) == sentences]
    gaps = [hit.first - said.last if hit.first >= said.last else 2 * (said.first - hit.last + 1) for hit in near]
    return sentences, not _measures(said, thing, graph), max(min(gaps), 0)


def _measures(said: SaidQuantity, thing: Thing, graph: Graph) -> bool:
    if said.unit is None or said.unit == TONNE_OR_HOUR or not thing.families:
        return True
    family = graph.families[thing.families[0].family]
    if family.unit not in UNITS:
        return True
    per_piece = family.kg_per_piece or 1.0
    return convert(1.0, said.unit, family.unit, kg_per_m3=family.kg_per_m3 or 1.0, kg_per_piece=per_piece) is not None


def _settled(said: SaidQuantity, thing: Thing, graph: Graph) -> str | None:
    """The unit of a quantity once it is known what it measures.

    A "t" is hours for what has time, tonnes for what has weight; of an unknown thing, hours where a week holds them.
    A bare number counts pieces of what is counted in pieces.
    """
    if said.unit is None and said.amount is not None and thing.families:
        return "piece" if graph.families[thing.families[0].family].unit == "piece" else None
    if said.unit != TONNE_OR_HOUR:
        return said.unit
    if thing.families:
        return "hour" if _timed(thing, graph) else "t"
    weekly = said.per is Per.WEEK and said.amount is not None and said.amount <= _WEEK_OF_HOURS
    return "hour" if weekly else "t"


def extent(hits: Sequence[Hit]) -> Span:
    """From the first to the last character of the hits."""
    return Span(min(hit.span.start for hit in hits), max(hit.span.end for hit in hits))
