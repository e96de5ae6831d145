"""`organisations.csv` in."""

from __future__ import annotations

from symbiose.engine.files import cells
from symbiose.engine.files.model import ORGANISATION_COLUMNS, FindPlace, OrganisationRow, Read
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table

ORGANISATIONS_FILE = "organisations.csv"


def read_organisations(data: bytes | str, *, find_place: FindPlace) -> Read[OrganisationRow]:
    """Rows of an `organisations.csv`, from its bytes or its text."""
    table = read_table(data, columns=ORGANISATION_COLUMNS, required=("id", "name"), aliases="organisations.column")
    place = cells.place(find_place)

    def build(reader: cells.RowReader) -> OrganisationRow:
        return OrganisationRow(
            id=reader.required("id", cells.ID_LENGTH),
            name=reader.required("name", cells.NAME_LENGTH),
            cvr=reader.read("cvr", cells.company_number, ""),
            type=reader.read("type", cells.code_of("type"), ""),
            place=reader.read("place", place, ""),
            nace=reader.read("nace", cells.trade_code, ""),
            employees=reader.read("employees", cells.whole_number, None),
            social_enterprise=reader.read("social_enterprise", cells.flag, None),
            registered=reader.read("registered", cells.flag, None),
            extra=reader.extra,
            line=reader.line,
        )

    return load_rows(table, build, file=ORGANISATIONS_FILE)
