"""An empty workbook of the format, with Danish headings and a sheet that explains every column, from `columns.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from symbiose.engine.files.sheets import Heading, SheetOut, write_workbook
from symbiose.engine.files.words import word_codes

_FILE = Path(__file__).parent / "columns.csv"
SHEETS = {"organisations": "Organisationer", "listings": "Opslag", "exchanges": "Udvekslinger"} | {
    "candidates": "Kandidater",
    "positions": "Stillinger",
    "travel": "Rejsetider",
}
HELP = "Vejledning"
# Spreadsheets eat the zeros of what looks like a number and turn what looks like a day into one.
_KEPT_AS_WRITTEN = frozenset(
    {"id", "cvr", "place", "nace", "contact_phone", "p_numbers", "since", "until", "giver", "receiver", "organisation"}
    | {"unit", "windows", "pattern", "from", "to", "first_out", "last_home"}
)
_HEAD = ("Ark", "Kolonne", "Skal udfyldes", "Hvad der skal stå", "Eksempel")
_WIDTHS = (16, 22, 14, 70, 34)


@lru_cache(maxsize=1)
def column_help() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Every column by the format's name of its sheet, in the order in which people fill them in."""
    found: dict[str, list[Mapping[str, str]]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["sheet"], []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def blank_workbook(names: Sequence[str]) -> bytes:
    """The sheets `names` with headings alone, and the sheet that explains them last."""
    told = column_help()
    sheets = [SheetOut(SHEETS[name], [_heading(row) for row in told[name]], []) for name in names]
    explained = [
        [SHEETS[name], row["heading"], "ja" if row["required"] else "", _help(row), row["example"]]
        for name in names
        for row in told[name]
    ]
    headings = [Heading(name, width=width, wrapped=True) for name, width in zip(_HEAD, _WIDTHS, strict=True)]
    return write_workbook([*sheets, SheetOut(HELP, headings, explained)])


def _heading(row: Mapping[str, str]) -> Heading:
    width = 40 if row["column"] in {"text", "name", "description"} else max(14, len(row["heading"]) + 4)
    return Heading(row["heading"], width=width, text=row["column"] in _KEPT_AS_WRITTEN)


def _help(row: Mapping[str, str]) -> str:
    """What to write; where only some words count, all of them."""
    return f"{row['help']} {', '.join(word_codes(row['words']))}." if row["words"] else row["help"]
