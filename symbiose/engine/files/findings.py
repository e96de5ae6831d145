"""Findings as plain sentences that say how to mend it, from `findings.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from symbiose.engine.explain.numbers import number
from symbiose.engine.explain.templates import Template, read_templates
from symbiose.engine.files.model import Finding
from symbiose.engine.reason import Value

_FILE = Path(__file__).parent / "findings.csv"
_LONGEST_SHOWN = 160
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WHERE = {"da": ("linje {0}", "kolonne {0}"), "en": ("line {0}", "column {0}")}


@lru_cache(maxsize=1)
def finding_templates() -> Mapping[str, tuple[Template, ...]]:
    """Templates of all findings by code."""
    return read_templates(_FILE)


def finding_sentence(finding: Finding, *, language: str = "da") -> str:
    """What is wrong and how to mend it, in Danish or English, without where it stands."""
    template = finding_templates()[finding.code][0]
    said = {name: _plain(value, language) for name, value in finding.values.items()}
    ending = f"_{language}"
    said |= {name.removesuffix(ending): text for name, text in said.items() if name.endswith(ending)}
    return template.text(language).format_map(said)


def finding_line(finding: Finding, *, language: str = "da") -> str:
    """File, line and column, then the sentence: for a terminal or a log."""
    line, column = _WHERE[language]
    where = [
        finding.file,
        line.format(finding.line) if finding.line else "",
        column.format(finding.column) if finding.line and finding.column else "",
    ]
    place = ", ".join(filter(None, where))
    said = finding_sentence(finding, language=language)
    return f"{place}: {said}" if place else said


def _plain(value: Value, language: str) -> str:
    """The value as it stands in a sentence: a cell's text on one line, cut where it is long."""
    if isinstance(value, int | float):
        return number(value, language=language)
    shown = _NOT_SHOWN.sub(" ", str(value))
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]} …"
