"""What waits for whom among exchanges: agreed and not begun, paused for long, and those of which nobody has told anything."""

from __future__ import annotations

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
    """For an adviser all of them, for a firm its own. First which they are, then their rows with both parties at once."""
    if not actor.is_adviser and (actor.role is not Role.FIRM or actor.organisation_id is None):
        return []
    seen, today = exchanges.visible_to(actor), timezone.localdate()
    found = [
        (_with_itself, _longest(exchanges.with_itself(seen), "changed_at") if actor.is_adviser else []),
        (_not_begun, _longest(exchanges.not_begun_for_long(seen, on=today), "changed_at")),
        (_paused, _longest(exchanges.paused_for_long(seen, on=today), "paused_on")),
        (_quiet, _longest(exchanges.quiet_for_long(seen, on=today), "changed_at")),
    ]
    ids = [pk for _say, some in found for pk in some]
    rows = exchanges.with_parties(Exchange.objects.all()).in_bulk(ids) if ids else {}
    return [say(rows[pk], actor) for say, some in found for pk in some if pk in rows]


def _longest(rows: QuerySet[Exchange], order: str) -> list[int]:
    return list(rows.order_by(order, "pk").values_list("pk", flat=True)[:MOST])


def _with_itself(row: Exchange, actor: Actor) -> Waiting:
    since = timezone.localdate(row.changed_at)
    return _line(row, actor, _("The two are one organisation now, and nobody gives to itself. End it."), since)


def _not_begun(row: Exchange, actor: Actor) -> Waiting:
    since = timezone.localdate(row.changed_at)
    why = _("Agreed since %(day)s. Has it begun, or did it come to nothing?")
    return _line(row, actor, why % {"day": _day(since)}, since)


def _paused(row: Exchange, actor: Actor) -> Waiting:
    since = row.paused_on or timezone.localdate(row.changed_at)
    why = _("Paused since %(day)s. Does it go on, or has it ended?")
    return _line(row, actor, why % {"day": _day(since)}, since)


def _quiet(row: Exchange, actor: Actor) -> Waiting:
    since = timezone.localdate(row.changed_at)
    why = _("Nobody has told anything since %(day)s. Does it still run?")
    return _line(row, actor, why % {"day": _day(since)}, since)


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
