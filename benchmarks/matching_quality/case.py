"""The case: the firms' and the other listings under neutral ids, and the known exchanges."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.matching_quality.distractors import distractors
from benchmarks.matching_quality.measures import Exchange
from symbiose.engine.exchange.model import Side
from symbiose.engine.files import ListingRow
from symbiose.engine.files.listings import read_listings
from symbiose.engine.files.organisations import read_organisations
from symbiose.engine.resources.model import Graph
from symbiose.reference import find_place

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Truth:
    """Exchanges by the same stream (strict), by the stream to any need of the receiver, and by the two firms alone."""

    strict: tuple[Exchange, ...]
    receivers: tuple[Exchange, ...]
    firms: tuple[Exchange, ...]
    streams: Mapping[str, str]  # exchange id -> "giver → receiver: stream", for people


def load_rows(graph: Graph) -> tuple[ListingRow, ...]:
    """Listings of the firms, then of the others. Raises ValueError where a file of the case does not load."""
    firms = read_listings((DATA / "listings.csv").read_bytes(), graph=graph, find_place=find_place)
    organisations = read_organisations((DATA / "firms.csv").read_bytes(), find_place=find_place)
    known = {organisation.id for organisation in organisations.rows}
    errors = (*firms.errors, *organisations.errors)
    if errors or {row.organisation for row in firms.rows} != known:
        raise ValueError(f"the files of the case do not load: {errors}")
    return (*firms.rows, *distractors())


def load_truth(rows: tuple[ListingRow, ...]) -> Truth:
    """Known exchanges of certainty A and B. Raises KeyError for a party or a listing that is not there."""
    side = {row.id: row.side for row in rows}
    firms = {row["name"]: row["firms"].split("|") for row in _table("parties.csv")}
    strict, receivers, loose, streams = [], [], [], {}
    for row in _table("truth.csv"):
        haves, needs = (frozenset(filter(None, row[name].split("|"))) for name in ("haves", "needs"))
        if any(side[one] is not Side.HAVE for one in haves) or any(side[one] is not Side.NEED for one in needs):
            raise ValueError(f"{row['id']}: a listing stands on the wrong side")
        strict.append(Exchange(row["id"], haves, needs))
        ends = ((firms[row["from"]], Side.HAVE), (firms[row["to"]], Side.NEED))
        given, taken = (
            frozenset(one.id for one in rows if one.organisation in of and one.side is at) for of, at in ends
        )
        receivers.append(Exchange(row["id"], haves, taken if needs else needs))
        loose.append(Exchange(row["id"], given, taken))
        streams[row["id"]] = f"{row['from']} → {row['to']}: {row['stream']}"
    return Truth(tuple(strict), tuple(receivers), tuple(loose), streams)


def neutral(seed: int) -> Callable[[str], str]:
    """New ids in an order that says nothing, since equal points are ordered by id; each seed gives another order."""
    return lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()[:16]


def in_one_place(rows: tuple[ListingRow, ...]) -> tuple[ListingRow, ...]:
    """The same rows at one address, so that distance tells nothing."""
    return tuple(replace(row, place="4400") for row in rows)


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
