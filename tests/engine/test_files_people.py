"""Candidates, positions and travel as files: what loads, what is named with line and column, and back again."""

import io
import random
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.files import (
    CandidateRow,
    PositionRow,
    TravelRow,
    finding_line,
    finding_sentence,
    read_positions,
    sheets_of,
    write_candidates,
    write_positions,
    write_travel,
    write_workbook,
)
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.model import Mode, Pattern, Use
from symbiose.engine.windows import parse_shifts, parse_windows, window
from tests.engine.people_files import (
    CANDIDATE,
    PLACES,
    POSITION,
    RULES,
    WAY,
    candidate,
    candidates,
    codes,
    position,
    positions,
    text,
    travel,
    way,
)

CPR_LIKE = "010190-1234"


def line(read, language="da"):
    (finding,) = read.errors
    return finding_line(finding, language=language)


# What loads.


def test_a_candidate_is_read_with_everything_that_the_columns_say():
    read = candidate(
        hours="4,5",
        windows="man 09:00-12:30; ons 13:00-16:00",
        place="Vestergade 3, 8600 Silkeborg",
        transport="Offentlig transport",
        accommodations="quiet_place; no early mornings",
        skills="Truck;  kørekort B",
        wishes="pakke, lager",
        waiting_weeks="60",
        mentor_hours="0,25",
    )

    assert read.findings == ()
    assert read.rows == (
        CandidateRow(
            "K1",
            4.5,
            parse_windows("mon 09:00-12:30; wed 13:00-16:00"),
            Mode.PUBLIC,
            30,
            place="8600 Silkeborg",
            accommodations=("quiet_place", "later_start"),
            skills=("Truck", "kørekort B"),
            wishes=("pakke", "lager"),
            waiting_weeks=60.0,
            mentor_hours=0.25,
        ),
    )


def test_what_a_candidate_does_not_say_stays_unknown():
    (row,) = candidate().rows

    assert (row.place, row.accommodations, row.waiting_weeks, row.mentor_hours) == ("", (), None, None)


def test_a_position_is_read_with_everything_that_the_columns_say():
    read = position(
        unit="1003456789",
        form="Småjob",
        hours="10",
        min_hours="4,5",
        seats="2",
        windows="tue 12:00-14:00; mon 08:00-12:00",
        pattern="any:1",
        place="8680",
        accommodations="et roligt sted med lidt støj",
        skills="truck",
        tasks="pakke",
        mentor_hours="2",
        ordinary_employees="12,5",
        subsidised_now="1",
    )

    assert read.findings == ()
    assert read.rows == (
        PositionRow(
            "P1",
            "V1",
            10.0,
            unit="1003456789",
            form="small_job",
            min_hours=4.5,
            seats=2,
            windows=(window(1, 24, 28), window(0, 16, 24)),
            pattern=Pattern(Use.ANY, 1),
            place="8680 Ry",
            accommodations=("quiet_place",),
            skills=("truck",),
            tasks=("pakke",),
            mentor_hours=2.0,
            ordinary_employees=12.5,
            subsidised_now=1,
        ),
    )


@pytest.mark.parametrize("written", ["flex_job", "Fleksjob", "Flex job", "FLEKSJOB", "mini-fleksjob"])
def test_a_job_form_is_read_by_code_or_name_or_everyday_word(written):
    assert position(form=written).rows[0].form == "flex_job"


def test_a_word_for_a_job_form_that_is_over_is_unknown():
    rules = replace(RULES, forms={"ordinary": RULES.forms["ordinary"]})

    read = read_positions(text(POSITION | {"form": "mini-fleksjob"}), find_place=PLACES.get, rules=rules)

    assert finding_sentence(read.errors[0]) == (
        "Vi kender ikke ansættelsesformen »mini-fleksjob«. Skriv en af disse: ordinary."
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("fleksibel", Pattern()),
        ("alle", Pattern(Use.ALL)),
        ("any:2", Pattern(Use.ANY, 2)),
        ("mindst 2", Pattern(Use.ANY, 2)),
    ],
)
def test_a_pattern_is_read_in_danish_and_english(written, meant):
    (row,) = position(pattern=written, windows="man 08:00-10:00; tir 08:00-10:00").rows

    assert row.pattern == meant


def test_a_way_is_read_with_the_hours_of_its_first_and_last_journey():
    assert way(first_out="7", last_home="18.30").rows == (
        TravelRow("8600 Silkeborg", "8680 Ry", Mode.PUBLIC, 35, 420, 1110),
    )
    assert way().rows[0].first_out is None


def test_columns_by_everyday_names_and_unknown_ones_are_kept_and_told():
    read = candidates(
        "Kodenavn,Timer,Tider,Transport,Længste rejsetid,Hylde\nK1,5,man 09:00-12:00,bil,30,rød\n",
    )

    assert read.rows[0].extra == {"Hylde": "rød"}
    assert read.unknown_columns == ("Hylde",)
    assert [finding_sentence(one) for one in read.findings] == [
        "Disse kolonner kender vi ikke; de er beholdt som de er: Hylde."
    ]


def test_columns_on_health_contact_and_refusals_are_told_and_never_kept():
    read = candidate(Navn="Bo", Diagnose="x", aldrig="P1", Hylde="rød")

    assert read.rows[0].extra == {"Hylde": "rød"}
    assert read.unknown_columns == ("Hylde",)
    assert [one.code for one in read.findings] == ["unknown_columns", "columns_not_kept"]
    assert finding_sentence(read.findings[1]).endswith("om personer her: Navn, Diagnose, aldrig.")
    assert position(Navn="Pakkeriet").rows[0].extra == {"Navn": "Pakkeriet"}


# What is wrong, with line, column and how to mend it.

BAD_CANDIDATE = [
    ("id", "", "empty_cell"),
    ("id", "k" * 81, "too_long"),
    ("hours", "", "empty_cell"),
    ("hours", "fem", "not_a_number"),
    ("hours", "0,3", "not_half_hours"),
    ("hours", "0", "bad_hours"),
    ("hours", "-5", "bad_hours"),
    ("hours", "38", "hours_out_of_range"),
    ("windows", "", "empty_cell"),
    ("windows", " ; ", "bad_windows"),
    ("windows", "man 9", "bad_windows"),
    ("windows", "man 12:00-09:00", "window_ends_first"),
    ("windows", "man 09:15-12:00", "window_not_half_hours"),
    ("place", "Berlin", "unknown_danish_place"),
    ("place", "48.85, 2.35", "outside_denmark"),
    ("transport", "", "empty_cell"),
    ("transport", "hest", "unknown_transport"),
    ("max_travel", "", "empty_cell"),
    ("max_travel", "-5", "bad_minutes"),
    ("max_travel", "1440", "bad_minutes"),
    ("max_travel", "00000000045", "bad_minutes"),
    ("accommodations", "quiet_plce", "unknown_accommodation_near"),
    ("accommodations", "qqqqqqq", "unknown_accommodation"),
    ("skills", "s" * 81, "too_long"),
    ("waiting_weeks", "-1", "bad_waiting"),
    ("mentor_hours", "0,3", "not_quarter_hours"),
    ("mentor_hours", "-1", "bad_mentor_hours"),
]
BAD_POSITION = [
    ("organisation", "", "no_organisation"),
    ("organisation", "o" * 201, "too_long"),
    ("hours", "", "empty_cell"),
    ("hours", "0.3", "not_half_hours"),
    ("hours", "40", "hours_out_of_range"),
    ("min_hours", "6", "least_over_most"),
    ("min_hours", "40", "hours_out_of_range"),
    ("min_hours", "5.3", "not_half_hours"),
    ("form", "løntilskud", "unknown_form"),
    ("seats", "0", "no_seats"),
    ("seats", "en", "not_a_count"),
    ("seats", "1.5", "not_a_count"),
    ("seats", "1 5", "not_a_count"),
    ("windows", "man 12:00-09:00", "window_ends_first"),
    ("pattern", "any", "bad_pattern"),
    ("pattern", "any:0", "bad_pattern"),
    ("place", "Berlin", "unknown_danish_place"),
    ("accommodations", "ro", "unknown_accommodation"),
    ("ordinary_employees", "-1", "bad_employees"),
    ("subsidised_now", "-1", "not_a_count"),
    ("subsidised_now", "1.5", "not_a_count"),
]
BAD_WAY = [
    ("from", "", "empty_cell"),
    ("to", "Berlin", "unknown_danish_place"),
    ("mode", "hest", "unknown_transport"),
    ("minutes", "-5", "bad_minutes"),
    ("minutes", "35 min", "bad_minutes"),
    ("first_out", "tidligt", "bad_clock"),
    ("last_home", "24:30", "bad_clock"),
]


@pytest.mark.parametrize(
    ("reads", "column", "cell", "code"),
    [
        *((candidate, *one) for one in BAD_CANDIDATE),
        *((position, *one) for one in BAD_POSITION),
        *((way, *one) for one in BAD_WAY),
    ],
)
def test_bad_cell_is_named_with_line_and_column_and_how_to_mend_it(reads, column, cell, code):
    read = reads(**{column: cell})

    assert codes(read) == [(2, column, code)]
    assert read.rows == ()
    said, told = (finding_line(read.errors[0], language=language) for language in ("da", "en"))
    assert f"linje 2, kolonne {column}: " in said
    assert f"line 2, column {column}: " in told
    assert "{" not in said + told


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (
            candidate(hours="0,3"),
            "candidates.csv, linje 2, kolonne hours: 0,3 timer går ikke op i halve timer. Skriv f.eks. 0,5 eller 4,5.",
        ),
        (
            position(hours="40", form="småjob"),
            (
                "positions.csv, linje 2, kolonne hours: 40 timer om ugen er for meget til Småjob (lønnede timer): højst 20. "
                "Ret timerne eller formen."
            ),
        ),
        (
            candidate(accommodations="rolig plads; quiet_plce"),
            (
                "candidates.csv, linje 2, kolonne accommodations: Vi kender ikke skånehensynet »rolig plads«. "
                "Skriv en af formatets koder, f.eks. quiet_place."
            ),
        ),
        (
            candidate(accommodations="quiet_plce"),
            (
                "candidates.csv, linje 2, kolonne accommodations: Vi kender ikke skånehensynet »quiet_plce«. "
                "Mente du en af disse: quiet_place?"
            ),
        ),
        (
            way(first_out="18:00", last_home="07:00"),
            (
                "travel.csv, linje 2, kolonne last_home: Sidste vej hjem (07:00) går ikke efter første vej ud (18:00). "
                "Byt tiderne om, eller ret den ene."
            ),
        ),
        (
            position(windows="man 08:00-10:00; man 09:00-11:00", pattern="all"),
            "positions.csv, linje 2, kolonne windows: To vagter dækker den samme tid: man 09:00-10:00. Ret den ene.",
        ),
        (
            position(windows="man 08:00-10:00", pattern="any:2"),
            (
                "positions.csv, linje 2, kolonne windows: Antal vagter, som mønsteret kræver: 2. Skrevet er 1. "
                "Skriv flere tidsrum, eller ret mønsteret."
            ),
        ),
        (
            position(pattern="all"),
            (
                "positions.csv, linje 2, kolonne windows: Antal vagter, som mønsteret kræver: 1. Skrevet er 0. "
                "Skriv flere tidsrum, eller ret mønsteret."
            ),
        ),
    ],
)
def test_x3_a_refused_row_is_said_with_its_amount(read, sentence):
    assert line(read) == sentence


def test_a_pattern_whose_windows_cannot_be_read_is_told_once():
    assert codes(position(pattern="all", windows="man 9")) == [(2, "windows", "bad_windows")]


def test_the_good_rows_load_beside_the_bad_ones():
    read = candidates(text(CANDIDATE, CANDIDATE | {"id": "K2", "hours": "0,3"}, CANDIDATE | {"id": "K3"}))

    assert [row.id for row in read.rows] == ["K1", "K3"]
    assert codes(read) == [(3, "hours", "not_half_hours")]


def test_a_code_that_is_used_twice_is_told_with_the_line_of_the_first():
    read = candidates(text(CANDIDATE, CANDIDATE))

    assert line(read) == (
        "candidates.csv, linje 3, kolonne id: Id K1 er allerede brugt på linje 2. Giv rækken sit eget id."
    )


def test_a_way_that_stands_twice_is_told():
    read = travel(text(WAY, WAY | {"from": "Silkeborg", "minutes": "20"}, WAY | {"mode": "bil"}))

    assert [row.minutes for row in read.rows] == [35, 35]
    assert line(read) == (
        "travel.csv, linje 3, kolonne to: Vejen 8600 Silkeborg – 8680 Ry, public står allerede på linje 2. Slet den ene."
    )


# Production units.


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("mentor_hours", "2", "4"),
        ("ordinary_employees", "10", "12"),
        ("subsidised_now", "0", "1"),
        ("organisation", "V1", "V2"),
    ],
)
def test_rows_of_one_unit_that_do_not_agree_name_both_lines_and_none_of_them_loads(column, one, other):
    rows = [{"unit": "U1", column: value, "id": name} for name, value in (("P1", one), ("P2", ""), ("P3", other))]
    rows[1] = rows[1] | ({column: one} if column == "organisation" else {})

    read = positions(text(*(POSITION | {column: ""} | row for row in rows), POSITION | {"id": "P4", "unit": "U2"}))

    assert [row.id for row in read.rows] == ["P4"]
    assert codes(read) == [(4, column, "unit_conflict")]
    assert line(read).startswith(
        f"positions.csv, linje 4, kolonne {column}: Linje 2 og linje 4 er ikke enige om produktionsenheden U1: "
        f"her står {one} og {other}. "
    )


def test_figures_of_a_unit_hold_that_only_a_refused_row_says():
    unsaid = POSITION | {"unit": "U1", "mentor_hours": "", "ordinary_employees": "", "subsidised_now": ""}
    figures = {"mentor_hours": "7", "ordinary_employees": "4", "subsidised_now": "5"}
    rows = [unsaid | figures | {"id": "P1", "hours": "0.3"}, unsaid | {"id": "P2"}, unsaid | {"id": "P3", "unit": "U2"}]

    read = positions(text(*rows, unsaid | {"id": "P4", "mentor_hours": "2"}))

    told = [(row.id, row.mentor_hours, row.ordinary_employees, row.subsidised_now) for row in read.rows]
    assert told == [("P2", None, 4, 5), ("P3", None, None, None), ("P4", 2, 4, 5)]
    assert codes(read) == [(2, "hours", "not_half_hours")]


def test_a_row_without_a_unit_belongs_to_its_organisation_at_its_place():
    rows = [
        {"id": "P1", "place": "8600", "mentor_hours": "2"},
        {"id": "P2", "place": "8680", "mentor_hours": "4"},
        {"id": "P3", "place": "Silkeborg", "mentor_hours": "3"},
    ]

    read = positions(text(*(POSITION | row for row in rows)))

    assert [row.id for row in read.rows] == ["P2"]
    assert read.errors[0].values["unit"] == "V1, 8600 Silkeborg"


# Personal numbers.


@pytest.mark.parametrize("column", ["id", "hours", "windows", "place", "skills", "max_travel", "Hylde", "Navn"])
@pytest.mark.parametrize("written", [CPR_LIKE, "0101901234"])
def test_a_text_like_a_personal_number_is_refused_and_never_told_back(column, written):
    read = candidates(text(CANDIDATE | {column: f"{written}"}, CANDIDATE | {"id": "K2", column: "x"}))

    assert (2, column, "cpr_like") in codes(read)
    assert "1234" not in repr(read)
    assert "1234" not in " ".join(finding_line(one) for one in read.findings)


def test_a_column_or_a_sheet_named_by_a_personal_number_is_never_told_back():
    in_header = candidates(text(CANDIDATE | {CPR_LIKE: "x"}))
    book = openpyxl.Workbook()
    book.active.title = CPR_LIKE
    book.active.append(["x"])
    book.create_sheet("y").append(["x"])
    out = io.BytesIO()
    book.save(out)
    in_sheet = candidates(out.getvalue())

    for read in (in_header, in_sheet):
        assert read.rows == ()
        assert "1234" not in repr(read)
    assert codes(in_header) == [(1, "", "cpr_like")]
    assert codes(in_sheet) == [(0, "", "missing_sheet")]


@pytest.mark.parametrize("column", ["id", "organisation", "tasks", "ordinary_employees"])
def test_a_position_refuses_it_too_and_a_production_unit_may_have_ten_digits(column):
    assert (2, column, "cpr_like") in codes(position(**{column: "0101901234"}))
    assert position(unit="0101901234").findings == ()
    assert codes(position(unit=CPR_LIKE)) == [(2, "unit", "cpr_like")]


# A spreadsheet's own cells.


def test_numbers_of_a_spreadsheet_are_read_and_dates_among_them_are_told():
    book = openpyxl.Workbook()
    book.active.title = "Kandidater"
    book.active.append(["id", "hours", "windows", "transport", "max_travel", "place"])
    book.active.append(["K1", 4.5, "man 09:00-12:00", "bil", 30, 8600])
    book.active.append(["K2", date(2026, 5, 4), "man 09:00-12:00", "bil", 30, 8600])
    out = io.BytesIO()
    book.save(out)

    read = candidates(out.getvalue())

    assert [(row.id, row.hours, row.place) for row in read.rows] == [("K1", 4.5, "8600 Silkeborg")]
    assert codes(read)[0] == (3, "hours", "date_for_number")


# Written and read back; whatever the order.

words = st.text("abcæøå 0123456789", min_size=1, max_size=12).map(lambda said: " ".join(said.split())).filter(bool)
words = words.filter(lambda said: not find_cpr_like(said))
lists = st.lists(words, max_size=3, unique=True).map(tuple)
asked = st.lists(st.sampled_from(sorted(accommodations())), max_size=3, unique=True).map(tuple)
halves = st.integers(1, 40).map(lambda half: half / 2)
quarters = st.none() | st.integers(0, 40).map(lambda quarter: quarter / 4)
places = st.sampled_from(["", "8600 Silkeborg", "8680 Ry"])
extras = st.fixed_dictionaries({"Hylde": words})
shift_lists = st.lists(st.integers(0, 6), max_size=4, unique=True).map(
    lambda days: tuple(window(day, 16 + day, 22 + day) for day in days)
)
candidate_rows = st.builds(
    CandidateRow,
    id=words,
    hours=halves,
    windows=st.integers(1, 2**336 - 1),
    transport=st.sampled_from(Mode),
    max_travel=st.integers(0, 1439),
    place=places,
    accommodations=asked,
    skills=lists,
    wishes=lists,
    waiting_weeks=st.none() | st.integers(0, 500).map(float),
    mentor_hours=quarters,
    extra=extras,
)
position_rows = st.builds(
    PositionRow,
    id=words,
    organisation=words,
    hours=st.integers(20, 40).map(lambda half: half / 2),
    unit=words,
    form=st.sampled_from(["", *RULES.forms]),
    min_hours=st.none() | st.integers(1, 20).map(lambda half: half / 2),
    seats=st.none() | st.integers(1, 9),
    windows=shift_lists,
    pattern=st.sampled_from([None, Pattern()]),
    place=places,
    accommodations=asked,
    skills=lists,
    tasks=lists,
    mentor_hours=quarters,
    ordinary_employees=st.none() | st.integers(0, 1000).map(lambda half: half / 2),
    subsidised_now=st.none() | st.integers(0, 99),
    extra=extras,
)
shift_positions = st.builds(
    lambda row, shifts, pattern: replace(row, windows=shifts, pattern=pattern),
    position_rows,
    shift_lists.filter(bool),
    st.sampled_from([Pattern(Use.ALL), Pattern(Use.ANY, 1)]),
)
ways = st.builds(
    TravelRow,
    start=places.filter(bool),
    end=places.filter(bool),
    mode=st.sampled_from(Mode),
    minutes=st.integers(0, 1439),
    first_out=st.none() | st.integers(0, 700),
    last_home=st.none() | st.integers(701, 1440),
    extra=extras,
)


def several(rows, by=lambda row: row.id):
    return st.lists(rows, min_size=1, max_size=4, unique_by=by)


@given(several(candidate_rows), st.sampled_from([",", ";", "\t"]))
def test_candidates_written_are_read_back_as_the_same_rows(rows, delimiter):
    assert candidates(write_candidates(rows, delimiter=delimiter)).rows == tuple(rows)


@given(several(position_rows | shift_positions, by=lambda row: (row.id, row.unit)), st.sampled_from([",", ";"]))
def test_positions_written_are_read_back_as_the_same_rows(rows, delimiter):
    rows = [replace(row, id=f"{row.id}{at}", unit=f"u{at}") for at, row in enumerate(rows)]

    assert positions(write_positions(rows, delimiter=delimiter)).rows == tuple(rows)


@given(several(ways), st.sampled_from([",", ";"]))
def test_travel_written_is_read_back_as_the_same_rows(rows, delimiter):
    assert travel(write_travel(rows, delimiter=delimiter)).rows == tuple(rows)


@settings(max_examples=30, deadline=None)
@given(several(candidate_rows), position_rows, several(ways))
def test_a_workbook_written_is_read_back_as_the_same_rows(people, job, rows):
    data = write_workbook(sheets_of(candidates=people, positions=[job], travel=rows))

    assert candidates(data).rows == tuple(people)
    assert positions(data).rows == (job,)
    assert travel(data).rows == tuple(rows)


@given(several(candidate_rows), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_their_order(rows, shuffled: random.Random):
    other = list(rows)
    shuffled.shuffle(other)

    read, again = (candidates(write_candidates(one)) for one in (rows, other))

    assert sorted(read.rows, key=lambda row: row.id) == sorted(again.rows, key=lambda row: row.id)


@given(st.text(max_size=60), st.sampled_from([*CANDIDATE, "accommodations", "skills", "mentor_hours", "place"]))
def test_any_cell_is_read_or_told(cell, column):
    quoted = cell.replace('"', '""').replace("\x00", "")
    row = CANDIDATE | {column: quoted}

    read = candidates(";".join(row) + "\n" + ";".join(f'"{said}"' for said in row.values()) + "\n")

    assert read.rows or read.errors
    assert all(finding_line(finding) for finding in read.findings)


def test_shifts_of_a_position_keep_their_order_and_stay_apart():
    rows = (replace(position().rows[0], windows=parse_shifts("wed 08:00-10:00; mon 08:00-09:00; mon 09:00-10:00")),)

    assert "wed 08:00-10:00; mon 08:00-09:00; mon 09:00-10:00" in write_positions(rows)
    assert positions(write_positions(rows)).rows == rows
