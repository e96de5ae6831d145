"""Movers of rows that carry the organisation in one field: how most rooms' rows follow one that is gathered in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

from symbiose.common.actor import Actor
from symbiose.organisations.merging import Mover


def field_mover(
    kind: type[models.Model],
    *,
    field: str = "organisation_id",
    plural: Any,
    label: str = "",
    clashing: Callable[[int, int], Iterable[int]] | None = None,
    after: Callable[[Sequence[int]], None] | None = None,
) -> Mover:
    """A mover of all rows of a model by one field. Ids in `clashing(from_id, to_id)` stay; `after` tends what moved."""
    rows = kind._default_manager

    def shift(ids: Sequence[int], from_id: int, to_id: int) -> list[int]:
        held = list(rows.filter(pk__in=ids, **{field: from_id}).values_list("pk", flat=True))
        rows.filter(pk__in=held).update(**{field: to_id})
        if after is not None:
            after(held)
        return held

    def move(from_id: int, to_id: int, *, by: Actor) -> list[int]:
        stay = set(clashing(from_id, to_id)) if clashing else set()
        own = rows.filter(**{field: from_id}).order_by("pk").values_list("pk", flat=True)
        return shift([pk for pk in own if pk not in stay], from_id, to_id)

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        shift(ids, from_id, to_id)

    return Mover(
        label=label or kind._meta.label_lower,
        plural=plural,
        count=lambda organisation_id: rows.filter(**{field: organisation_id}).count(),
        move=move,
        back=back,
    )


def doubles(kind: type[models.Model], names: Sequence[str], **open_rows: Any) -> Callable[[int, int], list[int]]:
    """Rows that the other organisation already has, by the values of some fields; for `clashing`."""

    def found(from_id: int, to_id: int) -> list[int]:
        rows = kind._default_manager.filter(**open_rows)
        there = set(rows.filter(organisation_id=to_id).values_list(*names))
        mine = rows.filter(organisation_id=from_id).values_list("pk", *names)
        return [row[0] for row in mine if row[1:] in there]

    return found
