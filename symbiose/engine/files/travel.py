"""`travel.csv` in: how long it takes from one place to another, and the hours of the first and the last way."""

from __future__ import annotations

from symbiose.engine.files import cells, person_cells
from symbiose.engine.files.model import FindPlace, Read
from symbiose.engine.files.people import TRAVEL_COLUMNS, TravelRow
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet
from symbiose.engine.placement.model import Mode

TRAVEL_FILE = "travel.csv"
_REQUIRED = ("from", "to", "mode", "minutes")


def read_travel(data: bytes | str | Sheet, *, find_place: FindPlace) -> Read[TravelRow]:
    """Rows of a `travel.csv`, or of the sheet of a workbook; of two rows for one way the first loads."""
    table = read_table(data, name="travel", columns=TRAVEL_COLUMNS, required=_REQUIRED, numbers=frozenset())
    place = person_cells.danish_place(find_place)

    def build(reader: cells.RowReader) -> TravelRow:
        for column in _REQUIRED:
            reader.required(column, cells.TEXT_LENGTH)
        row = TravelRow(
            start=reader.read("from", place, ""),
            end=reader.read("to", place, ""),
            mode=Mode(reader.read("mode", cells.code_of("transport"), "walk")),  # a row without a mode does not load
            minutes=reader.read("minutes", person_cells.minutes, 0),
            first_out=reader.read("first_out", person_cells.clock, None),
            last_home=reader.read("last_home", person_cells.clock, None),
            extra=reader.extra,
            line=reader.line,
        )
        if row.first_out is not None and row.last_home is not None and row.last_home <= row.first_out:
            reader.fault("last_home", "last_home_first", first=reader.text("first_out"), last=reader.text("last_home"))
        return row

    return load_rows(table, build, file=TRAVEL_FILE, double=("to", "double_way"))
