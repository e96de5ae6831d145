"""The folder format, in and out: `listings.csv` and `organisations.csv`, read from disk or from an uploaded file.

Every row with a fault is named with line, column and how to mend it; the good rows load.
"""

from symbiose.engine.files.findings import finding_line, finding_sentence
from symbiose.engine.files.folder import Folder, read_folder
from symbiose.engine.files.listings import read_listings, to_listing
from symbiose.engine.files.model import (
    LISTING_COLUMNS,
    ORGANISATION_COLUMNS,
    Finding,
    FoundPlace,
    ListingRow,
    OrganisationRow,
    Read,
    Severity,
)
from symbiose.engine.files.organisations import read_organisations
from symbiose.engine.files.writing import safe_cell, write_listings, write_organisations

__all__ = [
    "LISTING_COLUMNS",
    "ORGANISATION_COLUMNS",
    "Finding",
    "Folder",
    "FoundPlace",
    "ListingRow",
    "OrganisationRow",
    "Read",
    "Severity",
    "finding_line",
    "finding_sentence",
    "read_folder",
    "read_listings",
    "read_organisations",
    "safe_cell",
    "to_listing",
    "write_listings",
    "write_organisations",
]
