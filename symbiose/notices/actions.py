"""Telling people: the inbox first, mail as a copy, personal links; the queue sends after the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, MailState, Notice, OutgoingMail

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=2)
RENEWED_FOR = timedelta(days=7)
ONE_LETTER_EVERY = timedelta(minutes=10)


class TooSoon(Exception):
    """The same link was sent a moment ago."""


@transaction.atomic
def notify(user_ids: Iterable[int], *, subject: models.Model, text: str, url: str) -> None:
    """Put a line in each person's inbox."""
    Notice.objects.bulk_create(
        Notice(
            user_id=user_id, subject_label=subject._meta.label_lower, subject_id=subject.pk, text=text[:300], url=url
        )
        for user_id in sorted(set(user_ids))
    )


@transaction.atomic
def read_notice(notice: Notice, *, by: Actor) -> Notice:
    """Mark a line as read; a second time changes nothing."""
    if notice.user_id == by.user_id and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def queue_mail(*, to: str, subject: str, body: str, once_key: str) -> OutgoingMail:
    """Queue a letter; the same key again queues nothing. It is sent when the transaction has succeeded."""
    mail, new = OutgoingMail.objects.get_or_create(
        once_key=once_key[:120], defaults={"to": to, "subject": subject[:200], "body": body}
    )
    if new:
        transaction.on_commit(_ask_worker)
    return mail


def _ask_worker() -> None:
    from symbiose.notices.tasks import send_due  # tasks stand above actions and call them

    send_due.enqueue()


@transaction.atomic
def give_link(
    purpose: str, subject: models.Model, *, organisation_id: int, email: str, valid_until: date, by: Actor
) -> AnswerLink:
    """The one open link of a purpose for a party; asked for again, the same link with a later date."""
    found = AnswerLink.objects.filter(
        purpose=purpose,
        subject_label=subject._meta.label_lower,
        subject_id=subject.pk,
        organisation_id=organisation_id,
        withdrawn_at__isnull=True,
    ).first()
    if found:
        return actions.change(
            found, by=by, verb="link_kept", valid_until=max(valid_until, found.valid_until), email=email or found.email
        )
    return actions.create(
        AnswerLink(
            purpose=purpose,
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            organisation_id=organisation_id,
            email=email,
            valid_until=valid_until,
        ),
        by=by,
        verb="link_given",
    )


@transaction.atomic
def send_link(link: AnswerLink, *, by: Actor, text: str = "", subject: str = "") -> OutgoingMail:
    """Send a link's address to the one it was given to. Raises TooSoon where it was sent within ten minutes."""
    now = timezone.now()
    if link.last_sent_at and now - link.last_sent_at < ONE_LETTER_EVERY:
        raise TooSoon
    actions.change(link, by=by, verb="link_sent", last_sent_at=now)
    with translation.override("da"):  # the reader's language, not the sender's
        return _queue_link(link, now, text, subject)


def _queue_link(link: AnswerLink, now: datetime, text: str, subject: str) -> OutgoingMail:
    return queue_mail(
        to=link.email,
        subject=subject or _("Something waits for your answer"),
        body=(text or _("Something in Symbiose waits for your answer. You need no account."))
        + f"\n\n{links.address(link)}\n\n"
        + _("The link is personal. It is valid until %(date)s.") % {"date": link.valid_until.strftime("%d.%m.%Y")},
        once_key=f"link:{link.pk}:{now.isoformat()}",
    )


@transaction.atomic
def renew_link(link: AnswerLink, *, by: Actor) -> OutgoingMail:
    """A week more for an expired link, and the address once more by mail."""
    renewed = actions.change(
        link, by=by, verb="link_renewed", valid_until=max(link.valid_until, timezone.localdate() + RENEWED_FOR)
    )
    return send_link(renewed, by=by)


@transaction.atomic
def withdraw_link(link: AnswerLink, *, by: Actor, reason: str = "") -> AnswerLink:
    """Close a link; its address then says so."""
    if link.withdrawn_at:
        return link
    return actions.change(link, by=by, verb="link_withdrawn", reason=reason, withdrawn_at=timezone.now())


@transaction.atomic
def forget_link(link: AnswerLink, *, by: Actor) -> AnswerLink:
    """Close a link and erase the address that it was given to, with the letters that were sent to it."""
    OutgoingMail.objects.filter(once_key__startswith=f"link:{link.pk}:").delete()
    return actions.change(
        link, by=by, verb="link_forgotten", email="", withdrawn_at=link.withdrawn_at or timezone.now()
    )


def send_mail(mail_id: int) -> bool:
    """Send one letter that is due; whether it went. A failure waits longer each time, and gives up after six."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id, state=MailState.QUEUED).first()
        if mail is None or mail.next_try > timezone.now():
            return False
        mail.attempts += 1
        mail.next_try = timezone.now() + FIRST_WAIT * 2**mail.attempts
        mail.save(update_fields=["attempts", "next_try"])
    error = _deliver(mail)
    mail.state = MailState.SENT if not error else (MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else mail.state)
    mail.sent_at = None if error else timezone.now()
    mail.error = error[:300]
    mail.save(update_fields=["state", "sent_at", "error"])
    return not error


def _deliver(mail: OutgoingMail) -> str:
    """Hand the letter to the mail server; what it said where it refused."""
    try:
        EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to]).send()
    except (OSError, ValueError) as error:  # smtplib's errors and the network's; an address that no letter can carry
        return f"{type(error).__name__}: {error}"
    return ""
