from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.exchange.model import Code, Side
from symbiose.engine.files import (
    EvidenceGrade,
    ExchangeRow,
    ExchangeStatus,
    Finding,
    ListingRow,
    OrganisationRow,
    PartialDate,
    Precision,
    Severity,
    finding_line,
    finding_sentence,
    read_exchanges,
    read_folder,
    read_listings,
    read_organisations,
    sheets_of,
    to_listing,
    write_exchanges,
    write_listings,
    write_organisations,
    write_workbook,
)
from symbiose.engine.files.cells import TEXT_LENGTH
from symbiose.engine.files.findings import finding_templates
from symbiose.engine.geography import Place
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import FamilyReading, ItemReading, Kind, QuantityReading, Reading, Span
from symbiose.engine.resources.reading import read_text
from symbiose.engine.units import UNITS, Per
from symbiose.engine.windows import SLOTS_PER_DAY, parse_windows
from tests.engine.people_files import PEOPLE_CODES

GRAPH = load_graph()
SPAN = (Span(0, 1),)


@dataclass(frozen=True)
class Found:
    lat: float
    lon: float
    name: str


PLACES = {"8600": Found(56.17, 9.57, "8600 Silkeborg"), "Kalundborg": Found(55.69, 11.11, "4400 Kalundborg")}


def listings(data):
    return read_listings(data, graph=GRAPH, find_place=PLACES.get)


def organisations(data):
    return read_organisations(data, find_place=PLACES.get)


def exchanges(data):
    return read_exchanges(data, graph=GRAPH)


def codes(read):
    return [(finding.line, finding.column, finding.code) for finding in read.findings]


def one(columns, cells):
    """A file with id, side and text and one row, semicolons between."""
    return listings(f"id;side;text;{columns}\n1;have;Paller;{cells}\n")


def engine_listing(row, reading=None):
    return to_listing(
        row, graph=GRAPH, find_place=PLACES.get, read_text=(lambda _text, *, graph: reading) if reading else read_text
    )


# What a file may look like.


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_file_is_read_in_its_own_separator_and_encoding(delimiter, encoding, newline):
    rows = [["id", "side", "text"], ["1", "have", "Træ på gård"], ["2", "need", "Æbler"]]
    data = newline.join(delimiter.join(row) for row in rows).encode(encoding)

    read = listings(data)

    assert [(row.id, row.side, row.text) for row in read.rows] == [
        ("1", Side.HAVE, "Træ på gård"),
        ("2", Side.NEED, "Æbler"),
    ]
    assert read.delimiter == delimiter
    assert read.errors == ()


def test_latin_1_is_read_with_a_note():
    read = listings("id,side,text\n1,have,Træ – €\x9d\n".encode("cp1252", errors="ignore") + b"2,have,\x81\n")

    assert read.encoding == "latin-1"
    assert codes(read) == [(0, "", "latin_1"), (3, "text", "control_sign")]
    assert read.findings[0].severity is Severity.NOTE
    assert [row.text for row in read.rows] == ["Træ – €"]


def test_separator_line_of_a_spreadsheet_is_obeyed():
    read = listings("sep=;\nid;side;text\n1;have;a,b,c\n2;;\n")

    assert read.rows[0].text == "a,b,c"
    assert codes(read) == [(4, "side", "empty_cell"), (4, "text", "empty_cell")]


def test_separator_inside_quotes_does_not_decide():
    read = listings('id;side;text;"a,b,c,d"\n1;have;Paller;x\n')

    assert read.delimiter == ";"
    assert read.rows[0].extra == {"a,b,c,d": "x"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        ("\ufeff \n ", "empty_file"),
        (b";", "empty_file"),
        ("sep=;\n", "empty_file"),
        ('""\n,,\n', "empty_file"),
        (b"PK\x03\x04rest", "broken_spreadsheet"),
        (b"id,side,text\x00", "not_text"),
        (b"%PDF-1.7\nid,side,text\n1,have,Paller\n", "not_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        (b"<!doctype html>\n<p>Log ind</p>\n", "not_text"),
        (bytes(range(1, 200)) * 9, "not_text"),
        ("id,side,text\n\n , ,\n", "no_rows"),
        ("id,side\n1,have\n", "missing_column"),
        ("id,side,text,TEXT\n1,have,a,b\n", "double_column"),
        ('id,side,"text\n1,have,a\n', "broken_quotes"),
    ],
)
def test_file_that_cannot_be_read_is_told_in_one_sentence(data, code):
    read = listings(data)

    assert [finding.code for finding in read.findings] == [code]
    assert read.rows == ()
    assert read.errors


def test_missing_column_names_what_is_missing_and_what_is_there():
    (finding,) = listings("id,navn\n1,x\n").findings

    assert finding_sentence(finding) == (
        "Der mangler en kolonne eller flere: side, text. Filen har disse: id, navn. "
        "Tilføj det manglende i første linje."
    )


def test_a_file_whose_columns_are_parted_by_another_sign_is_told_by_which():
    (finding,) = listings("id|side|text\n1|have|x\n").findings

    assert finding_sentence(finding) == (
        "Filen har kun én kolonne: id|side|text. "
        "Skil kolonnerne med komma, semikolon eller tabulator; disse skal være der: id, side, text."
    )


def test_columns_may_have_danish_names():
    read = listings(
        "Nr;Har eller mangler;Tekst;Mængde;Enhed;Hvor_tit;Postnr.;Gyldig til\n1;vi mangler;Træ;6,5;tons;om ugen;8600;1.2.2026\n"
    )

    assert read.findings == ()
    assert read.rows == (
        ListingRow(
            "1",
            Side.NEED,
            "Træ",
            quantity=6.5,
            unit="t",
            per=Per.WEEK,
            place="8600",
            valid_to=date(2026, 2, 1),
        ),
    )


def test_own_name_of_a_column_wins_over_an_everyday_word():
    read = listings("id,nr,side,text,type\n1,77,have,Paller,material\n")

    assert read.rows[0].id == "1"
    assert read.rows[0].extra == {"nr": "77"}
    assert read.rows[0].kind is Kind.MATERIAL


def test_unknown_columns_are_kept_and_reported():
    read = listings("id,side,text,Farve,,Hylde\n1,have,Paller,blå,ignored,\n")

    assert read.unknown_columns == ("Farve", "Hylde")
    assert read.rows[0].extra == {"Farve": "blå", "Hylde": ""}
    assert [(finding.code, finding.severity, finding.values) for finding in read.findings] == [
        ("unknown_columns", Severity.NOTE, {"columns": "Farve, Hylde"})
    ]


# Rows.


def test_good_rows_load_beside_bad_ones():
    read = listings(
        "id,side,text,quantity\n"
        "1,have,Paller,10\n"
        '2,have,"Et "brudt" citat,1\n'
        "3,have,Paller,6,5\n"
        "4,have\n"
        "\n"
        "1,have,Igen,1\n"
        '5,have,"To\nlinjer",2,\n'
        "6,nej,Paller,0\n"
        "6,have,Paller,3\n"
    )

    assert [row.id for row in read.rows] == ["1", "5", "6"]
    assert [row.line for row in read.rows] == [2, 8, 11]
    assert codes(read) == [
        (3, "", "broken_quotes"),
        (4, "", "too_many_cells"),
        (5, "text", "empty_cell"),
        (7, "id", "double_id"),
        (10, "side", "unknown_side"),
        (10, "quantity", "bad_quantity"),
    ]


def test_many_broken_quotes_end_the_reading():
    read = listings("id,side,text\n" + '1,have,"a"b\n' * 80)

    assert [finding.code for finding in read.findings] == ["broken_quotes"] * 50


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("quantity", "mange", "not_a_number"),
        ("quantity", "1.2.3", "not_a_number"),
        ("quantity", "nan", "not_a_number"),
        ("quantity", "0", "bad_quantity"),
        ("quantity", "-5", "bad_quantity"),
        ("quantity", "100000000000", "bad_quantity"),
        ("price", "-1", "bad_price"),
        ("unit", "favne", "unknown_unit"),
        ("per", "dag", "unknown_per"),
        ("kind", "ting", "unknown_kind"),
        ("place", "Eksempelby", "unknown_place"),
        ("windows", "tir 8", "bad_windows"),
        ("windows", "tir 12:00-08:00", "window_ends_first"),
        ("code", "qqqqqq", "unknown_code"),
        ("code", "palets", "unknown_code_near"),
        ("hazard", "måske", "unknown_flag"),
        ("valid_from", "2026-02-30", "not_a_date"),
        ("valid_from", "30-02-2026", "not_a_date"),
        ("valid_to", "i morgen", "not_a_date"),
    ],
)
def test_bad_cell_is_named_with_line_and_column_and_how_to_mend_it(column, cell, code):
    read = one(column, cell)

    assert codes(read) == [(2, column, code)]
    assert read.rows == ()
    assert finding_line(read.findings[0]).startswith(f"listings.csv, linje 2, kolonne {column}: ")
    assert finding_line(read.findings[0], language="en").startswith(f"listings.csv, line 2, column {column}: ")


def test_end_before_start_is_told():
    read = one("valid_from;valid_to", "24-11-2026;2026-11-23")

    assert codes(read) == [(2, "valid_to", "ends_before_start")]
    assert one("valid_from;valid_to", "2026-11-24;2026-11-24").errors == ()


def test_too_long_text_is_told():
    read = listings(f"id,side,text\n1,have,{'a' * (TEXT_LENGTH + 1)}\n")

    assert codes(read) == [(2, "text", "too_long")]


@pytest.mark.parametrize(
    ("delimiter", "cell", "value", "noted"),
    [
        (";", "6,5", 6.5, False),
        (";", "6.5", 6.5, False),
        (";", "1.200", 1200, False),
        (";", "1.200,5", 1200.5, False),
        (";", "1 200", 1200, False),
        (";", "0.125", 0.125, False),
        (";", "1,200,000.5", 1200000.5, False),
        (",", "6.5", 6.5, False),
        (",", '"6,5"', 6.5, False),
        (",", "1.200", 1.2, True),
        (",", '"1,200"', 1.2, True),
        (",", "1.200.000", 1200000, False),
        (",", '"1.200,5"', 1200.5, False),
        (",", '"1,200.5"', 1200.5, False),
        (",", '",5"', 0.5, False),
    ],
)
def test_number_is_read_in_the_way_of_the_file(delimiter, cell, value, noted):
    header, row = ["id", "side", "text", "quantity"], ["1", "have", "Paller", cell]

    read = listings(f"{delimiter.join(header)}\n{delimiter.join(row)}\n")

    assert read.rows[0].quantity == value
    assert [finding.code for finding in read.findings] == ["number_read_as"] * noted


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("stk.", "piece"),
        ("Paller", "piece"),
        ("m³", "m3"),
        ("TON", "t"),
        ("liter", "l"),
        ("timer", "hour"),
        ("kwh", "kWh"),
    ],
)
def test_everyday_unit_is_understood(written, unit):
    assert one("unit", written).rows[0].unit == unit


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_engine_is_a_unit_of_the_format(unit):
    assert one("unit", unit).rows[0].unit == unit


def test_codes_may_be_family_codes_or_names():
    read = one("code", '"pallets; Træafskær|pallets"')

    assert read.rows[0].codes == ("pallets", "wood_offcuts")


@pytest.mark.parametrize(
    "row",
    [
        "1,have,Ring 010203-1234,,",
        "1,have,Paller,0102031234,",
        "010203 1234,have,Paller,,",
    ],
)
def test_cpr_like_number_is_refused_and_never_repeated(row):
    read = listings(f"id,side,text,Note,P-nummer\n{row}\n")

    assert [finding.code for finding in read.errors] == ["cpr_like"]
    assert read.rows == ()
    assert find_cpr_like(finding_line(read.errors[0])) == ()


def test_number_of_another_kind_is_no_cpr_number():
    read = listings("id,side,text,quantity,P-nummer\n1,have,Paller,0102031234,0102031234\n")

    assert read.errors == ()
    assert read.rows[0].quantity == 102031234


def test_formula_is_text():
    read = listings("id,side,text\n1,have,=1+1\n2,have,'=1+1\n3,have,''=1+1\n4,have,'almindelig\n")

    assert [row.text for row in read.rows] == ["=1+1", "=1+1", "'=1+1", "'almindelig"]


def test_formula_is_neutralised_when_written():
    text = write_listings([ListingRow("1", Side.HAVE, "=HYPERLINK(1)", organisation="@x", extra={"-n": "+1"})])

    assert text.split("\r\n")[0].endswith(",'-n")
    assert ",'@x,have,,'=HYPERLINK(1)," in text
    assert text.split("\r\n")[1].endswith(",'+1")


# Organisations.


def test_organisations_are_read_with_all_columns():
    read = organisations(
        "id;navn;CVR-nr.;type;place;branchekode;Antal ansatte;SØV;RSV\n"
        "a;Eksempel Møbler;00 00 00 51;virksomhed;8600;DB25 31.00.00;1.200;nej;\n"
    )

    assert read.findings == ()
    assert read.rows == (
        OrganisationRow("a", "Eksempel Møbler", "00000051", "company", "8600", "DB25 310000", 1200, False, None),
    )


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("cvr", "1234567", "cvr_wrong_length"),
        ("cvr", "abc", "cvr_not_digits"),
        ("cvr", "00000052", "cvr_wrong_check_digit"),
        ("cvr", "00000061", "cvr_never_issued"),
        ("type", "klub", "unknown_type"),
        ("place", "Eksempelby", "unknown_place"),
        ("nace", "træ", "bad_trade_code"),
        ("employees", "ti", "not_a_count"),
        ("employees", "12345678", "not_a_count"),
        ("employees", "1.50", "not_a_count"),
        ("registered", "måske", "unknown_flag"),
        ("telefon", "1" * 31, "too_long"),
        ("P-numre", "1003456789;12", "bad_p_number"),
        ("P-numre", "mange", "bad_p_number"),
        ("ansatte år", "25", "not_a_year"),
        ("omsætning", "-5", "bad_amount"),
        ("regnskabsår", "i fjor", "not_a_year"),
    ],
)
def test_bad_organisation_cell_is_named(column, cell, code):
    read = organisations(f"id,name,{column}\na,Eksempel,{cell}\n")

    assert [(finding.line, finding.code) for finding in read.findings] == [(2, code)]
    assert finding_line(read.findings[0]).startswith("organisations.csv, linje 2")
    assert read.rows == ()


@pytest.mark.parametrize("column", ["omsætning", "balance"])
def test_an_amount_of_money_needs_its_year(column):
    missing = organisations(f"id;name;{column}\na;Eksempel;1.200.000,50\n")
    unread = organisations(f"id;name;{column};regnskabsår\na;Eksempel;1;i fjor\n")
    whole = organisations(f"id;name;{column};regnskabsår\na;Eksempel;1.200.000,50;2024\n").rows[0]

    assert codes(missing) == [(2, "turnover_year", "year_missing")]
    assert codes(unread) == [(2, "turnover_year", "not_a_year")]
    assert (whole.turnover_dkk or whole.balance_dkk, whole.turnover_year) == (1200000.5, 2024)


def test_contacts_and_units_are_read_by_their_everyday_names():
    read = organisations(
        "id;navn;kontaktperson;e-mail;telefon;hjemmeside;beskrivelse;P-numre;ansatte;ansatte år\n"
        "a;Eksempel;Driftsleder;drift@eksempel.example;12 34 56 78;www.eksempel.example;Laver paller;"
        "1003456789, 1003456790, 1003456789;24;2024\n"
    )

    (row,) = read.rows
    assert (row.contact_name, row.contact_email, row.contact_phone) == (
        *("Driftsleder", "drift@eksempel.example", "12 34 56 78"),
    )
    assert (row.website, row.description) == ("www.eksempel.example", "Laver paller")
    assert (row.p_numbers, row.employees, row.employees_year) == (("1003456789", "1003456790"), 24, 2024)


# Exchanges.


def exchange(columns="", cells=""):
    return exchanges(f"fra;til;strøm{columns}\nEksempel A;Eksempel B;Damp{cells}\n")


def test_exchanges_are_read_with_all_columns():
    read = exchanges(
        "nr;fra;til;strøm;mængde;enhed;pr;siden;slut;status;pris;kilde til pris;kode;belæg;kilde\n"
        "1;Eksempel A;Eksempel B;Damp;1.200;ton;år;2019;;kører;12,5;faktura;paller;vejet;Årsrapport\n"
        "2;Eksempel A;Eksempel B;Gips;;;;03/2001;2009-12-31;;;;;;\n"
    )

    assert read.findings == ()
    first, second = read.rows
    assert (first.quantity, first.unit, first.per, first.status) == (1200, "t", Per.YEAR, ExchangeStatus.RUNNING)
    assert (first.price, first.price_source, first.codes) == (12.5, "faktura", ("pallets",))
    assert (first.evidence, first.source, str(first.since)) == (EvidenceGrade.WEIGHED, "Årsrapport", "2019")
    assert (str(second.since), second.since.last, str(second.until)) == ("2001-03", date(2001, 3, 31), "2009-12-31")
    assert first.since.last == date(2019, 12, 31)
    assert second.until.last == date(2009, 12, 31)


@pytest.mark.parametrize(
    ("columns", "cells", "column", "code"),
    [
        (";mængde", ";12", "unit", "unit_missing"),
        (";mængde;enhed", ";12;favne", "unit", "unknown_unit"),
        (";pris", ";12", "price_source", "price_source_missing"),
        (";pris;priskilde", f";12;{'x' * 301}", "price_source", "too_long"),
        (";siden", ";2019-13", "since", "not_a_date"),
        (";siden", ";engang", "since", "not_a_date"),
        (";siden;slut", ";2019;2018", "until", "ends_before_start"),
        (";slut;status", ";2018;kører", "until", "ends_and_runs"),
        (";status", ";måske", "status", "unknown_status"),
        (";belæg", ";måske", "evidence", "unknown_evidence"),
    ],
)
def test_bad_exchange_cell_is_named(columns, cells, column, code):
    read = exchange(columns, cells)

    assert codes(read) == [(2, column, code)]
    assert read.rows == ()
    assert finding_sentence(read.findings[0])


def test_exchanges_without_an_id_are_each_their_own():
    read = exchanges("fra;til;strøm\nA;B;Damp\nA;B;Damp\n")

    assert [row.id for row in read.rows] == ["", ""]
    assert exchange(";siden;slut", ";2019;2019").errors == ()


def test_trade_code_without_version_is_kept_as_digits():
    assert organisations("id,name,nace\na,Eksempel,16.23\n").rows[0].nace == "1623"


# Sentences.


def test_every_finding_that_is_made_has_a_sentence():
    made = {
        *("empty_file", "no_rows", "not_text", "missing_file", "unreadable_file", "missing_column"),
        "one_column",
        *("double_column", "unknown_columns", "latin_1", "broken_quotes", "too_many_cells", "cpr_like", "double_id"),
        *("empty_cell", "too_long", "not_a_number", "number_read_as", "bad_quantity", "bad_price", "not_a_count"),
        *("not_a_date", "ends_before_start", "unknown_side", "unknown_kind", "unknown_unit", "unknown_per"),
        *("unknown_flag", "unknown_type", "unknown_place", "unknown_code", "unknown_code_near"),
        *("unknown_organisation", "bad_windows", "bad_trade_code", "cvr_not_digits", "cvr_wrong_length"),
        *("cvr_wrong_check_digit", "cvr_never_issued", "control_sign", "missing_path"),
        *("old_spreadsheet", "strict_spreadsheet", "locked_spreadsheet", "broken_spreadsheet"),
        *("unsafe_spreadsheet", "large_spreadsheet"),
        *("other_archive", "too_many_lines", "too_many_columns", "missing_sheet", "merged_cells", "error_cell"),
        *("formula_without_value", "date_for_number", "number_read_as_date", "zeros_put_back"),
        *("not_a_year", "year_missing", "bad_amount", "bad_p_number"),
        *("unit_missing", "price_source_missing", "ends_and_runs", "unknown_status", "unknown_evidence"),
        *("unknown_firm_status",),
    }

    assert set(finding_templates()) == made | PEOPLE_CODES


def test_finding_line_without_a_place_is_the_sentence():
    finding = Finding(0, "", "empty_file")

    assert finding_line(finding) == finding_sentence(finding)


def test_finding_sentence_writes_numbers_for_people():
    finding = Finding(2, "text", "too_long", {"length": 12345, "most": 4000})

    assert finding_sentence(finding) == "Teksten er på 12.345 tegn. Kort den ned til højst 4.000."


# Writing gives back what was read.

plain_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=30).map(
    str.strip
)
no_cpr = plain_text.filter(lambda text: not find_cpr_like(text))
# Fifteen digits are what a spreadsheet keeps.
amounts = st.floats(min_value=1e-6, max_value=1e10, allow_nan=False).map(lambda amount: float(f"{amount:.15g}"))
dates = st.none() | st.dates(date(1900, 1, 1))
years = st.integers(1990, 2026)
extras = st.fixed_dictionaries({"Farve": no_cpr, "=Hylde": no_cpr})
listing_rows = st.builds(
    ListingRow,
    id=no_cpr.filter(bool),
    side=st.sampled_from(Side),
    text=no_cpr.filter(bool),
    organisation=no_cpr,
    kind=st.none() | st.sampled_from(Kind),
    quantity=st.none() | amounts,
    unit=st.none() | st.sampled_from(sorted(UNITS)),
    per=st.none() | st.sampled_from(Per),
    place=st.sampled_from(["", *PLACES]),
    windows=st.integers(0, (1 << 7 * SLOTS_PER_DAY) - 1) | st.just(parse_windows("mon 09:00-12:30; wed 13:00-16:00")),
    codes=st.lists(st.sampled_from(sorted(GRAPH.families)), unique=True, max_size=3).map(tuple),
    hazard=st.none() | st.booleans(),
    price=st.none() | st.just(0.0) | amounts,
    valid_from=dates,
    extra=extras,
)
organisation_rows = st.builds(
    OrganisationRow,
    id=no_cpr.filter(bool),
    name=no_cpr.filter(bool),
    cvr=st.sampled_from(["", "00000051", "13748136"]),
    type=st.sampled_from(["", "company", "social_enterprise", "department", "association", "school"]),
    place=st.sampled_from(["", *PLACES]),
    nace=st.sampled_from(["", "16", "162300", "DB07 162300", "DB25 1623"]),
    employees=st.none() | st.integers(0, 9_999_999),
    social_enterprise=st.none() | st.booleans(),
    registered=st.none() | st.booleans(),
    contact_name=no_cpr,
    contact_email=st.sampled_from(["", "drift@eksempel.example"]),
    contact_phone=st.sampled_from(["", "12 34 56 78", "+45 12345678"]),
    website=st.sampled_from(["", "https://www.eksempel.example/om?a=1"]),
    description=no_cpr,
    p_numbers=st.lists(st.integers(10**9, 2 * 10**9).map(str), unique=True, max_size=3).map(tuple),
    employees_year=st.none() | years,
    turnover_dkk=st.none() | st.just(0.0) | amounts,
    turnover_year=years,
    balance_dkk=st.none() | amounts,
    extra=extras,
)
partial_dates = st.none() | st.builds(
    lambda day, precision: PartialDate(
        day.replace(
            month=1 if precision is Precision.YEAR else day.month, day=day.day if precision is Precision.DAY else 1
        ),
        precision,
    ),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(Precision),
)
exchange_rows = st.builds(
    ExchangeRow,
    giver=no_cpr.filter(bool),
    receiver=no_cpr.filter(bool),
    text=no_cpr.filter(bool),
    source=no_cpr,
    id=no_cpr.filter(bool),
    quantity=st.none() | amounts,
    unit=st.sampled_from(sorted(UNITS)),
    per=st.none() | st.sampled_from(Per),
    since=partial_dates,
    status=st.none() | st.sampled_from(ExchangeStatus),
    price=st.none() | st.just(0.0) | amounts,
    price_source=no_cpr.filter(bool),
    codes=st.lists(st.sampled_from(sorted(GRAPH.families)), unique=True, max_size=3).map(tuple),
    evidence=st.none() | st.sampled_from(EvidenceGrade),
    extra=extras,
)


def unique(rows):
    return st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row.id)


@given(unique(listing_rows), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_listings_written_are_read_back_as_the_same_rows(rows, delimiter, ends):
    rows = [replace(row, valid_to=row.valid_from if ends else None) for row in rows]

    read = listings(write_listings(rows, delimiter=delimiter).encode("utf-8"))

    assert read.rows == tuple(rows)
    assert [finding.code for finding in read.findings] == ["unknown_columns"]


@given(unique(organisation_rows), st.sampled_from([",", ";"]))
def test_organisations_written_are_read_back_as_the_same_rows(rows, delimiter):
    read = organisations(write_organisations(rows, delimiter=delimiter))

    assert read.rows == tuple(rows)


@given(unique(exchange_rows), st.sampled_from([",", ";"]))
def test_exchanges_written_are_read_back_as_the_same_rows(rows, delimiter):
    read = exchanges(write_exchanges(rows, delimiter=delimiter))

    assert read.rows == tuple(rows)


@settings(max_examples=30, deadline=None)
@given(unique(listing_rows), unique(organisation_rows), unique(exchange_rows))
def test_a_workbook_written_is_read_back_as_the_same_rows(listed, known, going):
    data = write_workbook(sheets_of(organisations=known, listings=listed, exchanges=going))

    assert listings(data).rows == tuple(listed)
    assert organisations(data).rows == tuple(known)
    assert exchanges(data).rows == tuple(going)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(data):
    read = listings(data)

    assert read.rows or read.findings
    assert all(finding_line(finding) for finding in read.findings)


@given(st.text(max_size=60), st.sampled_from(["quantity", "windows", "code", "valid_from", "place", "price", "unit"]))
def test_any_cell_is_read_or_told(cell, column):
    quoted = cell.replace('"', '""').replace("\x00", "")

    read = listings(f'id,side,text,{column}\n1,have,Paller,"{quoted}"\n')

    assert read.rows or read.errors


# A folder.


def test_folder_gives_a_listing_the_place_of_its_organisation(tmp_path):
    (tmp_path / "listings.csv").write_text(
        "id,organisation,side,text,place\n1,a,have,Paller,\n2,a,need,Træ,Kalundborg\n3,x,need,Træ,\n", encoding="utf-8"
    )
    (tmp_path / "organisations.csv").write_text("id,name,place\na,Eksempel,8600\n", encoding="utf-8")

    folder = read_folder(tmp_path, graph=GRAPH, find_place=PLACES.get)

    assert [row.place for row in folder.listings] == ["8600", "Kalundborg", ""]
    assert [row.name for row in folder.organisations] == ["Eksempel"]
    assert codes(folder) == [(4, "organisation", "unknown_organisation")]
    assert folder.errors == ()


def test_folder_without_organisations_is_read_with_a_note(tmp_path):
    (tmp_path / "listings.csv").write_text("id,side,text\n1,have,Paller\n", encoding="utf-8")

    folder = read_folder(tmp_path, graph=GRAPH, find_place=PLACES.get)

    assert len(folder.listings) == 1
    assert [(finding.file, finding.code, finding.severity) for finding in folder.findings] == [
        ("organisations.csv", "missing_file", Severity.NOTE)
    ]


def test_folder_without_listings_is_told(tmp_path):
    folder = read_folder(tmp_path, graph=GRAPH, find_place=PLACES.get)

    assert folder.listings == ()
    assert finding_line(folder.errors[0]).startswith("listings.csv: Filen listings.csv mangler i mappen ")


def test_path_that_does_not_exist_is_told(tmp_path):
    folder = read_folder(tmp_path / "ingen", graph=GRAPH, find_place=PLACES.get)

    assert [finding_line(finding) for finding in folder.errors] == [
        f"»{tmp_path / 'ingen'}« findes ikke. Se efter om stien er skrevet rigtigt."
    ]


def test_organisations_that_cannot_be_read_are_an_error_and_the_listings_load(tmp_path):
    (tmp_path / "listings.csv").write_text("id,side,text\n1,have,Paller\n", encoding="utf-8")
    (tmp_path / "organisations.csv").mkdir()

    folder = read_folder(tmp_path, graph=GRAPH, find_place=PLACES.get)

    assert len(folder.listings) == 1
    assert [finding.code for finding in folder.errors] == ["unreadable_file"]


def test_null_signs_and_terminal_codes_stop_their_row_alone():
    read = listings("id,side,text\n1,have,Pal\x00ler\n2,have,\x1b[31mPaller\n3,have,Paller\n")

    assert codes(read) == [(2, "text", "control_sign"), (3, "text", "control_sign")]
    assert [row.id for row in read.rows] == ["3"]


def test_row_moved_by_a_separator_in_its_text_is_told_once():
    read = listings(
        "id,side,text,quantity,unit\n1,have,Stole, brune,5\n2,have,Stole, brune,5,\n3,have,Stole,5,piece,\n"
    )

    assert codes(read)[-1] == (3, "", "too_many_cells")
    assert [finding.line for finding in read.findings if finding.line == 3] == [3]
    assert [row.id for row in read.rows] == ["3"]


def test_long_values_are_cut_in_the_sentence():
    read = listings(f"id,side,text,unit\n1,have,Paller,{'u' * 100_000}\n")

    assert len(finding_sentence(read.findings[0])) < 400


def test_organisation_of_a_listing_is_no_longer_than_a_name():
    read = listings(f"id,side,text,organisation\n1,have,Paller,{'o' * 201}\n")

    assert codes(read) == [(2, "organisation", "too_long")]


def test_folder_whose_file_is_a_folder_is_told(tmp_path):
    (tmp_path / "listings.csv").mkdir()

    folder = read_folder(tmp_path, graph=GRAPH, find_place=PLACES.get)

    assert [finding.code for finding in folder.errors] == ["unreadable_file"]


def test_single_file_is_read_under_its_own_name(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,side,text\n1,have,\n", encoding="utf-8")

    folder = read_folder(path, graph=GRAPH, find_place=PLACES.get)

    assert [(finding.file, finding.code) for finding in folder.findings] == [("mine.csv", "empty_cell")]


# From a row to the engine's listing.


def item(families=(), side=None, **said):
    return ItemReading(
        span=Span(0, 1),
        side=side,
        families=tuple(FamilyReading(code, confidence, SPAN) for code, confidence in families),
        quantity=said.get("quantity"),
        windows=said.get("windows", 0),
        window_spans=(),
        conditions=said.get("conditions", {}),
        condition_spans=(),
        hazard_spans=said.get("hazard", ()),
    )


def test_listing_takes_from_the_text_what_the_columns_leave_out():
    row = ListingRow("1", Side.HAVE, "Vi har ca. 200 kg rent træafskær om ugen, tirsdag 8-12", place="8600")

    listing = engine_listing(row)

    assert listing.codes[0].family == "wood_offcuts"
    assert not listing.codes[0].confirmed
    assert (listing.quantity, listing.unit, listing.per, listing.estimated) == (200, "kg", Per.WEEK, True)
    assert listing.place == Place(56.17, 9.57, "8600 Silkeborg")
    assert listing.windows == parse_windows("tue 08:00-12:00")
    assert listing.conditions["clean"] is True
    assert listing.organisation == "1"


def test_listing_columns_win_over_the_text():
    row = ListingRow(
        "1",
        Side.HAVE,
        "Vi har ca. 200 kg træafskær om ugen",
        organisation="a",
        quantity=3.0,
        unit="t",
        per=Per.MONTH,
        codes=("pallets",),
        hazard=False,
        windows=1,
    )

    listing = engine_listing(row)

    assert listing.codes == (Code("pallets"),)
    assert (listing.quantity, listing.unit, listing.per, listing.estimated) == (3.0, "t", Per.MONTH, False)
    assert (listing.windows, listing.hazard, listing.organisation) == (1, False, "a")
    assert listing.place is None


def test_listing_quantity_that_the_text_repeats_keeps_its_unit_and_estimate():
    reading = Reading("x", (item(quantity=QuantityReading(200, "kg", Per.WEEK, True, SPAN)),), False)

    listing = engine_listing(ListingRow("1", Side.HAVE, "x", quantity=200.0), reading)

    assert (listing.unit, listing.per, listing.estimated) == ("kg", Per.WEEK, True)


def test_listing_of_several_things_takes_the_likely_families_of_each():
    reading = Reading(
        "x",
        (
            item([("pallets", 0.9), ("wood", 0.6), ("glass", 0.2)], conditions={"dry": True, "clean": False}),
            item([("wood", 0.8)], conditions={"dry": False}, windows=2, hazard=SPAN),
            item([("textiles", 0.9)], side="need"),
        ),
        False,
    )

    listing = engine_listing(ListingRow("1", Side.HAVE, "x"), reading)

    assert listing.codes == (Code("pallets", 0.9, confirmed=False), Code("wood", 0.8, confirmed=False))
    assert listing.conditions == {"dry": True, "clean": False}
    assert (listing.windows, listing.hazard) == (2, True)


def test_listing_follows_the_thing_that_its_code_names():
    reading = Reading(
        "x",
        (
            item([("pallets", 0.9)], quantity=QuantityReading(5, "piece", None, False, SPAN)),
            item([("wood", 0.8)], quantity=QuantityReading(7, "kg", None, False, SPAN)),
        ),
        False,
    )

    listing = engine_listing(ListingRow("1", Side.HAVE, "x", codes=("wood",)), reading)

    assert (listing.quantity, listing.unit) == (7, "kg")


def test_listing_whose_text_speaks_of_the_other_side_is_read_all_the_same():
    reading = Reading("x", (item([("pallets", 0.9)], side="need"),), False)

    assert engine_listing(ListingRow("1", Side.HAVE, "x"), reading).codes[0].family == "pallets"


def test_listing_without_a_word_is_empty():
    listing = engine_listing(ListingRow("1", Side.HAVE, "…"))

    assert (listing.codes, listing.quantity, listing.hazard, dict(listing.conditions)) == ((), None, None, {})
