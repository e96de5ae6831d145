"""The receipt: a letter with a personal link, to whoever wrote; sent again to the same address and to no other."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import transaction
from django.utils import formats, timezone, translation

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.limits import limit
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries import ENQUIRY
from symbiose.frontdesk.queries.receipts import NOBODY, PURPOSE, written_from
from symbiose.notices import links
from symbiose.notices.actions import ONE_LETTER_EVERY, give_link, queue_text
from symbiose.notices.actions.incoming import own_addresses
from symbiose.notices.models import AnswerLink

RECEIPT = "enquiry_receipt"  # the text of the letter
READS_NO_LETTERS = re.compile(
    r"^(no|do[-_.]?not|ikke)[-_.]?(reply|svar)|^(svar[-_.]?ikke|bounces?|mailer-daemon|mail-daemon|postmaster|nobody)\b"
)


def reads_letters(address: str) -> bool:
    """Whether somebody reads what is sent there, as far as an address says; our own are read by us alone."""
    plain = address.strip().lower()
    return "@" in plain and plain not in own_addresses() and not READS_NO_LETTERS.match(plain)


@transaction.atomic
def give_receipt(enquiry: Enquiry, *, by: Actor) -> AnswerLink:
    """The one personal link of an enquiry, valid for as long as the policy says from today."""
    until = timezone.localdate() + timedelta(days=limit("receipt.days", timezone.localdate()))
    return give_link(PURPOSE, enquiry, organisation_id=NOBODY, email=enquiry.email, valid_until=until, by=by)


def link_of(enquiry: Enquiry) -> AnswerLink | None:
    """The personal link of an enquiry as it stands, where one was given."""
    own = {"purpose": PURPOSE, "subject_label": ENQUIRY, "subject_id": enquiry.pk}
    return AnswerLink.objects.filter(withdrawn_at__isnull=True, **own).first()


@transaction.atomic
def send_receipt(enquiry: Enquiry, *, by: Actor, seldom: bool = False, language: str = "da") -> bool:
    """Send the link to the address that the enquiry came from; whether a letter was queued.

    None goes where nobody reads, to an address that had as many today as the policy allows, or with the same link a
    moment ago; with `seldom`, none within the hour after another, so that no two machines write to each other.
    """
    if not reads_letters(enquiry.email):
        return False
    link, now = give_receipt(enquiry, by=by), timezone.now()
    just_sent = link.last_sent_at is not None and now - link.last_sent_at < ONE_LETTER_EVERY
    if just_sent or _had_enough(enquiry.email, seldom=seldom):
        return False
    actions.change(link, by=by, verb="link_sent", last_sent_at=now)
    with translation.override(language):
        values = {
            "nummer": enquiry.number,
            "link": links.address(link),
            "svar_senest": formats.date_format(enquiry.respond_by, "DATE_FORMAT"),
            "dato": formats.date_format(link.valid_until, "DATE_FORMAT"),
        }
    key = f"link:{link.pk}:{now.isoformat()}"
    queue_text(RECEIPT, to=enquiry.email, values=values, once_key=key, language=language, about=link)
    return True


def _had_enough(address: str, *, seldom: bool) -> bool:
    """Whether an address had its receipts of the last day and night, or of the last hours where it is to get few."""
    now, today = timezone.now(), timezone.localdate()
    sent = AnswerLink.objects.filter(purpose=PURPOSE, email__iexact=address)
    if sent.filter(last_sent_at__gt=now - timedelta(days=1)).count() >= limit("receipt.most", today):
        return True
    return seldom and sent.filter(last_sent_at__gt=now - timedelta(hours=limit("receipt.hours", today))).exists()


@transaction.atomic
def send_receipts_again(*, email: str, by: Actor, number: str = "") -> None:
    """Send the links of what was written from an address to that address. Whoever asks learns nothing about it."""
    for enquiry in written_from(email, number):
        send_receipt(enquiry, by=by)
