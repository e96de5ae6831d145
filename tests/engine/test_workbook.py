"""Workbooks in and out, as another program writes and reads them, part by part, and with harm done to them."""

import tempfile
import tracemalloc
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from io import SEEK_END, BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference

from symbiose.engine.files import (
    Heading,
    Severity,
    SheetOut,
    WorkbookError,
    finding_line,
    finding_sentence,
    read_exchanges,
    read_folder,
    read_listings,
    read_organisations,
    read_workbook,
    workbook_file,
    write_workbook,
)
from symbiose.engine.files import archive as archive_module
from symbiose.engine.files import sheets as sheets_module
from symbiose.engine.files import workbook as workbook_module
from symbiose.engine.files.sheet_cells import Kind, SheetCell
from symbiose.engine.resources.graph import load_graph
from tests.engine.books import NS, book, damaged, parts, repacked, saved, sheet_xml

GRAPH = load_graph()
moment = datetime.fromisoformat


class Found:
    lat, lon, name = 56.17, 9.57, "8600 Silkeborg"


def find_place(text):
    return Found if text in {"8600", "0800", "Silkeborg"} else None


def listings(data):
    return read_listings(data, graph=GRAPH, find_place=find_place)


def organisations(data):
    return read_organisations(data, find_place=find_place)


def codes(read):
    return [(finding.line, finding.column, finding.code) for finding in read.findings]


def refused(data):
    with pytest.raises(WorkbookError) as caught:
        read_workbook(data)
    return caught.value.code


# What another program wrote.


def test_sheets_of_another_program_are_read_cell_by_cell():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Ét ark"
    sheet.append(["tekst", 12, 12.5, True, False, date(2026, 3, 1), moment("2026-03-01 08:30"), time(8, 30), None])
    sheet.append([])
    sheet.append(["a\nb", -0.125, 1e-7, "=1+1", "#N/A"])
    sheet["J1"] = 0.5
    sheet["J1"].number_format = "0.0 %"
    sheet["K1"] = 7
    sheet["K1"].number_format = '0" dage"'
    sheet["L1"] = 45000
    sheet["L1"].number_format = "[$-406]d. mmmm yyyy;@"
    sheet["M1"] = 5
    sheet["M1"].number_format = r"#,##0\ \k\r"
    made.create_sheet("Tomt")

    (one, empty) = read_workbook(saved(made))

    assert (one.name, empty.name, empty.rows, one.merged) == ("Ét ark", "Tomt", (), False)
    first, third = one.rows
    assert first == (
        1,
        (
            SheetCell(Kind.TEXT, "tekst"),
            SheetCell(Kind.NUMBER, 12),
            SheetCell(Kind.NUMBER, 12.5),
            SheetCell(Kind.FLAG, "yes"),
            SheetCell(Kind.FLAG, "no"),
            SheetCell(Kind.DATE, "2026-03-01"),
            SheetCell(Kind.DATE, "2026-03-01 08:30"),
            SheetCell(Kind.DATE, "08:30"),
            None,
            SheetCell(Kind.PERCENT, 0.5),
            SheetCell(Kind.NUMBER, 7),
            SheetCell(Kind.DATE, "2023-03-15"),
            SheetCell(Kind.NUMBER, 5),
        ),
    )
    assert third == (
        3,
        (
            SheetCell(Kind.TEXT, "a\nb"),
            SheetCell(Kind.NUMBER, -0.125),
            SheetCell(Kind.NUMBER, 1e-7),
            SheetCell(Kind.NO_VALUE, ""),
            SheetCell(Kind.ERROR, "#N/A"),
        ),
    )


def test_days_are_counted_as_the_workbook_counts_them():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append([date(2026, 3, 1)])

    assert read_workbook(saved(made))[0].rows[0][1] == (SheetCell(Kind.DATE, "2026-03-01"),)


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1" s="1"><v>1</v></c>', SheetCell(Kind.DATE, "1900-01-01")),
        ('<c r="A1" s="1"><v>61</v></c>', SheetCell(Kind.DATE, "1900-03-01")),
        ('<c r="A1" s="1"><v>-1</v></c>', SheetCell(Kind.DATE, "1899-12-29")),
        ('<c r="A1" s="1"><v>99999999</v></c>', SheetCell(Kind.ERROR, "#VALUE!")),
        ('<c r="A1" s="2"><v>1.5</v></c>', SheetCell(Kind.DATE, "36:00")),
        ('<c r="A1" t="s"><v>0</v></c>', SheetCell(Kind.TEXT, "delt tekst")),
        ('<c r="A1" t="s"><v>1</v></c>', None),
        ('<c r="A1" t="str"><f>A2</f><v>svar</v></c>', SheetCell(Kind.TEXT, "svar")),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>A2</f></c>', None),
        ('<c r="A1"><f>A2</f></c>', SheetCell(Kind.NO_VALUE, "")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', SheetCell(Kind.NUMBER, 2.0)),
        ('<c r="A1" t="d"><v>2026-03-01T00:00:00Z</v></c>', SheetCell(Kind.DATE, "2026-03-01")),
        ('<c r="A1" t="d"><v>2026-03-01</v></c>', SheetCell(Kind.DATE, "2026-03-01")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', SheetCell(Kind.ERROR, "#DIV/0!")),
        ('<c r="A1" t="inlineStr"/>', None),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x</t></is></c>', SheetCell(Kind.TEXT, "a\rb_x")),
        ('<c r="A1" t="inlineStr"><is><t>a_xD800_</t></is></c>', SheetCell(Kind.TEXT, "a?")),
        ("<c><v>3</v></c>", SheetCell(Kind.NUMBER, 3.0)),
    ],
)
def test_every_way_to_store_a_cell_is_known(xml, cell):
    rows = read_workbook(book(xml))[0].rows

    assert rows == (((1, (cell,)),) if cell else ())


def test_formulas_give_what_they_were_worked_out_to():
    xml = (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1+1</f><v>3</v></c><c r="B1"><f t="shared" si="0"/><v>4</v></c>'
        '<c r="C1"><v>2</v></c><c r="D1"><f>C1</f><v/></c><c r="F1" s="1"/>'
    )
    (sheet,) = read_workbook(book(xml))

    assert sheet.rows == ((1, (*(SheetCell(Kind.NUMBER, value) for value in (3, 4, 2)), SheetCell(Kind.NO_VALUE, ""))),)


def test_a_workbook_of_the_strict_kind_says_how_to_save_it():
    held = parts('<c r="B1"><v>3</v></c>')
    strict = NS.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006", "http://purl.oclc.org/ooxml/spreadsheetml"
    )
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        held[part] = held[part].replace(NS, strict)

    assert refused(repacked(held)) == "strict_spreadsheet"
    assert "Gem som" in finding_sentence(listings(repacked(held)).findings[0])


def test_sheets_that_are_drawings_are_left_out():
    made = openpyxl.Workbook()
    made.active.append([3])
    chart = BarChart()
    chart.add_data(Reference(made.active, min_col=1, min_row=1))
    made.create_chartsheet("Tegning").add_chart(chart)

    assert [sheet.name for sheet in read_workbook(saved(made))] == ["Sheet"]


# What a cell means in its column.

HEAD = ["id", "organisation", "side", "text", "quantity", "unit", "place", "valid_from", "hazard", "Note"]


def listed(**cells):
    made = openpyxl.Workbook()
    row = {"id": 1, "side": "have", "text": "Paller", **cells}
    made.active.append([name for name in HEAD if name in row])
    made.active.append([row[name] for name in HEAD if name in row])
    return made


@pytest.mark.parametrize(
    ("column", "value", "field", "read"),
    [
        ("quantity", 1234.5, "quantity", 1234.5),
        ("quantity", 1.234, "quantity", 1.234),
        ("quantity", "1.234,5", "quantity", 1234.5),
        ("text", 8600, "text", "8600"),
        ("text", 0.25, "text", "0,25"),
        ("hazard", True, "hazard", True),
        ("hazard", 0, "hazard", False),
        ("place", 8600, "place", "8600"),
        ("place", 800, "place", "0800"),
        ("valid_from", date(2026, 11, 24), "valid_from", date(2026, 11, 24)),
        ("valid_from", moment("2026-11-24"), "valid_from", date(2026, 11, 24)),
        ("valid_from", 46350, "valid_from", date(2026, 11, 24)),
        ("valid_from", "24.11.2026", "valid_from", date(2026, 11, 24)),
        ("id", 7.0, "id", "7"),
        ("Note", 12.5, "extra", {"Note": "12,5"}),
        ("Note", "#REF!", "extra", {"Note": "#REF!"}),
        ("text", "'=1+1", "text", "'=1+1"),
    ],
)
def test_a_cell_is_what_its_writer_meant(column, value, field, read):
    found = listings(saved(listed(**{column: value})))

    assert [getattr(row, field) for row in found.rows] == [read]
    assert found.errors == ()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("quantity", date(2026, 5, 1), "date_for_number"),
        ("quantity", "#N/A", "error_cell"),
        ("quantity", "=1+1", "formula_without_value"),
        ("text", "#N/A", "error_cell"),
        ("quantity", "mange", "not_a_number"),
        ("quantity", -3, "bad_quantity"),
        ("valid_from", 3_000_000, "not_a_date"),
        ("valid_from", moment("2026-11-24 08:30"), "not_a_date"),
        ("text", 102031234, "cpr_like"),
        ("text", "010203-1234", "cpr_like"),
        ("text", "a_x0001_b", "control_sign"),
        ("side", "=A1", "formula_without_value"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named_once(column, value, code):
    found = listings(saved(listed(**{column: value})))

    assert codes(found) == [(2, column, code)]
    assert found.rows == ()
    assert finding_line(found.findings[0])


def test_a_percentage_is_no_quantity_and_is_a_text():
    made = listed(text=0.5, quantity=0.25)
    for cell in made.active[2]:
        cell.number_format = "0.0%" if cell.column > 2 else "General"

    found = listings(saved(made))

    assert [finding.values for finding in found.errors] == [{"value": "25 %"}]


def test_what_was_put_right_is_told():
    made = openpyxl.Workbook()
    made.active.append(["id", "name", "cvr", "place", "nace"])
    made.active.append([1, "Eksempel", 51, 800, 11100])
    made.active.append([2, "Eksempel", 13748136, 8600, 16.23])
    made.active.append([3, "Eksempel", 1374813, 8600, 162])

    found = organisations(saved(made))

    assert [(row.cvr, row.place, row.nace) for row in found.rows] == [
        ("00000051", "0800", "011100"),
        ("13748136", "8600", "1623"),
    ]
    assert codes(found) == [
        *((2, column, "zeros_put_back") for column in ("cvr", "place", "nace")),
        (4, "cvr", "zeros_put_back"),
        (4, "cvr", "cvr_wrong_check_digit"),
    ]
    assert finding_sentence(found.findings[0]) == ("Regnearket havde tabt nuller forrest. De er sat tilbage: 00000051.")


def test_a_day_of_an_exchange_may_be_a_year_a_day_or_a_days_number():
    made = openpyxl.Workbook()
    made.active.append(["fra", "til", "strøm", "siden"])
    for since in (1998, date(2001, 5, 3), 36526):
        made.active.append(["A", "B", "Damp", since])

    found = read_exchanges(saved(made), graph=GRAPH)

    assert [str(row.since) for row in found.rows] == ["1998", "2001-05-03", "2000-01-01"]
    assert [(one.line, one.code) for one in found.findings] == [(4, "number_read_as_date")]


def test_blank_rows_and_rows_without_all_cells_keep_their_line_numbers():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["Z3"] = "id", "side", "text", "Tekst"
    sheet["A10"], sheet["B10"], sheet["C10"] = "a", "have", "Paller"
    sheet["A12"], sheet["AB12"] = "b", "for langt ude"
    sheet["A13"] = "c"

    found = listings(saved(made))

    assert [(row.id, row.line) for row in found.rows] == [("a", 10)]
    assert codes(found) == [
        (0, "", "unknown_columns"),
        (12, "", "too_many_cells"),
        (13, "side", "empty_cell"),
        (13, "text", "empty_cell"),
    ]
    assert found.headings["text"] == "text (C)"
    assert found.headings["Tekst"] == "Tekst (Z)"


def test_columns_past_z_have_two_letters():
    made = openpyxl.Workbook()
    made.active.append([*(f"x{number}" for number in range(27)), "id", "side", "text"])
    made.active.append([*([None] * 27), "a", "have", "Paller"])

    assert listings(saved(made)).headings["id"] == "id (AB)"


def test_merged_cells_are_told():
    made = listed()
    made.active.merge_cells("A2:A4")

    found = listings(saved(made))

    assert [(one.code, one.severity) for one in found.findings] == [("merged_cells", Severity.NOTE)]


# Which sheet.


def sheets(**named):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in named.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return saved(made)


GOOD = [["id", "side", "text"], ["a", "have", "Paller"]]


def test_the_sheet_of_that_name_is_read_or_the_only_one_that_is_filled():
    other = [["noget"], ["andet"]]

    assert len(listings(sheets(Opslag=GOOD, Andet=other)).rows) == 1
    assert len(listings(sheets(Tomt=[], Ark1=GOOD)).rows) == 1
    assert len(listings(sheets(Vejledning=other, Ark1=GOOD)).rows) == 1
    assert codes(listings(sheets(Ark1=GOOD, Ark2=GOOD))) == [(0, "", "missing_sheet")]
    assert codes(listings(sheets(Ark1=[], Ark2=[]))) == [(0, "", "empty_file")]
    assert codes(listings(sheets(listings=[]))) == [(0, "", "empty_file")]


def test_a_missing_sheet_says_which_there_are():
    (finding,) = listings(sheets(Januar=GOOD, Februar=GOOD)).findings

    assert finding_sentence(finding) == (
        "Der er intet ark, der hedder listings. Regnearket har disse: Januar, Februar. Giv arket med rækkerne det navn."
    )


# Files that mean harm, or are not what they say.


def test_old_locked_and_other_files_say_what_to_do():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert refused(old) == "old_spreadsheet"
    assert refused(old + "EncryptedPackage".encode("utf-16-le")) == "locked_spreadsheet"
    assert refused(repacked({"hej.txt": "hej"})) == "other_archive"
    assert refused(repacked({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})) == "other_archive"
    assert codes(listings(old)) == [(0, "", "old_spreadsheet")]


def test_a_locked_part_is_a_locked_workbook():
    data = bytearray(book('<c r="A1"><v>1</v></c>'))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refused(bytes(data)) == "locked_spreadsheet"


@pytest.mark.parametrize("cut", [30, 400, 900])
def test_a_file_that_was_cut_off_is_broken(cut):
    assert refused(book('<c r="A1"><v>1</v></c>')[:cut]) == "broken_spreadsheet"


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"><v>mange</v></c>',
        '<c r="A1"><v>inf</v></c>',
        '<c r="A1" t="s"><v>99</v></c>',
        '<c r="A1" s="x"><v>1</v></c>',
        '<c r="A1" s="9"><v>1</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        f'<c r="A1"><v>{"9" * 400}</v></c>',
        "<c",
    ],
)
def test_a_sheet_that_holds_nonsense_is_broken(xml):
    assert refused(book(xml)) == "broken_spreadsheet"


def test_damaged_bytes_are_broken():
    assert refused(damaged(book('<c r="A1"><v>1</v></c>' * 50))) == "broken_spreadsheet"
    held = parts('<c r="A1"><v>1</v></c>')
    held["xl/_rels/workbook.xml.rels"] = f"<Relationships {NS}/>"
    assert refused(repacked(held)) == "broken_spreadsheet"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://eksempel.example/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_entities_and_document_types_are_refused(doctype, part):
    held = parts('<c r="A1"><v>1</v></c>')
    head, _, rest = held[part].partition("?>")
    held[part] = f"{head}?>{doctype}{rest}"

    assert refused(repacked(held)) == "unsafe_spreadsheet"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_the_library_takes_no_entities_from_a_part_that_was_not_looked_through(part):
    held = parts('<c r="A1" t="s"><v>0</v></c>')
    head, _, rest = held.pop(part).partition("?>")
    held[part[:-4]] = f'{head}?><!DOCTYPE x [<!ENTITY a "b">]>{rest}'
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        held[name] = held[name].replace(part.removeprefix("xl/"), part.removeprefix("xl/")[:-4])
    if part == "xl/workbook.xml":
        held["xl/_rels/workbook.rels"] = held.pop("xl/_rels/workbook.xml.rels")

    assert refused(repacked(held)) == "unsafe_spreadsheet"


def test_a_part_that_is_written_with_two_bytes_a_sign_is_refused():
    held = parts('<c r="A1"><v>1</v></c>')
    held["xl/worksheets/sheet1.xml"] = held["xl/worksheets/sheet1.xml"].replace("<row>", "<row>\0")

    assert refused(repacked(held)) == "unsafe_spreadsheet"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    held = parts('<c r="A1"><v>1</v></c>')
    held["xl/worksheets/sheet1.xml"] = sheet_xml("<row/>") + " " * 50_000_000

    data = repacked(held)

    assert len(data) < 100_000
    assert refused(data) == "unsafe_spreadsheet"


def test_a_bomb_of_bombs_and_of_many_parts_is_refused():
    inner = repacked({f"{number}.xml": "0" * 20_000_000 for number in range(3)})
    held = parts('<c r="A1"><v>1</v></c>') | {f"xl/media/{number}.bin": "0" * 900_000 for number in range(100)}

    assert refused(repacked(parts("") | {"xl/media/bomb.zip": "0" * 30_000_000 + inner.decode("latin-1")})) == (
        "unsafe_spreadsheet"
    )
    assert refused(repacked(held)) == "large_spreadsheet"
    styles = "".join(f'<xf numFmtId="{zlib.crc32(str(number).encode())}"/>' for number in range(350_000))
    assert refused(repacked(parts("") | {"xl/styles.xml": f"<styleSheet>{styles}</styleSheet>"})) == "large_spreadsheet"
    assert refused(repacked(parts("") | {f"xl/{number}.xml": "" for number in range(1000)})) == "unsafe_spreadsheet"


def test_a_lie_about_the_size_is_found_out():
    """A part that is longer than its entry says is read no further than it says."""
    held = parts('<c r="A1"><v>1</v></c>')
    data = bytearray(repacked(held, compression=ZIP_STORED))
    with ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for at in [at for at in range(len(data) - 4) if data[at : at + 4] == size.to_bytes(4, "little")]:
        data[at : at + 4] = (size - 20).to_bytes(4, "little")

    assert refused(bytes(data)) == "broken_spreadsheet"


def test_more_than_a_spreadsheet_ever_is_says_the_limit(monkeypatch):
    monkeypatch.setattr(workbook_module, "MOST_ROWS", 2)
    monkeypatch.setattr(workbook_module, "MOST_COLUMNS", 3)

    assert len(read_workbook(sheets(A=[[1, 2, 3], [1]]))[0].rows) == 2
    assert refused(sheets(A=[[1], [1], [1]])) == "too_many_lines"
    assert refused(sheets(A=[[1, 2, 3, 4]])) == "too_many_columns"
    monkeypatch.setattr(workbook_module, "MOST_CELLS", 5)
    assert refused(sheets(A=[[1, 2, 3], [1, 2, 3]])) == "too_many_columns"
    monkeypatch.setattr(archive_module, "MOST_BYTES", 100)
    assert refused(sheets(A=[[1]])) == "large_spreadsheet"


def test_a_line_number_beyond_every_spreadsheet_is_refused():
    held = parts("")
    held["xl/worksheets/sheet1.xml"] = sheet_xml('<row r="9999999"><c><v>1</v></c></row>')

    assert refused(repacked(held)) == "too_many_lines"


def test_a_hundred_thousand_empty_rows_are_nothing():
    rows = "".join(f'<row r="{line}" s="1" customFormat="1"><c r="A{line}" s="1"/></row>' for line in range(3, 100_003))
    held = parts("")
    head, good = ("".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row) for row in GOOD)
    held["xl/worksheets/sheet1.xml"] = sheet_xml(f'<row r="1">{head}</row><row r="2">{good}</row>{rows}')

    found = listings(repacked(held))

    assert len(found.rows) == 1
    assert found.findings == ()


@given(st.binary(max_size=300))
def test_any_bytes_after_the_sign_of_a_workbook_are_told(data):
    assert refused(b"PK\x03\x04" + data)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_is_read_or_told(at, put):
    data = bytearray(book('<c r="A1" t="s"><v>0</v></c>'))
    data[at % len(data) : at % len(data) + len(put)] = put

    read = listings(bytes(data))

    assert read.errors
    assert all(finding_line(finding) for finding in read.findings)


# Out.


def test_another_program_reads_what_is_written():
    then = moment("2026-03-01 08:30")
    rows = [
        ["=1+1", 12, 12.5, Decimal("0.125"), date(2026, 3, 1), then, None, ""],
        ["@x\r\n<&>\"'", -5, 1e-7, Decimal("1E+3"), date(1850, 1, 1), moment("1850-01-01 08:00"), "#N/A", "_x000D_"],
        ["+45 12 34 56 78", 0, 0.0, Decimal(0), date(1900, 3, 1), then, "\x00\ud800a\ufffe", "x" * 40_000],
    ]
    headings = [Heading(f"=h{number}", width=9) for number in range(8)]
    headings[7] = Heading("lang", text=True)
    headings[6] = Heading("bred", wrapped=True)

    data = write_workbook(
        [SheetOut("Ark: [1]/?*\\ med et navn, der er for langt", headings, rows), SheetOut("b", [], [])]
    )

    made = openpyxl.load_workbook(BytesIO(data))
    sheet = made.worksheets[0]
    assert made.sheetnames == ["Ark   1      med et navn, der e", "b"]
    font = sheet["A1"].font
    assert (sheet.freeze_panes, sheet["A1"].value, sheet["A1"].data_type) == ("A2", "=h0", "s")
    assert (font.b, font.name, font.sz) == (True, "Calibri", 11)
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert told[0] == ["=1+1", 12, 12.5, 0.125, moment("2026-03-01"), then, None, None]
    assert told[1][1:6] == [-5, 1e-7, 1000, "1850-01-01", "1850-01-01T08:00:00"]
    assert told[1][6] == "#N/A"
    assert told[2][:7] == ["+45 12 34 56 78", 0, 0, 0, moment("1900-03-01"), then, "a"]
    assert len(told[2][7]) == 32_767
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["H4"].number_format == sheet.column_dimensions["H"].number_format == "@"
    assert [sheet[cell].quotePrefix for cell in ("A1", "A2", "A3", "A4", "G3", "G4")] == [True] * 5 + [False]
    assert sheet["G4"].alignment.wrap_text
    assert [sheet[cell].number_format for cell in ("E2", "F2")] == ["mm-dd-yy", "m/d/yy h:mm"]  # the reader's own form
    assert int(sheet.column_dimensions["A"].width) == 9


def test_no_length_fills_the_memory():
    def peak(how_many):
        tracemalloc.start()
        rows = ([number, f"tekst {zlib.crc32(str(number).encode())}"] for number in range(how_many))
        with workbook_file([SheetOut("a", [Heading("a"), Heading("b")], rows)]) as file:
            most, size = tracemalloc.get_traced_memory()[1], file.seek(0, SEEK_END)
            tracemalloc.stop()
        return most, size

    peak(1)
    (few, small), (many, large) = peak(500), peak(10_000)

    assert large > 10 * small
    assert many < few + 200_000


def test_the_same_rows_give_the_same_bytes():
    rows = [["x", date(2026, 3, 1)], [True, None], [1, moment("2026-03-01 08:30:00+01:00")]]
    first, second = (write_workbook([SheetOut("a", [Heading("a"), Heading("b")], rows)]) for _ in range(2))

    assert first == second
    made = openpyxl.load_workbook(BytesIO(first))
    assert made.properties.created == moment("2000-01-01")
    sheet = made.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["a", "b"],
        ["x", moment("2026-03-01")],
        [1, None],
        [1, moment("2026-03-01 08:30")],
    ]


def test_rows_past_the_end_of_a_sheet_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(sheets_module, "MOST_LINES", 3)

    read = read_workbook(write_workbook([SheetOut("et langt navn, som lige kan være", [Heading("a")], [["x"]] * 4)]))

    assert [sheet.name for sheet in read] == ["et langt navn, som lige kan vær", "et langt navn, som lige kan v 2"]
    assert [[row[1][0].value for row in sheet.rows] for sheet in read] == [["a", "x", "x"]] * 2


def test_a_sheet_larger_than_the_plain_form_of_an_archive_is_written_in_the_wider_one(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 20_000)

    data = write_workbook([SheetOut("a", [Heading("a")], [["x"]] * 1_000)])

    assert len(read_workbook(data)[0].rows) == 1_001


def test_rows_that_break_off_leave_no_file_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows():
        yield from [["a"]] * 10
        assert list(tmp_path.rglob("*"))
        raise LookupError

    with pytest.raises(LookupError):
        workbook_file([SheetOut("a", [Heading("a")], rows())])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["<r>", "<r>&</r>", "=<r></r>", "<r><t>=1+1</t></r>", f"<r>{'x' * 32_760}</r>"])
def test_a_text_that_looks_like_marks_of_the_format_stays_a_text(text):
    rows = read_workbook(write_workbook([SheetOut("a", [Heading("a", text=True)], [[text]])]))[0].rows

    assert rows[1][1][0].value == text[:32_767]


def test_a_cell_is_cut_where_spreadsheets_count_its_end():
    data = write_workbook([SheetOut("a", [Heading("a")], [["🪑" * 20_000], ["x" * 32_767]])])

    cells = [row[1][0].value for row in read_workbook(data)[0].rows[1:]]

    assert cells == ["🪑" * 16_383, "x" * 32_767]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_any_text_comes_back_as_it_was(text):
    plain = "".join(sign for sign in text if sign in "\n\t\r" or (ord(sign) > 31 and sign not in "\ufffe\uffff"))
    data = write_workbook([SheetOut("a", [Heading("a")], [[text]])])

    rows = read_workbook(data)[0].rows

    assert [row[1][0].value for row in rows[1:]] == [plain] * bool(plain)


# From disk.


def test_a_workbook_is_a_folder_in_one_file(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(
        sheets(
            opslag=[
                [*GOOD[0], "organisation"],
                ["1", "have", "Paller", "a"],
                ["2", "have", "Træ", "x"],
                ["3", "", "", ""],
            ],
            organisationer=[["id", "navn", "sted"], ["a", "Eksempel", 8600]],
        )
    )

    folder = read_folder(path, graph=GRAPH, find_place=find_place)

    assert [(row.id, row.place) for row in folder.listings] == [("1", "8600"), ("2", "")]
    assert [row.name for row in folder.organisations] == ["Eksempel"]
    assert [finding_line(one).partition(":")[0] for one in folder.findings] == [
        "mine.xlsx, listings, linje 4, kolonne side",
        "mine.xlsx, listings, linje 4, kolonne text",
        "mine.xlsx, listings, linje 3, kolonne organisation",
    ]


def test_a_workbook_without_organisations_or_one_that_is_broken_is_told(tmp_path):
    alone, broken = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    alone.write_bytes(sheets(Ark1=GOOD))
    broken.write_bytes(b"PK\x03\x04")

    assert len(read_folder(alone, graph=GRAPH, find_place=find_place).listings) == 1
    folder = read_folder(broken, graph=GRAPH, find_place=find_place)
    assert [(one.file, one.code) for one in folder.errors] == [("b.xlsx", "broken_spreadsheet")]


def test_compression_of_what_people_write_is_far_from_the_limit():
    rows = [[f"{number}", "have", "Vi har hvide paller af træ hver uge"] for number in range(1500)]
    data = sheets(listings=[GOOD[0], *rows])
    with ZipFile(BytesIO(data)) as archive:
        ratios = [one.file_size / max(1, one.compress_size) for one in archive.infolist()]

    assert max(ratios) < archive_module.MOST_RATIO / 5
    assert len(listings(data).rows) == 1500
    assert archive.infolist()[0].compress_type == ZIP_DEFLATED
