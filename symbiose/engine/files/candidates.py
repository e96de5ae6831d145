"""`candidates.csv` in: people who want to work, by code name."""

from __future__ import annotations

from symbiose.engine.files import cells, person_cells
from symbiose.engine.files.model import FindPlace, Read
from symbiose.engine.files.people import CANDIDATE_COLUMNS, CandidateRow, PeopleRules
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet
from symbiose.engine.placement.model import Mode

CANDIDATES_FILE = "candidates.csv"
_MOST_WEEKS = 5200  # a hundred years
_REQUIRED = ("id", "hours", "windows", "transport", "max_travel")


def read_candidates(data: bytes | str | Sheet, *, find_place: FindPlace, rules: PeopleRules) -> Read[CandidateRow]:
    """Rows of a `candidates.csv`, or of the sheet of a workbook.

    Columns on health, contact and the like are never kept, whatever they are called.
    """
    table = read_table(
        data,
        name="candidates",
        columns=CANDIDATE_COLUMNS,
        required=_REQUIRED,
        numbers=frozenset(),
        refused="about_people",
    )
    comma = table.delimiter != ","
    place = person_cells.danish_place(find_place)

    def build(reader: cells.RowReader) -> CandidateRow:
        for column in _REQUIRED[1:]:
            reader.required(column, cells.TEXT_LENGTH)
        row = CandidateRow(
            id=reader.required("id", cells.ID_LENGTH),
            hours=person_cells.hours(reader, "hours", comma=comma, rules=rules) or 0.0,
            windows=reader.read("windows", person_cells.week, 0),
            place=reader.read("place", place, ""),
            transport=Mode(
                reader.read("transport", cells.code_of("transport"), "walk")
            ),  # a row without transport does not load
            max_travel=reader.read("max_travel", person_cells.minutes, 0),
            accommodations=reader.read("accommodations", person_cells.accommodation_codes, ()),
            skills=reader.read("skills", person_cells.codes, ()),
            wishes=reader.read("wishes", person_cells.codes, ()),
            waiting_weeks=reader.number("waiting_weeks", comma=comma, code="bad_waiting", least=0, most=_MOST_WEEKS),
            mentor_hours=person_cells.mentor_hours(reader, comma=comma),
            extra=reader.extra,
            line=reader.line,
        )
        if reader.text("windows") and not row.windows and not reader.told("windows"):
            reader.fault("windows", "bad_windows", value=reader.text("windows"))
        return row

    return load_rows(table, build, file=CANDIDATES_FILE)
