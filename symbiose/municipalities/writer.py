"""A configuration written back as the TOML files that it can be read from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from symbiose.municipalities.kinds import CLAUSE, FILES, KINDS
from symbiose.municipalities.model import Item, MunicipalityConfiguration, Value


def dump(configuration: MunicipalityConfiguration, folder: Path) -> None:
    """Write every file of the configuration into `folder`, which is made where it is missing.

    Files that would hold nothing are left out. Reading the folder gives an equal configuration.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        blocks = [_block(item) for item in configuration.items if KINDS[item.kind].file == name]
        if name == "profile.toml":
            blocks.insert(0, _profile(configuration))
        if blocks:
            (folder / name).write_text("\n".join(blocks), encoding="utf-8")


def _profile(configuration: MunicipalityConfiguration) -> str:
    profile = configuration.profile
    return _table("[profile]", ((name, getattr(profile, name)) for name in type(profile).__slots__))


def _block(item: Item) -> str:
    pairs: list[tuple[str, Value]] = [("id", item.id)]
    if item.kind != CLAUSE:
        pairs.append(("clause", item.clause))
    pairs += item.data.items()
    pairs += [
        ("valid_from", item.valid_from),
        ("valid_to", item.valid_to or ""),
        ("source", item.source),
        ("certainty", item.certainty.value),
    ]
    return _table(f"[[{item.kind}]]", pairs)


def _table(heading: str, pairs: Iterable[tuple[str, Value]]) -> str:
    return "\n".join((heading, *(f"{key} = {_value(value)}" for key, value in pairs), ""))


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_string(part) for part in value)}]"
    return value.isoformat() if isinstance(value, date) else repr(value)


def _string(text: str) -> str:
    """One line in quotes; several lines between three, so that a person can read and edit them."""
    if "\n" not in text:
        return f'"{_escaped(text)}"'
    return '"""\n' + "\n".join(_escaped(line) for line in text.split("\n")) + '"""'


def _escaped(line: str) -> str:
    # JSON and TOML escape alike but for the delete character, which JSON leaves as it is.
    return json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
