"""What becomes of an enquiry: answered, set aside as noise, taken up again, put right, passed on to the municipality."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.common.whole import whole
from symbiose.frontdesk.actions.letters import carry_letters
from symbiose.frontdesk.actions.numbering import find_enquiry_by
from symbiose.frontdesk.actions.receipts import link_of
from symbiose.frontdesk.actions.receiving import Writer, receive_enquiry
from symbiose.frontdesk.enums import EnquiryState
from symbiose.frontdesk.limits import respond_by
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries.receipts import PASSED_ON as PASSED_ON_KEY
from symbiose.frontdesk.routing import main_entrance
from symbiose.frontdesk.states import ENQUIRY
from symbiose.notices.actions import withdraw_link
from symbiose.organisations.actions import log_contact
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models import Contact

ADDRESS_CHANGED = "Mailadressen er rettet."
PASSED_ON = "passed_on"  # the kind of link from an enquiry at an external entrance to the municipality's


def locked_enquiry(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it is now; nobody else moves it until this transaction ends. Always its case first, then what is in it."""
    Case.objects.select_for_update(of=("self",)).filter(enquiries=enquiry.pk).first()
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


@transaction.atomic
def answer_now(enquiry: Enquiry, *, answer: str, by: Actor, kind: str = ContactKind.MAIL) -> Enquiry:
    """It is answered, in writing, by call or face to face; counted, and no case until one is needed.

    A repeat changes nothing. Raises NotAllowed.
    """
    now = locked_enquiry(enquiry)
    if now.state == EnquiryState.ANSWERED and now.answer == answer:
        return now
    if not answer.strip():
        raise NotAllowed("frontdesk.answer")
    row = ENQUIRY.require("answer", state=now.state, actor=by, subject=now)
    at = timezone.now()
    answered = actions.change(
        now,
        by=by,
        verb="frontdesk.answer",
        state=row.target,
        waits=False,
        answer=answer,
        answered_at=now.answered_at or at,
        read_at=at,
    )
    log_contact(
        answered.organisation,
        kind=kind,
        text=answer,
        direction=Direction.OUT.value,
        happened_at=at,
        person=answered.name,
        thread=answered,
        by=by,
    )
    return answered


@transaction.atomic
def set_aside(enquiry: Enquiry, *, reason: str, by: Actor) -> Enquiry:
    """It is noise: an advertisement, a wrong number, sent twice. It stays readable and can be taken up again."""
    now = locked_enquiry(enquiry)
    if now.state == EnquiryState.NOISE:
        return now
    row = ENQUIRY.require("set_aside", state=now.state, actor=by, subject=now, reason=reason)
    return actions.change(
        now,
        by=by,
        verb="frontdesk.set_aside",
        reason=reason,
        state=row.target,
        waits=False,
        noise_reason=reason,
        read_at=timezone.now(),
    )


@transaction.atomic
def take_up(enquiry: Enquiry, *, by: Actor) -> Enquiry:
    """It waits for an answer once more, by a new limit from today; when it was first answered stays written down."""
    now = locked_enquiry(enquiry)
    if now.state == EnquiryState.NEW:
        return now
    row = ENQUIRY.require("take_up", state=now.state, actor=by, subject=now)
    return actions.change(
        now,
        by=by,
        verb="frontdesk.take_up",
        state=row.target,
        waits=True,
        noise_reason="",
        respond_by=respond_by(timezone.localdate()),
        escalated_at=None,
        unheard_at=None,
    )


@transaction.atomic
def change_enquiry(enquiry: Enquiry, *, by: Actor, version: int | None = None, **fields: Any) -> Enquiry:
    """Put right what was written down: who it is from, about what. Conflict where somebody changed it since `version`."""
    now = locked_enquiry(enquiry)
    ENQUIRY.require("change", state=now.state, actor=by, subject=now)
    before, address = now.organisation_id, now.email
    if fields.get("organisation") is not None:
        fields["claimed"] = None
    changed = actions.change(now, by=by, verb="frontdesk.change_enquiry", version=version, **fields)
    if changed.organisation_id != before:
        know_organisation(changed)
    if changed.email.lower() != address.lower():
        _close_links(changed, by=by)
    find_enquiry_by(changed)
    return changed


def _close_links(enquiry: Enquiry, *, by: Actor) -> None:
    """Whoever had the link at the old address may be another person; the right one has a new one sent."""
    numbers = [enquiry.number]
    if enquiry.source_key.startswith(PASSED_ON_KEY):
        numbers.append(enquiry.source_key.removeprefix(PASSED_ON_KEY))
    for one in Enquiry.objects.filter(number__in=numbers).order_by("pk"):
        link = link_of(one)
        if link is not None:
            withdraw_link(link, by=by, reason=ADDRESS_CHANGED)


def know_organisation(enquiry: Enquiry) -> None:
    """Its lines of the contact log are the firm's as soon as it is known which firm it is."""
    own = Contact.objects.filter(thread_label=enquiry._meta.label_lower, thread_id=enquiry.pk)
    own.update(organisation_id=enquiry.organisation_id)


@whole()
def pass_on(enquiry: Enquiry, *, consent: str, by: Actor) -> Enquiry:
    """From an external entrance to the municipality's, with the yes of the one who asked: all that they wrote, and who.

    Gives the enquiry at the municipality; a repeat gives the same. The time to answer runs from the day it came here.
    """
    now = locked_enquiry(enquiry)
    key = f"{PASSED_ON_KEY}{now.number}"
    if now.state == EnquiryState.PASSED_ON:
        return Enquiry.objects.get(source_key=key)
    row = ENQUIRY.require("pass_on", state=now.state, actor=by, subject=now)
    if not consent.strip():
        raise NotAllowed("frontdesk.pass_on")
    here = main_entrance()
    new = receive_enquiry(
        channel=now.channel,
        text=now.text or now.title,
        title=now.title,
        topic=now.topic,
        writer=Writer(
            now.name,
            now.email,
            now.phone,
            now.postcode,
            now.organisation_text,
            organisation=now.organisation,
            claimed=now.claimed,
            looked_up=True,
        ),
        entrance=here,
        source_key=key,
        by=by,
    )
    carry_letters(now, new, by=by)
    actions.change(
        now,
        by=by,
        verb="frontdesk.pass_on",
        reason=consent,
        state=row.target,
        waits=False,
        passed_to=here,
        consent=consent,
    )
    actions.link(now, new, kind=PASSED_ON)
    return new
