"""The folder format, in and out: organisations, listings, exchanges, candidates, positions and travel.

Each is a CSV or a sheet of a workbook. Every row with a fault is named with line, column and how to mend it; the good rows load.
"""

from symbiose.engine.files.archive import WorkbookError
from symbiose.engine.files.blank import blank_workbook, column_help
from symbiose.engine.files.candidates import read_candidates
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
from symbiose.engine.files.people import (
    CANDIDATE_COLUMNS,
    POSITION_COLUMNS,
    TRAVEL_COLUMNS,
    CandidateRow,
    PeopleRules,
    PositionRow,
    TravelRow,
)
from symbiose.engine.files.people_folder import People, names_in, read_people
from symbiose.engine.files.placing import to_problem
from symbiose.engine.files.positions import read_positions, site_of
from symbiose.engine.files.sheets import Heading, SheetOut, SheetValue, workbook_file, write_workbook
from symbiose.engine.files.table import find_sheet
from symbiose.engine.files.travel import read_travel
from symbiose.engine.files.workbook import Sheet, is_workbook, read_workbook
from symbiose.engine.files.writing import (
    safe_cell,
    sheets_of,
    write_candidates,
    write_exchanges,
    write_listings,
    write_organisations,
    write_positions,
    write_travel,
)

__all__ = [
    "CANDIDATE_COLUMNS",
    "EXCHANGE_COLUMNS",
    "LISTING_COLUMNS",
    "ORGANISATION_COLUMNS",
    "POSITION_COLUMNS",
    "TRAVEL_COLUMNS",
    "CandidateRow",
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
    "People",
    "PeopleRules",
    "PositionRow",
    "Precision",
    "Read",
    "Severity",
    "Sheet",
    "SheetOut",
    "SheetValue",
    "TravelRow",
    "WorkbookError",
    "blank_workbook",
    "column_help",
    "find_sheet",
    "finding_line",
    "finding_sentence",
    "is_workbook",
    "names_in",
    "read_candidates",
    "read_exchanges",
    "read_folder",
    "read_listings",
    "read_organisations",
    "read_people",
    "read_positions",
    "read_travel",
    "read_workbook",
    "safe_cell",
    "sheets_of",
    "site_of",
    "to_listing",
    "to_problem",
    "workbook_file",
    "write_candidates",
    "write_exchanges",
    "write_listings",
    "write_organisations",
    "write_positions",
    "write_travel",
    "write_workbook",
]
