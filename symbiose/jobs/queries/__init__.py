"""People, positions and placements as pages read them."""

from symbiose.jobs.queries.rows import (
    CANDIDATE,
    OFFER,
    PLACEMENT,
    POSITION,
    candidates_visible_to,
    offers_visible_to,
    placements_visible_to,
    positions_visible_to,
)

__all__ = [
    "CANDIDATE",
    "OFFER",
    "PLACEMENT",
    "POSITION",
    "candidates_visible_to",
    "offers_visible_to",
    "placements_visible_to",
    "positions_visible_to",
]
