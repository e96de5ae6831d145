"""The mail queue: a letter is queued with what it is about, and sent when its transaction has succeeded."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices.actions.signing import sender, signature
from symbiose.notices.incoming.headers import LOOP
from symbiose.notices.models import AnswerLink, MailState, OutgoingMail
from symbiose.notices.queries import written

MOST_ATTEMPTS = 6  # of a letter that the mail server refuses
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=1)
SERVER_AWAY_FOR = timedelta(days=3)  # so long a letter waits for a mail server that does not answer
BY_A_MACHINE = {
    "Auto-Submitted": "auto-generated",
    "X-Loop": LOOP,
}  # so that no machine answers, and ours knows its own
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)


@transaction.atomic
def queue_mail(
    *,
    to: str,
    subject: str,
    body: str,
    once_key: str,
    about: models.Model | None = None,
    organisation_id: int | None = None,
) -> OutgoingMail:
    """Queue a letter; the same key again queues nothing. It is sent when the transaction has succeeded.

    `about` and `organisation_id` say what it is about and to which organisation it goes: if it does not arrive, the
    one who owns that and the organisation's own people see it. A personal link as `about` says both.
    """
    mail, new = OutgoingMail.objects.get_or_create(
        once_key=once_key[:120],
        defaults={
            "to": to,
            "subject": subject[:200],
            "body": body,
            **_about(about, organisation_id),
        },
    )
    if new:
        transaction.on_commit(_ask_worker)
    return mail


@transaction.atomic
def queue_text(
    key: str,
    *,
    to: str,
    values: Mapping[str, str],
    once_key: str,
    language: str = "da",
    about: models.Model | None = None,
    organisation_id: int | None = None,
) -> OutgoingMail:
    """Queue a letter with a registered text, in the words that the municipality chose for it."""
    words = written(key, language, **values)
    return queue_mail(
        to=to,
        subject=words.subject,
        body=words.body,
        once_key=once_key,
        about=about,
        organisation_id=organisation_id,
    )


def _about(about: models.Model | None, organisation_id: int | None) -> dict[str, str | int | None]:
    """The fields that say it; 0 stands for no organisation in links about access."""
    if isinstance(about, AnswerLink):
        return {
            "subject_label": about.subject_label,
            "subject_id": about.subject_id,
            "organisation_id": about.organisation_id or None,
        }
    return {
        "subject_label": about._meta.label_lower if about else "",
        "subject_id": about.pk if about else None,
        "organisation_id": organisation_id or None,
    }


def _ask_worker() -> None:
    from symbiose.notices.tasks import send_due  # tasks stand above actions and call them

    send_due.enqueue()


def send_mail(mail_id: int) -> bool:
    """Send one letter that is due; whether it went.

    A failure waits longer each time. A letter that the server refuses gives up after six attempts; where the server
    does not answer, it waits for three days.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id, state=MailState.QUEUED).first()
        if mail is None or mail.next_try > timezone.now():
            return False
        mail.attempts += 1
        mail.next_try = timezone.now() + min(FIRST_WAIT * 2 ** min(mail.attempts, MOST_ATTEMPTS), LONGEST_WAIT)
        mail.save(update_fields=["attempts", "next_try"])
    error = _deliver(mail)
    mail.state = MailState.SENT if not error else _after(mail, error)
    mail.sent_at = None if error else timezone.now()
    mail.error = f"{type(error).__name__}: {error}"[:300] if error else ""
    mail.save(update_fields=["state", "sent_at", "error"])
    return not error


def _after(mail: OutgoingMail, error: Exception) -> MailState:
    """Whether a letter that failed waits or gives up."""
    if isinstance(error, REFUSED):
        return MailState.FAILED if mail.attempts >= MOST_ATTEMPTS else MailState.QUEUED
    waited = timezone.now() - (mail.queued_again_at or mail.created_at)
    return MailState.FAILED if waited >= SERVER_AWAY_FOR else MailState.QUEUED


def _deliver(mail: OutgoingMail) -> Exception | None:
    """Hand the letter to the mail server; what it said where it refused."""
    headers = {**BY_A_MACHINE, "Message-ID": f"<{letter_id(mail)}>"}
    body = f"{mail.body}\n\n{signature()}"
    try:
        EmailMessage(subject=mail.subject, body=body, from_email=sender(), to=[mail.to], headers=headers).send()
    except (OSError, ValueError) as error:  # smtplib's errors and the network's; an address that no letter can carry
        return error
    return None


def letter_id(mail: OutgoingMail) -> str:
    """The message id of a letter of ours: its number and a sign that nobody else can make."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"symbiose-{mail.pk}-{_sign(mail.pk)}@{domain}"


def _sign(number: int) -> str:
    return salted_hmac("symbiose.letter", str(number)).hexdigest()[:24]


@transaction.atomic
def came_back(number: int, sign: str, *, said: str, by: Actor) -> bool:
    """A mail server says that a letter of ours did not arrive; whether it was one that counts as sent."""
    if not constant_time_compare(sign, _sign(number)):
        return False
    mail = OutgoingMail.objects.select_for_update().filter(pk=number, state=MailState.SENT).first()
    if mail is None:
        return False
    mail.state, mail.error = MailState.FAILED, said[:300]
    mail.save(update_fields=["state", "error"])
    actions.record(mail, by=by, verb="notices.letter_came_back", changes={"state": ["sent", "failed"]})
    return True


@transaction.atomic
def send_letter_again(mail: OutgoingMail, *, by: Actor) -> OutgoingMail:
    """Put a letter that gave up in the queue once more; a second time changes nothing."""
    now = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if now.state != MailState.FAILED:
        return now
    now.state, now.attempts, now.error, now.sent_at, now.settled_at = MailState.QUEUED, 0, "", None, None
    now.next_try = now.queued_again_at = timezone.now()
    now.save()
    actions.record(now, by=by, verb="notices.send_letter_again", changes={"state": ["failed", "queued"]})
    transaction.on_commit(_ask_worker)
    return now


@transaction.atomic
def called_instead(mail: OutgoingMail, *, by: Actor) -> OutgoingMail:
    """Somebody told it by telephone, so the letter need not arrive; a second time changes nothing."""
    now = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if now.state != MailState.FAILED or now.settled_at:
        return now
    now.settled_at = timezone.now()
    now.save(update_fields=["settled_at"])
    actions.record(now, by=by, verb="notices.called_instead")
    return now
