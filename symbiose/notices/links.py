"""Personal links: the address carries the signed key; each purpose is answered by the room that registered it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from symbiose.notices.models import AnswerLink

SALT = "symbiose.answer-link"

LinkView = Callable[[HttpRequest, AnswerLink], HttpResponse]
PURPOSES: dict[str, LinkView] = {}
WORDS: dict[str, tuple[Any, Any]] = {}


def register_purpose(name: str, view: LinkView, *, words: tuple[Any, Any] | None = None) -> None:
    """Say which view shows and takes the answer for links of a purpose.

    `words` are subject and sentence of the letter by which a link is sent again; without them something waits for an
    answer.
    """
    PURPOSES[name] = view
    if words:
        WORDS[name] = words


def token(link: AnswerLink) -> str:
    """The signed key. Made anew each time, so that it is stored nowhere."""
    return signing.Signer(salt=SALT).sign(link.key.hex)


def address(link: AnswerLink) -> str:
    """The whole address, as it stands in a letter."""
    return settings.BASE_URL + reverse("notices:answer", args=[token(link)])


def find(text: str) -> AnswerLink | None:
    """The link behind a token, also an expired or withdrawn one; None where the token is not ours."""
    try:
        key = uuid.UUID(hex=signing.Signer(salt=SALT).unsign(text))
    except (signing.BadSignature, ValueError):
        return None
    return AnswerLink.objects.filter(key=key).first()
