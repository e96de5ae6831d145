"""A folder or a workbook of candidates, positions and travel, and the engine's problem of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.files import (
    CandidateRow,
    PositionRow,
    TravelRow,
    finding_line,
    names_in,
    read_people,
    sheets_of,
    to_problem,
    write_workbook,
)
from symbiose.engine.geography import Place
from symbiose.engine.placement.faults import sound
from symbiose.engine.placement.model import Mode, Pattern, Use, Way, Workplace
from symbiose.engine.windows import parse_shifts, parse_windows
from symbiose.reference import placement_policy
from tests.engine.people_files import CANDIDATE, PLACES, POSITION, RULES, TODAY, WAY, codes, text
from tests.engine.test_files_people import candidate_rows, position_rows, shift_positions

MORNING = parse_windows("mon 09:00-12:00")


@pytest.fixture
def folder(tmp_path):
    put(tmp_path, candidates=[CANDIDATE | {"place": "8600"}], positions=[POSITION | {"unit": "U1"}])
    return tmp_path


def put(folder, **files):
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(text(*rows), encoding="utf-8")


def read(path):
    return read_people(path, find_place=PLACES.get, rules=RULES)


def made(candidates=(), positions=(), travel=None, *, counted="flex_job", most=lambda employees: int(employees / 5)):
    return to_problem(
        candidates,
        positions,
        travel,
        find_place=PLACES.get,
        counts_form=lambda form: form == counted,
        most_places=most,
    )


# A folder.


def test_a_folder_of_candidates_and_positions_is_enough(folder):
    people = read(folder)

    assert ([row.id for row in people.candidates], [row.id for row in people.positions]) == (["K1"], ["P1"])
    assert (people.travel, people.findings) == (None, ())


def test_a_folder_may_hold_travel_and_the_places_of_organisations(folder):
    put(folder, travel=[WAY], organisations=[{"id": "V1", "name": "Eksempel", "place": "Vestergade 3, 8600 Silkeborg"}])

    people = read(folder)

    assert [row.minutes for row in people.travel] == [35]
    assert people.positions[0].place == "8600 Silkeborg"
    assert people.findings == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b"", "empty_file"),
        (b"from,to,mode,minutes\n", "no_rows"),
        (b"from,to,minutes\n8600,8600,10\n", "missing_column"),
        (b"from,to,mode,minutes\n8600,8600,bike,soon\n", "bad_minutes"),
        (b"\x00\x01\x02", "not_text"),
    ],
)
def test_travel_of_which_nothing_can_be_read_places_nobody_and_says_both_ways_out(folder, written, code):
    (folder / "travel.csv").write_bytes(written)

    people = read(folder)

    assert (people.candidates, people.positions, people.travel) == ((), (), None)
    assert [one.code for one in people.errors] == [code, "no_travel_left"]
    assert {one.file for one in people.errors} == {"travel.csv"}


def test_an_organisation_abroad_where_a_position_stands_is_told_with_its_line(folder):
    put(folder, organisations=[{"id": "V1", "name": "Eksempel", "place": "48.85, 2.35"}])

    (told,) = read(folder).errors

    assert (told.file, told.line, told.column, told.code) == ("organisations.csv", 2, "place", "outside_denmark")


def test_a_position_of_an_organisation_that_is_not_there_is_told_and_loads(folder):
    put(
        folder,
        organisations=[{"id": "V2", "name": "Eksempel", "place": ""}],
        positions=[POSITION, POSITION | {"id": "P2", "organisation": "V2"}],
    )

    people = read(folder)

    assert codes(people) == [(2, "organisation", "unknown_organisation")]
    assert [row.place for row in people.positions] == ["", ""]
    assert people.errors == ()


def test_rows_that_stand_at_one_place_only_by_their_organisation_must_agree_too(folder):
    rows = [{"id": "P1", "mentor_hours": "2"}, {"id": "P2", "mentor_hours": "4", "place": "8600"}]
    put(folder, organisations=[{"id": "V1", "name": "Eksempel", "place": "8600"}])
    put(folder, positions=[POSITION | {"mentor_hours": "", "place": ""} | row for row in rows])

    people = read(folder)

    assert codes(people) == [(3, "mentor_hours", "unit_conflict")]
    assert people.positions == ()


def test_a_unit_that_says_its_employees_and_not_its_subsidised_places_is_told(folder):
    rows = [
        {"id": "P1", "unit": "U1", "ordinary_employees": "10", "subsidised_now": ""},
        {"id": "P2", "unit": "U2", "ordinary_employees": "10", "subsidised_now": "1"},
    ]
    put(folder, positions=[POSITION | row for row in rows])

    people = read(folder)

    assert codes(people) == [(2, "subsidised_now", "subsidised_unknown")]
    assert people.errors == ()


def test_bad_rows_of_every_file_are_named_and_the_good_ones_load(folder):
    put(
        folder,
        candidates=[CANDIDATE, CANDIDATE | {"id": "K2", "hours": "0,3"}],
        positions=[POSITION | {"organisation": ""}, POSITION | {"id": "P2"}],
        travel=[WAY, WAY | {"to": "8600", "minutes": "-1"}],
    )

    people = read(folder)

    assert ([row.id for row in people.candidates], [row.id for row in people.positions]) == (["K1"], ["P2"])
    assert [(one.file, one.line, one.column) for one in people.errors] == [
        ("candidates.csv", 3, "hours"),
        ("positions.csv", 2, "organisation"),
        ("travel.csv", 3, "minutes"),
    ]
    assert [row.line for row in people.travel] == [2]


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        ((), "Mappen »{0}« har hverken candidates.csv eller positions.csv. Læg begge filer i den."),
        (("candidates",), "positions.csv: Filen positions.csv mangler i mappen »{0}«."),
        (("positions",), "candidates.csv: Filen candidates.csv mangler i mappen »{0}«."),
    ],
)
def test_what_a_folder_lacks_is_one_sentence(tmp_path, there, sentence):
    put(tmp_path, **{name: [CANDIDATE if name == "candidates" else POSITION] for name in there})

    people = read(tmp_path)

    assert [finding_line(one) for one in people.findings] == [sentence.format(tmp_path)]
    assert (people.candidates, people.positions) == ((), ())


def test_a_path_that_is_not_there_and_files_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "candidates.csv").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "one.csv").write_text(text(CANDIDATE), encoding="utf-8")

    told = [read(path).errors for path in (tmp_path / "no", tmp_path, tmp_path / "broken.xlsx", tmp_path / "one.csv")]

    assert [[one.code for one in errors] for errors in told] == [
        ["missing_path"],
        ["unreadable_file"],
        ["broken_spreadsheet"],
        ["one_file_of_people"],
    ]
    assert finding_line(told[3][0]).startswith("one.csv: »one.csv« er kun én fil.")


def test_a_single_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "book.xlsx"
    path.touch()
    monkeypatch.setattr(type(path), "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError()))

    assert codes(read(path)) == [(0, "", "unreadable_file")]


# A workbook.


def book(path, **sheets):
    path.write_bytes(write_workbook(sheets_of(**sheets)))
    return path


def test_a_workbook_is_read_as_the_folder_is(tmp_path):
    person = CandidateRow("K1", 5.0, MORNING, Mode.BIKE, 30, place="8600 Silkeborg")
    job = PositionRow("P1", "V1", 5.0)
    way = TravelRow("8600 Silkeborg", "8680 Ry", Mode.BIKE, 20)

    people = read(book(tmp_path / "alt.xlsx", candidates=[person], positions=[job], travel=[way]))

    assert (people.candidates, people.positions, people.travel) == ((person,), (job,), (way,))
    assert people.findings == ()


def test_a_fault_in_a_workbook_names_the_sheet_and_a_sheet_that_lacks_is_told(tmp_path):
    person = CandidateRow("K1", 5.3, MORNING, Mode.BIKE, 30)

    both = read(book(tmp_path / "alt.xlsx", candidates=[person], positions=[PositionRow("P1", "V1", 5.0)]))
    one = read(book(tmp_path / "en.xlsx", candidates=[replace(person, hours=5.0)]))

    assert finding_line(both.errors[0]).startswith("alt.xlsx, candidates, linje 2, kolonne hours: 5,3 timer ")
    assert finding_line(one.errors[0]).startswith("en.xlsx: Der er intet ark, der hedder positions.")


def test_what_a_path_holds_is_known_before_it_is_read(tmp_path, folder):
    person = CandidateRow("K1", 5.0, MORNING, Mode.BIKE, 30)
    (tmp_path / "one.csv").write_text("id,side,text\n", encoding="utf-8")

    assert names_in(folder) == {"candidates", "positions"}
    assert names_in(book(tmp_path / "alt.xlsx", candidates=[person])) == {"candidates"}
    assert names_in(tmp_path / "one.csv") == names_in(tmp_path / "no") == {"listings"}


# The engine's problem.


def test_rows_become_people_and_positions_whose_codes_have_no_capitals():
    person = CandidateRow("K1", 5.0, MORNING, Mode.BIKE, 30, place="8600", skills=("Truck",), wishes=("Pakke",))
    job = PositionRow("P1", "V1", 5.0, form="flex_job", place="8680", skills=("TRUCK",), tasks=("pakke",), seats=2)

    problem = made([person], [job])

    assert problem.candidates[0].place == Place(56.17, 9.57, "8600 Silkeborg")
    assert problem.candidates[0].skills == problem.positions[0].skills == {"truck"}
    assert problem.candidates[0].wishes == problem.positions[0].tasks == {"pakke"}
    assert (problem.candidates[0].waiting_weeks, problem.candidates[0].mentor_hours) == (0.0, 0.0)
    assert (problem.positions[0].seats, problem.positions[0].subsidised) == (2, True)
    assert problem.positions[0].unit == "V1, 8680"
    assert problem.travel is None


@pytest.mark.parametrize(
    ("row", "least"),
    [
        (PositionRow("P1", "V1", 5.0), 5.0),
        (PositionRow("P1", "V1", 5.0, min_hours=2.0), 2.0),
        (PositionRow("P1", "V1", 5.0, windows=parse_shifts("mon 08:00-12:00"), pattern=Pattern(Use.ALL)), 0.5),
    ],
)
def test_a_position_that_says_no_least_asks_for_all_its_hours_or_for_its_shifts(row, least):
    assert made([], [row]).positions[0].min_hours == least


def test_a_unit_has_the_figures_that_any_of_its_rows_says():
    rows = [
        PositionRow("P1", "V1", 5.0, unit="U1"),
        PositionRow("P2", "V1", 5.0, unit="U1", mentor_hours=2.0, ordinary_employees=12.0, subsidised_now=1),
        PositionRow("P3", "V2", 5.0, unit="U2"),
    ]

    assert made([], rows).workplaces == (Workplace("U1", "V1", 2.0, 2, 1), Workplace("U2", "V2", 0.0, None, 0))


def test_ways_meet_places_however_they_are_written():
    rows = [TravelRow("Silkeborg", "8680", Mode.PUBLIC, 35, 420, 1080), TravelRow("?", "8680", Mode.CAR, 9)]

    assert made(travel=rows).travel == {
        ("8600 Silkeborg", "8680 Ry", Mode.PUBLIC): Way(35, 420, 1080),
        ("?", "8680 Ry", Mode.CAR): Way(9),
    }
    assert made(travel=[]).travel == {}


@settings(max_examples=50, deadline=None)
@given(
    st.lists(candidate_rows, max_size=3, unique_by=lambda row: row.id),
    st.lists(position_rows | shift_positions, max_size=3, unique_by=lambda row: row.id),
)
def test_what_loads_from_files_has_no_fault_that_the_engine_would_find(people, jobs):
    jobs = [replace(row, unit=f"u{at}", hours=min(row.hours, 20.0)) for at, row in enumerate(jobs)]

    problem = made([replace(row, hours=min(row.hours, 37.0)) for row in people], jobs)

    assert sound(problem, placement_policy(TODAY))[1] == ()
