"""A company of an extract, held against the organisation that is known here: what is taken, what is asked, what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symbiose.common.plans import PlannedRow
from symbiose.organisations.enums import RegisterField
from symbiose.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the register says: in words as it is kept, and as the fields of the record that it would be."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """The register contradicts what the municipality wrote: its word stands unless the register's is taken."""

    key: str
    field: RegisterField
    label: str
    before: str
    after: str


@dataclass(slots=True)
class PlannedFirm(PlannedRow):
    """A row of an extract: `known` is the organisation that is here, `fresh` the one that is offered as new."""

    number: str = ""
    known: Organisation | None = None
    fresh: Organisation | None = None
    said: dict[RegisterField, Said] = field(default_factory=dict)
    taken: list[RegisterField] = field(default_factory=list)  # what is written without a question
    kept: list[RegisterField] = field(default_factory=list)  # what is noted as the register's word alone
    asked: list[Asked] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    closing: bool = False  # it has closed in the register, and is open here

    @property
    def offered(self) -> bool:
        """A company that is not known here, and may be added."""
        return self.fresh is not None and self.what != "wrong"

    @property
    def told(self) -> tuple[Any, ...]:
        known = self.known and (self.known.pk, self.known.version)
        said = [(name.value, one.text) for name, one in self.said.items()]
        return (self.line, self.what, known, said, self.taken, self.kept, [one.key for one in self.asked], self.units)

    @property
    def organisation(self) -> Organisation:
        """The organisation that the row is about, saved or yet to be."""
        found = self.known or self.fresh
        if found is None:
            raise TypeError(self.line)
        return found
