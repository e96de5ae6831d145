"""One structured reason: a code and its values. The page, the letter and the test read the same structure.

`engine.explain` turns a reason into a plain sentence in Danish or English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float | bool | None


class Tone(StrEnum):
    """How a reason bears on the proposal that it belongs to."""

    MET = "met"  # fits
    UNMET = "unmet"  # a condition that failed
    TODO = "todo"  # has to be done before it can run
    NOTE = "note"  # good to know: an estimate, a source
    STOP = "stop"  # stopped until an authority step is recorded


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `engine/explain` with the values that its sentence needs, in natural units."""

    code: str
    tone: Tone
    values: Mapping[str, Value] = field(default_factory=dict)
