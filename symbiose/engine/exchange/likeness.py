"""How alike the words of two texts are: cosine of character n-grams, weighted by how rare they are.

The likeness of a have's and a need's text is the cosine of their TF-IDF vectors of 3–5 characters within folded words
with a mark at both ends, `ln((1 + n) / (1 + df)) + 1` times the count, `n` and `df` over the problem's own listings.
Words that only say that somebody has or lacks something, numbers and units do not count. Told in whole thousandths; less than
a twentieth counts as nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from symbiose.engine.exchange.model import Listing, Side
from symbiose.engine.resources.words import fold, folded, tokens

SCALE = 1000  # likeness is told in thousandths, so that the same texts give the same number on any machine
_CHANCE = 50  # any two Danish texts share endings: below a twentieth nothing is alike
_SIZES = (3, 4, 5)
_RUN = 4  # letters that two words must have in common to be named
_NAMED = 4
_ROWS = 256  # texts multiplied together: some MB of working memory
_PAIRS = 20_000  # pairs of texts reckoned together
MOST_IN_TABLE = 40_000_000  # pairs of texts reckoned beforehand: 80 MB
MOST_HOLDING = 200  # with more texts than that: an n-gram that more needs' texts hold does not find them
MOST_ALIKE = 64  # needs' texts found by rare n-grams for each have's text
_SHORTEST = 2
_SAYING_NOTHING = frozenset(
    folded(
        """
        af alle alt altid anden andet andre at bare begge blev blive bliver bruge bruges brug ca cirka da de dem den der
        deres det dette dig din disse dit du efter egen eget egne eller en er et evt fin fine flere for fordi fra fx få
        får gerne give giver godt gør gøre ham han har hele heller helst hende henter hente hentes hun hver hvis hvor i
        ikke ind ja jeg jer jeres kan kun kunne køb købe køber købes leder lige lidt ligger man mange mangler med meget
        mellem men mere mindst mod må måske ned nogen noget nogle nu når næsten og også om omkring op os over overs pr
        på samt selv set siden sig sin skal skulle som står søger søges så tager tage tages til tilbyde tilbyder tilbydes
        uden ud under var ved vi vil vores være været evtl hos høj bedst både hjælp behov stk stykker styk kilo kg ton
        liter meter km kr kroner timer time dag dage dagen uge uger ugen måned måneder måneden kvartal kvartalet år året
        årligt ugentlig ugentligt dagligt mandag tirsdag onsdag torsdag fredag lørdag søndag kl
        a about an and any are as at be by can day days each for from have hours in is it kg month need needs of offer on
        or our per pieces some that the their there they this to tonnes us want we week weekly with year you your
        """
    )
)

Shares = NDArray[np.uint16]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the texts of both sides are, in thousandths, and how rare each n-gram is.

    `have_row` and `need_row` tell where a text's row of n-grams stands. With few texts `table` holds every pair; with
    many (`by_table` False) a pair is reckoned when it is asked for, and `near` holds, as row × needs' texts + row in order,
    for each have's text the needs' texts most alike by n-grams that few of those hold.
    """

    have_row: Mapping[str, int]
    need_row: Mapping[str, int]
    left: csr_array
    right: csr_array
    table: Shares
    weight: Mapping[str, float]
    near: Ints
    _marks: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _carried: dict[str, float] = field(default_factory=dict)

    @property
    def by_table(self) -> bool:
        """True where every pair of texts is reckoned beforehand."""
        return self.table.size == len(self.have_row) * len(self.need_row)

    def share(self, have: str, need: str) -> float:
        """Likeness 0–1 of two texts of the problem."""
        rows = np.array([self.have_row[have]]), np.array([self.need_row[need]])
        return int(self.shares(*rows)[0]) / SCALE

    def shares(self, have: Ints, need: Ints) -> Shares:
        """Likeness in thousandths, pair by pair, of texts by their rows."""
        if self.by_table:
            return np.asarray(self.table[have, need])
        found = np.zeros(len(have), np.uint16)
        for first in range(0, len(have), _PAIRS):
            part = slice(first, first + _PAIRS)
            found[part] = _thousandths(self.left[have[part]].multiply(self.right[need[part]]).sum(axis=1))
        return found

    def found_alike(self, have: Ints, need: Ints) -> Mask:
        """True where a pair stands among the most alike that were found by rare n-grams; none with a table."""
        keys = have * len(self.need_row) + need
        place = np.minimum(np.searchsorted(self.near, keys), len(self.near) - 1)
        return np.asarray(self.near[place] == keys) if len(self.near) else np.zeros(len(keys), bool)

    def most_alike(self, have: int) -> tuple[Ints, Shares]:
        """Rows of the needs' texts that may be like a have's text, and how much they are."""
        if self.by_table:
            return np.arange(len(self.need_row)), self.table[have]
        first, last = np.searchsorted(self.near, (have * len(self.need_row), (have + 1) * len(self.need_row)))
        rows = self.near[first:last] - have * len(self.need_row)
        return rows, self.shares(np.full(len(rows), have), rows)

    def words(self, have: str, need: str) -> str:
        """Up to four runs of letters that both texts share, as the have writes them, what weighs most first."""
        one, other = self._marked(have), self._marked(need)
        common = one.keys() & other.keys()
        if not common:
            return ""
        carried: dict[str, float] = {}
        theirs = frozenset(other.values())
        for word in sorted({one[sign] for sign in common}):
            for run in _runs(word, common):
                if _tells(run, word, theirs):
                    carried[run.strip()] = self._carries(run)
        named: list[str] = []
        for run in sorted(carried, key=lambda run: (-carried[run], run)):
            if not any(run in longer for longer in named):
                named.append(run)
        return ", ".join(named[:_NAMED])

    def _marked(self, text: str) -> Mapping[str, str]:
        """Runs of four signs of a text's words, each with a word that holds it."""
        if text not in self._marks:
            words = (f" {word} " for word in _words(text, low=True))
            self._marks[text] = {word[at : at + _RUN]: word for word in words for at in range(len(word) - _RUN + 1)}
        return self._marks[text]

    def _carries(self, run: str) -> float:
        if run not in self._carried:
            marked = " " * run.startswith(" ") + fold(run.strip()) + " " * run.endswith(" ")
            self._carried[run] = sum(self.weight.get(gram, 0.0) ** 2 for gram in _grams(marked))
        return self._carried[run]


def likeness(listings: Collection[Listing]) -> Likeness:
    """How alike every have's text is to every need's. The same for the same listings in any order."""
    counts = Counter(listing.text for listing in listings)
    texts = sorted(counts)
    vectors, weight = _vectors(texts, counts)
    haves, needs = (
        sorted({listing.text for listing in listings if listing.side is side}) for side in (Side.HAVE, Side.NEED)
    )
    row = {text: number for number, text in enumerate(texts)}
    left, right = (vectors[[row[text] for text in some]] for some in (haves, needs))
    few = len(haves) * len(needs) <= MOST_IN_TABLE
    return Likeness(
        have_row={text: number for number, text in enumerate(haves)},
        need_row={text: number for number, text in enumerate(needs)},
        left=left,
        right=right,
        table=_product(left, right) if few else np.zeros((0, 0), np.uint16),
        weight=weight,
        near=np.zeros(0, np.int64) if few else _nearest(left, right),
    )


def _words(text: str, *, low: bool = False) -> Iterator[str]:
    """Words that say what it is: folded, or in small letters as they are written."""
    for token in tokens(text):
        word = fold(token.text)
        if len(word) >= _SHORTEST and word not in _SAYING_NOTHING and not word[0].isdigit():
            yield token.text.lower() if low else word


def _grams(marked: str) -> Iterator[str]:
    return (marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1))


def _vectors(texts: Sequence[str], counts: Mapping[str, int]) -> tuple[csr_array, Mapping[str, float]]:
    """Rows of length 1 (or 0 for a text without words) by text, and the weight of each n-gram."""
    held = [Counter(_words(text)) for text in texts]
    words = sorted({word for count in held for word in count})
    grams = {word: Counter(_grams(f" {word} ")) for word in words}
    names = sorted({gram for count in grams.values() for gram in count})
    by_text = _counted(held, words)
    by_word = _counted([grams[word] for word in words], names)
    counted = by_text @ by_word
    number = np.array([counts[text] for text in texts], np.float64)
    spread = number @ (counted > 0).astype(np.float64) if names else np.zeros(0)
    weights = np.log((1 + number.sum()) / (1 + spread)) + 1
    table = counted @ diags_array(weights) if names else counted
    length = np.sqrt(table.multiply(table).sum(axis=1))
    scaled = csr_array(diags_array(1 / np.where(length > 0, length, 1.0)) @ table)
    return scaled.astype(np.float32), dict(zip(names, weights.tolist(), strict=True))


def _counted(held: Sequence[Mapping[str, int]], names: Sequence[str]) -> csr_array:
    number = {name: column for column, name in enumerate(names)}
    starts = np.cumsum([0, *(len(count) for count in held)])
    columns = [number[name] for count in held for name in count]
    values = [float(value) for count in held for value in count.values()]
    table = csr_array((values, columns, starts), shape=(len(held), len(names)), dtype=np.float64)
    table.sort_indices()
    return table


def _product(left: csr_array, right: csr_array) -> Shares:
    """Cosines in thousandths, block by block of rows."""
    table = np.zeros((left.shape[0], right.shape[0]), np.uint16)
    across = csr_array(right.T)
    for first in range(0, left.shape[0], _ROWS):
        table[first : first + _ROWS] = _thousandths((left[first : first + _ROWS] @ across).toarray())
    return table


def _nearest(left: csr_array, right: csr_array) -> Ints:
    """For each text of the left the most alike of the right, looking only at n-grams that few of the right hold."""
    rare = np.flatnonzero(np.bincount(right.indices, minlength=right.shape[1]) <= MOST_HOLDING)
    across, keys = csr_array(right[:, rare].T), [np.zeros(0, np.int64)]
    rare_left = left[:, rare]
    for first in range(0, left.shape[0], _ROWS):
        part = (rare_left[first : first + _ROWS] @ across).tocoo()
        order = np.lexsort((part.col, -part.data, part.row))
        row = part.row[order].astype(np.int64)
        starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]]) if len(row) else np.zeros(0, np.int64)
        rank = np.arange(len(row)) - np.repeat(starts, np.diff(np.r_[starts, len(row)]))
        best = rank < MOST_ALIKE
        keys.append(np.sort((first + row[best]) * right.shape[0] + part.col[order][best]))
    return np.concatenate(keys)


def _thousandths(cosine: NDArray[np.float32]) -> Shares:
    told = np.minimum(np.rint(cosine * SCALE), SCALE)
    return np.where(told < _CHANCE, 0, told).astype(np.uint16)


def _runs(word: str, common: Collection[str]) -> Iterator[str]:
    """Longest runs of a marked word all of whose four signs are common."""
    hits = [at for at in range(len(word) - _RUN + 1) if word[at : at + _RUN] in common]
    starts = [at for k, at in enumerate(hits) if k == 0 or at != hits[k - 1] + 1]
    for start in starts:
        end = start
        while end + 1 in hits:
            end += 1
        yield word[start : end + _RUN]


def _tells(run: str, word: str, theirs: Collection[str]) -> bool:
    """The run is a whole word of the other text, begins this word, or is most of it: not a mere ending."""
    bare = run.strip()
    if f" {bare} " in theirs or run == word:
        return True
    return len(bare) >= _RUN and (run.startswith(" ") or 2 * len(bare) > len(word.strip()))
