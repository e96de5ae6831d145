"""The chain: what an object came from and what it led to, and its history."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry, Link
from symbiose.common.pages.forms import row_number
from symbiose.common.registry import KINDS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain strip. `url` is empty for the object itself and for what the actor may not open."""

    noun: str
    title: str
    state: str
    url: str
    here: bool = False
    reached: bool = True


STARTED = "started"  # the kind of link from an object to what was made from its page
ONE_OF_MANY = "on_round"  # from a round to each of its many calls: followed back, never forward, for a strip is no list


def named(text: str, actor: Actor) -> models.Model | None:
    """The object that an address names as `label:number`, where the actor may see it; None for everything else.

    So a page of a lower room knows what a new record was started from, without knowing the room above.
    """
    label, _colon, number = text.partition(":")
    kind, pk = KINDS.get(label), row_number(number)
    return kind.visible(actor).filter(pk=pk).first() if kind and pk else None


def chain(subject: models.Model, actor: Actor) -> list[Step]:
    """The steps before and after an object, oldest first, as far as the actor may see them."""
    label, pk = subject._meta.label_lower, subject.pk
    seen = {(label, pk)}
    before = _walk({(label, pk)}, seen, backwards=True)
    after = _walk({(label, pk)}, seen, backwards=False)
    kind = KINDS[label]
    here = Step(str(kind.noun), kind.title(subject), kind.state(subject), "", here=True)
    return [*_steps(before[::-1], actor), here, *_steps(after, actor)]


def _walk(front: set[tuple[str, int]], seen: set[tuple[str, int]], *, backwards: bool) -> list[tuple[str, int]]:
    """Objects reached over links, nearest first; two queries at most per generation of the chain."""
    found: list[tuple[str, int]] = []
    near, far = ("to", "from") if backwards else ("from", "to")
    while front:
        condition = Q()
        for label, pk in front:
            condition |= Q(**{f"{near}_label": label, f"{near}_id": pk})
        rows = Link.objects.filter(condition).order_by("pk").values_list(f"{far}_label", f"{far}_id")
        if not backwards:
            rows = rows.exclude(kind=ONE_OF_MANY)
        front = {row for row in rows if row not in seen}
        found += sorted(front)
        seen |= front
    return found


def _steps(objects: list[tuple[str, int]], actor: Actor) -> list[Step]:
    by_label: dict[str, list[int]] = {}
    for label, pk in objects:
        by_label.setdefault(label, []).append(pk)
    visible = {
        (label, row.pk): row
        for label, pks in by_label.items()
        if label in KINDS
        for row in KINDS[label].visible(actor).filter(pk__in=pks)
    }
    return [
        Step(str(KINDS[key[0]].noun), KINDS[key[0]].title(row), KINDS[key[0]].state(row), KINDS[key[0]].url(row))
        for key in objects
        if (row := visible.get(key))
    ]


def history(subject: models.Model, *, limit: int = 50) -> list[AuditEntry]:
    """What happened to an object, newest first."""
    return list(
        AuditEntry.objects.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk).order_by(
            "-at", "-pk"
        )[:limit]
    )
