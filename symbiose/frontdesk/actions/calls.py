"""The call of two minutes: written down while one talks, answered and counted, or the beginning of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.cases import attach_enquiry, locked_case, open_case
from symbiose.frontdesk.actions.receiving import LONGEST_TITLE, Writer, receive_enquiry
from symbiose.frontdesk.actions.steps import set_next_step
from symbiose.frontdesk.enums import Channel
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.topics import OTHER

ANSWERED = "Besvaret med det samme i telefonen."  # kept with the record, in Danish like every reason


@dataclass(frozen=True, slots=True)
class NextStep:
    """What was promised on the telephone: what, by which day, and at what hour where one is agreed."""

    kind: str
    on: date
    at: time | None = None
    text: str = ""


@transaction.atomic
def answer_call(*, by: Actor, note: str = "", writer: Writer | None = None, topic: str = OTHER) -> Enquiry:
    """A call that is answered: counted, and no case. Without a note it is told by whose call it was. Raises NotAllowed."""
    return receive_enquiry(
        channel=Channel.PHONE,
        text=note,
        title="" if note else _short_call(writer),
        topic=topic,
        writer=writer,
        keep=True,
        answer=ANSWERED,
        by=by,
    )


@transaction.atomic
def follow_up_call(
    *,
    note: str,
    step: NextStep,
    by: Actor,
    writer: Writer | None = None,
    topic: str = OTHER,
    case: Case | None = None,
    replace_step: bool = False,
) -> Case:
    """A call that goes on: a case of its own, or one that is open already, with a next step.

    What is agreed in that case already holds, unless it is to be replaced. Raises NotAllowed, Conflict.
    """
    enquiry = receive_enquiry(channel=Channel.PHONE, text=note, topic=topic, writer=writer, keep=True, by=by)
    if case is None:
        held = open_case(enquiry, by=by)
    else:
        attach_enquiry(enquiry, case, by=by)
        held = locked_case(case)
        if held.next_on is not None and not replace_step:
            return held
    return set_next_step(held, kind=step.kind, on=step.on, at=step.at, text=step.text, by=by)


def _short_call(writer: Writer | None) -> str:
    """Kort opkald fra Eksempel Træværk: what stands where nothing was written."""
    who = ""
    if writer is not None:
        who = writer.organisation.name if writer.organisation else writer.organisation_text or writer.name
    with translation.override("da"):
        return (_("Short call from %(who)s") % {"who": who} if who else _("Short call"))[:LONGEST_TITLE]
