"""Where enquiries and cases stand, and a line in the inbox of those whom something concerns."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.notices.actions import notify

KIND = "entrance"


def page_of(subject: Enquiry | Case) -> str:
    """The address of its page."""
    if isinstance(subject, Case):
        return reverse("cases:detail", args=[subject.number])
    return reverse("enquiries:detail", args=[subject.number])


def tell(subject: Enquiry | Case, user_ids: Iterable[int], sentence: str, *, by: Actor) -> None:
    """Put a line in the inbox of each of these people, but not of the one who acts."""
    others = {one for one in user_ids if one != by.user_id}
    if others:
        with translation.override("da"):
            notify(others, subject=subject, text=str(sentence), url=page_of(subject), kind=KIND)
