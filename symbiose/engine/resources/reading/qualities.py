"""Conditions that a text says or denies: "står tørt", "ikke malet eller lakeret"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.reading.lexicon import Lexicon, Quality
from symbiose.engine.resources.reading.sentence import Denial, Word
from symbiose.engine.resources.words import folded, inflected, keys

_WHOLE_TIMES = frozenset(
    (whole, time)
    for whole in ("hele", "whole")
    for time in folded("året dagen ugen døgnet måneden sommeren vinteren tiden vejen landet year day week time")
)

_USABLE = ("kan", "bruges")
_USES = frozenset(folded("til af efter om mod hver i som hele når"))


@dataclass(frozen=True, slots=True)
class SaidQuality:
    """A condition said (`value` True) or denied at words first..last (excluded); the span takes the denial along."""

    first: int
    last: int
    code: str
    value: bool
    span: Span


def quality_phrases(words: tuple[Word, ...], lexicon: Lexicon) -> tuple[tuple[int, int, tuple[Quality, ...]], ...]:
    """Phrases of conditions as (first, last, what they say), the longest first where several begin at one word."""
    found: list[tuple[int, int, tuple[Quality, ...]]] = []
    index = 0
    while index < len(words):
        said = () if _whole_time(words, index) else _at(words, index, lexicon)
        if said:
            found.append((index, index + len(said[0].words), said))
            index += len(said[0].words)
        else:
            index += 1
    return tuple(found)


def _whole_time(words: tuple[Word, ...], index: int) -> bool:
    """True for "hele året", which says nothing about the thing."""
    return index + 1 < len(words) and (words[index].folded, words[index + 1].folded) in _WHOLE_TIMES


def _at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> tuple[Quality, ...]:
    candidates = (quality for key in keys(words[index].folded) for quality in lexicon.qualities.get(key, ()))
    fitting = dict.fromkeys(
        quality for quality in candidates if _fits(words, index, quality) and not _tells_use(words, index, quality)
    )
    longest = max((len(quality.words) for quality in fitting), default=0)
    return tuple(quality for quality in fitting if len(quality.words) == longest)


def _tells_use(words: tuple[Word, ...], index: int, quality: Quality) -> bool:
    """True for "kan bruges til" and "kan bruge", which say what for and not in which state."""
    after = index + len(quality.words)
    following = words[after].folded if after < len(words) else ""
    return quality.words == _USABLE and (following in _USES or words[after - 1].folded == "bruge")


def _fits(words: tuple[Word, ...], index: int, quality: Quality) -> bool:
    run = words[index : index + len(quality.words)]
    return len(run) == len(quality.words) and all(
        word.folded == asked or inflected(word.folded, asked) for word, asked in zip(run, quality.words, strict=True)
    )


def find_qualities(
    words: tuple[Word, ...],
    phrases: Iterable[tuple[int, int, tuple[Quality, ...]]],
    denied: Iterable[Denial],
) -> tuple[SaidQuality, ...]:
    """What the phrases say once denials are heeded: a denied "malet" says untreated."""
    denials = tuple(denied)
    said: list[SaidQuality] = []
    for first, last, qualities in phrases:
        denial = next((one for one in denials if one.covers(first)), None)
        start = first if denial is None else denial.by
        span = Span(words[start].span.start, words[last - 1].span.end)
        said.extend(
            SaidQuality(first, last, quality.code, quality.value == (denial is None), span) for quality in qualities
        )
    return tuple(said)


def conditions(said: Iterable[SaidQuality]) -> Mapping[str, bool]:
    """Condition codes in order; where a text both says and denies one, the denial holds."""
    found: dict[str, bool] = {}
    for quality in said:
        found[quality.code] = found.get(quality.code, True) and quality.value
    return dict(sorted(found.items()))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping ones as one."""
    joined: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, one.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
