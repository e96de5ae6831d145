"""What waits for whom: every room's lines for the inbox, and this room's own about letters that did not go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common import registry
from symbiose.common.actor import Actor
from symbiose.common.registry import Waiting
from symbiose.notices import queries

FAR_AWAY = datetime.max.replace(tzinfo=UTC)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Every room's lines for an actor, late ones first."""
    lines = [line for query in registry.WAITING for line in query(actor)]
    return sorted(lines, key=lambda line: (not line.late, line.order or FAR_AWAY))


def about_letters(actor: Actor) -> Iterable[Waiting]:
    """Letters that did not arrive; for advisers also those that wait, and a mailbox that cannot be read."""
    if actor.user_id is None:
        return
    url = reverse("inbox:undelivered")
    lost = queries.undelivered_state(actor)
    if lost:
        title = ngettext("%(many)s letter did not arrive", "%(many)s letters did not arrive", lost.many) % {
            "many": lost.many
        }
        why = _("Call instead, or send it again.") if actor.is_adviser else _("Is your e-mail address right?")
        yield Waiting(
            "waiting", title, url, why, since(lost.since), _("See the letters"), url, late=False, order=lost.since
        )
    if not actor.is_adviser:
        return
    yield from _left()
    stuck = queries.stuck()
    if stuck:
        title = ngettext("%(many)s letter waits to be sent", "%(many)s letters wait to be sent", stuck.many) % {
            "many": stuck.many
        }
        why = _("The mail server takes no letters. Symbiose tries again by itself.")
        yield Waiting("waiting", title, url, why, since(stuck.since), _("See more"), url, order=stuck.since)
    trouble = queries.mailbox_trouble() if settings.MAILBOX["host"] else None
    if trouble and trouble.failing_since:
        incoming = reverse("inbox:incoming")
        why = _("Letters to the entrance are not read in. It is tried again every minute.")
        yield Waiting(
            "waiting",
            _("The mailbox cannot be read"),
            incoming,
            why,
            since(trouble.failing_since),
            _("See more"),
            incoming,
            order=trouble.failing_since,
        )


def _left() -> Iterable[Waiting]:
    """What a person wrote and no machine could read in."""
    left = queries.left_state()
    if left is None:
        return
    title = ngettext(
        "%(many)s letter to the entrance was not read in",
        "%(many)s letters to the entrance were not read in",
        left.many,
    ) % {"many": left.many}
    url = reverse("inbox:left")
    why = _("A person probably wrote it, and has no answer. Read the original.")
    yield Waiting("waiting", title, url, why, since(left.since), _("See the letters"), url, order=left.since)


def since(moment: datetime) -> str:
    """“since 9.14” of today, else “since 28 November”."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return _("since %(time)s o’clock") % {"time": formats.date_format(local, "G.i")}
    return _("since %(day)s") % {"day": formats.date_format(local, "DATE_FORMAT")}
