"""A free text read into things: what they are, how much, how often, when, in which state."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from symbiose.engine.resources.model import Graph, ItemReading, QuantityReading, Reading, Span
from symbiose.engine.resources.reading.contents import Content, find_contents, parts
from symbiose.engine.resources.reading.evidence import Hit, weigh
from symbiose.engine.resources.reading.finding import Found, find_words
from symbiose.engine.resources.reading.items import KEPT_FROM, Thing, extent, gather, hand_out, hand_out_quantities
from symbiose.engine.resources.reading.lexicon import build_index
from symbiose.engine.resources.reading.qualities import (
    SaidQuality,
    conditions,
    find_qualities,
    merged,
    quality_phrases,
)
from symbiose.engine.resources.reading.quantity import SaidQuantity, find_quantities, measuring
from symbiose.engine.resources.reading.sentence import Denial, Word, denials, languages, read_words
from symbiose.engine.resources.reading.sides import SaidSide, find_sides, side_of
from symbiose.engine.resources.reading.times import SaidTime, find_times, weekly_bits
from symbiose.engine.resources.words import stems

SURE_FROM = 0.7
SURE_MARGIN = 0.15
# Words that say danger whatever the thing is; the families' own hazards come from the graph.
_DANGER = frozenset(
    stems(
        """
        giftig giftigt giftige ætsende brandfarlig brandfarligt brandfarlige letantændelig letantændeligt eksplosiv
        eksplosivt eksplosive kræftfremkaldende sundhedsskadelig sundhedsskadeligt miljøfarlig miljøfarligt
        smittefarlig smittefarligt radioaktiv radioaktivt farligt farlig farlige
        toxic corrosive flammable explosive carcinogenic radioactive hazardous infectious
        """
    )
)


@dataclass(frozen=True, slots=True)
class _Danger:
    first: int
    span: Span
    within: int | None = None  # the first word of what it is said to be in


@dataclass(frozen=True, slots=True)
class _Said:
    """What was found in the words of a text, before it is known what it speaks of."""

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    contents: tuple[Content, ...]
    sides: tuple[SaidSide, ...]
    times: tuple[SaidTime, ...]
    quantities: tuple[SaidQuantity, ...]
    qualities: tuple[SaidQuality, ...]
    dangers: tuple[_Danger, ...]


def read_text(text: str, *, graph: Graph) -> Reading:
    """Read a text into the things that it names, in their order; the same text and graph give the same reading.

    A text that names nothing known is one item without families (`unread`), so that quantity, times and conditions
    are not lost; a text without a word has no items. Never raises.
    """
    words = read_words(text)
    if not words:
        return Reading(text, (), unread=True)
    said = _listen(words, graph)
    things = _things(said, graph)
    silent = _silent(said) if things else {word.sentence for word in words}
    if silent:
        said = _listen(words, graph, guessed=silent)
        things = _things(said, graph)
    unread = not things
    if unread:
        things = [Thing(said.sides[0].side if said.sides else None, [])]
    hand_out_quantities(things, words, said.quantities, graph)
    hand_out(things, words, said.times, lambda thing, time: thing.times.append(time))
    hand_out(things, words, said.qualities, lambda thing, quality: thing.qualities.append(quality))
    hand_out(things, words, said.dangers, lambda thing, danger: thing.dangers.append(danger.span))
    _spread(things, said.dangers)
    whole = Span(words[0].span.start, words[-1].span.end)
    return Reading(text, tuple(_item(thing, whole) for thing in things), unread)


def sure(read: Reading | ItemReading) -> bool:
    """True where a reading needs no second look.

    Every item's best family has a confidence of at least 0.7 and leads the next by at least 0.15.
    """
    if isinstance(read, Reading):
        return not read.unread and all(sure(item) for item in read.items)
    if not read.families:
        return False
    best, second = read.families[0].confidence, max((one.confidence for one in read.families[1:]), default=0.0)
    return best >= SURE_FROM and best - second >= SURE_MARGIN


def _things(said: _Said, graph: Graph) -> list[Thing]:
    inside = parts(said.words, said.contents, graph, kept_from=KEPT_FROM)
    return gather(said.hits, lambda hit: side_of(hit, said.sides), build_index(graph), inside)


def _spread(things: Sequence[Thing], dangers: Sequence[_Danger]) -> None:
    """What is dangerous makes dangerous what it is in."""
    for danger in dangers:
        for thing in things:
            if any(hit.first == danger.within for hit in thing.hits):
                thing.dangers.append(danger.span)


def _silent(said: _Said) -> set[int]:
    """Sentences that tell how much there is, and not of what."""
    amounts = {one.sentence for one in said.quantities if one.amount is not None}
    return amounts - {hit.sentence for hit in said.hits}


def _listen(words: tuple[Word, ...], graph: Graph, *, guessed: Container[int] = frozenset()) -> _Said:
    lexicon = build_index(graph)
    found = find_words(words, lexicon, measuring(words), guessed)
    alone = frozenset(one.first for one in found if one.last == one.first + 1)
    phrases = tuple(
        phrase for phrase in quality_phrases(words, lexicon) if phrase[1] > phrase[0] + 1 or phrase[0] not in alone
    )
    adjectives = frozenset(index for first, last, _ in phrases for index in range(first, last))
    begins = adjectives | {one.first for one in found}
    denied = denials(words, begins.__contains__)
    there = (one for one in found if not _is_denied(one, denied, adjectives))
    hits = weigh(words, there, lexicon, languages(words))
    contents = find_contents(words, hits)
    times = find_times(words, denied)
    timed = frozenset(index for time in times for index in range(time.first, time.last))
    units = {index: graph.families[_first_family(hit)].unit for hit in hits for index in range(hit.first, hit.last)}
    return _Said(
        words=words,
        hits=hits,
        contents=contents,
        sides=find_sides(words),
        times=times,
        quantities=find_quantities(words, units.get, timed.__contains__),
        qualities=find_qualities(words, phrases, denied),
        dangers=_dangers(words, hits, contents, denied, graph),
    )


def _is_denied(found: Found, denied: Sequence[Denial], adjectives: frozenset[int]) -> bool:
    """True for "uden plast"; in "ikke malet træ" the denial falls on the quality, so the wood is there."""
    return any(
        denial.covers(found.first) and (found.first in adjectives or denial.first not in adjectives)
        for denial in denied
    )


def _first_family(hit: Hit) -> str:
    return max(hit.strengths, key=lambda one: one[2])[0]


def _dangers(
    words: tuple[Word, ...], hits: Sequence[Hit], contents: Sequence[Content], denied: Sequence[Denial], graph: Graph
) -> tuple[_Danger, ...]:
    within = {content.inner.first: content.outer.first for content in contents}
    named = [
        _Danger(hit.first, hit.span, within.get(hit.first))
        for hit in hits
        if any(graph.families[code].hazard for code in hit.leading())
    ]
    told = [
        _Danger(index, word.span)
        for index, word in enumerate(words)
        if word.stem in _DANGER and not any(denial.covers(index) for denial in denied)
    ]
    return tuple(named + told)


def _item(thing: Thing, whole: Span) -> ItemReading:
    quantity = thing.quantity
    return ItemReading(
        span=extent(thing.hits) if thing.hits else whole,
        side=thing.side,
        families=thing.families,
        quantity=None
        if quantity is None
        else QuantityReading(quantity.amount, quantity.unit, quantity.per, quantity.estimated, quantity.spans),
        windows=weekly_bits(thing.times),
        window_spans=merged(time.span for time in thing.times),
        conditions=conditions(thing.qualities),
        condition_spans=merged(quality.span for quality in thing.qualities),
        hazard_spans=merged(thing.dangers),
    )
