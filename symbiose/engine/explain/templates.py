"""Sentence templates in two languages from a file `code,when,da,en`; `when` names the values a template is for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from symbiose.engine.reason import Value


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with {placeholders}; `when` holds (name of a value, its text), empty for the general case."""

    when: tuple[tuple[str, str], ...]
    da: str
    en: str

    def fits(self, values: Mapping[str, Value]) -> bool:
        """True where every value that the template is for stands in `values`."""
        return all(str(values.get(name)) == text for name, text in self.when)

    def text(self, language: str) -> str:
        """The template in Danish ("da") or English."""
        return self.da if language == "da" else self.en


def read_templates(path: Path) -> Mapping[str, tuple[Template, ...]]:
    """Templates by code in the order of the file: special cases stand before the general one."""
    templates: dict[str, tuple[Template, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (part.partition("=") for part in row.get("when", "").split("&") if part)
            when = tuple((name, text) for name, _, text in pairs)
            templates[row["code"]] = (*templates.get(row["code"], ()), Template(when, row["da"], row["en"]))
    return templates
