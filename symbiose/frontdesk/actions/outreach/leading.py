"""What a yes leads to: a case that goes on from the call, once however often it is asked for."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.common.models import Link
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.numbering import add_numbered, find_case_by
from symbiose.frontdesk.actions.outreach.taking import locked_call
from symbiose.frontdesk.actions.receiving import TOOK_IT, first_sentence
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import Stage
from symbiose.frontdesk.limits import respond_by
from symbiose.frontdesk.models import Call, Case
from symbiose.frontdesk.outreach_enums import CallAnswer
from symbiose.frontdesk.outreach_states import CALL
from symbiose.frontdesk.queries import CASE
from symbiose.frontdesk.queries.outreach import CALL as CALL_LABEL
from symbiose.frontdesk.routing import Asked, Choice, Desk, choose_owner, desk, main_entrance
from symbiose.frontdesk.topics import OTHER, topic_names
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation

FOUND, PARTNER = "found", "partner"  # the municipality's doors to a new firm and to a partnership


@transaction.atomic
def open_case_of_call(call: Call, *, by: Actor) -> Case:
    """The case that the talk led to; a repeat gives the one that there is.

    It is the caller's where they work at the entrance; a department's case goes to the entrance and keeps the department
    as its door. Raises NotAllowed, and NobodyAtEntrance where there is no one to own it.
    """
    held = locked_call(call)
    CALL.require("lead_on", state=held.state, actor=by, subject=held)
    if held.answer != CallAnswer.YES:
        raise NotAllowed("outreach.lead_on")
    known = case_of(held)
    if known is not None:
        return known
    if held.organisation.state != OrganisationState.ACTIVE:
        raise NotAllowed("outreach.lead_on")
    entrance = main_entrance()
    at = desk(entrance, external=False, on=timezone.localdate())
    case = _begun(held, entrance, at, by=by)
    actions.link(held, case, kind=STARTED)
    actions.record(held, by=by, verb="outreach.lead_on")
    find_case_by(case)
    tell(case, [case.owner_id], _("A call led to a case of yours: %(title)s") % {"title": case.title}, by=by)
    return case


def case_of(call: Call) -> Case | None:
    """The case that a call led to, if any."""
    led = Link.objects.filter(from_label=CALL_LABEL, from_id=call.pk, to_label=CASE).order_by("pk").first()
    return Case.objects.filter(pk=led.to_id).first() if led else None


def _begun(call: Call, entrance: Organisation, at: Desk, *, by: Actor) -> Case:
    now = timezone.now()
    choice = _owner(call, at)
    new = Case(
        title=first_sentence(call.line),
        topic=topic_of(call),
        stage=Stage.DIALOGUE,
        owner_id=choice.user_id,
        owner_reason=choice.reason,
        organisation_id=call.organisation_id,
        entrance=entrance,
        door=None if call.user_id in at.standing else call.department,
        opened_at=now,
        respond_by=respond_by(timezone.localdate(now)),
        responded_at=call.talked_at,
        example=call.example,
    )
    return add_numbered(new, year=timezone.localdate(now).year, by=by, verb="frontdesk.open_case")


def _owner(call: Call, at: Desk) -> Choice:
    if call.user_id in at.present:
        return Choice(call.user_id, TOOK_IT)
    return choose_owner(at, Asked(topic_of(call), call.organisation.postcode, call.organisation_id))


def topic_of(call: Call) -> str:
    """The door that the talk was about: partnership, a new firm, or none in particular."""
    wanted = PARTNER if call.partner else FOUND if call.outsource else OTHER
    return wanted if wanted in topic_names() else OTHER
