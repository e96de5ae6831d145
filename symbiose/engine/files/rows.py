"""Rows of a table, one by one: the good ones load, the others are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from symbiose.engine.files.cells import RowReader
from symbiose.engine.files.model import Finding, Read
from symbiose.engine.files.table import Table


class _Row(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def line(self) -> int: ...


_RowT = TypeVar("_RowT", bound=_Row)


def load_rows(
    table: Table, build: Callable[[RowReader], _RowT], *, file: str, double: tuple[str, str] = ("id", "double_id")
) -> Read[_RowT]:
    """Every row that `build` reads without a fault; of two rows with one id the first loads.

    `double` is the column and the code of the finding about the second.
    """
    rows: list[_RowT] = []
    lines: dict[str, int] = {}
    findings = list(table.findings)
    for record in table.records:
        reader = RowReader(record.line, record.cells, record.extra, list(record.findings))
        row = build(reader)
        if row.id in lines:
            reader.fault(*double, id=row.id, first=lines[row.id])
        if reader.usable:
            rows.append(row)
            lines |= {row.id: row.line} if row.id else {}
        if record.surplus and not reader.usable:  # a separator inside a text moved every cell after it
            values = {"cells": record.surplus, "columns": table.width}
            findings.append(Finding(record.line, "", "too_many_cells", values))
        else:
            findings.extend(reader.findings)
    return Read(
        rows=tuple(rows),
        findings=tuple(replace(finding, file=file) for finding in sorted(findings, key=lambda one: one.line)),
        unknown_columns=table.unknown_columns,
        encoding=table.encoding,
        delimiter=table.delimiter,
        headings=table.headings,
    )
