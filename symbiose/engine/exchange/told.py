"""Things that are told only when somebody asks: a result may hold a million of them as columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

Thing = TypeVar("Thing")


class Told(Sequence[Thing]):
    """A sequence whose members `tell` makes anew from their place each time; equal to any sequence of the same."""

    def __init__(self, count: int, tell: Callable[[int], Thing]) -> None:
        self._count, self._tell = count, tell

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Thing: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Thing, ...]: ...
    def __getitem__(self, place: int | slice) -> Thing | tuple[Thing, ...]:
        if isinstance(place, slice):
            return tuple(self._tell(number) for number in range(*place.indices(self._count)))
        return self._tell(range(self._count)[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
