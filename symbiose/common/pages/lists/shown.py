"""A list as its page shows it: search, filters with counts, active tags, sort, pages, saved views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict

from symbiose.common.models import SavedView
from symbiose.common.pages.lists.kit import Filter, ListKit
from symbiose.common.search import LONGEST_QUERY

PER_PAGE = 25
LONG_WORKBOOK = 20_000  # rows; who asks for so many is told before how long it takes
ROWS_PER_SECOND = 2_000  # read and written on a small machine: docs/decisions/0012


@dataclass(slots=True)
class Choice:
    """A filter value with how many rows it holds and whether it is chosen."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(slots=True)
class FilterShown:
    """A filter as the page draws it."""

    name: str
    label: str
    widget: str
    choices: list[Choice]
    values: list[str]


@dataclass(slots=True)
class Tag:
    """An active filter with the address that removes it."""

    label: str
    url: str


@dataclass(slots=True)
class ListShown:
    """Everything that the list template needs."""

    kit: ListKit
    query: str
    page: Page[Any]
    total: int
    filters: list[FilterShown]
    tags: list[Tag]
    sorts: list[tuple[str, str, bool]]
    address: str
    saved: list[SavedView] = field(default_factory=list)

    @property
    def chosen_filters(self) -> int:
        return sum(bool(shown.values) for shown in self.filters)

    @property
    def workbook_seconds(self) -> int:
        """How long a workbook of these rows takes, up to the next ten seconds; 0 where nobody waits for long."""
        return -(-self.total // (10 * ROWS_PER_SECOND)) * 10 if self.total >= LONG_WORKBOOK else 0

    def page_url(self, number: int) -> str:
        return changed_address(self.address, page=str(number))


def asked_words(request: HttpRequest) -> str:
    """What the reader searches for; the first 200 signs of what is longer."""
    return request.GET.get("q", "").strip()[:LONGEST_QUERY]


def changed_address(address: str, **values: str) -> str:
    """The query part of an address with values set, or dropped where empty; the page starts over unless it is set."""
    query = QueryDict(address, mutable=True)
    query.pop("page", None)
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def without(address: str, name: str, value: str) -> str:
    """The query part of an address without one value of one filter."""
    query = QueryDict(address, mutable=True)
    query.pop("page", None)
    query.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    return f"?{query.urlencode()}"


def narrowed(request: HttpRequest, rows: QuerySet[Any], kit: ListKit) -> QuerySet[Any]:
    """The rows that search and filters leave, in the chosen order: what the page shows and the export holds."""
    query = asked_words(request)
    if query:
        rows = kit.search(rows, query)
    for one in kit.filters:
        values = [value for value in request.GET.getlist(one.name) if value]
        if values:
            rows = one.apply(rows, values)
    chosen = next((sort for sort in kit.sorts if sort.name == request.GET.get("sort")), kit.sorts[0])
    return rows.order_by(*chosen.fields, "pk")


def build(request: HttpRequest, rows: QuerySet[Any], kit: ListKit, *, total: int | None = None) -> ListShown:
    """The list as shown: a fixed number of queries, however many rows there are.

    `total` is how many rows search and filters leave, from a page that has counted them already.
    """
    shown = narrowed(request, rows, kit)
    counts = kit.counts(rows) if kit.counts else _counts(kit, rows)
    if total is None and not is_narrowed(request, kit):
        total = _all(kit, counts)
    page = _page(shown, rows, request.GET.get("page"), known=total)
    address = request.GET.urlencode()
    filters = [_shown(one, request.GET.getlist(one.name), counts.get(one.by, {})) for one in kit.filters]
    current = request.GET.get("sort") or kit.sorts[0].name
    return ListShown(
        kit=kit,
        query=asked_words(request),
        page=page,
        total=page.paginator.count,
        filters=filters,
        tags=_tags(request, filters, address),
        sorts=[(str(sort.label), changed_address(address, sort=sort.name), sort.name == current) for sort in kit.sorts],
        address=address,
        saved=_saved(request, kit),
    )


def is_narrowed(request: HttpRequest, kit: ListKit) -> bool:
    """The reader asked for less than all rows."""
    return bool(asked_words(request)) or any(value for one in kit.filters for value in request.GET.getlist(one.name))


def _all(kit: ListKit, counts: dict[str, dict[str, int]]) -> int | None:
    """How many rows there are, where a filter counted every one of them."""
    first = next((one.by for one in kit.filters if one.by), "")
    return sum(counts[first].values()) if first else None


def _page(shown: QuerySet[Any], rows: QuerySet[Any], number: str | None, *, known: int | None) -> Page[Any]:
    """One page: ids in order first, so that what a row shows is looked up for these rows alone, not for all."""
    pages = Paginator(shown, PER_PAGE)
    if known is not None:
        pages.count = known  # type: ignore[misc]  # a cached value, given before it is asked for
    page = pages.get_page(number)
    ids = list(page.object_list.select_related(None).prefetch_related(None).values_list("pk", flat=True))
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    page.object_list = [found[pk] for pk in ids if pk in found]
    return page


def _counts(kit: ListKit, rows: QuerySet[Any]) -> dict[str, dict[str, int]]:
    """How many rows each value of each filter holds, all filters in one pass over the rows."""
    fields = sorted({one.by for one in kit.filters if one.by})
    counts: dict[str, dict[str, int]] = {name: {} for name in fields}
    if not fields:
        return counts
    bare = rows.select_related(None).prefetch_related(None).order_by()
    for row in bare.values(*fields).annotate(how_many=Count("pk")):
        for name in fields:
            counts[name][str(row[name])] = counts[name].get(str(row[name]), 0) + row["how_many"]
    return counts


def _shown(one: Filter, chosen: list[str], counts: dict[str, int]) -> FilterShown:
    choices = [
        Choice(value, str(label), counts.get(value, 0) if one.by else None, value in chosen)
        for value, label in one.choices()
    ]
    return FilterShown(one.name, str(one.label), one.widget, choices, [value for value in chosen if value])


def _tags(request: HttpRequest, filters: list[FilterShown], address: str) -> list[Tag]:
    tags = [
        Tag(
            next((choice.label for choice in shown.choices if choice.value == value), value),
            without(address, shown.name, value),
        )
        for shown in filters
        for value in shown.values
    ]
    query = asked_words(request)
    return [*tags, Tag(query, changed_address(address, q=""))] if query else tags


def asked_labels(request: HttpRequest, kit: ListKit) -> list[str]:
    """What the reader asked for in words, as the tags say it."""
    filters = [_shown(one, request.GET.getlist(one.name), {}) for one in kit.filters]
    return [tag.label for tag in _tags(request, filters, "")]


def plain_query(request: HttpRequest, kit: ListKit) -> str:
    """The search alone, in one written form: the words and the filters, without page and order."""
    asked = QueryDict(mutable=True)
    words = asked_words(request)
    if words:
        asked["q"] = words
    for one in kit.filters:
        values = sorted({value for value in request.GET.getlist(one.name) if value})
        if values:
            asked.setlist(one.name, values)
    return asked.urlencode()


def _saved(request: HttpRequest, kit: ListKit) -> list[SavedView]:
    if not request.actor.user_id:
        return []
    return list(SavedView.objects.filter(user_id=request.actor.user_id, list_name=kit.name))
