"""Receive what somebody asks: it has a number, an owner and a limit in the same second."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.numbering import add_numbered, find_enquiry_by
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import AT_ONCE, Channel, EnquiryState
from symbiose.frontdesk.limits import respond_by
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.permissions import may_type_in
from symbiose.frontdesk.routing import Choice, asked_of, choose_owner, desk, is_external, main_entrance
from symbiose.frontdesk.topics import OTHER
from symbiose.organisations.actions import log_contact
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_log_contact
from symbiose.organisations.queries import active

LONGEST_TITLE = 160
FIRST_SENTENCE = re.compile(r"(?<=[.?!])\s|\n")
WITHOUT_WORDS = "Henvendelse uden ord"  # where they wrote signs alone; kept with the record, in Danish
TOOK_IT = "Tog selv imod henvendelsen."  # kept with the record, in Danish like every reason
SAID = {
    Channel.FORM: ContactKind.MAIL,
    Channel.MAIL: ContactKind.MAIL,
    Channel.PHONE: ContactKind.CALL,
    Channel.VISIT: ContactKind.VISIT,
    Channel.MEETING: ContactKind.MEETING,
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who asks, as far as they say; what they do not say stays empty.

    `organisation` is known to be theirs, `claimed` perhaps; `looked_up` says that nothing more is found in what they wrote.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    postcode: str = ""
    organisation_text: str = ""
    organisation: Organisation | None = None
    claimed: Organisation | None = None
    looked_up: bool = False


@transaction.atomic
def receive_enquiry(
    *,
    channel: str,
    text: str,
    by: Actor,
    writer: Writer | None = None,
    title: str = "",
    topic: str = OTHER,
    entrance: Organisation | None = None,
    door: Organisation | None = None,
    received_at: datetime | None = None,
    on: date | None = None,
    keep: bool = False,
    answer: str = "",
    source_key: str = "",
    example: bool = False,
) -> Enquiry:
    """Keep what somebody asks; `keep` makes the one who typed it in its owner, an `answer` settles it at once.

    `on` is the day on which the owner must be there, today unless a loader says another. What arrives again under the same `source_key` is the same enquiry. Anybody writes by form or mail; a call, a visit
    and a meeting are typed in at an entrance, or by the department that was addressed. Raises NotAllowed, and
    NobodyAtEntrance where there is no one to own it.
    """
    if channel in AT_ONCE and not may_type_in(by, door):
        raise NotAllowed("frontdesk.receive")
    known = Enquiry.objects.filter(source_key=source_key).first() if source_key else None
    if known is not None:
        return known
    at = received_at or timezone.now()
    who = _with_firm(writer or Writer(), typed_in=may_type_in(by, door))
    new = Enquiry(
        channel=channel,
        topic=topic,
        title=(title or first_sentence(text))[:LONGEST_TITLE],
        text=text,
        door=door,
        received_at=at,
        respond_by=respond_by(timezone.localdate(at)),
        source_key=source_key,
        example=example,
        **_told_of(who),
    )
    _settle(new, answer=answer)
    _own(new, entrance or _entrance_of(by), on=on or timezone.localdate(), keep=keep or bool(answer), by=by)
    try:
        made = add_numbered(new, year=timezone.localdate(at).year, before="H-", by=by, verb="frontdesk.receive")
    except IntegrityError:  # another reads the same letter in the same moment
        known = Enquiry.objects.filter(source_key=source_key).first() if source_key else None
        if known is None:
            raise
        return known
    _log(made, by=by)
    find_enquiry_by(made)
    tell(made, [made.owner_id], _("New enquiry: %(title)s") % {"title": made.title}, by=by)
    return made


def _with_firm(who: Writer, *, typed_in: bool) -> Writer:
    """The organisation that stands under the very name or number that they wrote, where there is one and no other.

    It is theirs where one of us typed it in; whoever writes it themself only claims it, until somebody confirms it.
    """
    said = who.organisation_text.strip()
    if who.organisation is not None or who.looked_up or not said:
        return who
    named = Q(name__iexact=said) | Q(company_number=said.replace(" ", ""))
    found = list(active().filter(named).order_by("pk")[:2])
    if len(found) != 1:
        return who
    return replace(who, organisation=found[0]) if typed_in else replace(who, claimed=found[0])


def _told_of(who: Writer) -> dict[str, Any]:
    """The fields of an enquiry that say who asks."""
    firm = who.organisation
    return {
        "name": who.name,
        "email": who.email,
        "phone": who.phone,
        "postcode": who.postcode or (firm.postcode if firm else ""),
        "organisation_text": who.organisation_text,
        "organisation": firm,
        "claimed": None if firm else who.claimed,
    }


def first_sentence(text: str) -> str:
    """What stands before the first full stop or line break; cut between words where it is long, and never empty."""
    sentence = FIRST_SENTENCE.split(text.strip(), maxsplit=1)[0].strip().rstrip(".") or WITHOUT_WORDS
    return sentence if len(sentence) <= LONGEST_TITLE else sentence[: LONGEST_TITLE - 2].rsplit(" ", 1)[0] + " …"


def _settle(new: Enquiry, *, answer: str) -> None:
    """Answered now: counted, and no case until one is needed."""
    if answer:
        new.state, new.waits = EnquiryState.ANSWERED, False
        new.answer, new.answered_at = answer, new.received_at


def _entrance_of(by: Actor) -> Organisation:
    """One's own where one works at an external entrance, else the municipality's."""
    if by.role is Role.ENTRANCE and by.organisation_id is not None:
        return Organisation.objects.get(pk=by.organisation_id)
    return main_entrance()


def _own(new: Enquiry, entrance: Organisation, *, on: date, keep: bool, by: Actor) -> None:
    """Entrance and owner. Only who works there can keep it."""
    new.entrance, new.external = entrance, is_external(entrance)
    at = desk(entrance, external=new.external, on=on)
    asked = asked_of(new)
    mine = keep and by.user_id in at.standing
    choice = Choice(by.person_id, TOOK_IT) if mine else choose_owner(at, asked)
    new.owner_id, new.owner_reason = choice.user_id, choice.reason


def _log(enquiry: Enquiry, *, by: Actor) -> None:
    """It is a contact with the firm, for whoever asks who spoke with it last; what comes by itself the house writes down."""
    said = enquiry.text or enquiry.title
    log_contact(
        enquiry.organisation,
        kind=SAID[Channel(enquiry.channel)].value,
        text=f"{said}\n\n{enquiry.answer}".strip(),
        direction=Direction.IN.value,
        happened_at=enquiry.received_at,
        person=enquiry.name,
        thread=enquiry,
        spoken_for=enquiry.entrance if enquiry.external else enquiry.door or enquiry.entrance,
        by=by if may_log_contact(by) else system("Symbiose"),
    )
