"""Requests follow an organisation that is gathered in another, and go back when the two are parted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.proving import lock
from symbiose.organisations.enums import AccessState
from symbiose.organisations.merging import Mover
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries.access import UNDER_WAY


def request_movers() -> tuple[Mover, Mover]:
    """Open requests of those who have one open at the other too, which end and open again; then all the others.

    In this order: the others would find no room beside a double.
    """
    label = AccessRequest._meta.label_lower
    rows = AccessRequest.objects
    doubled = Mover(
        f"{label}.doubled", _("requests for access that stood twice"), lambda _pk: 0, _move_doubled, _open_doubled
    )
    others = Mover(
        label, _("requests for access"), lambda pk: rows.filter(organisation_id=pk).count(), _move_all, _move_back
    )
    return doubled, others


def _move_doubled(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    """Where the same person has an open request at the other, the one that moves is withdrawn: one stays open."""
    under_way = AccessRequest.objects.filter(state__in=UNDER_WAY)
    there = under_way.filter(organisation_id=to_id).values("email")
    rows = list(under_way.filter(organisation_id=from_id, email__in=there).order_by("pk"))
    for row in rows:
        now = lock(row)
        letters.close_invitation(now, by=by)
        settled: dict[str, Any] = {"state": AccessState.WITHDRAWN.value, "settled_at": timezone.now()}
        now = actions.change(now, by=by, verb="organisations.withdraw_access", **settled)
        actions.change(now, by=by, verb="organisations.move_access", organisation_id=to_id)
    return [row.pk for row in rows]


def _open_doubled(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    """What was withdrawn as a double waits again where it waited; what was erased or answered since stays so."""
    for row in AccessRequest.objects.filter(pk__in=ids, organisation_id=from_id).order_by("pk"):
        now = lock(row)
        values: dict[str, Any] = {"organisation_id": to_id}
        opens = now.state == AccessState.WITHDRAWN and now.erased_at is None
        if opens:  # only what was proven had been invited
            was = AccessState.INVITED if now.proof else AccessState.ASKED
            values |= {"state": was.value, "settled_at": None}
        now = actions.change(now, by=by, verb="organisations.part_access", **values)
        if opens and now.state == AccessState.INVITED:
            letters.open_invitation(now, by=by)


def _move_all(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    return _shift(AccessRequest.objects.filter(organisation_id=from_id).order_by("pk"), to_id, by, "move_access")


def _move_back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    rows = AccessRequest.objects.filter(pk__in=ids, organisation_id=from_id).order_by("pk")
    _shift(rows, to_id, by, "part_access")


def _shift(rows: QuerySet[AccessRequest], to_id: int, by: Actor, verb: str) -> list[int]:
    held = list(rows)
    for row in held:
        actions.change(lock(row), by=by, verb=f"organisations.{verb}", organisation_id=to_id)
    return [row.pk for row in held]
