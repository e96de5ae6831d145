"""Read a municipality's folder of TOML files, strictly: an error names the file, the item and the key in one sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from symbiose.municipalities.hours import HoursError, parse_hours
from symbiose.municipalities.kinds import (
    CHOICES,
    CLAUSE,
    CLOSING_DAY,
    COMMON_KEYS,
    CONTACT,
    FILES,
    KINDS,
    REFERENCES,
    REQUIRED_FILES,
    STREAM,
)
from symbiose.municipalities.model import Certainty, Item, MunicipalityConfiguration, Profile
from symbiose.municipalities.writer import dump

__all__ = ["ConfigurationError", "dump", "find", "load", "shipped"]

_HERE = Path(__file__).parent
_PROFILE_TYPES: dict[str, type] = {
    "slug": str,
    "name": str,
    "short_name": str,
    "code": str,
    "region": str,
    "postcode": str,
    "place": str,
    "radius_km": int,
    "languages": list,
    "contacts_are_examples": bool,
    "valid_from": date,
    "source": str,
}
_PROFILE_PATTERNS = {"slug": r"[a-z][a-z0-9-]*", "code": r"\d{3}", "postcode": r"\d{4}"}
_TYPE_NAMES = {str: "a text", int: "a whole number", bool: "true or false", date: "a date", list: "a list of texts"}
_COMMON_YEAR = 2023  # not a leap year
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_PHONE = re.compile(r"(?<![\d.,])\d{2} ?\d{2} ?\d{2} ?\d{2}(?![\d.,]?\d)")


class ConfigurationError(ValueError):
    """A folder that cannot be used; the message is one sentence that names the file and the key."""


def shipped() -> tuple[str, ...]:
    """Names of the municipalities that come with the product, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/profile.toml")))


def find(name_or_folder: str) -> Path:
    """The folder of a shipped municipality by its name, or any folder by its path.

    Raises ConfigurationError where neither exists.
    """
    if name_or_folder.lower() in shipped():
        return _HERE / name_or_folder.lower()
    folder = Path(name_or_folder)
    if folder.is_dir():
        return folder
    raise ConfigurationError(
        f"No municipality is called {name_or_folder!r}, and no folder has that path; shipped are {', '.join(shipped())}."
    )


def load(folder: Path) -> MunicipalityConfiguration:
    """The configuration in `folder`.

    Raises ConfigurationError for anything that is missing, unknown, of the wrong type, out of order or doubled,
    and for a reference to something that does not exist.
    """
    tables = _read_files(folder)
    profile = _profile(tables["profile.toml"].pop("profile", None))
    items = tuple(item for name, content in tables.items() for item in _items(name, content))
    _check_unique(items)
    _check_references(items)
    for item in items:
        _check_hours(item)
        _check_stream(item)
        _check_closing_day(item)
        if profile.contacts_are_examples:
            _check_examples(item)
    return MunicipalityConfiguration(profile, items)


def _read_files(folder: Path) -> dict[str, dict[str, Any]]:
    names = {path.name for path in folder.glob("*.toml")}
    for name in REQUIRED_FILES:
        if name not in names:
            raise ConfigurationError(f"{name}: the file is missing in {folder.name}.")
    for name in sorted(names.difference(FILES)):
        raise ConfigurationError(f"{name}: no file of this name belongs to a municipality; it may be {_listed(FILES)}.")
    return {name: _parse(folder / name) for name in FILES if name in names}


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name}: the file is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path.name}: the file is not TOML: {error}.") from None


def _profile(table: object) -> Profile:
    where = "profile.toml: profile"
    if not isinstance(table, dict):
        raise ConfigurationError(f"{where}: the table is missing.")
    _check_keys(where, table, _PROFILE_TYPES, {})
    for key, pattern in _PROFILE_PATTERNS.items():
        if not re.fullmatch(pattern, table[key]):
            raise ConfigurationError(f"{where}: {key}: {table[key]!r} is not of the form {pattern}.")
    if "da" not in table["languages"]:
        raise ConfigurationError(f"{where}: languages: Danish ('da') must be among them.")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Profile(**values)


def _items(name: str, content: Mapping[str, Any]) -> Iterable[Item]:
    for kind, tables in content.items():
        if kind not in KINDS or KINDS[kind].file != name:
            known = [known for known, shape in KINDS.items() if shape.file == name]
            raise ConfigurationError(f"{name}: {kind}: no such kind in this file; it may hold {_listed(known)}.")
        if not isinstance(tables, list):
            raise ConfigurationError(f"{name}: {kind}: write each one as [[{kind}]].")
        for number, table in enumerate(tables, start=1):
            yield _item(name, kind, number, table)


def _item(name: str, kind: str, number: int, table: Mapping[str, Any]) -> Item:
    where = f"{name}: {kind} {table.get('id', f'number {number}')}"
    shape = KINDS[kind]
    common = dict.fromkeys(("id", "source", "certainty", "valid_to"), str) | {"valid_from": date}
    if kind != CLAUSE:
        common["clause"] = str
    table = {**table, "valid_to": table.get("valid_to", None)}
    valid_to = table["valid_to"] or None
    if isinstance(valid_to, date):
        table["valid_to"] = ""
    _check_keys(where, table, {**common, **shape.required}, shape.optional)
    if valid_to is not None and not _is_date(valid_to):
        raise ConfigurationError(f'{where}: valid_to: write a date, or "" where it is open.')
    if table["certainty"] not in set(Certainty):
        raise ConfigurationError(f"{where}: certainty: must be one of {_listed(Certainty)}.")
    data = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    item = Item(
        kind=kind,
        id=table["id"],
        clause=table["id"] if kind == CLAUSE else table["clause"],
        valid_from=table["valid_from"],
        valid_to=valid_to,
        source=table["source"],
        certainty=Certainty(table["certainty"]),
        data=MappingProxyType({key: value for key, value in data.items() if key not in COMMON_KEYS}),
    )
    _check_item(where, item)
    return item


def _check_keys(
    where: str, table: Mapping[str, Any], required: Mapping[str, type], optional: Mapping[str, type]
) -> None:
    for key in required:
        if table.get(key) is None:
            raise ConfigurationError(f"{where}: {key}: the key is missing.")
    for key, value in table.items():
        wanted = required.get(key) or optional.get(key)
        if wanted is None:
            raise ConfigurationError(f"{where}: {key}: the key is not known here.")
        if not _fits(value, wanted):
            raise ConfigurationError(f"{where}: {key}: must be {_TYPE_NAMES[wanted]}.")


def _fits(value: object, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    if wanted is date:
        return _is_date(value)
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _check_item(where: str, item: Item) -> None:
    if not item.id or not item.source:
        raise ConfigurationError(f"{where}: {'source' if item.id else 'id'}: must not be empty.")
    if not item.clause and item.certainty is not Certainty.OURS:
        raise ConfigurationError(f'{where}: clause: cite a clause, or say certainty = "ours".')
    if item.valid_to is not None and item.valid_to < item.valid_from:
        raise ConfigurationError(f"{where}: valid_to: lies before valid_from.")
    begins, ends = item.data.get("period_from"), item.data.get("period_to")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        raise ConfigurationError(f"{where}: period_to: lies before period_from.")
    if item.data.get("asked") and not item.clause:
        raise ConfigurationError(f"{where}: asked: what the municipality asks for must cite its clause.")
    for key, value in item.data.items():
        choices = CHOICES.get((item.kind, key))
        if choices and value not in choices:
            raise ConfigurationError(f"{where}: {key}: must be one of {_listed(choices)}.")


def _check_unique(items: tuple[Item, ...]) -> None:
    """An id is one thing's; wordings of it that follow one another share it."""
    seen: dict[str, list[Item]] = {}
    for item in items:
        other = next((one for one in seen.get(item.id, ()) if one.kind != item.kind or _meet(one, item)), None)
        if other is not None:
            raise ConfigurationError(
                f"{_where(item)}: id: is used already by a {other.kind} in {KINDS[other.kind].file}."
            )
        seen.setdefault(item.id, []).append(item)


def _meet(one: Item, other: Item) -> bool:
    """Whether there is a day on which both hold."""
    return one.holds_on(other.valid_from) or other.holds_on(one.valid_from)


def _check_references(items: tuple[Item, ...]) -> None:
    kinds = {item.id: item.kind for item in items}
    for item in items:
        if item.clause and kinds.get(item.clause) != CLAUSE:
            raise ConfigurationError(f"{_where(item)}: clause: there is no clause {item.clause!r}.")
        for key, kind in REFERENCES.items():
            value = item.data.get(key, ())
            for target in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                if kinds.get(target) != kind:
                    raise ConfigurationError(f"{_where(item)}: {key}: there is no {kind} {target!r}.")


def _check_hours(item: Item) -> None:
    if item.kind != CONTACT:
        return
    try:
        parse_hours(str(item.data["hours"]))
    except HoursError as error:
        raise ConfigurationError(
            f"{_where(item)}: hours: {error.args[0]!r} is not of the form 'mon-fri 08:00-16:00'."
        ) from None


def _check_stream(item: Item) -> None:
    """What nobody confirmed is never firmer than unverified, and a year is told with how it is known, or not at all."""
    if item.kind != STREAM:
        return
    begins, ends = item.data.get("from_year"), item.data.get("to_year")
    if item.data["grade"] == "C" and item.certainty is not Certainty.UNVERIFIED:
        raise ConfigurationError(f'{_where(item)}: certainty: a stream of grade C is "unverified".')
    if (begins is None) != (item.data["year_basis"] == "unknown"):
        raise ConfigurationError(
            f"{_where(item)}: year_basis: must say how from_year is known, and unknown without one."
        )
    if isinstance(begins, int) and isinstance(ends, int) and ends < begins:
        raise ConfigurationError(f"{_where(item)}: to_year: lies before from_year.")


def _check_closing_day(item: Item) -> None:
    """A day that comes every year."""
    if item.kind != CLOSING_DAY:
        return
    month, day = item.data["month"], item.data["day"]
    try:
        date(_COMMON_YEAR, int(str(month)), int(str(day)))
    except ValueError:
        raise ConfigurationError(
            f"{_where(item)}: day: there is no day {day} in month {month} of every year."
        ) from None


def _check_examples(item: Item) -> None:
    """Where contacts are examples, no text may hold an address or a number that could be somebody's."""
    for key, value in item.data.items():
        for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            if any(not mail.rstrip(".,;:)").endswith(".example") for mail in _MAIL.findall(text)):
                raise ConfigurationError(f"{_where(item)}: {key}: example addresses end in .example.")
            if any(number.strip("0 ") for number in _PHONE.findall(text)):
                raise ConfigurationError(f"{_where(item)}: {key}: example telephone numbers are written 00 00 00 00.")


def _where(item: Item) -> str:
    return f"{KINDS[item.kind].file}: {item.kind} {item.id}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
