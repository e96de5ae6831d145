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


class Vocabulary:
    """The reasons that one solver can give: each code with the names of its values, in their order."""

    def __init__(self, codes: Mapping[str, tuple[str, ...]]) -> None:
        self._codes = codes

    def reason(self, code: str, tone: Tone, **values: Value) -> Reason:
        """A reason whose values are exactly those that its code promises. Raises ValueError where they are not."""
        if tuple(values) != self._codes[code]:
            raise ValueError(f"{code} takes {self._codes[code]}, not {tuple(values)}")
        return Reason(code, tone, values)

    def met(self, code: str, **values: Value) -> Reason:
        """A condition that holds."""
        return self.reason(code, Tone.MET, **values)

    def unmet(self, code: str, **values: Value) -> Reason:
        """A condition that fails: the pair cannot be."""
        return self.reason(code, Tone.UNMET, **values)

    def todo(self, code: str, **values: Value) -> Reason:
        """Something to clarify or do before the pair can run."""
        return self.reason(code, Tone.TODO, **values)

    def note(self, code: str, **values: Value) -> Reason:
        """Good to know; it decides nothing."""
        return self.reason(code, Tone.NOTE, **values)

    def stop(self, code: str, **values: Value) -> Reason:
        """An authority's step must be recorded first."""
        return self.reason(code, Tone.STOP, **values)
