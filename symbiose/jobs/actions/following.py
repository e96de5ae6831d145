"""What becomes of positions and workplaces when their organisation closes or is gathered in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.jobs.actions.carving import index_position
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Offer, Placement, Position, Workplace
from symbiose.jobs.queries.rows import OFFER, PLACEMENT, POSITION
from symbiose.organisations.actions.moving import doubles, field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, Owners, register_mover, register_owners


def register() -> None:
    """Positions close with their organisation and follow it, with proposals, placements and the links to them.

    Proposals that wait lapse by the clock, since their position is closed; who works there goes on, and the consultant ends it.
    """
    register_closer(POSITION, close_positions)
    register_mover(
        field_mover(Workplace, plural=_("workplaces with their figures"), clashing=doubles(Workplace, ["unit_id"]))
    )
    positions = field_mover(
        Position, plural=_("positions"), clashing=doubles(Position, ["external_id"], external_id__gt="")
    )
    register_mover(_with_workplaces(positions))
    register_owners(OFFER, _owners(Offer.objects.all()))
    register_owners(PLACEMENT, _owners(Placement.objects.all()))


def close_positions(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """Close every position of one that has closed; how many."""
    rows = Position.objects.filter(organisation_id=organisation_id).exclude(state=PositionState.CLOSED).order_by("pk")
    said: dict[str, Any] = {"state": PositionState.CLOSED.value, "closed_on": on, "close_reason": reason.strip()[:300]}
    return len([change(row, by=by, verb="jobs.close_position", reason=reason, **said) for row in rows])


def _with_workplaces(mover: Mover) -> Mover:
    """Positions at a workplace that stays, since the other organisation has told of the same one, go over to that one."""

    def settle(ids: Iterable[int], from_id: int, to_id: int) -> None:
        theirs = {row.unit_id: row for row in Workplace.objects.filter(organisation_id=to_id)}
        for row in Position.objects.filter(pk__in=ids).select_related("workplace", "organisation"):
            if row.workplace.organisation_id == from_id and row.workplace.unit_id in theirs:
                place = theirs[row.workplace.unit_id]
                Position.objects.filter(pk=row.pk).update(workplace=place)
            index_position(row)

    def move(from_id: int, to_id: int, *, by: Actor) -> Sequence[int]:
        moved: Sequence[int] = _verb(mover.move)(from_id, to_id, by=by)
        settle(moved, from_id, to_id)
        return moved

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        held = list(Position.objects.filter(pk__in=ids, organisation_id=from_id).values_list("pk", flat=True))
        _verb(mover.back)(ids, from_id, to_id, by=by)
        settle(held, from_id, to_id)

    return Mover(mover.label, mover.plural, mover.count, move=move, back=back)


def _verb(known: Callable[..., Any] | None) -> Callable[..., Any]:
    if known is None:
        raise TypeError(known)
    return known


def _owners(rows: QuerySet[Any]) -> Owners:
    def found(ids: Iterable[int]) -> dict[int, set[int]]:
        known = rows.filter(pk__in=list(ids)).values_list("pk", "position__organisation_id")
        return {pk: {organisation} for pk, organisation in known}

    return found
