"""Whether somebody writes for the organisation whose name, number or address they used: confirmed by us, or not."""

from __future__ import annotations

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.cases import lines_follow, locked_case
from symbiose.frontdesk.actions.numbering import find_case_by, find_enquiry_by
from symbiose.frontdesk.actions.settling import know_organisation, locked_enquiry
from symbiose.frontdesk.enums import CaseState
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.states import ENQUIRY
from symbiose.organisations.models import Organisation


@transaction.atomic
def confirm_firm(enquiry: Enquiry, *, firm: Organisation, by: Actor) -> Enquiry:
    """They do write for it: the enquiry is the firm's from now on, and so is its case where that has none.

    A repeat changes nothing. Raises NotAllowed, also where it was settled otherwise meanwhile.
    """
    now = locked_enquiry(enquiry)
    ENQUIRY.require("confirm_firm", state=now.state, actor=by, subject=now)
    if now.organisation_id == firm.pk:
        return now
    if now.claimed_id != firm.pk:
        raise NotAllowed("frontdesk.confirm_firm")
    known = actions.change(now, by=by, verb="frontdesk.confirm_firm", organisation=firm, claimed=None)
    know_organisation(known)
    find_enquiry_by(known)
    if known.case is not None:
        _known_in(known.case, known, firm, by=by)
    return known


def _known_in(case: Case, enquiry: Enquiry, firm: Organisation, *, by: Actor) -> None:
    """The writer takes part in the case for the firm; an open case without a firm is the firm's."""
    held = locked_case(case)
    there = held.parties.filter(name=enquiry.name)
    if enquiry.name and not there.filter(organisation=firm).exists():
        for party in there.filter(organisation__isnull=True):
            actions.change(party, by=by, verb="frontdesk.change_party", organisation=firm)
    if held.state == CaseState.OPEN and held.organisation_id is None:
        lines_follow(actions.change(held, by=by, verb="frontdesk.change_case", organisation=firm), None)
    find_case_by(held)


@transaction.atomic
def refuse_firm(enquiry: Enquiry, *, firm: Organisation, by: Actor) -> Enquiry:
    """They do not write for it: it is as unknown as any other. A repeat changes nothing.

    Raises NotAllowed, also where it was confirmed meanwhile.
    """
    now = locked_enquiry(enquiry)
    ENQUIRY.require("refuse_firm", state=now.state, actor=by, subject=now)
    if now.claimed_id is None and now.organisation_id != firm.pk:
        return now
    if now.claimed_id != firm.pk:
        raise NotAllowed("frontdesk.refuse_firm")
    return actions.change(now, by=by, verb="frontdesk.refuse_firm", claimed=None)
