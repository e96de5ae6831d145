"""The list kit: search, filters with counts, active tags, sort, pages, saved views, and files of exactly what is shown."""

from symbiose.common.pages.lists.exports import (
    FORMULA_SIGNS,
    XLSX,
    csv_answer,
    exported,
    plain_text,
    safe_cell,
    xlsx_answer,
)
from symbiose.common.pages.lists.kit import Column, Filter, ListKit, Sort
from symbiose.common.pages.lists.shown import (
    PER_PAGE,
    Choice,
    FilterShown,
    ListShown,
    Tag,
    asked_labels,
    asked_words,
    build,
    changed_address,
    is_narrowed,
    narrowed,
    plain_query,
    without,
)

__all__ = [
    "FORMULA_SIGNS",
    "PER_PAGE",
    "XLSX",
    "Choice",
    "Column",
    "Filter",
    "FilterShown",
    "ListKit",
    "ListShown",
    "Sort",
    "Tag",
    "asked_labels",
    "asked_words",
    "build",
    "changed_address",
    "csv_answer",
    "exported",
    "is_narrowed",
    "narrowed",
    "plain_query",
    "plain_text",
    "safe_cell",
    "without",
    "xlsx_answer",
]
