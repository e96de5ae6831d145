"""Short ways to say files of candidates, positions and travel, so that a test shows only what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from symbiose.engine.files import PeopleRules, read_candidates, read_positions, read_travel
from symbiose.reference import job_forms, placement_policy

TODAY = date(2026, 11, 24)
RULES = PeopleRules(placement_policy(TODAY).most_hours, {one.code: one.name for one in job_forms(TODAY).values()})


@dataclass(frozen=True)
class Found:
    lat: float
    lon: float
    name: str


SILKEBORG, RY = Found(56.17, 9.57, "8600 Silkeborg"), Found(56.09, 9.76, "8680 Ry")
PLACES = {
    **dict.fromkeys(("8600", "Silkeborg", "Vestergade 3, 8600 Silkeborg", SILKEBORG.name), SILKEBORG),
    **dict.fromkeys(("8680", RY.name), RY),
    "48.85, 2.35": Found(48.85, 2.35, "48.85, 2.35"),
}
CANDIDATE = {"id": "K1", "hours": "5", "windows": "man 09:00-12:00", "transport": "cykel", "max_travel": "30"}
POSITION = {"id": "P1", "organisation": "V1", "hours": "5"}
WAY = {"from": "8600", "to": "8680", "mode": "bus", "minutes": "35"}
# Every finding that the people side can make, beside those of every file.
PEOPLE_CODES = {
    *("columns_not_kept", "empty_people_folder", "empty_folder", "one_file_of_people", "bad_hours", "not_half_hours"),
    *("hours_out_of_range", "more_than_form", "least_over_most", "bad_mentor_hours", "not_quarter_hours"),
    *("window_ends_first", "window_not_half_hours", "too_few_windows", "shifts_overlap", "bad_pattern"),
    *("unknown_accommodation", "unknown_accommodation_near", "unknown_danish_place", "outside_denmark"),
    *(
        "unknown_transport",
        "unknown_form",
        "bad_minutes",
        "bad_clock",
        "last_home_first",
        "no_travel_left",
        "double_way",
        "bad_waiting",
    ),
    *("bad_employees", "no_seats", "no_organisation", "unit_conflict", "subsidised_unknown"),
    *("unknown_candidate", "unknown_position", "no_people_left"),
}


def text(*rows):
    """Rows of a file with semicolons between; the columns are those of the first."""
    lines = [list(rows[0]), *([row.get(name, "") for name in rows[0]] for row in rows)]
    return "".join(";".join(f'"{cell}"' if ";" in cell else cell for cell in line) + "\n" for line in lines)


def candidates(data):
    return read_candidates(data, find_place=PLACES.get, rules=RULES)


def positions(data):
    return read_positions(data, find_place=PLACES.get, rules=RULES)


def travel(data):
    return read_travel(data, find_place=PLACES.get)


def candidate(**cells):
    return candidates(text(CANDIDATE | cells))


def position(**cells):
    return positions(text(POSITION | cells))


def way(**cells):
    return travel(text(WAY | cells))


def codes(read):
    return [(finding.line, finding.column, finding.code) for finding in read.findings]
