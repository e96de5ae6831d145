"""The contact log and absences as pages and rules read them: who spoke with a firm last, who is away and who stands in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from symbiose.common.actor import Actor, Role
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Absence, Contact, Membership
from symbiose.organisations.queries.rows import holding


def works_outside() -> QuerySet[Membership]:
    """Memberships of external entrances, earlier ones too: what came in there stays there."""
    return Membership.objects.filter(role=MembershipRole.ENTRANCE)


def works_here(address: str) -> bool:
    """Whether somebody with that address works at the municipality's own entrance today."""
    return Membership.objects.filter(holding(), role=MembershipRole.ADVISER, user__email__iexact=address).exists()


def contacts_visible_to(actor: Actor) -> QuerySet[Contact]:
    """The municipality's advisers read all that was said on its side, an external entrance its own lines.

    Others read lines through what they belong to, and none that is confidential.
    """
    if actor.role is Role.SYSTEM:
        return Contact.objects.all()
    outside = Exists(works_outside().filter(organisation=OuterRef("spoken_for")))
    if actor.role is Role.ADVISER:
        return Contact.objects.filter(~outside)
    if actor.role is Role.ENTRANCE:
        return Contact.objects.filter(spoken_for_id=actor.organisation_id)
    return Contact.objects.none()


def standing_lines(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Without those that were withdrawn: they are shown struck out where the whole story is told, and count nowhere."""
    return rows.filter(withdrawn_at__isnull=True)


def contacts_of(subjects: Iterable[models.Model]) -> QuerySet[Contact]:
    """The lines that belong to any of these records, newest first."""
    wanted = models.Q(pk__in=[])
    for one in subjects:
        wanted |= models.Q(thread_label=one._meta.label_lower, thread_id=one.pk)
    rows = Contact.objects.filter(wanted).select_related("user", "spoken_for", "organisation")
    return rows.order_by("-happened_at", "-pk")


def away(user_ids: Iterable[int], *, on: date) -> dict[int, Absence]:
    """Who of these people is away on a day, with the absence that ends last."""
    rows = Absence.objects.filter(holding(on), user_id__in=list(user_ids)).order_by("valid_to", "pk")
    return {row.user_id: row for row in rows}
