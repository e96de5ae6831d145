"""What firms of a trade often have others do: groups of trades by the first two digits of the trade code, as dated rows.

The rows are estimates of ours and say so. Digits mean the same in DB07 and DB25 unless a row names one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from symbiose.reference.rows import Certainty, in_force, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class TradeGroup:
    """A group of trades: the tasks that could move out from `min_persons` employees, and what such firms often buy.

    `tasks` and `buys` are families of the resource graph.
    """

    divisions: tuple[str, ...]
    version: str
    name: Mapping[str, str]
    min_persons: int
    tasks: tuple[str, ...]
    buys: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


def trade_groups(on: date) -> tuple[TradeGroup, ...]:
    """The groups that hold on a date. Before the first row, the first holds."""
    return tuple(in_force(_rows(), on))


def trade_group(code: str, version: str, *, on: date) -> TradeGroup | None:
    """The group of a trade code, or None where the code is unknown or no row names it."""
    return _by_division(on).get((code[:2], version)) if code else None


@lru_cache(maxsize=4)
def _by_division(on: date) -> Mapping[tuple[str, str], TradeGroup]:
    return {
        (division, version): row
        for row in trade_groups(on)
        for division in row.divisions
        for version in ([row.version] if row.version else ["DB07", "DB25"])
    }


@lru_cache(maxsize=1)
def _rows() -> tuple[TradeGroup, ...]:
    return tuple(_group(row) for row in read_rows("movable_tasks.csv"))


def _group(row: Mapping[str, str]) -> TradeGroup:
    first, last = validity(row)
    return TradeGroup(
        divisions=tuple(row["divisions"].split("|")),
        version=row["version"],
        name=told(row, "name"),
        min_persons=int(row["min_persons"]),
        tasks=tuple(row["tasks"].split("|")),
        buys=tuple(row["buys"].split("|")),
        valid_from=first,
        valid_to=last,
        source=sourced(row),
        certainty=Certainty(row["certainty"]),
    )
