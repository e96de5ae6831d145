"""Write one dated item of the municipality's configuration. What held before keeps its days and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem
from symbiose.municipalities.model import Certainty


class Overlap(Exception):
    """Another wording already holds on some of these days; `args[0]` is the item in the way."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first day on which something holds, and the last one where it is known."""

    first: date
    last: date | None = None

    def meets(self, row: MunicipalItem) -> bool:
        """Whether an item holds on one of these days."""
        begins_in_time = self.last is None or row.valid_from <= self.last
        return begins_in_time and (row.valid_to is None or row.valid_to >= self.first)


@transaction.atomic
def add_item(kind: str, key: str, *, data: Mapping[str, Any], days: Days, by: Actor, verb: str) -> MunicipalItem:
    """A new item at the end of the configuration. Raises Overlap where its key is taken on one of these days."""
    _require_free(MunicipalItem.objects.select_for_update().filter(kind=kind, key=key), days)
    last = MunicipalItem.objects.aggregate(last=Max("position"))["last"]
    with override("da"):  # the source stands in the record, whoever reads it
        source = _("Written in Symbiose")
    new = MunicipalItem(
        kind=kind,
        key=key,
        valid_from=days.first,
        valid_to=days.last,
        source=source,
        certainty=Certainty.OURS.value,
        data=_kept(data),
        position=0 if last is None else last + 1,
    )
    return actions.create(new, by=by, verb=verb)


@transaction.atomic
def change_item(
    known: MunicipalItem,
    *,
    data: Mapping[str, Any],
    days: Days,
    by: Actor,
    verb: str,
    version: int | None = None,
    reason: str = "",
) -> MunicipalItem:
    """Mend an item, or let another wording follow it.

    With a first day after that of an item that has begun, the item holds until the day before and the new wording from
    then on. Every other change mends the item itself. Raises Conflict where somebody changed it since `version`, and
    Overlap where a third wording is in the way. The same again changes nothing.
    """
    wordings = MunicipalItem.objects.select_for_update().filter(kind=known.kind, key=known.key).order_by("valid_from")
    held = {row.pk: row for row in wordings}
    current = held[known.pk]
    if version is not None and current.version != version:
        raise actions.Conflict(current)
    others = wordings.exclude(pk=known.pk)
    values = _kept({**current.data, **data})
    if not (current.valid_from <= timezone.localdate() and days.first > current.valid_from):
        _require_free(others, days)
        return actions.change(
            current, by=by, verb=verb, reason=reason, data=values, valid_from=days.first, valid_to=days.last
        )
    _require_free(others, days)
    actions.change(current, by=by, verb=verb, reason=reason, valid_to=days.first - timedelta(days=1))
    follows = MunicipalItem(
        kind=current.kind,
        key=current.key,
        clause=current.clause,
        valid_from=days.first,
        valid_to=days.last,
        source=current.source,
        certainty=current.certainty,
        data=values,
        position=current.position,
    )
    return actions.create(follows, by=by, verb=verb, reason=reason)


def _require_free(rows: Any, days: Days) -> None:
    for row in rows:
        if days.meets(row):
            raise Overlap(row)


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored: nothing that is unknown, dates and lists as the loader writes them."""
    return {
        name: {"date": value.isoformat()} if isinstance(value, date) else value
        for name, value in data.items()
        if value is not None
    }
