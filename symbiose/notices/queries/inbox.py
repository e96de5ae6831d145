"""The inbox of a person, and the letters that came in."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from symbiose.common.actor import Actor
from symbiose.notices.models import IncomingMail, Notice


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Everything that a person was told."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(user_id=actor.user_id)


def unread(actor: Actor) -> QuerySet[Notice]:
    """What a person has not read yet, newest first."""
    return notices_of(actor).filter(read_at__isnull=True).order_by("-created_at", "-pk")


def unread_of(person: str) -> Coalesce:
    """How many lines are unread, as a part of a query about something else; `person` names its field for the user."""
    counted = (
        Notice.objects.filter(user=OuterRef(person), read_at__isnull=True)
        .order_by()
        .values("user")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), Value(0))


def found(rows: QuerySet[Notice], words: str) -> QuerySet[Notice]:
    """Lines that hold every word."""
    for word in words.split():
        rows = rows.filter(text__icontains=word)
    return rows


def letters_in(words: str = "") -> QuerySet[IncomingMail]:
    """Letters that came in; with words, those whose sender or subject holds every one."""
    rows = IncomingMail.objects.all()
    for word in words.split():
        rows = rows.filter(Q(from_address__icontains=word) | Q(subject__icontains=word))
    return rows
