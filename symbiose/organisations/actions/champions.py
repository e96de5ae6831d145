"""Community champions: written down with their yes, changed, and erased when they take it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions, search
from symbiose.common.actor import Actor
from symbiose.organisations.actions.directory import Yes
from symbiose.organisations.actions.keeping import placed
from symbiose.organisations.models import Champion, DirectoryConsent
from symbiose.organisations.permissions import may_keep_champions
from symbiose.organisations.queries.directory import CHAMPION

EMPTY: dict[str, Any] = {
    **dict.fromkeys(("name", "role", "offers", "postcode", "town", "contact_email", "contact_phone"), ""),
    **dict.fromkeys(("latitude", "longitude", "organisation"), None),
}


class Erased(Exception):
    """The champion has left, and everything of theirs is erased."""


@transaction.atomic
def add_champion(yes: Yes, *, with_name: bool, by: Actor, **fields: Any) -> Champion:
    """A champion with the yes that they stand on; nobody is written down without one. Raises PermissionError."""
    _require(by)
    champion = actions.create(Champion(**placed(fields)), by=by, verb="organisations.add_champion")
    _write_yes(champion, yes, with_name=with_name, by=by)
    return champion


@transaction.atomic
def change_champion(
    champion: Champion, *, by: Actor, version: int | None = None, reason: str = "", **fields: Any
) -> Champion:
    """Change fields. Raises PermissionError, Erased, and Conflict where somebody changed it since `version`."""
    held = _held(champion, by)
    changed = actions.change(
        held, by=by, verb="organisations.change_champion", version=version, reason=reason, **placed(fields)
    )
    index_champion(changed)
    return changed


@transaction.atomic
def renew_champion(champion: Champion, yes: Yes, *, with_name: bool, by: Actor) -> DirectoryConsent:
    """A newer yes, with or without the name. The same again changes nothing. Raises PermissionError, Erased."""
    held = _held(champion, by)
    current = held.consents.filter(withdrawn_on__isnull=True).get()
    given_on = yes.given_on or timezone.localdate()
    before = (current.how, current.given_by, current.given_on, current.with_name)
    if before == (yes.how, yes.given_by, given_on, with_name):
        return current
    actions.change(current, by=by, verb="organisations.renew_consent", withdrawn_on=timezone.localdate())
    return _write_yes(held, yes, with_name=with_name, by=by)


@transaction.atomic
def withdraw_champion(champion: Champion, *, by: Actor) -> Champion:
    """The champion leaves the directory and everything of theirs is erased. A repeat changes nothing. Raises PermissionError."""
    _require(by)
    held = Champion.objects.select_for_update().get(pk=champion.pk)
    if held.erased_at is not None:
        return held
    for consent in held.consents.all():
        ended = consent.withdrawn_on or timezone.localdate()
        actions.change(consent, by=by, verb="organisations.withdraw_consent", withdrawn_on=ended, given_by="", note="")
    search.forget(CHAMPION, [held.pk])
    return actions.change(held, by=by, verb="organisations.erase_champion", erased_at=timezone.now(), **EMPTY)


def index_champion(champion: Champion) -> None:
    """Make a champion findable by what they do; by name only with a yes to the name."""
    named = champion.consents.filter(withdrawn_on__isnull=True, with_name=True).exists()
    text = [champion.offers, champion.place, champion.name if named else ""]
    search.index(CHAMPION, champion.pk, title=champion.role, text=" ".join(text))


def _require(by: Actor) -> None:
    if not may_keep_champions(by):
        raise PermissionError


def _held(champion: Champion, by: Actor) -> Champion:
    _require(by)
    held = Champion.objects.select_for_update().get(pk=champion.pk)
    if held.erased_at is not None:
        raise Erased
    return held


def _write_yes(champion: Champion, yes: Yes, *, with_name: bool, by: Actor) -> DirectoryConsent:
    consent = DirectoryConsent(
        champion=champion,
        with_name=with_name,
        given_on=yes.given_on or timezone.localdate(),
        how=yes.how,
        given_by=yes.given_by,
        note=yes.note,
    )
    actions.create(consent, by=by, verb="organisations.give_consent")
    index_champion(champion)
    return consent
