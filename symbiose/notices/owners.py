"""Whose a thing is, as rooms above say: a letter that did not arrive is seen by the one who must call instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from symbiose.common.actor import Actor

Owned = Callable[[Actor], QuerySet[Any]]
OWNED: dict[str, Owned] = {}


def register_owned(label: str, owned: Owned) -> None:
    """Say which rows of a kind of record an actor owns."""
    OWNED[label] = owned


def about_own(actor: Actor) -> Q:
    """Letters about what the actor owns."""
    condition = Q(pk__in=())
    for label, owned in OWNED.items():
        condition |= Q(subject_label=label, subject_id__in=owned(actor).values("pk"))
    return condition
