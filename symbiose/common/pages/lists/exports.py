"""Exactly the rows that a list shows, as a file: CSV or XLSX. Neither fills the memory, however many rows there are.

CSV leaves while its rows are read; a workbook once it is finished, with its length, so that a browser shows how far it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.lists.kit import ListKit
from symbiose.common.pages.lists.shown import narrowed
from symbiose.engine.files import Heading, SheetOut, SheetValue, workbook_file

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Answer = TypeVar("_Answer", bound=StreamingHttpResponse)


def exported(request: HttpRequest, rows: QuerySet[Any], kit: ListKit) -> StreamingHttpResponse | None:
    """The file that the address asks for, of what search and filters leave of `rows`; None where it asks for the page."""
    write = {"csv": csv_answer, "xlsx": xlsx_answer}.get(request.GET.get("format", ""))
    return write(narrowed(request, rows, kit), kit) if write else None


class _Echo:
    """A file that hands back what is written, so that a long export streams."""

    def write(self, text: str) -> str:
        return text


def csv_answer(rows: QuerySet[Any], kit: ListKit) -> StreamingHttpResponse:
    """A CSV file (UTF-8 with mark, semicolon, decimal comma) of exactly these rows."""
    writer = csv.writer(_Echo(), delimiter=";")

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([column.name for column in kit.columns])
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield writer.writerow([safe_cell(plain_text(column.value(row))) for column in kit.columns])

    return _attached(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), kit, "csv")


def xlsx_answer(rows: QuerySet[Any], kit: ListKit) -> FileResponse:
    """A workbook of exactly these rows: numbers as numbers, days as days, everything else as text.

    Its file is closed, and with that removed, once it is sent or nobody waits for it any more.
    """
    headings = [Heading(str(column.name), width=column.width) for column in kit.columns]
    cells = ([typed(column.value(row)) for column in kit.columns] for row in rows.iterator(chunk_size=AT_ONCE))
    file = workbook_file([SheetOut(kit.name, headings, cells)])
    return _attached(FileResponse(file, content_type=XLSX), kit, "xlsx")


def _attached(answer: _Answer, kit: ListKit, ending: str) -> _Answer:
    answer["Content-Disposition"] = f'attachment; filename="symbiose-{kit.name}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def typed(value: Any) -> SheetValue:
    """A value as a cell of a sheet holds it; moments by the clock on the wall here."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value if value is None or isinstance(value, int | float | Decimal | date) else str(value)


def plain_text(value: Any) -> str:
    """A value as a text of a CSV file: 1200,5 with a decimal comma, days in ISO form."""
    told = typed(value)
    if isinstance(told, Decimal):
        return f"{told.normalize():f}".replace(".", ",")
    if isinstance(told, datetime):
        return told.isoformat(" ", "minutes")
    if isinstance(told, float):
        return str(told).replace(".", ",")
    return "" if told is None else str(told)


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet will run as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()
