"""The vocabulary of a graph, indexed once, so that reading a word costs a few look-ups and never a scan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from symbiose.engine.resources.model import Graph, Synonym
from symbiose.engine.resources.reading.everyday import EVERYDAY, LEFTOVERS, NO_SLIP
from symbiose.engine.resources.words import folded, inflected, keys, plain, splits, stem, stems

_SLIP_FROM = 5
_TWO_SLIPS_FROM = 9
_PLAIN_FROM = 4
_SHORT_FORM_FROM = 4
_LONE_MODIFIER_FROM = 5
_MODIFIER_ALONE = 1
_LONE_HEAD_FROM = 5
_SLIP_MODIFIER_FROM = 4
_KEPT_INDEXES = 8
_SMALL = frozenset(stems("af til i på med og fra for som der er en et den det of and to with in from the a or eller"))
_SPELT = re.compile("ae|oe")  # whoever writes æ or ø leaves none of them out
_Key = TypeVar("_Key")


class Manner(StrEnum):
    """How a word of a text led to the vocabulary."""

    PHRASE = "phrase"
    WORD = "word"
    FORM = "form"
    PLAIN = "plain spelling"
    LEFTOVER = "compound with a word for what is left"
    SCATTERED = "words of a phrase, apart in the sentence"
    HEAD = "compound head"
    SLIP = "slip"
    MODIFIER = "compound modifier"


STRENGTH: Mapping[Manner, float] = {
    Manner.PHRASE: 0.95,
    Manner.WORD: 0.85,
    Manner.FORM: 0.85,
    Manner.PLAIN: 0.75,
    Manner.LEFTOVER: 0.7,
    Manner.SCATTERED: 0.6,
    Manner.HEAD: 0.6,
    Manner.SLIP: 0.55,
    Manner.MODIFIER: 0.35,
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One way in which words lead to a family; `when` holds the stems of context words, of which one must stand."""

    family: str
    language: str
    words: tuple[str, ...]
    when: tuple[tuple[str, ...], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Quality:
    """A phrase, as folded words, that asserts (`value`) or denies the condition `code`."""

    words: tuple[str, ...]
    code: str
    value: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Index over one graph: words by spelling, stem, plain spelling and shape; phrases by the stem of their first."""

    graph: Graph
    words: Mapping[str, tuple[Sense, ...]]
    forms: Mapping[str, tuple[str, ...]]
    plain: Mapping[str, tuple[str, ...]]
    shapes: Mapping[tuple[str, int], tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Sense, ...]], ...]]
    scattered: Mapping[str, tuple[tuple[frozenset[str], tuple[Sense, ...]], ...]]
    qualities: Mapping[str, tuple[Quality, ...]]
    kin: Mapping[str, frozenset[str]]
    parents: Mapping[str, str | None]

    def find(self, asked: str) -> tuple[tuple[Sense, Manner], ...]:
        """Senses of a folded word: as written and its forms, else plain spelling, else compound, else a slip."""
        senses = self.known(asked)
        if senses or asked in EVERYDAY:
            return senses
        parts, worth = self._compound(asked)
        if worth > _MODIFIER_ALONE:
            return parts
        return self._slip(asked) or self._slip_in_compound(asked) or parts

    def known(self, asked: str) -> tuple[tuple[Sense, Manner], ...]:
        """Senses of a folded word that is in the vocabulary, in any form."""
        found = [(sense, Manner.WORD) for sense in self.words.get(asked, ())]
        if asked in EVERYDAY:
            return tuple(found)
        found.extend((sense, Manner.FORM) for sense in self._forms_of(asked))
        if not found and len(asked) >= _PLAIN_FROM and not _SPELT.search(asked) and asked not in NO_SLIP:
            for word in self.plain.get(plain(asked), ()):
                found.extend((sense, Manner.PLAIN) for sense in self.words[word])
        return tuple(found)

    def _forms_of(self, asked: str) -> tuple[Sense, ...]:
        """Senses of words that `asked` is another form of; *rives* is no form of *rive*, nor *syr* of *syre*.

        A verb does not take the noun within it: neither *vand* nor *vandet* is a form of *vande*.
        """
        met = dict.fromkeys(word for key in keys(asked) for word in self.forms.get(key, ()) if word != asked)
        passive = asked[:-1] if asked.endswith("es") else ""
        return tuple(
            sense
            for word in met
            for sense in self.words[word]
            if (sense.language == "en" or word != passive)
            and (len(asked) >= min(len(word), _SHORT_FORM_FROM))
            and not (sense.language == "da" and word.endswith("e") and (word[:-1] == asked or word[:-1] in self.words))
            and inflected(word, asked, language=sense.language)
        )

    def _compound(self, asked: str) -> tuple[tuple[tuple[Sense, Manner], ...], int]:
        best: tuple[tuple[Sense, Manner], ...] = ()
        rank = 0
        for modifiers, head in splits(asked):
            found, worth = self._parts(modifiers, head)
            if worth > rank:
                best, rank = found, worth
        return best, rank

    def _parts(self, modifiers: tuple[str, ...], head: str) -> tuple[tuple[tuple[Sense, Manner], ...], int]:
        """Senses of both parts, and how good a parting this is: both known 4, leftover 3, head 2, modifier 1."""
        first = next((senses for part in modifiers if (senses := self._part(part))), ())
        second = self._part(head)
        as_head = tuple((sense, Manner.HEAD) for sense in second)
        if first and second:
            return (*as_head, *((sense, Manner.MODIFIER) for sense in first)), 4
        if first and stem(head) in LEFTOVERS:
            return tuple((sense, Manner.LEFTOVER) for sense in first), 3
        if second and len(head) >= _LONE_HEAD_FROM:
            return as_head, 2
        if first and len(modifiers[0]) >= _LONE_MODIFIER_FROM:
            return tuple((sense, Manner.MODIFIER) for sense in first), _MODIFIER_ALONE
        return (), 0

    def _part(self, asked: str) -> tuple[Sense, ...]:
        return tuple(sense for sense in (*self.words.get(asked, ()), *self._forms_of(asked)) if sense.language != "en")

    def _slip(self, asked: str) -> tuple[tuple[Sense, Manner], ...]:
        if len(asked) < _SLIP_FROM or asked in EVERYDAY or asked in NO_SLIP:
            return ()
        allowed = 2 if len(asked) >= _TWO_SLIPS_FROM else 1
        near: dict[int, list[str]] = defaultdict(list)
        for length in range(max(len(asked) - allowed, _SLIP_FROM), len(asked) + allowed + 1):
            limit = allowed if length >= _TWO_SLIPS_FROM else 1
            bucket = self.shapes.get((asked[0], length), ())
            for word, distance, _ in extract(asked, bucket, scorer=OSA.distance, score_cutoff=limit, limit=None):
                near[int(distance)].append(word)
        closest = near[min(near)] if near else []
        return tuple((sense, Manner.SLIP) for word in closest for sense in self.words[word])

    def _slip_in_compound(self, asked: str) -> tuple[tuple[Sense, Manner], ...]:
        """A compound whose modifier is known and whose head is misspelt: "grøntsagsafald"."""
        for modifiers, head in splits(asked):
            if len(head) < _SLIP_FROM or len(modifiers[0]) < _SLIP_MODIFIER_FROM:
                continue
            first = next((senses for part in modifiers if (senses := self._part(part))), ())
            if first and any(OSA.distance(stem(head), word, score_cutoff=1) <= 1 for word in LEFTOVERS):
                return tuple((sense, Manner.SLIP) for sense in first)
            second = self._slip(head) if first else ()
            if second:
                return (*second, *((sense, Manner.MODIFIER) for sense in first))
        return ()


_BUILT: dict[str, Lexicon] = {}


def build_index(graph: Graph) -> Lexicon:
    """The lexicon of `graph`, built once per version digest and kept."""
    built = _BUILT.get(graph.digest)
    if built is None or (built.graph is not graph and built.graph != graph):
        built = _build(graph)
        while len(_BUILT) >= _KEPT_INDEXES:
            _BUILT.pop(next(iter(_BUILT)))
        _BUILT[graph.digest] = built
    return built


def _build(graph: Graph) -> Lexicon:
    words: dict[str, list[Sense]] = defaultdict(list)
    phrases: dict[tuple[str, ...], list[Sense]] = defaultdict(list)
    for sense in _senses(graph):
        if len(sense.words) > 1:
            phrases[tuple(stem(word) for word in sense.words)].append(sense)
        words["".join(sense.words)].append(sense)
    return Lexicon(
        graph=graph,
        words={word: tuple(senses) for word, senses in words.items()},
        forms=_grouped((key, word) for word in words for key in keys(word)),
        plain=_grouped((plain(word), word) for word in words),
        shapes=_grouped(((word[0], len(word)), word) for word in words if len(word) >= _SLIP_FROM),
        phrases=_by_first(phrases),
        scattered=_by_last(phrases),
        qualities=_qualities(graph),
        kin=_kin(graph),
        parents={code: family.parent for code, family in graph.families.items()},
    )


def _senses(graph: Graph) -> Iterable[Sense]:
    """Synonyms, and each family's own names; every sense once."""
    seen: set[tuple[object, ...]] = set()
    for synonym in graph.synonyms:
        when = tuple(tuple(stems(word)) for word in synonym.when)
        yield from _sense(seen, synonym, when)
    for family in graph.families.values():
        yield from _sense(seen, Synonym(family.code, "da", family.name_da), ())
        yield from _sense(seen, Synonym(family.code, "en", family.name_en), ())


def _sense(seen: set[tuple[object, ...]], synonym: Synonym, when: tuple[tuple[str, ...], ...]) -> Iterable[Sense]:
    words = folded(synonym.words)
    said = (synonym.family, synonym.language, words, when)
    if words and said not in seen:
        seen.add(said)
        yield Sense(synonym.family, synonym.language, words, when, synonym.weight)


def _by_first(
    phrases: Mapping[tuple[str, ...], list[Sense]],
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[Sense, ...]], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]] = defaultdict(list)
    for phrase, senses in phrases.items():
        by_first[phrase[0]].append((phrase, tuple(senses)))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in by_first.items()}


def _by_last(
    phrases: Mapping[tuple[str, ...], list[Sense]],
) -> dict[str, tuple[tuple[frozenset[str], tuple[Sense, ...]], ...]]:
    """Phrases by the last of their words that carries meaning, with the others; phrases of one such word are out."""
    by_last: dict[str, list[tuple[frozenset[str], tuple[Sense, ...]]]] = defaultdict(list)
    for phrase, senses in phrases.items():
        carrying = [word for word in phrase if word not in _SMALL]
        if not all(word.isalpha() and len(word) > 1 for word in carrying):
            continue
        if len(set(carrying)) > 1:
            by_last[carrying[-1]].append((frozenset(carrying), tuple(senses)))
    return {last: tuple(found) for last, found in by_last.items()}


def _qualities(graph: Graph) -> dict[str, tuple[Quality, ...]]:
    by_first: dict[str, dict[Quality, None]] = defaultdict(dict)
    for condition in graph.conditions.values():
        for value, texts in ((True, condition.yes), (False, condition.no)):
            for text in texts:
                words = folded(text)
                for key in keys(words[0]) if words else ():
                    by_first[key][Quality(words, condition.code, value)] = None
    return {first: tuple(sorted(found, key=lambda one: -len(one.words))) for first, found in by_first.items()}


def _kin(graph: Graph) -> dict[str, frozenset[str]]:
    """Each family with its parents up to the top and their other way round, its descendants."""
    kin: dict[str, set[str]] = {code: {code} for code in graph.families}
    for code, family in graph.families.items():
        parent, passed = family.parent, {code}
        while parent is not None and parent in graph.families and parent not in passed:
            kin[code].add(parent)
            kin[parent].add(code)
            passed.add(parent)
            parent = graph.families[parent].parent
    return {code: frozenset(codes) for code, codes in kin.items()}


def _grouped(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, tuple[str, ...]]:
    groups: dict[_Key, dict[str, None]] = defaultdict(dict)
    for key, word in pairs:
        groups[key][word] = None
    return {key: tuple(group) for key, group in groups.items()}
