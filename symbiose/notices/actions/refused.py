"""Letters that a person wrote and that were not read in: told by hand, set aside with a reason, and taken up again."""

from __future__ import annotations

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.notices.incoming import IncomingMessage, receiver
from symbiose.notices.incoming.message import Sign
from symbiose.notices.models import IncomingMail, IncomingState
from symbiose.notices.states import LETTER


def _locked(mail: IncomingMail) -> IncomingMail:
    return IncomingMail.objects.select_for_update().get(pk=mail.pk)


@transaction.atomic
def take_in_by_hand(mail: IncomingMail, *, text: str, by: Actor) -> IncomingMail:
    """Hand a letter over with the words that somebody read in the original. A repeat changes nothing.

    Raises NotAllowed, also without words or where no room takes letters.
    """
    now = _locked(mail)
    if now.state == IncomingState.HANDLED:
        return now
    row = LETTER.require("take_in", state=now.state, actor=by, subject=now)
    take = receiver()
    if take is None or not text.strip():
        raise NotAllowed("notices.letter_told")
    became = take(_as_told(now, text.strip()), by)
    return actions.change(
        now,
        by=by,
        verb="notices.letter_told",
        state=row.target,
        refusal="",
        set_aside_reason="",
        became_label=became._meta.label_lower,
        became_id=became.pk,
    )


def _as_told(mail: IncomingMail, text: str) -> IncomingMessage:
    return IncomingMessage(
        message_id=mail.message_id,
        content_hash=mail.content_hash,
        from_name="",
        from_address=mail.from_address,
        subject=mail.subject,
        sent_at=mail.arrived_at,
        text=text,
        quoted="",
        attachments=(),
        refused=(),
        in_reply_to="",
        references=(),
        sign=Sign.NONE,
        cpr_hidden=0,
        by_machine=mail.by_machine,
    )


@transaction.atomic
def set_letter_aside(mail: IncomingMail, *, reason: str, by: Actor) -> IncomingMail:
    """It is no enquiry, and why. A repeat changes nothing. Raises NotAllowed."""
    now = _locked(mail)
    if now.state == IncomingState.SET_ASIDE:
        return now
    row = LETTER.require("set_aside", state=now.state, actor=by, subject=now, reason=reason)
    return actions.change(
        now, by=by, verb="notices.letter_set_aside", reason=reason, state=row.target, set_aside_reason=reason
    )


@transaction.atomic
def take_letter_up(mail: IncomingMail, *, by: Actor) -> IncomingMail:
    """It waits for people once more. A repeat changes nothing. Raises NotAllowed."""
    now = _locked(mail)
    if now.state == IncomingState.REFUSED:
        return now
    row = LETTER.require("take_up", state=now.state, actor=by, subject=now)
    return actions.change(now, by=by, verb="notices.letter_taken_up", state=row.target, set_aside_reason="")
