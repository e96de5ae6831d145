"""How rows of every room follow an organisation that is gathered in another; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symbiose.common.actor import Actor


@dataclass(frozen=True, slots=True)
class Mover:
    """How a room's rows of one kind (`app.model`, lower case) go from one organisation to another, and back.

    `count(organisation_id)` tells how many there are. `move(from_id, to_id, by=…)` gives the ids of the rows that it moved;
    what would stand twice stays. `back(ids, from_id, to_id, by=…)` returns exactly those that are still where they were
    moved to. Both run inside the transaction of the verb. A kind that never moves, since all that reads it follows the
    organisation, has neither. One that `follows` goes by where other rows lie: it moves and goes back after them, and is
    asked to go back also where nothing of it had moved. `ends(from_id, to_id)` tells beforehand how many rows that the two
    share cannot go on once they are one.
    """

    label: str
    plural: Any
    count: Callable[[int], int]
    move: Callable[..., Sequence[int]] | None = None
    back: Callable[..., None] | None = None
    follows: bool = False
    ends: Callable[[int, int], int] | None = None


# owners(ids) gives, for each row of a kind that is there, the organisations that have a part in it.
Owners = Callable[[Iterable[int]], dict[int, set[int]]]
MOVERS: dict[str, Mover] = {}
OWNERS: dict[str, Owners] = {}


def register_mover(mover: Mover) -> None:
    """Let a room's rows of one kind follow their organisation."""
    MOVERS[mover.label] = mover


def register_owners(label: str, owners: Owners) -> None:
    """Say whose a room's rows of one kind (`app.model`, lower case) are, so that personal links follow them."""
    OWNERS[label] = owners


def owners_of(label: str, ids: Iterable[int]) -> dict[int, set[int]]:
    """The organisations that have a part in rows of a kind, by id; nothing where no room has said."""
    return OWNERS[label](ids) if label in OWNERS else {}


def counts(organisation_id: int) -> list[tuple[Any, int, bool]]:
    """Each kind of rows that an organisation has any of: its name, how many, and whether they move."""
    found = [(mover.plural, mover.count(organisation_id), mover.move is not None) for mover in MOVERS.values()]
    return [(name, number, moves) for name, number, moves in found if number]


def ending(from_id: int, to_id: int) -> list[tuple[Any, int]]:
    """Each kind of rows that two organisations share and that end once they are one: its name and how many."""
    found = [(mover.plural, mover.ends(from_id, to_id)) for mover in MOVERS.values() if mover.ends]
    return [(name, number) for name, number in found if number]


def name_of(label: str) -> Any:
    """What the rows of a kind are called; empty for a kind that no room moves."""
    return MOVERS[label].plural if label in MOVERS else ""


def move_all(from_id: int, to_id: int, *, by: Actor) -> dict[str, list[int]]:
    """Every room moves its rows; the ids of each kind."""
    moved = {mover.label: list(mover.move(from_id, to_id, by=by)) for mover in _in_turn() if mover.move}
    return {label: ids for label, ids in moved.items() if ids}


def move_back(moved: dict[str, list[int]], from_id: int, to_id: int, *, by: Actor) -> None:
    """Every room takes its rows back to where they came from."""
    for mover in _in_turn():
        if mover.back is not None and (mover.follows or mover.label in moved):
            mover.back(moved.get(mover.label, []), from_id, to_id, by=by)


def _in_turn() -> list[Mover]:
    """As registered, and last those that follow."""
    return sorted(MOVERS.values(), key=lambda mover: mover.follows)
