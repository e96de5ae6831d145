"""Whether there is room: what is asked of a position, its workplace and the person wherever a placement comes to hold a seat.

All of it is read under a lock of the position and its workplace, which is taken after that of the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.engine.explain import law_sentence
from symbiose.jobs import words
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Candidate, Placement, Position
from symbiose.jobs.queries.placement_room import NOTHING, Own, living, room_of, support_left
from symbiose.jobs.queries.ratio import ratio_at
from symbiose.organisations.enums import OrganisationState
from symbiose.reference import counting_rule, placement_follow_up


def lock_position(position_id: int) -> Position:
    """The position and its workplace as they are now; two who want the last of their room come one after the other."""
    return lock_positions([position_id])[0]


def lock_positions(position_ids: Iterable[int]) -> list[Position]:
    """Several in the order of their ids, each with its workplace: before anything is written of the workplaces."""
    rows = Position.objects.select_for_update(of=("self", "workplace")).select_related("workplace", "organisation")
    return list(rows.filter(pk__in=set(position_ids)).order_by("pk"))


def require_open(position: Position) -> None:
    """Raise PlacementRefused where the position or its workplace has closed."""
    if position.state == PositionState.CLOSED:
        raise PlacementRefused("placement_position_closed")
    if position.organisation.state != OrganisationState.ACTIVE:
        raise PlacementRefused("placement_workplace_closed")


def require_beside(placement: Placement, person: Candidate) -> None:
    """One main placement, which the database holds, and so many beside it as the policy allows; else PlacementRefused."""
    most = 1 + int(placement_follow_up(placement.starts_on)["beside"].value)
    count = living(without=placement).filter(candidate=person).count()
    if count >= most:
        raise PlacementRefused("placement_beside", code=person.code, count=count, most=most)


def require_room(position: Position, hours: Decimal, *, without: Own = None) -> None:
    """Raise PlacementRefused where a place or hours are lacking, with how many, beside those in it and those promised."""
    room = room_of(position, without=without)
    if room.seats < 1:
        taken = position.seats - room.seats
        raise PlacementRefused("placement_no_seat", seats=position.seats, taken=taken, missing=1 - room.seats)
    if hours > room.hours:
        raise PlacementRefused(
            "placement_too_many_hours",
            left=written(max(NOTHING, room.hours)),
            total=written(position.total_hours),
            hours=written(hours),
            over=written(hours - room.hours),
        )


def require_support(position: Position, asked: Decimal, *, by: Actor, without: Own = None) -> None:
    """Raise where the workplace has told of less support than is left for one more; support that nobody told of stops nobody."""
    left = support_left(position.workplace, by=by, without=without)
    if left is not None and asked > left:
        raise PlacementRefused(
            "placement_mentor",
            left=written(max(NOTHING, left)),
            total=written(position.workplace.mentor_hours),
            hours=written(asked),
            over=written(asked - left),
        )


def require_ratio(
    position: Position, form: str, *, by: Actor, reason: str, without: Own = None, at: str = "reason"
) -> None:
    """The ratio rule warns and never blocks: which forms count is disputed, so whoever goes on says why, `at` a field."""
    today = timezone.localdate()
    if reason.strip() or counting_rule(today).counts(form) is False:
        return
    ratio = ratio_at(position.workplace, by=by, on=today, more=[form], without=without)
    if ratio.over:
        raise PlacementRefused("placement_ratio", at=at, law=law_sentence(ratio.reasons[-1], language=words.language()))


def written(number: Decimal | None) -> str:
    """Hours as Danes write them: 5 or 5,5."""
    return f"{(number or Decimal(0)).normalize():f}".replace(".", ",")
