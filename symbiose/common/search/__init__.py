"""Search that finds Danish words by stem, prefix, compound part and with a slip, the same on either database.

Words are folded and stemmed in Python when a text is saved; the database only compares stems.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from rapidfuzz.distance import DamerauLevenshtein

from symbiose.common.models import SearchDocument, SearchWord
from symbiose.engine.resources.words import fold, stem, tokens

SQLITE = "SELECT rowid FROM common_search_fts WHERE common_search_fts MATCH %s"
SHORTEST_PART = 4
SHORTEST_SLIP = 4
LONG_WORD = 8
LONGEST_KEPT = 60
LONGEST_QUERY = 200  # signs; more words than these narrow nothing down, and each costs a look-up
MOST_WORDS = 12
BATCH = 500  # rows to a statement
Expression = list[list[str]]


class _Holds(models.Func):
    """That words hold a query, written as PostgreSQL's index is, so that the index is used."""

    template = "(to_tsvector('simple', %(expressions)s))"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = models.BooleanField()


def plain_words(text: str) -> list[str]:
    """Folded words of a text in order, numbers without their separators."""
    return [fold(token.text.replace(".", "").replace(",", "")) for token in tokens(text)]


def stems(text: str) -> list[str]:
    """Stems of a text in order, each once."""
    found = (stem(word)[:LONGEST_KEPT] for word in plain_words(text))
    return list(dict.fromkeys(word for word in found if word))


def part_stems(text: str) -> list[str]:
    """Stems of the tails of a text's words, so that "kasser" finds "fuglekasser"; short tails would find too much."""
    tails = (word[start:] for word in plain_words(text) for start in range(2, len(word) - SHORTEST_PART + 1))
    return list(dict.fromkeys(stem(tail)[:LONGEST_KEPT] for tail in tails))


def index(label: str, object_id: int, *, title: str, text: str) -> None:
    """Make an object findable by its title and text, replacing what was known of it."""
    index_all(label, [(object_id, title, text)])


def index_all(label: str, rows: Iterable[tuple[int, str, str]]) -> None:
    """Make many objects of a kind findable, each with its id, title and text, by a few statements for all of them."""
    words: dict[str, None] = {}
    documents = []
    for object_id, title, text in rows:
        own = stems(f"{title} {text}")
        words |= dict.fromkeys(own)
        every = " ".join([*own, *part_stems(f"{title} {text}")])
        documents.append(SearchDocument(label=label, object_id=object_id, title=title[:300], words=every))
    SearchDocument.objects.bulk_create(
        documents,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["label", "object_id"],
        update_fields=["title", "words"],
    )
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, initial=word[0], length=len(word)) for word in words),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def forget(label: str, object_ids: Iterable[int]) -> None:
    """Objects that are gone are found no longer."""
    SearchDocument.objects.filter(label=label, object_id__in=list(object_ids)).delete()


def near(word: str) -> list[str]:
    """Known stems one slip away, two for long words; the first letter is taken to be right. A number is itself alone."""
    if len(word) < SHORTEST_SLIP or word.isdigit():
        return []
    slips = 2 if len(word) >= LONG_WORD else 1
    known = SearchWord.objects.filter(
        initial=word[0], length__range=(len(word) - slips, len(word) + slips)
    ).values_list("word", flat=True)
    return sorted(other for other in known if DamerauLevenshtein.distance(word, other, score_cutoff=slips) <= slips)


def expression(query: str) -> Expression:
    """The query as groups of prefixes: every group must be found, any prefix of it will do."""
    groups = []
    for word in stems(query[:LONGEST_QUERY])[:MOST_WORDS]:
        known = SearchWord.objects.filter(initial=word[0], word__startswith=word).exists()  # the letter has an index
        groups.append([word] if known else [word, *near(word)])
    return groups


def matching(label: str, query: str | Expression) -> models.QuerySet[SearchDocument]:
    """Documents of one kind that hold every word of the query; none for a query without words.

    Whoever looks for one query in several kinds makes its `expression` once and hands that.
    """
    documents = SearchDocument.objects.filter(label=label)
    groups = expression(query) if isinstance(query, str) else query
    if not groups:
        return documents.none()
    if connection.vendor == "postgresql":
        tsquery = " & ".join("(" + " | ".join(f"{word}:*" for word in group) + ")" for group in groups)
        return documents.filter(_Holds("words", models.Value(tsquery)))
    words = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups)
    fts = f'label : "{label}" AND words : ({words})'
    return documents.filter(id__in=RawSQL(SQLITE, [fts]))  # noqa: S611  the query is a bound parameter


def found_ids(label: str, query: str | Expression) -> models.QuerySet[SearchDocument, int]:
    """Ids of the objects found, as a subquery for a list's own filter."""
    return matching(label, query).values_list("object_id", flat=True)


def best(label: str, query: str, expressed: Expression, seen: models.QuerySet[Any], most: int) -> tuple[list[int], int]:
    """The ids of the first few found among the rows that may be seen, and how many there are in all: one question.

    Those with the whole query in their title come first, then the newest.
    """
    rows = (
        matching(label, expressed)
        .filter(models.Exists(seen.filter(pk=models.OuterRef("object_id"))))
        .annotate(named=models.Q(title__icontains=query), total=models.Window(models.Count("pk")))
        .order_by("-named", "-object_id")
        .values_list("object_id", "total")[:most]
    )
    first = list(rows)
    return [pk for pk, _total in first], first[0][1] if first else 0
