"""What waits for whom among exchanges: agreed and not begun, paused for long, and those of which nobody has told anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.matching import exchanges
from symbiose.matching.models import Exchange
from symbiose.matching.shown.exchanges import show_exchange

MOST = 5  # a start page shows those that have stood longest; the list holds the rest


def waiting(actor: Actor) -> list[Waiting]:
    """For an adviser all of them, for a firm its own."""
    if not actor.is_adviser and (actor.role is not Role.FIRM or actor.organisation_id is None):
        return []
    seen, today = exchanges.visible_to(actor), timezone.localdate()
    return [
        *(_with_itself(exchanges.with_itself(seen), actor) if actor.is_adviser else ()),
        *_not_begun(exchanges.not_begun_for_long(seen, on=today), actor),
        *_paused(exchanges.paused_for_long(seen, on=today), actor),
        *_quiet(exchanges.quiet_for_long(seen, on=today), actor),
    ]


def _longest(rows: QuerySet[Exchange], *order: str) -> QuerySet[Exchange]:
    return exchanges.with_parties(rows).order_by(*order, "pk")[:MOST]


def _with_itself(rows: QuerySet[Exchange], actor: Actor) -> Iterator[Waiting]:
    for row in _longest(rows, "changed_at"):
        since = timezone.localdate(row.changed_at)
        yield _line(row, actor, _("The two are one organisation now, and nobody gives to itself. End it."), since)


def _not_begun(rows: QuerySet[Exchange], actor: Actor) -> Iterator[Waiting]:
    for row in _longest(rows, "changed_at"):
        since = timezone.localdate(row.changed_at)
        why = _("Agreed since %(day)s. Has it begun, or did it come to nothing?")
        yield _line(row, actor, why % {"day": _day(since)}, since)


def _paused(rows: QuerySet[Exchange], actor: Actor) -> Iterator[Waiting]:
    for row in _longest(rows, "paused_on"):
        since = row.paused_on or timezone.localdate(row.changed_at)
        why = _("Paused since %(day)s. Does it go on, or has it ended?")
        yield _line(row, actor, why % {"day": _day(since)}, since)


def _quiet(rows: QuerySet[Exchange], actor: Actor) -> Iterator[Waiting]:
    for row in _longest(rows, "changed_at"):
        since = timezone.localdate(row.changed_at)
        yield _line(
            row, actor, _("Nobody has told anything since %(day)s. Does it still run?") % {"day": _day(since)}, since
        )


def _line(row: Exchange, actor: Actor, why: str, since: date) -> Waiting:
    url = reverse("exchanges:detail", args=[row.number])
    return Waiting(
        section="waiting",
        title=row.title,
        url=url,
        why=f"{show_exchange(row, actor).between}. {why}",
        when="",
        button=_("Tell how it stands"),
        button_url=url,
        order=timezone.make_aware(datetime.combine(since, time.min)),
    )


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
