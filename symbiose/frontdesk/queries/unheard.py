"""External entrances where enquiries wait and nobody can answer: how many and since when, and nothing of what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min
from django.utils.translation import ngettext

from symbiose.frontdesk.queries.unread import waiting_outside
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import away, holding, works_outside


@dataclass(frozen=True, slots=True)
class Unheard:
    """What the municipality may know of an entrance outside it: its name, a number and a day."""

    entrance: Organisation
    number: int
    since: datetime

    @property
    def sentence(self) -> str:
        """How many wait where."""
        return ngettext(
            "%(number)s enquiry at %(name)s waits, and nobody there can answer.",
            "%(number)s enquiries at %(name)s wait, and nobody there can answer.",
            self.number,
        ) % {"number": self.number, "name": self.entrance.name}


def unheard_entrances(on: date) -> list[Unheard]:
    """External entrances with enquiries that wait, whose people are all away or gone on a day."""
    rows = waiting_outside().order_by().values("entrance_id")
    waiting = {row["entrance_id"]: row for row in rows.annotate(number=Count("pk"), since=Min("received_at"))}
    if not waiting:
        return []
    people = list(
        works_outside()
        .filter(holding(on), user__is_active=True, organisation_id__in=waiting)
        .values_list("organisation_id", "user_id")
    )
    absent = away([user_id for _, user_id in people], on=on)
    heard = {organisation_id for organisation_id, user_id in people if user_id not in absent}
    found = Organisation.objects.filter(pk__in=waiting.keys() - heard).exclude(state=OrganisationState.MERGED)
    return [Unheard(one, waiting[one.pk]["number"], waiting[one.pk]["since"]) for one in found.order_by("name", "pk")]
