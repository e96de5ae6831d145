"""Listings of other sectors in other towns, drawn from a hand-written table: the same seed gives the same listings."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from symbiose.engine.exchange.model import Side
from symbiose.engine.files import ListingRow
from symbiose.engine.resources.model import Kind

SECTORS = Path(__file__).parent / "data" / "sectors.csv"
TOWNS = ("Aalborg", "Herning", "Silkeborg", "Esbjerg", "Kolding", "Odense", "Randers", "Viborg", "Horsens", "Varde")
FIRMS_PER_SECTOR = 2
SHARE = 0.75  # of a sector's things that one firm writes about
_SAID: Mapping[Side, tuple[str, ...]] = {
    Side.HAVE: ("Vi har {low}", "{thing}", "{thing} til overs", "Vi kan tilbyde {low}", "{thing} kan hentes hos os"),
    Side.NEED: ("Vi mangler {low}", "{thing}", "{thing} søges", "Vi kan bruge {low}", "Vi leder efter {low}"),
}


def distractors(seed: int = 1) -> Iterator[ListingRow]:
    """Rows as they would come from a `listings.csv`; ids and organisations begin with `x_`."""
    draw = random.Random(seed)
    with SECTORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, (_, things) in enumerate(groupby(rows, key=lambda row: row["sector"])):
        held = list(things)
        for firm in range(FIRMS_PER_SECTOR):
            organisation, town = f"x_{number:02d}_{firm}", draw.choice(TOWNS)
            for place, row in enumerate(held):
                if draw.random() < SHARE:
                    yield _listing(f"{organisation}_{place:02d}", organisation, town, row, draw)


def _listing(key: str, organisation: str, town: str, row: Mapping[str, str], draw: random.Random) -> ListingRow:
    side, thing = Side(row["side"]), row["thing"]
    low = thing if thing[:2].isupper() else thing[0].lower() + thing[1:]
    text = draw.choice(_SAID[side]).format(thing=thing, low=low)
    return ListingRow(id=key, side=side, text=text, organisation=organisation, kind=Kind(row["kind"]), place=town)
