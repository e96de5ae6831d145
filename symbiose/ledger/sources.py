"""What rooms above tell the ledger about the records that post: how a quantity came about, and where it is mended.

Filled in each room's `AppConfig.ready()`; knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

MEND = gettext_lazy(
    "An entry follows the record that it came from. Mend it there: the old entry is then taken back, and a new one is noted."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record that posts. `explain` makes a sentence of an entry's `why`.

    `mended_there`: its entries follow what the record says, so a wrong figure is mended there and not in the ledger;
    `mend` says how, in whole sentences.
    """

    label: str
    explain: Callable[[Mapping[str, Any]], str] = lambda _why: ""
    mended_there: bool = True
    mend: Any = MEND


SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Make a kind of source known to the ledger's pages and verbs."""
    SOURCES[source.label] = source


def mended_at_source(label: str) -> bool:
    """A wrong figure of this kind is mended in the record that it came from."""
    return label in SOURCES and SOURCES[label].mended_there


def how_to_mend(label: str) -> str:
    """What to do about a wrong figure of this kind; empty where the ledger itself takes it back."""
    return str(SOURCES[label].mend) if mended_at_source(label) else ""


def explained(label: str, why: Mapping[str, Any]) -> str:
    """How a quantity came about, as a sentence; empty where nothing is said."""
    return SOURCES[label].explain(why) if why and label in SOURCES else ""
