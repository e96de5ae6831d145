"""The inbox."""

from __future__ import annotations

from django.db.models import QuerySet

from symbiose.common.actor import Actor
from symbiose.notices.models import Notice, OutgoingMail


def unread(actor: Actor) -> QuerySet[Notice]:
    """What a person has not read yet, newest first."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(user_id=actor.user_id, read_at__isnull=True).order_by("-created_at", "-pk")


def undelivered() -> QuerySet[OutgoingMail]:
    """Letters that gave up, newest first: somebody must call instead."""
    return OutgoingMail.objects.filter(state="failed").order_by("-created_at")
