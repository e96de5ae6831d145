"""Who may see entries and take them back."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import KINDS
from symbiose.ledger.models import Entry
from symbiose.ledger.sources import mended_at_source


def may_see_organisation(actor: Actor, organisation_id: int) -> bool:
    """Advisers, and the organisation itself."""
    return actor.is_adviser or (actor.role is Role.FIRM and actor.party_id == organisation_id)


def may_see_all(actor: Actor) -> bool:
    """The whole ledger with its names: advisers alone."""
    return actor.is_adviser


def may_see_thread(actor: Actor, label: str, thread_id: int) -> bool:
    """Whoever may see the record that the entries belong to, as its own room says; the public never."""
    kind = KINDS.get(label)
    if kind is None:
        return False
    insider = actor.is_adviser or actor.role is Role.FIRM
    return insider and kind.visible(actor).filter(pk=thread_id).exists()


def may_see_entry(actor: Actor, entry: Entry) -> bool:
    """Advisers and the organisations that the entry is about."""
    if actor.is_adviser:
        return True
    if actor.role is not Role.FIRM or actor.party_id is None:
        return False
    return entry.parties.filter(organisation_id=actor.party_id).exists()


def may_reverse(actor: Actor, entry: Entry) -> bool:
    """Advisers, and only what is not a reversal itself and is not mended in the record that it came from."""
    return actor.is_adviser and entry.reverses_id is None and not mended_at_source(entry.source_label)
