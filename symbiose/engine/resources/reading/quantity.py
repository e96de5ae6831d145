"""Quantities and rhythms said in a text: "cirka 120 kg om ugen", "2-3 paller hver måned", "a couple of tonnes".

A range is read as its midpoint and marked as estimated, and so is everything that is said with about, some, up to.
Rhythms that the product does not have become the nearest that it has: a day is a fifth of a week (estimated), a quarter
and a half year are parts of a year, every other week is half a week. A bare number right before a rhythm ("ca. 25 om
måneden") is an amount without unit; its item settles whether it counts pieces. Numbers are taken as written, however large.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.reading.numerals import Amount, amount_at
from symbiose.engine.resources.reading.rhythm import Rhythm, find_rhythms
from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.resources.words import folded, stems
from symbiose.engine.units import Per

TONNE_OR_HOUR = "t?"

_UNITS = {
    "kg": ("kg", "kilo", "kilogram", "kilograms", "kilos", "kgs"),
    "g": ("gram", "grams"),
    "t": ("ton", "tons", "tonne", "tonnes", "tonnage", "tonn"),
    "m3": ("m3", "kubikmeter", "kubik", "rummeter", "kbm", "cbm", "kubikmetre"),
    "l": ("l", "liter", "litre", "litres", "liters", "ltr"),
    "piece": ("stk", "styk", "stykker", "stykke", "pieces", "pcs", "piece", "eksemplarer", "units"),
    "m": ("m", "meter", "metre", "metres", "meters", "lbm"),
    "m2": ("m2", "kvm", "kvadratmeter", "sqm"),
    "hour": ("time", "timer", "timers", "hour", "hours", "hrs", "arbejdstimer", "mandetimer"),
    "day": ("dag", "dage", "day", "days", "arbejdsdage"),
    "kWh": ("kwh",),
    "MWh": ("mwh",),
    "GJ": ("gj",),
    "trip": ("tur", "ture", "trip", "trips", "koersler", "koersel"),
    TONNE_OR_HOUR: ("t",),
}
_UNIT = {word: unit for unit, names in _UNITS.items() for word in names}
_TWO_WORDS = {
    ("kubik", "meter"): "m3",
    ("cubic", "metres"): "m3",
    ("cubic", "meters"): "m3",
    ("cubic", "metre"): "m3",
    ("loebende", "meter"): "m",
    ("square", "metres"): "m2",
    ("square", "meters"): "m2",
    ("m", "2"): "m2",
    ("m", "3"): "m3",
}
_ABOUT = frozenset(
    folded(
        """
        ca cirka omkring omtrent rundt regnet typisk normalt gennemsnitligt gennemsnit snit måske vel næsten op højst
        mindst knap godt minimum maksimalt maks max min mellem skønnet skønsmæssigt anslået
        about around roughly approximately approx some up average maybe nearly almost between estimated
        """
    )
)
_ABOUT_REACH = 3
_NOUN_REACH = 3
# Containers and other things that are counted without being the thing.
COUNTED = frozenset(
    stems(
        """
        palle kasse sæk spand tønde palletank bag container rulle bur dunk flaske pose bøtte bundt balle kar
        portion sæt stykker bigbag bigbags bigbagge pose poser kurv dåse karton læs vognlæs trailerfuld stabel stak bunke
        tromle kolli net glas fad krukke pakke fag eksemplar billass læsse trailerlæs container spandfuld hold par
        bucket barrel bag load stack bundle tray carton trailerload truckload pallets boxes drums sacks rolls bins crates bales
        """
    )
)


# What a number measures without saying how much there is.
_NOT_COUNTED = frozenset(
    folded(
        """
        grad grader graders gradc c v w a hz ah bar km kilometer cm mm kr kroner dkk procent pct år års årig kw volt watt minut
        minutter uge uger måned måneder mand personer plads pladser kva ampere tommer procent degrees percent minutes years weeks months people
        """
    )
)


@dataclass(frozen=True, slots=True)
class SaidQuantity:
    """A quantity at words first..last (excluded); `unit` may be `TONNE_OR_HOUR` until its item is known."""

    first: int
    last: int
    sentence: int
    clause: int
    amount: float | None
    unit: str | None
    per: Per | None
    estimated: bool
    spans: tuple[Span, ...]


def find_quantities(
    words: tuple[Word, ...], unit_of: Callable[[int], str | None], taken: Callable[[int], bool]
) -> tuple[SaidQuantity, ...]:
    """Quantities in order of the text. `unit_of` gives the unit of the thing that a word names, None for other words.

    `taken` tells which words already say a time of the week. A rhythm joins the quantities of its clause, else the
    nearest one before it in the sentence, else the next; alone it stands as a quantity without amount.
    """
    rhythms = find_rhythms(words, taken)
    in_rhythm = {index for rhythm in rhythms for index in range(rhythm.first, rhythm.last)}
    begins = {rhythm.first for rhythm in rhythms}
    quantities = _amounts(words, unit_of, lambda index: taken(index) or index in in_rhythm, begins)
    for rhythm in rhythms:
        whose = _owners(quantities, rhythm, words)
        for index in whose:
            quantities[index] = _with_rhythm(quantities[index], rhythm, words)
        if not whose:
            quantities.append(_lone(rhythm, words))
    return tuple(sorted(quantities, key=lambda one: one.first))


def measuring(words: tuple[Word, ...]) -> frozenset[int]:
    """Words that are a rhythm, or the unit of a number right before them, and so name no thing."""
    rhythms = find_rhythms(words, lambda _: False)
    found = {index for rhythm in rhythms for index in range(rhythm.first, rhythm.last)}
    for index in range(len(words)):
        amount = amount_at(words, index)
        unit = _unit_at(words, amount.last) if amount else None
        if unit:
            found.update(range(unit[1], unit[2]))
    return frozenset(found)


def in_unit(said: SaidQuantity, unit: str | None) -> SaidQuantity:
    """The same quantity with its unit settled."""
    return replace(said, unit=unit)


def joined(said: SaidQuantity, rhythm: SaidQuantity) -> SaidQuantity:
    """A quantity without rhythm and a rhythm said elsewhere about the same thing, as one."""
    return replace(
        said,
        per=rhythm.per,
        estimated=said.estimated or rhythm.estimated,
        spans=(*said.spans, *rhythm.spans),
    )


def _amounts(
    words: tuple[Word, ...],
    unit_of: Callable[[int], str | None],
    taken: Callable[[int], bool],
    rhythms: Container[int],
) -> list[SaidQuantity]:
    found: list[SaidQuantity] = []
    index = 0
    while index < len(words):
        amount = None if taken(index) else amount_at(words, index)
        unit = _unit_after(words, amount, unit_of, taken) if amount else None
        bare = amount is not None and not amount.article and amount.last in rhythms
        if amount is None or (unit is None and not bare):
            index += 1
            continue
        code, first, last = unit or (None, amount.last, amount.last)
        estimated = amount.estimated or _about(words, index, last)
        spans = tuple(_span(words, *part) for part in _pieces(index, amount.last, first, last))
        place = words[index]
        found.append(
            SaidQuantity(index, last, place.sentence, place.clause, amount.value, code, None, estimated, spans)
        )
        index = last
    return found


def _pieces(first: int, end: int, unit_first: int, last: int) -> list[tuple[int, int]]:
    return [(first, last)] if unit_first == end else [(first, end), (unit_first, last)]


def _unit_after(
    words: tuple[Word, ...], amount: Amount, unit_of: Callable[[int], str | None], taken: Callable[[int], bool]
) -> tuple[str, int, int] | None:
    """Unit of an amount and the words it stands in; a counted noun may follow after an adjective or two."""
    at = amount.last
    unit = _unit_at(words, at)
    if unit and not taken(at):
        return unit
    if amount.article:
        return None
    for near in range(at, min(at + _NOUN_REACH, len(words))):
        word = words[near]
        if word.clause != words[at - 1].clause or word.number or taken(near) or word.folded in _NOT_COUNTED:
            break
        noun = _noun_unit(word, unit_of(near))
        if noun:
            return noun, near, near + 1
    return None


def _unit_at(words: tuple[Word, ...], at: int) -> tuple[str, int, int] | None:
    if at >= len(words) or words[at].sentence != words[at - 1].sentence:
        return None
    pair = (words[at].folded, words[at + 1].folded if at + 1 < len(words) else "")
    if pair in _TWO_WORDS:
        return _TWO_WORDS[pair], at, at + 2
    return (_UNIT[pair[0]], at, at + 1) if pair[0] in _UNIT else None


def _noun_unit(word: Word, unit: str | None) -> str | None:
    if word.folded in _UNITS["hour"]:
        return "hour"
    return "piece" if unit is not None or word.stem in COUNTED else None


def _about(words: tuple[Word, ...], first: int, last: int) -> bool:
    before = range(max(first - _ABOUT_REACH, 0), first)
    near = [index for index in before if words[index].clause == words[first].clause]
    after = [index for index in range(last, min(last + 1, len(words))) if words[index].folded in {"ca", "cirka"}]
    return "~" in words[first].before or any(words[index].folded in _ABOUT for index in (*near, *after))


def _owners(quantities: list[SaidQuantity], rhythm: Rhythm, words: tuple[Word, ...]) -> list[int]:
    place = words[rhythm.first]
    free = [index for index, one in enumerate(quantities) if one.sentence == place.sentence and one.per is None]
    same = [index for index in free if quantities[index].clause == place.clause]
    if same:
        return same
    before = [index for index in free if quantities[index].first < rhythm.first]
    return before[-1:] or free[:1]


def _with_rhythm(said: SaidQuantity, rhythm: Rhythm, words: tuple[Word, ...]) -> SaidQuantity:
    amount = None if said.amount is None else round(said.amount * rhythm.factor, 6)
    spans = sorted((*said.spans, _span(words, rhythm.first, rhythm.last)), key=lambda span: span.start)
    estimated = said.estimated or rhythm.estimated
    return replace(said, amount=amount, per=rhythm.per, estimated=estimated, spans=tuple(spans))


def _lone(rhythm: Rhythm, words: tuple[Word, ...]) -> SaidQuantity:
    place = words[rhythm.first]
    span = _span(words, rhythm.first, rhythm.last)
    return SaidQuantity(
        rhythm.first, rhythm.last, place.sentence, place.clause, None, None, rhythm.per, rhythm.estimated, (span,)
    )


def _span(words: tuple[Word, ...], first: int, last: int) -> Span:
    return Span(words[first].span.start, words[last - 1].span.end)
