"""An empty workbook to fill in: a sheet with headings for each kind of row, and one that explains every column."""

from __future__ import annotations

from django.http import HttpResponse

from symbiose.common.pages.lists.exports import XLSX
from symbiose.engine.files import blank_workbook


def blank_answer(*names: str) -> HttpResponse:
    """The empty workbook with the sheets `names` as a file."""
    answer = HttpResponse(blank_workbook(names), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="symbiose-{names[-1]}-skabelon.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
