"""The demo's own content: who may be stepped in as, and made-up organisations, listings and answers beside them."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent / "demo"
# For a municipality without a story of its own: an empty house can be looked at too.
PLAIN_ROLES: tuple[dict[str, Any], ...] = (
    {
        "role": "adviser",
        "name": "Anna Eksempel",
        "mail": "anna@indgang.example",
        "title_da": "rådgiver",
        "title_en": "adviser",
        "da": "Opret organisationer, skriv for andre og led efter forslag",
        "en": "Add organisations, write for others and look for proposals",
    },
    {
        "role": "consultant",
        "name": "Karen Eksempel",
        "mail": "karen@indgang.example",
        "title_da": "jobkonsulent",
        "title_en": "job consultant",
        "da": "Skriv stillinger og mennesker ind, og led efter forslag",
        "en": "Write in positions and people, and look for proposals",
    },
    {
        "role": "leader",
        "name": "Lars Eksempel",
        "mail": "lars@indgang.example",
        "title_da": "leder i kommunen",
        "title_en": "leader in the municipality",
        "da": "Bestem, hvem der kommer først",
        "en": "Decide who comes first",
    },
    {
        "role": "visitor",
        "name": "",
        "title_da": "gæst",
        "title_en": "guest",
        "da": "Se markedspladsen og hvem der er med",
        "en": "See the market place and who takes part",
    },
)


@dataclass(frozen=True, slots=True)
class Story:
    """One municipality's demo: the rows of its two tables, and what is told beside them."""

    organisations: tuple[dict[str, str], ...]
    listings: tuple[dict[str, str], ...]
    listings_file: bytes
    told: dict[str, list[dict[str, Any]]]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What is told of a kind: user, organisation, champion, fact, listing, loop, step, answer, agreement, exchange, exchange_event, handover, enquiry, case and what belongs to it, call_round, call."""
        return self.told.get(kind, [])


@lru_cache(maxsize=4)
def story(slug: str) -> Story | None:
    """The demo of a municipality; None where it has none, as any municipality of its own."""
    folder = DEMO / slug
    if not folder.is_dir():
        return None
    told = {
        kind: rows
        for part in ("story.toml", "people.toml")
        for kind, rows in tomllib.loads((folder / part).read_text(encoding="utf-8")).items()
    }
    listings = folder / "listings.csv"
    return Story(_table(folder / "organisations.csv"), _table(listings), listings.read_bytes(), told)


def _table(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def roles(slug: str) -> list[dict[str, Any]]:
    """The roles that one can step in as with one click: who one becomes and what one can do."""
    found = story(slug)
    return found.of("user") if found else list(PLAIN_ROLES)
