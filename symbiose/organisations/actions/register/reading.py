"""An extract of the company register as rows, whatever it came in as. The door is the protocol; a file is the one adapter.

Another adapter gives the same rows, so that nothing behind the door knows where they are from.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from symbiose.engine.files import Read
from symbiose.engine.files import cells as read_cell
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table

NAME = "register"
COLUMNS = (
    *("cvr", "name", "p_numbers", "street", "postcode", "town", "trade_code", "employees"),
    *("status", "form", "started_on", "ended_on"),
)
REQUIRED = ("cvr", "name")
ONE_LINE = re.compile(r"^(?P<street>.*?),?\s+(?P<postcode>\d{4})\s+(?P<town>\D+)$", re.ASCII)
LONGEST_NAME, LONGEST_STREET, LONGEST_TOWN, LONGEST_FORM = 200, 200, 80, 60


class NotReadable(ValueError):
    """An extract that cannot be read at all; `args[0]` is a sentence for people."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register says of one company. Empty and None mean that the extract does not say it."""

    line: int
    cvr: str
    name: str
    p_numbers: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    town: str = ""
    trade_code: str = ""
    employees: int | None = None
    status: str = ""
    form: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    id: str = ""  # an extract has no ids of its own

    @property
    def said(self) -> tuple[Any, ...]:
        """All that it says, without where it stands."""
        return tuple(getattr(self, name) for name in COLUMNS)


class RegisterSource(Protocol):
    """Somewhere that extracts of the register come from."""

    def rows(self) -> Read[RegisterRow]:
        """The rows with what is wrong with others. Raises NotReadable."""
        ...


@dataclass(frozen=True, slots=True)
class FileExtract:
    """An extract as a file that somebody has: CSV, a workbook, or JSON with one object to a company."""

    data: bytes

    def rows(self) -> Read[RegisterRow]:
        """As `RegisterSource` says it."""
        text: bytes | str = self.data
        if _looks_like_json(self.data):
            text = _as_table(self.data)
        table = read_table(text, name=NAME, columns=COLUMNS, required=REQUIRED)
        return load_rows(table, _row, file="register")


def _looks_like_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}


def _row(reader: read_cell.RowReader) -> RegisterRow:
    street, postcode, town = (
        reader.optional(name, most)
        for name, most in (("street", LONGEST_STREET), ("postcode", LONGEST_TOWN), ("town", LONGEST_TOWN))
    )
    together = ONE_LINE.match(street) if not postcode else None
    if together:
        street, postcode, town = (together[name].strip() for name in ("street", "postcode", "town"))
    reader.required("cvr", LONGEST_NAME)
    return RegisterRow(
        line=reader.line,
        cvr=reader.read("cvr", read_cell.company_number, ""),
        name=reader.required("name", LONGEST_NAME),
        p_numbers=reader.read("p_numbers", read_cell.production_units, ()),
        street=street,
        postcode=postcode,
        town=town,
        trade_code=reader.read("trade_code", read_cell.trade_code, ""),
        employees=reader.read("employees", read_cell.whole_number, None),
        status=reader.read("status", read_cell.code_of("firm_status"), ""),
        form=reader.optional("form", LONGEST_FORM),
        started_on=reader.read("started_on", read_cell.day, None),
        ended_on=reader.read("ended_on", read_cell.day, None),
    )


def _as_table(data: bytes) -> str:
    """JSON as the same text that a CSV would be, so that both are held to the same rules; a company's line is its place."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotReadable(_("The JSON file is not written in UTF-8. Save it as UTF-8 and choose it again.")) from None
    except (ValueError, RecursionError):
        raise NotReadable(
            _("The JSON file breaks off or is not written as JSON. Make the extract once more.")
        ) from None
    rows = _companies(found) if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise NotReadable(_("The JSON file must hold a list with one object to a company."))
    names = list(dict.fromkeys(name for one in rows for name in one))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(one, name) for name in names] for one in rows)
    return out.getvalue()


def _companies(found: Mapping[str, Any]) -> list[Any]:
    """The list of companies among the fields of one object, or the object itself as the one company."""
    lists = [part for part in found.values() if isinstance(part, list)]
    of_objects = (part for part in lists if part and isinstance(part[0], dict))
    return next(of_objects, lists[0] if lists and len(lists) == len(found) else [found])


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, dict | list) for part in parts):
        raise NotReadable(
            _("“%(name)s” holds more than one value. Each field of a company must be a single value or a list.")
            % {"name": name[:80]}
        )
    return " ".join(" ".join(str(part).split()) for part in parts if part is not None)
