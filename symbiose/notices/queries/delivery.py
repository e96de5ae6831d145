"""Letters that did not arrive, for those who must call instead, and whether letters go out and come in at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from symbiose.common.actor import Actor, Role
from symbiose.notices.models import IncomingMail, IncomingState, MailboxReading, MailState, OutgoingMail
from symbiose.notices.owners import about_own


@dataclass(frozen=True, slots=True)
class QueueState:
    """Letters that were tried in vain and wait: how many, and since when the first."""

    many: int
    since: datetime


def undelivered() -> QuerySet[OutgoingMail]:
    """Letters that gave up, newest first: somebody must call instead."""
    return OutgoingMail.objects.filter(state=MailState.FAILED, settled_at=None).order_by("-created_at", "-pk")


def undelivered_for(actor: Actor) -> QuerySet[OutgoingMail]:
    """Those that an actor must know of: all for advisers; for others those to their organisation or about their own."""
    if actor.is_adviser:
        return undelivered()
    if actor.user_id is None:
        return undelivered().none()
    own = about_own(actor)
    if actor.role is Role.FIRM and actor.organisation_id:
        own |= Q(organisation_id=actor.organisation_id)
    return undelivered().filter(own)


def undelivered_state(actor: Actor) -> QueueState | None:
    """How many letters did not arrive that an actor must know of, and since when; None where there are none."""
    return _counted(undelivered_for(actor))


def letter_for(actor: Actor, letter_id: int) -> OutgoingMail | None:
    """One letter that gave up, settled or not, if the actor may know of it."""
    if actor.is_adviser:
        return OutgoingMail.objects.filter(pk=letter_id).exclude(state=MailState.SENT).first()
    return undelivered_for(actor).filter(pk=letter_id).first()


def stuck() -> QueueState | None:
    """Letters that wait because they could not be sent when they were tried; None where there are none."""
    return _counted(OutgoingMail.objects.filter(state=MailState.QUEUED, attempts__gt=0))


def _counted(rows: QuerySet[OutgoingMail]) -> QueueState | None:
    found = rows.order_by().aggregate(many=Count("pk"), since=Min("created_at"))
    return QueueState(found["many"], found["since"]) if found["many"] else None


def left_to_people() -> QuerySet[IncomingMail]:
    """Letters that a person wrote and that became nothing, the oldest first: somebody must read them."""
    return IncomingMail.objects.filter(state=IncomingState.REFUSED, by_machine=False).order_by("arrived_at", "pk")


def left_state() -> QueueState | None:
    """How many letters wait for somebody to read them, and since when the first; None where there are none."""
    found = left_to_people().order_by().aggregate(many=Count("pk"), since=Min("arrived_at"))
    return QueueState(found["many"], found["since"]) if found["many"] else None


def mailbox_trouble() -> MailboxReading | None:
    """The mailbox that cannot be read, with since when; None where all is well."""
    return MailboxReading.objects.filter(failing_since__isnull=False).order_by("failing_since").first()
