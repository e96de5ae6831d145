"""The demo's own content: who may be stepped in as, and made-up organisations, listings and answers beside them."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent / "demo"


@dataclass(frozen=True, slots=True)
class Story:
    """One municipality's demo: the rows of its two tables, and what is told beside them."""

    organisations: tuple[dict[str, str], ...]
    listings: tuple[dict[str, str], ...]
    told: dict[str, list[dict[str, Any]]]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What is told of a kind: user, organisation, fact, listing, loop, step, answer."""
        return self.told.get(kind, [])


@lru_cache(maxsize=4)
def story(slug: str) -> Story | None:
    """The demo of a municipality; None where it has none, as any municipality of its own."""
    folder = DEMO / slug
    if not folder.is_dir():
        return None
    told = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    return Story(_table(folder / "organisations.csv"), _table(folder / "listings.csv"), told)


def _table(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def roles(slug: str) -> list[dict[str, Any]]:
    """The roles that one can step in as with one click: who one becomes and what one can do."""
    found = story(slug)
    return found.of("user") if found else []
