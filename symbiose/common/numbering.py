"""A new record under the next number of its row: 2026-0311, K-0417. Two that are made in the same moment get two numbers."""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Record

MOST_TRIES = 20
Numbered = TypeVar("Numbered", bound=Record)


def add_numbered(new: Numbered, *, row: str, by: Actor, verb: str, field: str = "number") -> Numbered:
    """Save it under the next free number that begins with `row`, in the field that holds it."""
    for number in next_numbers(type(new), row=row, field=field):
        setattr(new, field, number)
        try:
            with transaction.atomic():
                return actions.create(new, by=by, verb=verb)
        except IntegrityError:
            if not type(new)._default_manager.filter(**{field: number}).exists():
                raise
    raise AssertionError  # the numbers of a row do not end


def next_numbers(kind: type[Record], *, row: str, field: str = "number", count: int = MOST_TRIES) -> list[str]:
    """The next numbers of the row, more than one for those who write at once, or write many."""
    rows = kind._default_manager.filter(**{f"{field}__startswith": row}).order_by(Length(field).desc(), f"-{field}")
    last = rows.values_list(field, flat=True).first() or ""
    place = int(last[len(row) :]) if last else 0
    return [f"{row}{place + step:04d}" for step in range(1, count + 1)]
