"""A case of an enquiry, or another enquiry of a case; put right, closed with its outcome, opened again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.answering import (
    answered,
    in_a_case,
    is_its_own_answer,
    same_writer,
    settled,
    spoken_at,
    waits_by,
)
from symbiose.frontdesk.actions.numbering import add_numbered, find_case_by, find_enquiry_by
from symbiose.frontdesk.actions.settling import know_organisation, locked_enquiry
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import CaseState, Outcome, Stage
from symbiose.frontdesk.models import Case, CaseParty, Enquiry
from symbiose.frontdesk.states import CASE, ENQUIRY
from symbiose.organisations.models import Contact, Organisation

OPENED = "opened"  # the kind of link from an enquiry to its case
NO_NEXT: dict[str, Any] = {"next_kind": "", "next_text": "", "next_on": None, "next_at": None, "next_owner": None}


def locked_case(case: Case) -> Case:
    """The case as it is now; nobody else moves it until this transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


@transaction.atomic
def open_case(
    enquiry: Enquiry, *, by: Actor, title: str = "", topic: str = "", organisation: Organisation | None = None
) -> Case:
    """The thread that stays alive from here on; it keeps the enquiry's owner, limit and words unless others are said.

    A repeat gives the case that there is. Raises NotAllowed.
    """
    now = locked_enquiry(enquiry)
    if now.case is not None:
        return now.case
    row = ENQUIRY.require("open_case", state=now.state, actor=by, subject=now)
    spoke = spoken_at(now)
    firm = organisation or now.organisation
    new = Case(
        title=title or now.title,
        topic=topic or now.topic,
        stage=Stage.DIALOGUE if spoke else Stage.RECEIVED,
        owner_id=now.owner_id,
        owner_reason=now.owner_reason,
        organisation=firm,
        entrance_id=now.entrance_id,
        external=now.external,
        door_id=now.door_id,
        opened_at=now.received_at,
        respond_by=now.respond_by,
        responded_at=spoke,
        waits_by=None if spoke else now.respond_by,
        example=now.example,
    )
    case = add_numbered(new, year=timezone.localdate(now.received_at).year, by=by, verb="frontdesk.open_case")
    _join(now, case, organisation=firm, target=row.target, verb="frontdesk.in_case", by=by)
    return case


@transaction.atomic
def attach_enquiry(enquiry: Enquiry, case: Case, *, by: Actor) -> Enquiry:
    """It is about a case that is open already: many doors, one case. A repeat changes nothing. Raises NotAllowed."""
    held, now = locked_case(case), locked_enquiry(enquiry)
    if now.case_id == held.pk:
        return now
    row = ENQUIRY.require("attach", state=now.state, actor=by, subject=now)
    CASE.require("change", state=held.state, actor=by, subject=held)
    if now.external != held.external or (now.external and now.entrance_id != held.entrance_id):
        raise NotAllowed("frontdesk.attach")  # what came in outside the municipality is passed on first, with a yes
    joined = _join(now, held, organisation=now.organisation, target=row.target, verb="frontdesk.attach", by=by)
    values = _spoke(held, joined, by=by) if is_its_own_answer(joined) else {}
    actions.change(held, by=by, verb="frontdesk.waits_for", **{"waits_by": waits_by(held), **values})
    if joined.waits:
        tell(
            held,
            [held.owner_id],
            gettext_lazy("They wait for an answer in your case: %(title)s") % {"title": now.title},
            by=by,
        )
    return joined


def _spoke(case: Case, joined: Enquiry, *, by: Actor) -> dict[str, Any]:
    """A call about the case is an answer to what the same writer asked before; of others it says nothing."""
    theirs = [one.pk for one in case.enquiries.all() if one.pk != joined.pk and same_writer(one, joined)]
    own = [] if joined.waits else [joined.pk]
    return answered(case, joined.received_at, only=[*theirs, *own], by=by)


def _join(
    enquiry: Enquiry, case: Case, *, organisation: Organisation | None, target: str, verb: str, by: Actor
) -> Enquiry:
    """The enquiry belongs to the case from now on, the one who wrote takes part in it, and so does the department."""
    claimed = None if organisation else enquiry.claimed
    joined = actions.change(
        enquiry,
        by=by,
        verb=verb,
        state=target,
        case=case,
        organisation=organisation,
        claimed=claimed,
        **in_a_case(enquiry),
    )
    know_organisation(joined)
    if joined.name:
        _take_in(case, joined, by=by)
    if joined.door_id and joined.door_id != case.door_id:
        _take_in_department(case, joined.door_id, by=by)
    actions.link(joined, case, kind=OPENED)
    find_enquiry_by(joined)
    find_case_by(case)
    return joined


def _take_in(case: Case, enquiry: Enquiry, *, by: Actor) -> None:
    """The one who wrote, as a party under their own name; once, however often they write."""
    if case.parties.filter(name=enquiry.name, organisation=enquiry.organisation).exists():
        return
    party = CaseParty(
        case=case,
        organisation=enquiry.organisation,
        name=enquiry.name,
        email=enquiry.email,
        phone=enquiry.phone,
    )
    actions.create(party, by=by, verb="frontdesk.add_party")


def _take_in_department(case: Case, department_id: int, *, by: Actor) -> None:
    """Another department was addressed about the same matter: it sees the case from now on."""
    if not case.parties.filter(organisation_id=department_id, name="").exists():
        actions.create(CaseParty(case=case, organisation_id=department_id), by=by, verb="frontdesk.add_party")


@transaction.atomic
def change_case(case: Case, *, by: Actor, version: int | None = None, **fields: Any) -> Case:
    """Put its title, topic, step, organisation or first door right. Conflict where somebody changed it since `version`."""
    held = locked_case(case)
    CASE.require("change", state=held.state, actor=by, subject=held)
    before = held.organisation
    changed = actions.change(held, by=by, verb="frontdesk.change_case", version=version, **fields)
    if changed.organisation != before:
        lines_follow(changed, before)
    find_case_by(changed)
    return changed


def lines_follow(case: Case, before: Organisation | None) -> None:
    """Its lines of the contact log stood under the wrong firm; those of other firms, gathered here, stay theirs."""
    own = Contact.objects.filter(thread_label=case._meta.label_lower, thread_id=case.pk, organisation=before)
    own.update(organisation_id=case.organisation_id)


@transaction.atomic
def close_case(case: Case, *, outcome: str, reason: str, by: Actor, version: int | None = None) -> Case:
    """What came of it, and why. Nothing is left to do; open tasks stay with their owners. A repeat changes nothing."""
    held = locked_case(case)
    if held.state == CaseState.CLOSED and (held.outcome, held.outcome_reason) == (outcome, reason):
        return held
    row = CASE.require("close", state=held.state, actor=by, subject=held, reason=reason)
    now = timezone.now()
    settled(held, now, by=by)
    return actions.change(
        held,
        by=by,
        verb="frontdesk.close_case",
        version=version,
        reason=reason,
        state=row.target,
        stage=Stage.OUTCOME,
        outcome=Outcome(outcome),
        outcome_reason=reason,
        closed_at=now,
        read_at=now,
        responded_at=held.responded_at or now,
        waits_by=None,
        **NO_NEXT,
    )


@transaction.atomic
def reopen_case(case: Case, *, reason: str, by: Actor) -> Case:
    """It goes on after all; what it was closed with stays in its history. A repeat changes nothing."""
    held = locked_case(case)
    if held.state == CaseState.OPEN:
        return held
    row = CASE.require("reopen", state=held.state, actor=by, subject=held, reason=reason)
    return actions.change(
        held,
        by=by,
        verb="frontdesk.reopen_case",
        reason=reason,
        state=row.target,
        stage=Stage.DIALOGUE,
        outcome="",
        outcome_reason="",
        closed_at=None,
    )
