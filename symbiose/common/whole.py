"""A transaction that takes along what lies outside the database: a file that was stored goes where its row is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_undoing: ContextVar[list[Callable[[], object]]] = ContextVar("undoing")


@contextmanager
def whole() -> Iterator[None]:
    """A transaction in which `if_rolled_back` may be asked for; one inside another is undone with the outer one.

    What is done where one inside another breaks off stands in the outer one, and may ask for more there.
    """
    outer = _undoing.get(None)
    mine: list[Callable[[], object]] = []
    before = _undoing.set(mine)
    try:
        with transaction.atomic():
            transaction.on_commit(mine.clear)  # before any other call: what is committed stays, whatever fails after it
            yield
    except BaseException:
        _undoing.reset(before)
        for undo in reversed(mine):
            undo()
        raise
    _undoing.reset(before)
    if outer is not None:
        outer.extend(mine)


def if_rolled_back(undo: Callable[[], object]) -> None:
    """Do this where the transaction breaks off. Raises LookupError outside `whole`."""
    _undoing.get().append(undo)
