"""The way from a person's home to a position: from the table where there is one, else an estimate by road."""

from __future__ import annotations

import math
from collections.abc import Mapping

from symbiose.engine.geography import Place, road_km
from symbiose.engine.placement.model import Mode, Speed, Way, Ways


def find_way(home: Place, work: Place, mode: Mode, *, table: Ways | None, speeds: Mapping[Mode, Speed]) -> Way | None:
    """The journey one way; None where the table has no row for these places and this mode."""
    if table is not None:
        return table.get((home.name, work.name, mode))
    return estimate(road_km(home, work) or 0.0, speeds[mode])


def estimate(km: float, speed: Speed) -> Way:
    """Whole minutes, rounded up, of so many km by road; of 0 km none are counted, for how far it is is unknown."""
    near = km == 0
    minutes = 0 if near else math.ceil(round(km / speed.km_per_hour * 60 + speed.minutes, 6))
    return Way(minutes, speed.first_out, speed.last_home, estimated=True, near=near)
