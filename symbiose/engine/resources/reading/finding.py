"""Which words of a text the lexicon knows, alone or together, and whether the context that they ask for is there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from symbiose.engine.resources.graph import ancestors
from symbiose.engine.resources.reading.lexicon import Lexicon, Manner, Sense
from symbiose.engine.resources.reading.sentence import Word

_PART_FROM = 4
Senses = tuple[tuple[Sense, Manner], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Words first..last (excluded) and what they lead to; `guessed` where the context is missing."""

    first: int
    last: int
    senses: Senses
    guessed: bool = False


def find_words(
    words: tuple[Word, ...], lexicon: Lexicon, taken: frozenset[int], guessed: Container[int]
) -> list[Found]:
    """What the lexicon knows in the text, in order, without overlap, the longest phrase first.

    `taken` are words that are units or rhythms and name nothing; in sentences `guessed` words lead also without their
    context. The context of a sense is one of the words that it asks for, or another word that leads to its family or a kind of it.
    """
    find = cache(lexicon.find)
    alone = _find(words, lexicon, taken, find, lambda sense: not sense.when)
    led = {sense.family for one in alone for sense, _ in one.senses}
    context = frozenset(word.stem for word in words)
    found = _find(words, lexicon, taken, find, lambda sense: _holds(sense, context, led, words, lexicon))
    if not any(word.sentence in guessed for word in words):
        return found
    busy = taken.union(*(range(one.first, one.last) for one in found))
    silent = busy.union(index for index, word in enumerate(words) if word.sentence not in guessed)
    guesses = _find(words, lexicon, silent, find, lambda _: True)
    found.extend(Found(one.first, one.last, one.senses, guessed=True) for one in guesses)
    return sorted(found, key=lambda one: one.first)


def _find(
    words: tuple[Word, ...],
    lexicon: Lexicon,
    taken: frozenset[int],
    find: Callable[[str], Senses],
    accept: Callable[[Sense], bool],
) -> list[Found]:
    found: list[Found] = []
    index = 0
    while index < len(words):
        one = None if index in taken else _at(words, index, lexicon, find, accept)
        if one is not None:
            found.append(one)
        index = index + 1 if one is None else one.last
    return found


def _at(
    words: tuple[Word, ...],
    index: int,
    lexicon: Lexicon,
    find: Callable[[str], Senses],
    accept: Callable[[Sense], bool],
) -> Found | None:
    for one in chain(
        _phrases_at(words, index, lexicon), _joined_at(words, index, lexicon), _word_at(words, index, lexicon, find)
    ):
        senses = tuple(pair for pair in one.senses if accept(pair[0]))
        if senses:
            return Found(one.first, one.last, _as_written(senses))
    return None


def _as_written(senses: Senses) -> Senses:
    """Without the forms of other words where the word itself is known: *bøg* is not *bøger*."""
    written = any(manner is Manner.WORD and sense.language == "da" for sense, manner in senses)
    return tuple(pair for pair in senses if pair[1] is not Manner.FORM) if written else senses


def _phrases_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> Iterator[Found]:
    for stems, senses in lexicon.phrases.get(words[index].stem, ()):
        last = index + len(stems)
        run = words[index:last]
        if tuple(word.stem for word in run) == stems and run[-1].sentence == run[0].sentence:
            yield Found(index, last, tuple((sense, Manner.PHRASE) for sense in senses))


def _joined_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> Iterator[Found]:
    """A compound written apart or with a hyphen: "træ afskær", "kaffe-grums"."""
    if index + 1 == len(words):
        return
    one, other = words[index], words[index + 1]
    if other.before in {" ", "-"} and not one.number and not other.number:
        senses = lexicon.words.get(one.folded + other.folded, ())
        yield Found(index, index + 2, tuple((sense, Manner.WORD) for sense in senses))


def _word_at(words: tuple[Word, ...], index: int, lexicon: Lexicon, find: Callable[[str], Senses]) -> Iterator[Found]:
    yield Found(index, index + 1, (*find(words[index].folded), *_scattered_at(words, index, lexicon)))


def _scattered_at(words: tuple[Word, ...], index: int, lexicon: Lexicon) -> Senses:
    """Senses of phrases that end in this word and whose other words stand elsewhere in the sentence."""
    phrases = lexicon.scattered.get(words[index].stem)
    if not phrases:
        return ()
    sentence = {word.stem for word in words if word.sentence == words[index].sentence}
    return tuple((sense, Manner.SCATTERED) for asked, senses in phrases if asked <= sentence for sense in senses)


def _holds(sense: Sense, context: frozenset[str], led: set[str], words: tuple[Word, ...], lexicon: Lexicon) -> bool:
    """True if a word that the sense asks for stands in the text, or another word names its family or a kind of it."""
    if not sense.when or any(sense.family in (one, *ancestors(lexicon.graph, one)) for one in led):
        return True
    return any(_stands(asked, context, words) for asked in sense.when)


def _stands(asked: tuple[str, ...], context: frozenset[str], words: tuple[Word, ...]) -> bool:
    if not context.issuperset(asked):
        return len(asked) == 1 and any(_part_of(asked[0], word.folded) for word in words)
    size = len(asked)
    return any(tuple(word.stem for word in words[at : at + size]) == asked for at in range(len(words) - size + 1))


def _part_of(asked: str, folded: str) -> bool:
    """True for the first part of a compound: *møbel* in *møbelfabrik*."""
    return len(asked) >= _PART_FROM and len(folded) >= len(asked) + _PART_FROM and folded.startswith(asked)
