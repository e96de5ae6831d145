"""Which words of a text lead to which families, how strongly, and what confidence that adds up to.

Strength of one piece of evidence = strength of its manner (`lexicon.Manner`) × weight of the synonym
× 0.8 if it is of the other language than its sentence × 0.3 if it stands as purpose or place of something else
("poser til kaffe", "paller på lager").

Confidence of a family in an item = 1 − Π (1 − strength) over its own evidence, each word of the text (as its stem, and
each part of a compound) counted once at its strongest, and over the evidence of its parents, which counts half. More evidence never lowers a confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.reading.lexicon import Lexicon, Manner, Sense
from symbiose.engine.resources.reading.sentence import Word

_OTHER_LANGUAGE = 0.8
_OTHER_LANGUAGE_FROM = 5
_ASIDE = 0.3
_FROM_PARENT = 0.5
_ASIDE_AFTER = frozenset(
    ("til", "fra", "i", "paa", "hos", "ved", "som", "to", "for", "from", "in", "on", "at", "as", "into"),
)
_ASIDE_REACH = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """Words first..last (excluded) that lead to families: `strengths` holds (family, evidence, strength)."""

    first: int
    last: int
    span: Span
    sentence: int
    strengths: tuple[tuple[str, str, float], ...]

    @property
    def best(self) -> float:
        """The strongest of its strengths."""
        return max(strength for _, _, strength in self.strengths)

    def leading(self) -> frozenset[str]:
        """Families that the hit leads to about as strongly as to its best."""
        floor = 0.6 * self.best
        return frozenset(family for family, _, strength in self.strengths if strength >= floor)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    senses: tuple[tuple[Sense, Manner], ...]


def find_hits(words: tuple[Word, ...], lexicon: Lexicon, tongues: Mapping[int, str]) -> tuple[Hit, ...]:
    """Hits in order of the text, not overlapping, the longest phrase first where several begin at one word."""
    found = _find(words, lexicon)
    context = frozenset(word.stem for word in words)
    led = {sense.family for one in found for sense, _ in one.senses if not sense.when}
    hits: list[Hit] = []
    for one in found:
        senses = [pair for pair in one.senses if _holds(pair[0], context, led, words, lexicon)]
        aside = _stands_aside(words, one.first, hits)
        said = " ".join(word.stem for word in words[one.first : one.last])
        strengths = _strengths(said, senses, tongues.get(words[one.first].sentence), aside=aside)
        if strengths:
            span = Span(words[one.first].span.start, words[one.last - 1].span.end)
            hits.append(Hit(one.first, one.last, span, words[one.first].sentence, strengths))
    return tuple(hits)


def _find(words: tuple[Word, ...], lexicon: Lexicon) -> list[_Found]:
    found: list[_Found] = []
    index = 0
    while index < len(words):
        one = _phrase_at(words, index, lexicon) or _joined_at(words, index, lexicon) or _word_at(words, index, lexicon)
        if one is None:
            index += 1
        else:
            found.append(one)
            index = one.last
    return found


def _phrase_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> _Found | None:
    for stems, senses in lexicon.phrases.get(words[index].stem, ()):
        last = index + len(stems)
        run = words[index:last]
        if tuple(word.stem for word in run) == stems and run[-1].sentence == run[0].sentence:
            return _Found(index, last, tuple((sense, Manner.PHRASE) for sense in senses))
    return None


def _joined_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> _Found | None:
    """A compound written apart or with a hyphen: "træ afskær", "kaffe-grums"."""
    if index + 1 == len(words):
        return None
    one, other = words[index], words[index + 1]
    if other.before not in {" ", "-"} or one.number or other.number:
        return None
    senses = lexicon.words.get(one.folded + other.folded, ())
    return _Found(index, index + 2, tuple((sense, Manner.WORD) for sense in senses)) if senses else None


def _word_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> _Found | None:
    senses = lexicon.find(words[index].folded)
    return _Found(index, index + 1, senses) if senses else None


def _holds(sense: Sense, context: frozenset[str], led: set[str], words: tuple[Word, ...], lexicon: Lexicon) -> bool:
    """True if a word that the sense asks for stands in the text, or its family is named by another word."""
    if not sense.when or led & lexicon.kin.get(sense.family, frozenset()):
        return True
    return any(_stands(asked, context, words) for asked in sense.when)


def _stands(asked: tuple[str, ...], context: frozenset[str], words: tuple[Word, ...]) -> bool:
    if not context.issuperset(asked):
        return len(asked) == 1 and any(_part_of(asked[0], word.folded) for word in words)
    size = len(asked)
    return any(tuple(word.stem for word in words[at : at + size]) == asked for at in range(len(words) - size + 1))


def _part_of(asked: str, folded: str) -> bool:
    """True for the first part of a compound: *møbel* in *møbelfabrik*."""
    return len(asked) > _ASIDE_REACH and len(folded) > len(asked) + _ASIDE_REACH and folded.startswith(asked)


def _stands_aside(words: tuple[Word, ...], first: int, hits: list[Hit]) -> bool:
    """True where a preposition makes the word the purpose or place of what was named before it in the sentence."""
    if not hits or hits[-1].sentence != words[first].sentence:
        return False
    start = max(first - _ASIDE_REACH, hits[-1].last, 0)
    between = words[start:first]
    return any(word.folded in _ASIDE_AFTER for word in between) and between[-1].clause == words[first].clause


def _strengths(
    said: str, senses: Iterable[tuple[Sense, Manner]], tongue: str | None, *, aside: bool
) -> tuple[tuple[str, str, float], ...]:
    strongest: dict[tuple[str, str], float] = {}
    for sense, manner in senses:
        foreign = tongue is not None and sense.language != tongue
        if foreign and sum(map(len, sense.words)) < _OTHER_LANGUAGE_FROM:
            continue
        strength = manner.value * min(sense.weight, 1.0)
        strength *= (_OTHER_LANGUAGE if foreign else 1.0) * (_ASIDE if aside else 1.0)
        evidence = f"{said} (modifier)" if manner is Manner.MODIFIER else said
        strongest[sense.family, evidence] = max(strength, strongest.get((sense.family, evidence), 0.0))
    return tuple((family, evidence, strength) for (family, evidence), strength in strongest.items())


def confidences(hits: Iterable[Hit], parents: Mapping[str, str | None]) -> dict[str, float]:
    """Confidence 0–1 of every family that the hits lead to; see the formula at the top of this module."""
    own: dict[str, dict[str, float]] = {}
    for hit in hits:
        for family, word, strength in hit.strengths:
            evidence = own.setdefault(family, {})
            evidence[word] = max(strength, evidence.get(word, 0.0))
    return {family: _combined(family, own, parents) for family in own}


def _combined(family: str, own: Mapping[str, Mapping[str, float]], parents: Mapping[str, str | None]) -> float:
    doubt = 1.0
    for strength in own[family].values():
        doubt *= 1.0 - strength
    parent, passed = parents.get(family), {family}
    while parent is not None and parent not in passed:
        for word, strength in own.get(parent, {}).items():
            if word not in own[family]:
                doubt *= 1.0 - _FROM_PARENT * strength
        passed.add(parent)
        parent = parents.get(parent)
    return round(1.0 - doubt, 4)
