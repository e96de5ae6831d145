"""A text as words that know their sentence, their clause and the signs before them, and what the text denies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from symbiose.engine.resources.model import Span
from symbiose.engine.resources.words import fold, folded, stem, tokens

_BREAK = re.compile(r"[!?;\n•]")
_STOP = re.compile(r"\.(?:\s|$)")
_PART = re.compile(r"[,:()–]|\s-\s")
_SHORTENED = frozenset(
    folded(
        """
        ca cirka kl stk pr bl fx f eks max min evt inkl ekskl nr mdr md m tlf d kbm kvm lbm approx incl excl
        tir tirs ons tor tors fre lør søn mon tue wed thu fri sat sun
        """
    )
)
_OPENERS = frozenset(folded("vi det de den der jeg vores ring man kontakt we it they there the our kan can"))
_TURNS = frozenset(("men", "but", "dog", "however"))

DENIES = frozenset(
    folded("ikke ingen intet uden hverken undtagen aldrig ej no not without except neither never don doesn isn aren")
)
_FREE_OF = (("fri", "for"), ("frit", "for"), ("frie", "for"), ("bortset", "fra"), ("free", "of"), ("free", "from"))
# What follows these is said, not denied: "ikke kun træ", "kan ikke bruge træet længere", "har ikke plads til".
_SAID_ALL_THE_SAME = frozenset(
    folded(
        """
        om hvor hvad hvornår if whether kun bare blot nok bruge bruger brugt anvende anvender udnytte udnytter nå når klare klarer selv længere mere
        sælge sælger afsætte få komme kommer altid skal have plads råd tid brug smide
        only just enough use using used anymore longer sell always want get room
        """
    )
)
# "Ikke plast i træet" denies the plast alone.
_PLACES = frozenset(folded("i på fra hos in on from"))
_REACH = 6

_DANISH = frozenset(
    folded(
        """
        vi har det er og af en et til med som kan om ikke fra på vores der de den jeg i mangler søger hver uge eller
        mest noget nogle cirka ca hos os skal vil også over hentes måned år kl når
        """
    )
)
_ENGLISH = frozenset(
    folded(
        """
        we have the is and of a an to with that can not from our there they it our us need are in on for week every
        about some or month year by which be at would like looking
        """
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token in its place: `before` is what stands between it and the word before; sentences and clauses count up."""

    folded: str
    stem: str
    span: Span
    before: str
    sentence: int
    clause: int
    number: bool


def read_words(text: str) -> tuple[Word, ...]:
    """The words of `text`, numbered by sentence and clause; the same for upper and lower case."""
    words: list[Word] = []
    sentence = clause = end = 0
    for token in tokens(text):
        before = text[end : token.start]
        word = fold(token.text)
        if words and _new_sentence(before, words[-1], word):
            sentence, clause = sentence + 1, clause + 1
        elif words and (_PART.search(before) or word in _TURNS):
            clause += 1
        span = Span(token.start, token.end)
        words.append(Word(word, stem(token.text), span, before, sentence, clause, token.text[0].isdecimal()))
        end = token.end
    return tuple(words)


def _new_sentence(before: str, last: Word, word: str) -> bool:
    if _BREAK.search(before):
        return True
    if not _STOP.search(before) or last.folded in _SHORTENED:
        return False
    return not last.number or word in _OPENERS


def languages(words: Iterable[Word]) -> dict[int, str]:
    """Language ("da" or "en") of each sentence whose small words tell; others are absent."""
    lead: dict[int, int] = {}
    for word in words:
        lead[word.sentence] = lead.get(word.sentence, 0) + (word.folded in _DANISH) - (word.folded in _ENGLISH)
    return {sentence: "da" if balance > 0 else "en" for sentence, balance in lead.items() if balance}


@dataclass(frozen=True, slots=True)
class Denial:
    """Words first..last (excluded) are denied by the word at `by`."""

    by: int
    first: int
    last: int

    def covers(self, index: int) -> bool:
        """True if the word at `index` is denied."""
        return self.first <= index < self.last


def denials(words: tuple[Word, ...], is_thing: Callable[[int], bool]) -> tuple[Denial, ...]:
    """What the text denies. `is_thing` tells whether a word names a thing or a quality.

    A denial reaches to the end of its clause, at most six words, and on through a list that ends in *eller* or
    *and*; it says nothing about what follows verbs such as in "kan ikke bruge træet".
    """
    found: list[Denial] = []
    for index, word in enumerate(words):
        first = _after_denial(words, index, word.folded)
        if first is not None and not (found and found[-1].covers(index)):
            last = _end_of_denial(words, first, is_thing)
            if last > first:
                found.append(Denial(index, first, last))
    return tuple(found)


def _after_denial(words: tuple[Word, ...], index: int, word: str) -> int | None:
    if word in DENIES:
        return index + 1
    following = words[index + 1].folded if index + 1 < len(words) else ""
    return index + 2 if (word, following) in _FREE_OF else None


def _end_of_denial(words: tuple[Word, ...], first: int, is_thing: Callable[[int], bool]) -> int:
    last = first
    while last < min(first + _REACH, len(words)):
        word = words[last]
        if word.folded in _SAID_ALL_THE_SAME or word.sentence != words[first - 1].sentence:
            break
        if word.clause != words[last - 1].clause and not _list_goes_on(words, last, is_thing):
            break
        if word.folded in _TURNS or _starts_anew(words, last) or (last > first and word.folded in _PLACES):
            break
        last += 1
    return last


def _list_goes_on(words: tuple[Word, ...], at: int, is_thing: Callable[[int], bool]) -> bool:
    if words[at].folded in _TURNS or not is_thing(at):
        return False
    rest = (word.folded for word in words[at : at + _REACH] if word.sentence == words[at].sentence)
    return bool({"eller", "or", "nor", "og", "and"} & set(rest))


def _starts_anew(words: tuple[Word, ...], at: int) -> bool:
    following = words[at + 1].folded if at + 1 < len(words) else ""
    return words[at].folded in {"og", "and", "eller", "or"} and (
        following in _OPENERS or following in {"har", "er", "staar", "have", "is", "are", "kan", "mest", "naesten"}
    )
