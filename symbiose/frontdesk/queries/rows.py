"""Enquiries and cases as lists and pages read them: who sees which, what rows show."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from symbiose.common.actor import Actor, Role
from symbiose.common.search import found_ids
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.organisations.enums import OrganisationKind

CASE = Case._meta.label_lower
ENQUIRY = Enquiry._meta.label_lower
DEPARTMENT = OrganisationKind.DEPARTMENT


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """The one entrance sees every case of its own; an external entrance its own; a department those it has a part in.

    What came in at an external entrance is not the municipality's before it is passed on with consent. Firms see none:
    they have receipts.
    """
    if actor.role is Role.SYSTEM:
        return Case.objects.all()
    if actor.role is Role.ADVISER:
        return Case.objects.filter(external=False)
    if actor.role is Role.ENTRANCE:
        return Case.objects.filter(external=True, entrance_id=actor.organisation_id)
    return Case.objects.filter(department_has_part(actor)) if _acts_for_one(actor) else Case.objects.none()


def enquiries_visible_to(actor: Actor) -> QuerySet[Enquiry]:
    """Like cases; a department sees those that were addressed to it, and those of the cases that it sees."""
    if actor.role is Role.SYSTEM:
        return Enquiry.objects.all()
    if actor.role is Role.ADVISER:
        return Enquiry.objects.filter(external=False)
    if actor.role is Role.ENTRANCE:
        return Enquiry.objects.filter(external=True, entrance_id=actor.organisation_id)
    if not _acts_for_one(actor):
        return Enquiry.objects.none()
    addressed = Q(door_id=actor.organisation_id, door__kind=DEPARTMENT, external=False)
    return Enquiry.objects.filter(addressed | Q(case__in=cases_visible_to(actor)))


def _acts_for_one(actor: Actor) -> bool:
    """Signed in for an organisation; who answers a personal link for one sees no cases."""
    return actor.role is Role.FIRM and actor.membership_id is not None and actor.organisation_id is not None


def department_has_part(actor: Actor) -> Q:
    """The cases where the actor's department was first addressed, takes part, or has a task; none for a firm."""
    own = {"organisation_id": actor.organisation_id, "organisation__kind": DEPARTMENT}
    party = CaseParty.objects.filter(**own)
    task = CaseTask.objects.filter(**{f"owner_{name}": value for name, value in own.items()})
    door = Q(door_id=actor.organisation_id, door__kind=DEPARTMENT)
    return Q(external=False) & (door | Q(pk__in=party.values("case_id")) | Q(pk__in=task.values("case_id")))


def with_case_rows(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Read along what a row of the list and the page show."""
    return rows.select_related("organisation", "owner", "next_owner", "door", "entrance")


def with_enquiry_rows(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """Read along what a row of the list and the page show."""
    return rows.select_related("organisation", "claimed", "owner", "door", "entrance", "case")


def cases_found(rows: QuerySet[Case], query: str) -> QuerySet[Case]:
    """Those found by number, words, organisation, parties or what was asked."""
    return rows.filter(pk__in=found_ids(CASE, query))


def enquiries_found(rows: QuerySet[Enquiry], query: str) -> QuerySet[Enquiry]:
    """Those found by number, words, name, telephone or organisation."""
    return rows.filter(pk__in=found_ids(ENQUIRY, query))
