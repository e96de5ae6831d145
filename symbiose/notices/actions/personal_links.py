"""Personal links: given, sent, renewed, closed and forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices import links
from symbiose.notices.actions.letters import queue_text
from symbiose.notices.models import AnswerLink, OutgoingMail
from symbiose.notices.own_texts import ANSWER_LINK

RENEWED_FOR = timedelta(days=7)
ONE_LETTER_EVERY = timedelta(minutes=10)


class TooSoon(Exception):
    """The same link was sent a moment ago."""


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
    usual = _("Something waits for your answer"), _("Something in Symbiose waits for your answer. You need no account.")
    own_subject, own_text = links.WORDS.get(link.purpose, usual)
    values = {
        "emne": subject or str(own_subject),
        "besked": text or str(own_text),
        "link": links.address(link),
        "dato": formats.date_format(link.valid_until, "DATE_FORMAT"),
    }
    key = f"link:{link.pk}:{now.isoformat()}"
    return queue_text(ANSWER_LINK, to=link.email, values=values, once_key=key, about=link)


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
