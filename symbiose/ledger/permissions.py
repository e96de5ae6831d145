"""Who may see entries and take them back."""

from __future__ import annotations

from django.db import models

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import KINDS
from symbiose.engine.accounting import Kind, measures
from symbiose.ledger import queries
from symbiose.ledger.models import Entry
from symbiose.ledger.sources import mended_at_source

FLOWS = frozenset(code for code, one in measures().items() if one.kind is Kind.FLOW)


def may_see_organisation(actor: Actor, organisation_id: int) -> bool:
    """Advisers, and the organisation itself."""
    return actor.is_adviser or (actor.role is Role.FIRM and actor.party_id == organisation_id)


def may_see_all(actor: Actor) -> bool:
    """The whole ledger with its names: advisers alone."""
    return actor.is_adviser


def readable(actor: Actor, rows: models.QuerySet[Entry]) -> models.QuerySet[Entry]:
    """The rows without those on single people in work, of whom advisers read hidden and rounded figures alone."""
    return rows.filter(measure__in=FLOWS) if actor.is_adviser else rows


def visible_thread(actor: Actor, label: str, thread_id: int) -> models.Model | None:
    """The record that entries belong to, for those who may see it as its own room says; None for others."""
    kind = KINDS.get(label)
    if kind is None or not (actor.is_adviser or actor.role is Role.FIRM):
        return None
    return kind.visible(actor).filter(pk=thread_id).first()


def may_see_entry(actor: Actor, entry: Entry) -> bool:
    """Advisers where it is on nobody in work, and the organisations that the entry is about."""
    if actor.is_adviser:
        return entry.measure in FLOWS
    if actor.role is not Role.FIRM or actor.party_id is None:
        return False
    return queries.of_organisation(actor.party_id).filter(pk=entry.pk).exists()


def may_reverse(actor: Actor, entry: Entry) -> bool:
    """Advisers, and only what is not a reversal itself and is not mended in the record that it came from."""
    return actor.is_adviser and entry.reverses_id is None and not mended_at_source(entry.source_label)
