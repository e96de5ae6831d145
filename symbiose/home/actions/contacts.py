"""Keep the contact points, and confirm that they still hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem, Municipality
from symbiose.home.actions.items import Days, add_item, change_item
from symbiose.home.permissions import may_keep_contacts
from symbiose.home.queries.contacts import holds_on, new_key
from symbiose.municipalities.kinds import CONTACT

EXAMPLE = ".example"


class NotNow(Exception):
    """Only a contact point that holds today can be confirmed."""


@transaction.atomic
def write_contact(
    known: MunicipalItem | None,
    *,
    values: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    by: Actor,
    version: int | None = None,
    reason: str = "",
) -> MunicipalItem:
    """Add a contact point, or change one from a day on. Raises PermissionError, Conflict, Overlap.

    The first address that is no example ends that the installation's contacts are examples; its export says so.
    """
    if not may_keep_contacts(by):
        raise PermissionError
    days = Days(valid_from, valid_to)
    _note_real_address(str(values.get("mail", "")), by)
    if known is None:
        data = {"order": MunicipalItem.objects.filter(kind=CONTACT).count() + 1, **values}
        return add_item(
            CONTACT, new_key(CONTACT, str(values["role_da"])), data=data, days=days, by=by, verb="home.add_contact"
        )
    return change_item(known, data=values, days=days, by=by, verb="home.change_contact", version=version, reason=reason)


def _note_real_address(mail: str, by: Actor) -> None:
    here = Municipality.objects.select_for_update().first()
    if here is None or not mail or mail.endswith(EXAMPLE) or not here.data.get("contacts_are_examples"):
        return
    actions.change(here, by=by, verb="home.contacts_are_real", data={**here.data, "contacts_are_examples": False})


@transaction.atomic
def confirm_contact(contact: MunicipalItem, *, by: Actor, told_by: str = "") -> MunicipalItem:
    """Note that a contact point still holds, and who said so. The same day again changes nothing.

    Raises PermissionError, and NotNow where it does not hold today.
    """
    if not may_keep_contacts(by):
        raise PermissionError
    today = timezone.localdate()
    held = MunicipalItem.objects.select_for_update().get(pk=contact.pk)
    if not holds_on(held, today):
        raise NotNow
    data = {**held.data, "confirmed_on": {"date": today.isoformat()}}
    return actions.change(held, by=by, verb="home.confirm_contact", reason=told_by, data=data)
