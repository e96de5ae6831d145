"""What a pair is worth: named parts in thousandths of a point, whole numbers, so that sums are exact in any order.

One rule for one pair and for arrays of pairs. Mentor hours and accommodations are no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.placement.model import Candidate, Position, Weights

THOUSAND = 1000
_WEEKS_A_YEAR = 52.0
_YEARS = 2.0
PARTS = ("own_hours", "wishes", "waiting", "continuity", "workplace_hour", "travel_minute")
Ints = NDArray[np.int64]


def wished(candidate: Candidate, position: Position) -> float:
    """Share of the position's tasks that the person wishes for."""
    return len(candidate.wishes & position.tasks) / len(position.tasks) if position.tasks else 0.0


def quantities(
    *, half_hours: Any, can_half_hours: Any, wished_share: Any, weeks: Any, known: Any, minutes: Any
) -> dict[str, Any]:
    """What each weight is multiplied by, in natural units; numbers or arrays."""
    return {
        "own_hours": half_hours / np.maximum(can_half_hours, 1),
        "wishes": wished_share,
        "waiting": np.minimum(weeks / _WEEKS_A_YEAR, _YEARS),
        "continuity": known,
        "workplace_hour": half_hours / 2,
        "travel_minute": minutes,
    }


def worth(weights: Weights, by_part: Mapping[str, Any]) -> dict[str, Any]:
    """Thousandths of a point of each part; the parts add up to what the pair is worth."""
    signs = {"travel_minute": -1}
    return {
        name: signs.get(name, 1) * np.rint(getattr(weights, name) * THOUSAND * by_part[name]).astype(np.int64)
        for name in PARTS
    }
