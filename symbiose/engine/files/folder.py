"""A folder of the format, a workbook with sheets of the same names, or a single file with listings, from disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from symbiose.engine.files.listings import LISTINGS_FILE, read_listings
from symbiose.engine.files.model import Finding, FindPlace, ListingRow, OrganisationRow, Read, Severity
from symbiose.engine.files.organisations import ORGANISATIONS_FILE, read_organisations
from symbiose.engine.files.table import find_sheet
from symbiose.engine.files.workbook import is_workbook, read_workbook
from symbiose.engine.resources.model import Graph


@dataclass(frozen=True, slots=True)
class Folder:
    """Listings and organisations that loaded, and everything found in the files."""

    listings: tuple[ListingRow, ...]
    organisations: tuple[OrganisationRow, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What kept a row or a file from loading."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def read_folder(path: Path, *, graph: Graph, find_place: FindPlace) -> Folder:
    """All that stands in the folder `path`, in the workbook or in the one file of listings that it names.

    A listing without a place stands where its organisation does. A folder or a workbook may lack organisations.
    """
    if not path.exists():
        return Folder((), (), (Finding(0, "", "missing_path", {"path": str(path)}),))
    single = path.is_file()
    listings = _read_file(path if single else path / LISTINGS_FILE, missing=Severity.ERROR)
    if isinstance(listings, Finding):
        return Folder((), (), (listings,))
    rows = read_listings(listings, graph=graph, find_place=find_place)
    if single and is_workbook(listings):
        return _workbook(path, listings, rows, find_place=find_place)
    if single:
        findings = tuple(replace(finding, file=path.name) for finding in rows.findings)
        return Folder(rows.rows, (), findings)
    held = _read_file(path / ORGANISATIONS_FILE, missing=Severity.NOTE)
    if isinstance(held, Finding):
        return Folder(rows.rows, (), (*rows.findings, held))
    organisations = read_organisations(held, find_place=find_place)
    return _joined(rows, organisations)


def _workbook(path: Path, data: bytes, rows: Read[ListingRow], *, find_place: FindPlace) -> Folder:
    """Listings of a workbook that were read, and the organisations that it holds beside them."""
    beside = find_sheet(read_workbook(data), "organisations") if rows.encoding else None
    if beside is None:
        folder = Folder(rows.rows, (), rows.findings)
    else:
        folder = _joined(rows, read_organisations(beside, find_place=find_place))
    told = {LISTINGS_FILE: f"{path.name}, listings", ORGANISATIONS_FILE: f"{path.name}, organisations"}
    return replace(
        folder, findings=tuple(replace(one, file=told[one.file] if one.line else path.name) for one in folder.findings)
    )


def _read_file(path: Path, *, missing: Severity) -> bytes | Finding:
    where = {"file": path.name, "folder": str(path.parent)}
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return Finding(0, "", "missing_file", where, missing, path.name)
    except OSError:
        return Finding(0, "", "unreadable_file", where, file=path.name)


def _joined(rows: Read[ListingRow], organisations: Read[OrganisationRow]) -> Folder:
    places = {organisation.id: organisation.place for organisation in organisations.rows}
    unknown = tuple(
        Finding(
            row.line,
            "organisation",
            "unknown_organisation",
            {"organisation": row.organisation},
            Severity.NOTE,
            LISTINGS_FILE,
        )
        for row in rows.rows
        if row.organisation and row.organisation not in places
    )
    placed = tuple(row if row.place else replace(row, place=places.get(row.organisation, "")) for row in rows.rows)
    return Folder(placed, organisations.rows, (*rows.findings, *unknown, *organisations.findings))
