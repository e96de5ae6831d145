"""Workbooks part by part, so that a test can spoil any one of them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet_xml(rows: str) -> str:
    return f"{XML}<worksheet {NS}>\n<sheetData>{rows}</sheetData></worksheet>"


def parts(cells: str) -> dict[str, str]:
    """The parts of a workbook whose one sheet has one row with these cells; style 1 is a date, style 2 a duration."""
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEETS}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook {NS} xmlns:r="{OFFICE}"><workbookPr/><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'{XML}<styleSheet {NS}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="46"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"{XML}<sst {NS}><si><r><t>delt </t></r><r><t>tekst</t></r>"
        '<rPh sb="0" eb="1"><t>læst</t></rPh></si><si><t/></si></sst>',
        "xl/worksheets/sheet1.xml": sheet_xml(f"<row>{cells}</row>"),
    }


def repacked(held: dict[str, str], *, compression: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, text in held.items():
            archive.writestr(name, text.encode("utf-8"))
    return out.getvalue()


def book(cells: str) -> bytes:
    return repacked(parts(cells))


def saved(made) -> bytes:
    """The bytes of a workbook that another program made."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def damaged(data: bytes) -> bytes:
    """The same archive with the middle of its last part spoilt."""
    at = data.index(b"xl/worksheets/sheet1.xml") + 40
    return data[:at] + b"\xff" * 20 + data[at + 20 :]
