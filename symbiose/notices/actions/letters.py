"""The mail queue: a letter is queued with what it is about, and sent when its transaction has succeeded."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from symbiose.notices.incoming.headers import LOOP
from symbiose.notices.models import MailState, OutgoingMail

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=2)
BY_A_MACHINE = {
    "Auto-Submitted": "auto-generated",
    "X-Loop": LOOP,
}  # so that no machine answers, and ours knows its own


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
        EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to], headers=BY_A_MACHINE).send()
    except (OSError, ValueError) as error:  # smtplib's errors and the network's; an address that no letter can carry
        return f"{type(error).__name__}: {error}"
    return ""
