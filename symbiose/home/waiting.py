"""What waits for those who keep the contact points."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import Actor
from symbiose.common.registry import Waiting
from symbiose.home.permissions import may_keep_contacts
from symbiose.home.queries.contacts import ContactRow, shown
from symbiose.municipalities.kinds import CONTACT


def waiting(actor: Actor) -> Iterable[Waiting]:
    """Whether it still holds is asked for each contact point whose day has come, of those who keep them."""
    if not may_keep_contacts(actor):
        return
    for row in map(shown, municipality.items(CONTACT)):
        if row.is_due and row.due_on:
            page = reverse("home:contact_point", args=[row.item.pk])
            yield Waiting(
                section="waiting",
                title=municipality.said(row.item.data, "role")[0],
                url=page,
                why=_last_said(row),
                when=_("since %(day)s") % {"day": date_format(row.due_on, "DATE_FORMAT")},
                button=_("See and confirm"),
                button_url=page,
                late=row.is_late,
                order=timezone.make_aware(datetime.combine(row.due_on, time.min)),
            )


def _last_said(row: ContactRow) -> str:
    if row.confirmed_on is None:
        return _("Does the contact still hold? Nobody has confirmed it yet.")
    day = date_format(row.confirmed_on, "DATE_FORMAT")
    return _("Does the contact still hold? Last confirmed %(day)s.") % {"day": day}
