"""The people side of a folder of the format, or of a workbook with sheets of the same names, from disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from symbiose.engine.files.archive import WorkbookError
from symbiose.engine.files.candidates import read_candidates
from symbiose.engine.files.model import Finding, FindPlace, Read, Severity
from symbiose.engine.files.organisations import ORGANISATIONS_FILE, read_organisations
from symbiose.engine.files.people import CandidateRow, PeopleRules, PositionRow, TravelRow
from symbiose.engine.files.positions import POSITIONS_FILE, agreeing, read_positions, unsaid
from symbiose.engine.files.table import find_sheet
from symbiose.engine.files.travel import TRAVEL_FILE, read_travel
from symbiose.engine.files.workbook import Sheet, is_workbook, read_workbook
from symbiose.engine.geography import in_denmark

_NAMES = ("candidates", "positions", "travel", "organisations", "listings")
_NEEDED = ("candidates", "positions")


@dataclass(frozen=True, slots=True)
class People:
    """Candidates and positions that loaded, with the table of travel where one was given, and everything found."""

    candidates: tuple[CandidateRow, ...]
    positions: tuple[PositionRow, ...]
    travel: tuple[TravelRow, ...] | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What kept a row or a file from loading."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands under each name, and how findings call it."""

    data: Mapping[str, bytes | Sheet]
    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def names_in(path: Path) -> frozenset[str]:
    """Which parts of the format a folder or a workbook holds; any other file is one of listings."""
    if path.is_dir():
        return frozenset(name for name in _NAMES if (path / f"{name}.csv").exists())
    held = _held(path)
    return frozenset(held.data) or frozenset({"listings"})


def read_people(path: Path, *, find_place: FindPlace, rules: PeopleRules) -> People:
    """All that `candidates`, `positions` and `travel` say in the folder or the workbook `path`.

    A position without a place stands where its organisation does. A folder may lack travel and organisations. Travel
    of which nothing can be read leaves nobody: without it every journey would be out of reach, or estimated unasked.
    """
    held = _held(path)
    if held.findings or not all(name in held.data for name in _NEEDED):
        return People((), (), None, held.findings or (_lacking(path, held),))
    candidates = read_candidates(held.data["candidates"], find_place=find_place, rules=rules)
    positions = read_positions(held.data["positions"], find_place=find_place, rules=rules)
    travel = read_travel(held.data["travel"], find_place=find_place) if "travel" in held.data else None
    rows, told = _placed(positions, held, find_place)
    findings = [*candidates.findings, *positions.findings, *told, *unsaid(rows), *(travel.findings if travel else ())]
    ways = travel.rows if travel else None
    if ways == ():
        findings.append(Finding(0, "", "no_travel_left", file=TRAVEL_FILE))
    named = tuple(_named(finding, held) for finding in findings)
    return People((), (), None, named) if ways == () else People(candidates.rows, rows, ways, named)


def _held(path: Path) -> _Held:
    if not path.exists():
        return _Held({}, {}, (Finding(0, "", "missing_path", {"path": str(path)}),))
    if path.is_dir():
        return _of_folder(path)
    try:
        data = path.read_bytes()
        sheets = read_workbook(data) if is_workbook(data) else ()
    except OSError:
        where = {"file": path.name, "folder": str(path.parent)}
        return _Held({}, {}, (Finding(0, "", "unreadable_file", where, file=path.name),))
    except WorkbookError as error:
        return _Held({}, {}, (Finding(0, "", error.code, error.values, file=path.name),))
    found = {name: sheet for name in _NAMES if (sheet := find_sheet(sheets, name)) is not None}
    return _Held(found, {name: f"{path.name}, {name}" for name in _NAMES})


def _of_folder(path: Path) -> _Held:
    data: dict[str, bytes | Sheet] = {}
    findings: list[Finding] = []
    for name in _NAMES[:-1]:
        file = path / f"{name}.csv"
        try:
            data[name] = file.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            where = {"file": file.name, "folder": str(path)}
            findings.append(Finding(0, "", "unreadable_file", where, file=file.name))
    return _Held(data, {name: f"{name}.csv" for name in _NAMES}, tuple(findings))


def _lacking(path: Path, held: _Held) -> Finding:
    """One sentence about what is not there."""
    lacking = [name for name in _NEEDED if name not in held.data]
    if path.is_dir() and lacking == list(_NEEDED):
        return Finding(0, "", "empty_people_folder", {"folder": str(path)})
    if path.is_dir():
        file = f"{lacking[0]}.csv"
        return Finding(0, "", "missing_file", {"file": file, "folder": str(path)}, file=file)
    if not held.data:
        return Finding(0, "", "one_file_of_people", {"file": path.name}, file=path.name)
    return Finding(0, "", "missing_sheet", {"sheet": lacking[0], "found": ", ".join(held.data)}, file=path.name)


def _placed(
    read: Read[PositionRow], held: _Held, find_place: FindPlace
) -> tuple[tuple[PositionRow, ...], list[Finding]]:
    """Positions with the places of their organisations, where those are known, and what was found on the way."""
    if "organisations" not in held.data:
        return read.rows, []
    organisations = read_organisations(held.data["organisations"], find_place=find_place)
    found = {one.id: find_place(one.place) for one in organisations.rows}
    places = {one: place.name if place else "" for one, place in found.items()}
    unknown = [
        Finding(
            row.line,
            "organisation",
            "unknown_organisation",
            {"organisation": row.organisation},
            Severity.NOTE,
            POSITIONS_FILE,
        )
        for row in read.rows
        if row.organisation not in places
    ]
    asked = {row.organisation for row in read.rows if not row.place}
    abroad = [
        Finding(one.line, "place", "outside_denmark", {"value": one.place}, file=ORGANISATIONS_FILE)
        for one in organisations.rows
        if one.id in asked and (place := found[one.id]) and not in_denmark(place.lat, place.lon)
    ]
    rows, conflicts = agreeing(
        tuple(row if row.place else replace(row, place=places.get(row.organisation, "")) for row in read.rows)
    )
    return rows, [*unknown, *conflicts, *organisations.findings, *abroad]


def _named(finding: Finding, held: _Held) -> Finding:
    """The finding with the file's own name; a sheet is named behind its workbook."""
    return replace(finding, file=held.files[finding.file.removesuffix(".csv")])
