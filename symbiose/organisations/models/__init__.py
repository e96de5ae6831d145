"""Organisations, what is known of them, who acts for them, who asks to, and which are the same."""

from symbiose.organisations.models.access import AccessRequest
from symbiose.organisations.models.known import Membership, OrganisationFact, OrganisationYear, ProductionUnit
from symbiose.organisations.models.organisation import Organisation
from symbiose.organisations.models.same import Alike, Merge

__all__ = [
    "AccessRequest",
    "Alike",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationFact",
    "OrganisationYear",
    "ProductionUnit",
]
