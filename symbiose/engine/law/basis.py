"""What a rule or a rate rests on, so that its source and its certainty follow it to the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """The source by language ("da" and "en"), and how sure it is: a code of `reference.Certainty`."""

    source: Mapping[str, str]
    certainty: str

    def values(self) -> dict[str, str]:
        """The source and its certainty as values of a reason."""
        return {"source_da": self.source["da"], "source_en": self.source["en"], "certainty": self.certainty}
