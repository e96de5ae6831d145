"""Where calls and rounds stand, and a line in the inbox of those whom a call concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils import formats, translation

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Call, CallRound
from symbiose.notices.actions import notify

KIND = "outreach"


def call_page(subject: Call | CallRound) -> str:
    """The address of its page."""
    name = "outreach:call" if isinstance(subject, Call) else "outreach:round"
    return reverse(name, args=[subject.pk])


def tell_callers(
    call: Call, user_ids: Iterable[int], sentence: object, values: Mapping[str, object], *, by: Actor, url: str = ""
) -> None:
    """Put a Danish line in the inbox of each of these people, but not of the one who acts; days are written out."""
    others = {one for one in user_ids if one != by.user_id}
    if others:
        with translation.override("da"):
            told = {
                name: formats.date_format(one, "j. F") if isinstance(one, date) else one for name, one in values.items()
            }
            notify(others, subject=call, text=str(sentence) % told, url=url or call_page(call), kind=KIND)
