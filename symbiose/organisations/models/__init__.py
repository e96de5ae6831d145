"""Organisations, what is known of them, who acts for them, who asks to, who spoke with them, and which are the same."""

from symbiose.organisations.models.access import AccessRequest
from symbiose.organisations.models.contacts import Absence, Contact
from symbiose.organisations.models.directory import Champion, DirectoryConsent
from symbiose.organisations.models.known import Membership, OrganisationFact, OrganisationYear, ProductionUnit
from symbiose.organisations.models.organisation import Organisation
from symbiose.organisations.models.register import RegisterFact
from symbiose.organisations.models.same import Alike, Merge

__all__ = [
    "Absence",
    "AccessRequest",
    "Alike",
    "Champion",
    "Contact",
    "DirectoryConsent",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationFact",
    "OrganisationYear",
    "ProductionUnit",
    "RegisterFact",
]
