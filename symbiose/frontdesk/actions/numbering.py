"""A new enquiry or case: saved under the next number of its year, and found by search."""

from __future__ import annotations

from typing import TypeVar

from symbiose.common import numbering
from symbiose.common.actor import Actor
from symbiose.common.search import index
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries import CASE, ENQUIRY

Numbered = TypeVar("Numbered", Case, Enquiry)


def add_numbered(new: Numbered, *, year: int, before: str = "", by: Actor, verb: str) -> Numbered:
    """Save it under the next free number of the year."""
    return numbering.add_numbered(new, row=f"{before}{year}-", by=by, verb=verb)


def find_enquiry_by(enquiry: Enquiry) -> None:
    """Make it findable by its number, its words, and who wrote."""
    firm = enquiry.organisation.name if enquiry.organisation else enquiry.organisation_text
    told = (enquiry.number, enquiry.text, firm, enquiry.name, enquiry.email, enquiry.phone.replace(" ", ""))
    index(ENQUIRY, enquiry.pk, title=enquiry.title, text=" ".join(told))


def find_case_by(case: Case) -> None:
    """Make it findable by its number and words, its organisation, its parties, and what was asked in it."""
    told = [case.number]
    if case.organisation:
        told += [case.organisation.name, case.organisation.company_number, case.organisation.town]
    for party in case.parties.select_related("organisation"):
        told += [party.organisation.name if party.organisation else "", party.name, party.phone.replace(" ", "")]
    for enquiry in case.enquiries.all():
        told += [enquiry.number, enquiry.text, enquiry.name, enquiry.phone.replace(" ", "")]
    index(CASE, case.pk, title=case.title, text=" ".join(told))
