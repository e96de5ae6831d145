"""`organisations.csv` in."""

from __future__ import annotations

from symbiose.engine.files import cells
from symbiose.engine.files.model import ORGANISATION_COLUMNS, FindPlace, OrganisationRow, Read
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet

ORGANISATIONS_FILE = "organisations.csv"


def read_organisations(data: bytes | str | Sheet, *, find_place: FindPlace) -> Read[OrganisationRow]:
    """Rows of an `organisations.csv`, from its bytes or its text, or of the sheet of a workbook."""
    table = read_table(data, name="organisations", columns=ORGANISATION_COLUMNS, required=("id", "name"))
    place = cells.place(find_place)
    comma = table.delimiter != ","

    def amount(reader: cells.RowReader, column: str) -> float | None:
        return reader.number(column, comma=comma, code="bad_amount", least=0, most=cells.MOST_DKK)

    def build(reader: cells.RowReader) -> OrganisationRow:
        row = OrganisationRow(
            id=reader.required("id", cells.ID_LENGTH),
            name=reader.required("name", cells.NAME_LENGTH),
            cvr=reader.read("cvr", cells.company_number, ""),
            type=reader.read("type", cells.code_of("type"), ""),
            place=reader.read("place", place, ""),
            nace=reader.read("nace", cells.trade_code, ""),
            employees=reader.read("employees", cells.whole_number, None),
            social_enterprise=reader.read("social_enterprise", cells.flag, None),
            registered=reader.read("registered", cells.flag, None),
            contact_name=reader.optional("contact_name", cells.NAME_LENGTH),
            contact_email=reader.optional("contact_email", cells.NAME_LENGTH),
            contact_phone=reader.optional("contact_phone", cells.PHONE_LENGTH),
            website=reader.optional("website", cells.NAME_LENGTH),
            description=reader.optional("description", cells.TEXT_LENGTH),
            p_numbers=reader.read("p_numbers", cells.production_units, ()),
            employees_year=reader.read("employees_year", cells.year, None),
            turnover_dkk=amount(reader, "turnover_dkk"),
            turnover_year=reader.read("turnover_year", cells.year, None),
            balance_dkk=amount(reader, "balance_dkk"),
            extra=reader.extra,
            line=reader.line,
        )
        said = row.turnover_dkk is not None or row.balance_dkk is not None
        if said and row.turnover_year is None and not reader.told("turnover_year"):
            reader.fault("turnover_year", "year_missing")
        return row

    return load_rows(table, build, file=ORGANISATIONS_FILE)
