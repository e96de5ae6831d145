"""The parts of an XLSX workbook beside its sheets: what is in it, who made it, how cells look (ECMA-376, part 1)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


class Look(IntEnum):
    """Places in the list of looks.

    The place after each of the first four is the same look for a text that a spreadsheet would otherwise read as a
    formula, once somebody goes into the cell and out again.
    """

    PLAIN = 0
    BOLD = 2
    TEXT = 4
    WRAPPED = 6
    DAY = 8
    MOMENT = 9


_QUOTED = ("", ' quotePrefix="1"')
_LOOKS = (
    *(f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"{quoted}/>' for quoted in _QUOTED),
    *(f'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"{quoted}/>' for quoted in _QUOTED),
    *(f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"{quoted}/>' for quoted in _QUOTED),
    *(
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1"{quoted}>'
        '<alignment vertical="top" wrapText="1"/></xf>'
        for quoted in _QUOTED
    ),
    *(f'<xf numFmtId="{kind}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>' for kind in (14, 22)),
)
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_LOOKS)}">{"".join(_LOOKS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
FIRST_PARTS: dict[str, str] = {
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    ),
    "docProps/core.xml": (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Symbiose</dc:creator></cp:coreProperties>'
    ),
    "xl/styles.xml": _STYLES,
}


def sheet_path(number: int) -> str:
    """Where the sheet of this number, from 1, stands in the archive."""
    return f"xl/worksheets/sheet{number}.xml"


def last_parts(names: Sequence[str]) -> dict[str, str]:
    """The parts that name the sheets, once it is known how many there are; `names` in their order."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="/{sheet_path(number)}"/>'
        for number in numbers
    )
    kinds = "".join(
        f'<Override PartName="/{sheet_path(number)}" ContentType="{_KIND}.worksheet+xml"/>' for number in numbers
    )
    return {
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
            f'<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{kinds}'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
            f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
        ),
    }
