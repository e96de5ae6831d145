"""Taking letters in: recorded once, handed over once, or refused with a reason; none is answered by a machine."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor, Role
from symbiose.notices.actions.letters import came_back
from symbiose.notices.incoming import IncomingMessage, LetterRefused, parse, receiver
from symbiose.notices.incoming.message import Sign
from symbiose.notices.models import IncomingMail, IncomingState, MailboxReading

MOST_ATTEMPTS = 6
MOST_AN_HOUR = 20  # of one sender; a loop of two machines writes more
LARGEST_LETTER = 40 * 1024 * 1024  # bytes
A_YEAR_OVER = "et år efter at brevet kom (databeskyttelsesforordningen, artikel 5, stk. 1, litra e)."
TIME_IS_OVER = "Fristen for at gemme det er gået."  # in Danish like every record
SENDERS_KEPT = timedelta(days=365)

SETTLED = {IncomingState.REFUSED, IncomingState.SET_ASIDE}

OUR_LETTER = re.compile(rb"symbiose-(\d{1,18})-([0-9a-f]{24})@")

logger = logging.getLogger(__name__)


class TooLarge(Exception):
    """The letter has more bytes than can be read."""


def own_addresses() -> set[str]:
    """What this installation writes from, in lower case: a letter from there is a loop."""
    written = (settings.DEFAULT_FROM_EMAIL, settings.MAILBOX["user"])
    return {address.lower() for address in (parseaddr(one)[1] for one in written) if "@" in address}


def take_in(raw: bytes, *, by: Actor, arrived_at: datetime | None = None) -> IncomingMail:
    """Take one letter in, as often as it is tried; what became of it is said by the state of the row.

    A letter that a person drops is taken in although a machine wrote it, also where the reading of the mailbox had
    refused it. Raises TooLarge over 40 MB; no other letter makes it fail.
    """
    if len(raw) > LARGEST_LETTER:
        raise TooLarge
    message = parse(raw, own_addresses=own_addresses())
    now = timezone.now()
    mail = _recorded(message, arrived_at=min(arrived_at or now, now), by=by)
    if message.sign is Sign.BOUNCE and mail.state == IncomingState.RECEIVED:
        _mark_returned(raw, by=by)
    return _handed_over(mail.pk, message, by=by)


def _mark_returned(raw: bytes, *, by: Actor) -> None:
    """Mark the letters of ours that a mail server sends back, each known by the sign in its message id."""
    with translation.override("da"):
        said = _("A mail server sent the letter back.")
    for number, sign in set(OUR_LETTER.findall(raw)):
        came_back(int(number), sign.decode("ascii"), said=said, by=by)


def _recorded(message: IncomingMessage, *, arrived_at: datetime, by: Actor) -> IncomingMail:
    """The one row of this letter, made where it is missing, also when two workers meet over it.

    It is the same letter where sender, subject and text are the same. The number that its sender's program gave it is
    no proof: some programs give many letters the same one.
    """
    for number in (message.message_id, f"again:{message.content_hash}"):
        known = IncomingMail.objects.filter(content_hash=message.content_hash).first()
        if known is not None:
            return known
        if IncomingMail.objects.filter(message_id=number).exists():
            continue
        new = IncomingMail(
            message_id=number,
            content_hash=message.content_hash,
            from_address=message.from_address,
            subject=message.subject,
            by_machine=message.by_machine,
            arrived_at=arrived_at,
        )
        with suppress(IntegrityError):  # another worker was first, with this letter or with its number
            return actions.create(new, by=by, verb="notices.letter_came")
    return IncomingMail.objects.get(content_hash=message.content_hash)


@transaction.atomic
def _handed_over(mail_id: int, message: IncomingMessage, *, by: Actor) -> IncomingMail:
    """Give the letter to the room that takes it, unless it has been; the row is locked meanwhile."""
    mail = IncomingMail.objects.select_for_update().get(pk=mail_id)
    dropped = by.role is not Role.SYSTEM
    if mail.state == IncomingState.HANDLED or (mail.state in SETTLED and not dropped):
        return mail
    message = replace(message, message_id=mail.message_id)  # the number that it is kept under
    if not dropped and (reason := _why_not(message)):
        return _refused(mail, reason, by=by)
    if not dropped and (reason := _too_many(mail)):
        return _refused(mail, reason, by=by, by_machine=True)
    take = receiver()
    if take is None:
        return mail
    try:
        with transaction.atomic():
            became = take(message, by)
    except LetterRefused as refusal:
        return _refused(mail, str(refusal.args[0]), by=by)
    except OperationalError:
        raise  # the database went away: nothing can be written down about it either
    except Exception:  # whatever broke above, this letter waits and the next one is read
        logger.exception("Incoming letter %s could not be handed over", mail.pk)
        return _tried(mail, by=by)
    return actions.change(
        mail,
        by=by,
        verb="notices.letter_taken",
        state=IncomingState.HANDLED,
        refusal="",
        set_aside_reason="",
        became_label=became._meta.label_lower,
        became_id=became.pk,
    )


def _tried(mail: IncomingMail, *, by: Actor) -> IncomingMail:
    """One attempt more; after six the letter is left to people."""
    mail.attempts += 1
    mail.save(update_fields=["attempts"])
    if mail.attempts < MOST_ATTEMPTS:
        return mail
    with translation.override("da"):
        return _refused(mail, _("The letter could not be read in. Read it in the mailbox."), by=by)


def _refused(mail: IncomingMail, reason: str, *, by: Actor, **known: Any) -> IncomingMail:
    """It became nothing, and why; one that lies set aside stays there."""
    if mail.state == IncomingState.SET_ASIDE:
        return mail
    return actions.change(
        mail, by=by, verb="notices.letter_refused", state=IncomingState.REFUSED, refusal=reason[:300], **known
    )


def _why_not(message: IncomingMessage) -> str:
    """The sentence in Danish for a letter that is no enquiry; "" for one that may be."""
    with translation.override("da"):
        return {
            Sign.OWN: _("The letter was sent by Symbiose itself."),
            Sign.BOUNCE: _("A mail server says that a letter could not be delivered."),
            Sign.AUTOMATIC: _("The letter is an automatic answer."),
            Sign.LIST: _("The letter was sent to many at once."),
        }.get(message.sign, "")


def _too_many(mail: IncomingMail) -> str:
    """The sentence for a letter of a sender who wrote more in an hour than people do; "" for any other."""
    if not mail.from_address:
        return ""
    with translation.override("da"):
        lately = IncomingMail.objects.filter(
            from_address=mail.from_address,
            arrived_at__gt=mail.arrived_at - timedelta(hours=1),
            arrived_at__lte=mail.arrived_at,
        ).exclude(pk=mail.pk)
        if lately.count() >= MOST_AN_HOUR:
            return _("The sender has sent more than %(most)s letters within an hour.") % {"most": MOST_AN_HOUR}
    return ""


@transaction.atomic
def refuse_large(headers: bytes, *, by: Actor, arrived_at: datetime | None = None) -> IncomingMail:
    """Record a letter that is too large to be read, by its headers; a repeat changes nothing."""
    now = timezone.now()
    mail = _recorded(parse(headers, own_addresses=own_addresses()), arrived_at=min(arrived_at or now, now), by=by)
    if mail.state != IncomingState.RECEIVED:
        return mail
    with translation.override("da"):
        return _refused(
            mail, _("The letter is larger than %(size)s.") % {"size": filesizeformat(LARGEST_LETTER)}, by=by
        )


@transaction.atomic
def mailbox_read(name: str) -> None:
    """The mailbox was read now."""
    MailboxReading.objects.update_or_create(
        name=name, defaults={"read_at": timezone.now(), "failing_since": None, "error": ""}
    )


@transaction.atomic
def mailbox_failed(name: str, error: str) -> None:
    """The mailbox could not be read; since when is kept from the first time."""
    reading, _new = MailboxReading.objects.select_for_update().get_or_create(name=name)
    reading.failing_since = reading.failing_since or timezone.now()
    reading.error = error[:300]
    reading.save(update_fields=["failing_since", "error"])


@transaction.atomic
def forget_letters(*, on: date, by: Actor) -> int:
    """Erase who wrote and about what, a year after; that the letter came stays, so that it never comes twice.

    One that still waits for people waits no longer: nobody would know any more whose it was.
    """
    over = IncomingMail.objects.filter(arrived_at__date__lt=on - SENDERS_KEPT)
    old = over.filter(~Q(from_address="", subject="") | Q(state=IncomingState.REFUSED, by_machine=False))
    return len([forget_letter(mail, by=by) for mail in list(old.order_by("pk")[:500])])


@transaction.atomic
def forget_letter(mail: IncomingMail, *, by: Actor, rule: str = A_YEAR_OVER) -> IncomingMail:
    """Erase who wrote one letter, about what, and why it was set aside; in the trail stands `rule` instead."""
    now = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    actions.erase_from_trail([now], rule=rule)
    empty: dict[str, Any] = {"from_address": "", "subject": ""}
    if now.state in SETTLED and not now.by_machine:
        empty |= {"state": IncomingState.SET_ASIDE.value, "set_aside_reason": TIME_IS_OVER}
    return actions.change(now, by=by, verb="notices.letter_forgotten", **empty)
