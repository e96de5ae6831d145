"""Which letters people want."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from symbiose.common.actor import Actor
from symbiose.notices.kinds import KINDS, NoticeKind
from symbiose.notices.models import MailChoice, MailMode

USUAL = MailMode.DAILY


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A kind with the letters that a person gets about it."""

    kind: NoticeKind
    mode: MailMode


def choices_of(actor: Actor) -> list[ChoiceRow]:
    """Every kind in the order of its name, with what the person chose or what is usual."""
    chosen = dict(MailChoice.objects.filter(user_id=actor.person_id).values_list("kind", "mode"))
    kinds = sorted(KINDS.values(), key=lambda kind: str(kind.name))
    return [ChoiceRow(kind, mode_of(kind, chosen.get(kind.code))) for kind in kinds]


def mode_of(kind: NoticeKind, chosen: str | None) -> MailMode:
    """The letters about a kind: as chosen, as usual, and never none where somebody waits for an answer."""
    mode = MailMode(chosen) if chosen else USUAL
    return USUAL if kind.required and mode == MailMode.NONE else mode


def wanting(mode: MailMode, kind: str, users: Collection[int]) -> set[int]:
    """Those of the users who chose just this about a kind; one query."""
    return set(MailChoice.objects.filter(kind=kind, mode=mode, user_id__in=users).values_list("user_id", flat=True))
