"""The folder format, in and out: `organisations`, `listings` and `exchanges` as CSV or as sheets of a workbook.

Every row with a fault is named with line, column and how to mend it; the good rows load.
"""

from symbiose.engine.files.archive import WorkbookError
from symbiose.engine.files.blank import blank_workbook
from symbiose.engine.files.exchanges import read_exchanges
from symbiose.engine.files.findings import finding_line, finding_sentence
from symbiose.engine.files.folder import Folder, read_folder
from symbiose.engine.files.listings import read_listings, to_listing
from symbiose.engine.files.model import (
    EXCHANGE_COLUMNS,
    LISTING_COLUMNS,
    ORGANISATION_COLUMNS,
    EvidenceGrade,
    ExchangeRow,
    ExchangeStatus,
    Finding,
    FoundPlace,
    ListingRow,
    OrganisationRow,
    PartialDate,
    Precision,
    Read,
    Severity,
)
from symbiose.engine.files.organisations import read_organisations
from symbiose.engine.files.sheets import Heading, SheetOut, SheetValue, workbook_file, write_workbook
from symbiose.engine.files.table import find_sheet
from symbiose.engine.files.workbook import Sheet, is_workbook, read_workbook
from symbiose.engine.files.writing import (
    safe_cell,
    sheets_of,
    write_exchanges,
    write_listings,
    write_organisations,
)

__all__ = [
    "EXCHANGE_COLUMNS",
    "LISTING_COLUMNS",
    "ORGANISATION_COLUMNS",
    "EvidenceGrade",
    "ExchangeRow",
    "ExchangeStatus",
    "Finding",
    "Folder",
    "FoundPlace",
    "Heading",
    "ListingRow",
    "OrganisationRow",
    "PartialDate",
    "Precision",
    "Read",
    "Severity",
    "Sheet",
    "SheetOut",
    "SheetValue",
    "WorkbookError",
    "blank_workbook",
    "find_sheet",
    "finding_line",
    "finding_sentence",
    "is_workbook",
    "read_exchanges",
    "read_folder",
    "read_listings",
    "read_organisations",
    "read_workbook",
    "safe_cell",
    "sheets_of",
    "to_listing",
    "workbook_file",
    "write_exchanges",
    "write_listings",
    "write_organisations",
    "write_workbook",
]
