"""What is in or on what: "malingrester med opløsningsmiddel" is one thing, and what is dangerous in it is in all of it.

"Klude med olie" tells more about the rags; nobody hands over the oil alone. What stands after *med* is therefore no
thing of its own where both are stuff. Vessels, rooms and vehicles are let be: "poser med kaffegrums" names the bags and
what is in them, and "værksted med drejebænk" may be about either. Danger spreads to whatever it is in all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbiose.engine.resources.model import Graph, Kind
from symbiose.engine.resources.reading.evidence import Hit
from symbiose.engine.resources.reading.quantity import COUNTED
from symbiose.engine.resources.reading.sentence import Word
from symbiose.engine.resources.words import folded

_HOLDS = frozenset(folded("med indeholdende indeholder indeholdt tilsat iblandet with contains contain"))
# What may stand before: "nogle med", "forurenet med", "som indeholder".
_LEADS = frozenset(
    folded(
        """
        nogle nogen noget enkelte flere alle evt eventuelt delvist mest ofte som der blandet forurenet fyldt fyldte
        rester leftovers residues behandlet behandlede smurt indsmurt vædet vædede imprægneret tilsmudset some which that mixed soaked filled
        """
    )
)
_JOINS = frozenset(folded("og eller samt plus and or"))
_LEADS_MOST = 1
_REACH = 3  # "med lidt indtørret opløsningsmiddel", "med rester af"
_LIST_REACH = 2  # "med olie og gammelt opløsningsmiddel"
_STUFF = frozenset((Kind.MATERIAL, Kind.ENERGY_WATER))


@dataclass(frozen=True, slots=True)
class Content:
    """A hit that is in or on what another hit names; `alone` where it is the first that is said to be in it."""

    inner: Hit
    outer: Hit
    alone: bool


def find_contents(words: tuple[Word, ...], hits: Sequence[Hit]) -> tuple[Content, ...]:
    """What the text says to be in or on something, in its order."""
    found: dict[int, Content] = {}
    for at, hit in enumerate(hits[1:], 1):
        before = hits[at - 1]
        between = words[before.last : hit.first]
        if hit.sentence != before.sentence:
            continue
        known = found.get(at - 1)
        outer = known.outer if known else before
        if _is_held(between):
            found[at] = Content(hit, outer, alone=True)
        elif known and _goes_on(between):
            found[at] = Content(hit, outer, alone=False)
    return tuple(found.values())


def _is_held(between: Sequence[Word]) -> bool:
    """True for "med" right after the one and shortly before the other."""
    at = next((place for place, word in enumerate(between) if word.folded in _HOLDS), None)
    if at is None or at > _LEADS_MOST or len(between) - at > _REACH:
        return False
    return all(word.folded in _LEADS for word in between[:at]) and not any(word.number for word in between)


def _goes_on(between: Sequence[Word]) -> bool:
    """True where a list of what is in it goes on; what is counted anew is a thing of its own."""
    joined = bool(between) and between[0].folded in _JOINS
    return joined and len(between) <= _LIST_REACH and not any(word.number for word in between)


def parts(words: tuple[Word, ...], contents: Sequence[Content], graph: Graph, *, kept_from: float) -> frozenset[int]:
    """First words of the hits that are no things of their own: stuff in stuff that is surely named."""
    return frozenset(
        content.inner.first
        for content in contents
        if content.alone
        and content.outer.best >= kept_from
        and words[content.outer.last - 1].stem not in COUNTED
        and _is_stuff(content.inner, graph)
        and _is_stuff(content.outer, graph)
    )


def _is_stuff(hit: Hit, graph: Graph) -> bool:
    return all(graph.families[family].kind in _STUFF for family in hit.leading())
