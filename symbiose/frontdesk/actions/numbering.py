"""A new enquiry or case: saved under the next number of its year, and found by search."""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.search import index
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries import CASE, ENQUIRY

MOST_TRIES = 20
Numbered = TypeVar("Numbered", Case, Enquiry)


def add_numbered(new: Numbered, *, year: int, before: str = "", by: Actor, verb: str) -> Numbered:
    """Save it under the next free number of the year. Two that are made in the same moment get two numbers."""
    kind = type(new)
    for number in _next_numbers(kind, f"{before}{year}-"):
        new.number = number
        try:
            with transaction.atomic():
                return actions.create(new, by=by, verb=verb)
        except IntegrityError:
            if not kind._default_manager.filter(number=number).exists():
                raise
    raise AssertionError  # the numbers of a year do not end


def _next_numbers(kind: type[Case | Enquiry], year: str) -> list[str]:
    """2026-0311, 2026-0312, …: the next numbers of the year, more than one for those who write at once."""
    rows = kind._default_manager.filter(number__startswith=year).order_by("-pk").values_list("number", flat=True)
    last = rows.first() or ""
    place = int(last[len(year) :]) if last else 0
    return [f"{year}{place + step:04d}" for step in range(1, MOST_TRIES + 1)]


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
