"""What needs somebody today: every room's waiting lines in one order, and what to do when there are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.listings import queries as listings
from symbiose.listings.models import Listing
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.models import Membership, Organisation
from symbiose.organisations.queries import holding

# By who is hurt by waiting; a room that is not named here comes last under its own word.
SECTIONS = {
    "help": _("Want help"),
    "deadline": _("Have a deadline"),
    "waiting": _("Wait for you"),
    "proposals": _("New proposals"),
    "expiring": _("Run out soon"),
}
FOR_FIRMS = {"waiting": _("Wait for your firm")}  # several people may act for a firm
URGENT = "help"
FAR_AWAY = datetime.max.replace(tzinfo=UTC)
QUIET = 5


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the start page; `urgent` where a person waits for help."""

    code: str
    name: str
    rows: list[Waiting]
    urgent: bool


def sections(actor: Actor) -> list[Section]:
    """Every waiting line of every room, in the order of SECTIONS; late ones first in each."""
    by_code: dict[str, list[Waiting]] = {code: [] for code in SECTIONS}
    for line in (line for query in registry.WAITING for line in query(actor)):
        by_code.setdefault(line.section, []).append(line)
    names = SECTIONS | (FOR_FIRMS if actor.role is Role.FIRM else {})
    return [
        Section(code, str(names.get(code, code)), _in_order(rows), urgent=code == URGENT)
        for code, rows in by_code.items()
        if rows
    ]


def _in_order(rows: Iterable[Waiting]) -> list[Waiting]:
    return sorted(rows, key=lambda row: (not row.late, row.order or FAR_AWAY))


def memberships(actor: Actor) -> QuerySet[Membership]:
    """In which organisations a person may act today."""
    if actor.user_id is None:
        return Membership.objects.none()
    return (
        Membership.objects.filter(holding(), user_id=actor.user_id)
        .select_related("organisation")
        .order_by("role", "pk")
    )


def next_expiry(actor: Actor) -> date | None:
    """The next day on which one of one's listings runs out, beyond what stands on the page already."""
    after = timezone.localdate() + timedelta(days=listings.REMIND_DAYS)
    return (
        listings.own(actor)
        .filter(state="shown", valid_to__gt=after)
        .order_by("valid_to")
        .values_list("valid_to", flat=True)
        .first()
    )


def without_listing() -> QuerySet[Organisation]:
    """Organisations that show nothing on the market place, those that have stood still longest first."""
    shown = Listing.objects.filter(organisation=OuterRef("pk"), state="shown", valid_to__gte=timezone.localdate())
    return (
        Organisation.objects.filter(~Exists(shown))
        .exclude(kind=OrganisationKind.DEPARTMENT)
        .order_by("changed_at", "pk")[:QUIET]
    )


def own_shown(actor: Actor) -> QuerySet[Listing]:
    """What one's organisation has on the market place now, newest first."""
    return listings.own(actor).filter(state="shown", valid_to__gte=timezone.localdate()).order_by("-shown_at", "-pk")
