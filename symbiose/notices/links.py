"""Personal links: the address carries the signed key; each purpose is answered by the room that registered it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from symbiose.notices.models import AnswerLink

SALT = "symbiose.answer-link"

LinkView = Callable[[HttpRequest, AnswerLink], HttpResponse]
PURPOSES: dict[str, LinkView] = {}


def register_purpose(name: str, view: LinkView) -> None:
    """Say which view shows and takes the answer for links of a purpose."""
    PURPOSES[name] = view


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
