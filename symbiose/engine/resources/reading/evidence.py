"""Which words of a text lead to which families, how strongly, and what confidence that adds up to.

Strength of one piece of evidence = strength of its manner (`lexicon.STRENGTH`) × weight of the synonym
× 0.8 if it is of the other language than its sentence × 0.3 if it stands as purpose or place of something else
("poser til kaffe", "paller på lager") × 0.5 if it is a guess: the context that its synonym asks for is missing, which
is used only in sentences that name nothing else.

Confidence of a family in an item = 1 − Π (1 − strength) over its own evidence, each word of the text (as its stem, and
each part of a compound) counted once at its strongest, and over the evidence of its parents, which counts half. More evidence never lowers a confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symbiose.engine.resources.model import Kind, Span
from symbiose.engine.resources.reading.finding import Found
from symbiose.engine.resources.reading.lexicon import STRENGTH, Lexicon, Manner, Sense
from symbiose.engine.resources.reading.numerals import NUMERALS
from symbiose.engine.resources.reading.quantity import COUNTED
from symbiose.engine.resources.reading.sentence import DENIES, Word
from symbiose.engine.resources.words import folded

_OTHER_LANGUAGE = 0.8
_OTHER_LANGUAGE_FROM = 5
_OWN_LANGUAGE = frozenset((Manner.FORM, Manner.SLIP, Manner.SCATTERED))
_ASIDE = 0.3
_GUESS = 0.5
_FROM_PARENT = 0.5
_ASIDE_AFTER = frozenset(
    (
        "til",
        "fra",
        "i",
        "paa",
        "hos",
        "ved",
        "som",
        "for",
        "efter",
        "mod",
        "naar",
        "from",
        "in",
        "on",
        "at",
        "as",
        "into",
    ),
)
# "Vi leder efter paller" asks for them; "døre efter en nedrivning" tells where they come from.
_SEEKS = frozenset(("leder", "kigger", "soeger", "spoerger", "efterlyser", "jagt", "lede", "soege"))
_ASIDE_REACH = 3
_CONTAINER_REACH = 2
_PARTS = _ASIDE_AFTER | {"og", "and", "eller", "or", "samt"}
_FULL = frozenset(("fuld", "fulde", "fyldt", "fyldte", "full", "filled"))
_INTRODUCTION = 5
_WE_ARE = frozenset((("vi", "er", "en"), ("vi", "er", "et"), ("we", "are", "a"), ("we", "are", "an")))
_OUR = frozenset(("vores", "vor", "min", "our", "my"))
_ACTORS = frozenset((Kind.SPACE, Kind.COMPETENCE, Kind.TASK, Kind.SERVICE))
_ROOMY = frozenset((Kind.SPACE, Kind.TRANSPORT))
_DOES = frozenset(("har", "faar", "laver", "giver", "smider", "has", "have", "gets", "makes"))
_ASKS = frozenset(
    folded(
        """
        mangler søger savner efterlyser efterspørger ønsker køber sælger tilbyder udlejer udlåner råder leder ringer
        fortæller skriver spørger beder behøver aftager modtager need needs seeks wants sells offers
        """
    )
)


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


def weigh(
    words: tuple[Word, ...], found: Iterable[Found], lexicon: Lexicon, tongues: Mapping[int, str]
) -> tuple[Hit, ...]:
    """Hits with the strengths of what was found, in order of the text; `tongues` holds the language of sentences."""
    hits: list[Hit] = []
    main = -1
    for one in found:
        sentence = words[one.first].sentence
        if _tells_room(words, one, hits, lexicon):
            continue
        aside = _stands_aside(words, one.first, hits, main) or _acts(words, one, lexicon)
        factor = (_ASIDE if aside else 1.0) * (_GUESS if one.guessed else 1.0)
        said = " ".join(word.stem for word in words[one.first : one.last])
        strengths = _strengths(said, one.senses, tongues.get(sentence), factor)
        if strengths:
            span = Span(words[one.first].span.start, words[one.last - 1].span.end)
            hits.append(Hit(one.first, one.last, span, sentence, strengths))
            main = main if aside else len(hits) - 1
    return tuple(hit for at, hit in enumerate(hits) if not _holds_next(words, hit, hits[at + 1 : at + 2]))


def _stands_aside(words: tuple[Word, ...], first: int, hits: list[Hit], main: int) -> bool:
    """True where a word is only the purpose or place of what was named before it.

    `main` is the index of the last hit that did not stand aside; a word right after one that did goes with it.
    """
    if main < 0 or hits[main].sentence != words[first].sentence:
        return False
    if main < len(hits) - 1 and hits[-1].last == first:
        return True
    if _makes_room(words, hits[main]) and first - hits[main].last < _ASIDE_REACH:
        return True
    between = words[max(first - _ASIDE_REACH, hits[main].last) : first]
    said = max((at for at, word in enumerate(between) if word.folded in _DOES), default=-1)
    near = between[said + 1 :]
    places = [at for at, word in enumerate(near) if word.folded in _ASIDE_AFTER]
    if not places or between[-1].clause != words[first].clause:
        return False
    at = first - len(near) + places[-1]
    return not (words[at].folded == "efter" and words[at - 1].folded in _SEEKS)


def _makes_room(words: tuple[Word, ...], hit: Hit) -> bool:
    """True for "plads til", after which the things stand that there is room for."""
    return words[hit.last - 1].folded == "til" and hit.last - hit.first > 1


def _tells_room(words: tuple[Word, ...], found: Found, hits: list[Hit], lexicon: Lexicon) -> bool:
    """True for "plads til" that tells how big a car or a room is, and for "ikke plads til"."""
    if words[found.last - 1].folded != "til" or found.last - found.first == 1:
        return False
    before = words[max(found.first - 2, 0) : found.first]
    if any(word.folded in DENIES and word.sentence == words[found.first].sentence for word in before):
        return True
    return any(lexicon.graph.families[family].kind in _ROOMY for hit in hits for family in hit.leading())


def _acts(words: tuple[Word, ...], found: Found, lexicon: Lexicon) -> bool:
    """True for the one who has something: "vores snedker har", "køkkenet har", "vi er et lille bryggeri".

    Whatever opens a sentence and asks or offers is somebody: "Glasværket søger".
    """
    if _is_us(words, found.first):
        return True
    opens = found.first == 0 or words[found.first - 1].sentence != words[found.first].sentence
    if opens and _then(words, found.last, _ASKS):
        return True
    if not _then(words, found.last, _DOES):
        return False
    ours = found.first > 0 and words[found.first - 1].folded in _OUR
    return (opens or ours) and all(lexicon.graph.families[sense.family].kind in _ACTORS for sense, _ in found.senses)


def _then(words: tuple[Word, ...], last: int, verbs: frozenset[str]) -> bool:
    """True where "har" follows at once, or after the place: "køkkenet på plejecentret har"."""
    at = last + 2 if last + 2 < len(words) and words[last].folded in _ASIDE_AFTER else last
    return at < len(words) and words[at].folded in verbs and words[at].clause == words[last - 1].clause


def _is_us(words: tuple[Word, ...], first: int) -> bool:
    """True shortly after "vi er en" in the same clause."""
    for at in range(max(first - _INTRODUCTION, 0), first - 2):
        said = tuple(word.folded for word in words[at : at + 3])
        if said in _WE_ARE and words[at].clause == words[first].clause:
            return True
    return False


def _holds_next(words: tuple[Word, ...], hit: Hit, following: list[Hit]) -> bool:
    """True for a container of the thing named next: "3 paller mursten", "10 kasser med æbler", "en container fuld af"."""
    if not following or words[hit.last - 1].stem not in COUNTED:
        return False
    between = words[hit.last : following[0].first]
    if len(between) > _CONTAINER_REACH or words[following[0].first].clause != words[hit.first].clause:
        return False
    if between and between[0].folded in _FULL:
        return True
    near = words[max(hit.first - 2, 0) : hit.first]
    counted = any(word.number or word.folded in NUMERALS for word in near)
    return counted and not any(word.folded in _PARTS for word in between)


def _strengths(
    said: str, senses: Iterable[tuple[Sense, Manner]], tongue: str | None, factor: float
) -> tuple[tuple[str, str, float], ...]:
    strongest: dict[tuple[str, str], float] = {}
    for sense, manner in senses:
        foreign = tongue is not None and sense.language != tongue
        if foreign and (sum(map(len, sense.words)) < _OTHER_LANGUAGE_FROM or manner in _OWN_LANGUAGE):
            continue
        strength = STRENGTH[manner] * min(sense.weight, 1.0)
        strength *= (_OTHER_LANGUAGE if foreign else 1.0) * factor
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
