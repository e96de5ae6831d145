"""What of this room, and of the rooms below it, follows an organisation that is gathered in another."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from symbiose.organisations.actions.access import request_movers
from symbiose.organisations.actions.linking import link_mover
from symbiose.organisations.actions.moving import doubles, field_mover
from symbiose.organisations.merging import register_mover
from symbiose.organisations.models import (
    Champion,
    Contact,
    DirectoryConsent,
    Membership,
    OrganisationYear,
    ProductionUnit,
    RegisterFact,
)


def register() -> None:
    """Figures, places of work, people, requests for access and personal links; what would stand twice stays."""
    register_mover(
        field_mover(OrganisationYear, plural=_("years with figures"), clashing=doubles(OrganisationYear, ["year"]))
    )
    register_mover(field_mover(ProductionUnit, plural=_("places of work")))
    register_mover(
        field_mover(
            Membership,
            plural=_("people who may answer"),
            clashing=doubles(Membership, ["user_id", "role"], valid_to__isnull=True),
        )
    )
    register_mover(
        field_mover(
            DirectoryConsent,
            plural=_("consents to the public list"),
            clashing=doubles(DirectoryConsent, ["with_name"], withdrawn_on__isnull=True),
        )
    )
    register_mover(field_mover(Champion, plural=_("community champions")))
    for mover in request_movers():
        register_mover(mover)
    register_mover(
        field_mover(
            RegisterFact,
            plural=_("facts of the company register"),
            clashing=doubles(RegisterFact, ["field", "told_on"]),
        )
    )
    register_mover(link_mover())
    register_mover(field_mover(Contact, plural=_("lines of the contact log")))
    register_mover(
        field_mover(
            Contact, field="spoken_for_id", plural=_("lines of the contact log"), label="organisations.contact.for"
        )
    )
