"""A list as its room declares it: how it is searched, narrowed and sorted, and the columns of its export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Filter:
    """One group of filters. `by` is the field that is grouped for counts; `apply` narrows to the chosen values."""

    name: str
    label: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]
    apply: Callable[[QuerySet[Any], list[str]], QuerySet[Any]]
    by: str = ""
    widget: str = "checkboxes"


def one_of(name: str, label: Any, choices: Callable[[], Sequence[tuple[str, Any]]], *, field: str = "") -> Filter:
    """The rows whose field holds one of the chosen words; the field is called as the filter is, where none is given."""
    of = field or name
    return Filter(name, label, choices, lambda rows, values: rows.filter(**{f"{of}__in": values}), by=of)


@dataclass(frozen=True, slots=True)
class Sort:
    """One order: name in the address, words on the page, fields."""

    name: str
    label: Any
    fields: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the export. `value` gives a number or a day as such; how each file writes it is the export's."""

    name: str
    value: Callable[[Any], Any]
    width: int = 18


def word_of(field: str) -> Callable[[Any], Any]:
    """A column's value: what the row's choice is called. Each word is looked up once for a file, not for each row anew."""
    known: dict[Any, Any] = {}

    def word(row: Any) -> Any:
        code = getattr(row, field)
        if code not in known:
            known[code] = getattr(row, f"get_{field}_display")()
        return known[code]

    return word


@dataclass(frozen=True, slots=True)
class ListKit:
    """A list as its room declares it. The first sort is the default. `search` narrows a queryset by a query text.

    `counts` replaces the one pass over all rows by a quicker way to the same figures.
    """

    name: str
    search: Callable[[QuerySet[Any], str], QuerySet[Any]]
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    columns: tuple[Column, ...]
    search_label: Any = ""
    counts: Callable[[QuerySet[Any]], dict[str, dict[str, int]]] | None = None
