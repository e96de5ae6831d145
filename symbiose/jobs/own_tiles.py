"""What stands on a person's own start page: each subject of the room adds its tiles when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiose.common.actor import Actor

if TYPE_CHECKING:
    from symbiose.jobs.models import Candidate


@dataclass(frozen=True, slots=True)
class OwnTile:
    """One thing that the person can open: a few words, one sentence, the page. `waits` where it needs an answer.

    Tiles that wait come first, then those of the lowest `order`.
    """

    title: str
    url: str
    text: str = ""
    waits: bool = False
    order: int = 50


OWN_TILES: list[Callable[[Actor, Candidate], Iterable[OwnTile]]] = []


def register_own_tiles(query: Callable[[Actor, Candidate], Iterable[OwnTile]]) -> None:
    """Add a subject's answer to "what can I open?"."""
    if query not in OWN_TILES:
        OWN_TILES.append(query)


def own_tiles(actor: Actor, candidate: Candidate) -> list[OwnTile]:
    """All tiles of a person's start page, those that wait first."""
    found = (tile for query in OWN_TILES for tile in query(actor, candidate))
    return sorted(found, key=lambda tile: (not tile.waits, tile.order))
