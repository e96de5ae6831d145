"""Somebody who comes from an identity provider, between its answer and the step that lets them in.

The answer comes by GET, and a GET writes nothing: what was said waits in the session until a form is sent.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from symbiose.people.providers import Claims, IdentityProvider

KEY, SALT = "arrival", "symbiose.arrival"
LASTS = 2 * 3600  # seconds: long enough for a letter to come
CONNECT = "connect"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came from where, what for, and where they were going."""

    provider: IdentityProvider
    claims: Claims
    connecting: bool
    back: str
    nonce: str


def provider_of(provider_id: str) -> IdentityProvider | None:
    """The provider of that id, if the installation has it."""
    return next((one for one in settings.IDENTITY_PROVIDERS if one.id == provider_id), None)


def keep(request: HttpRequest, provider: IdentityProvider, claims: Claims, *, process: str, back: str) -> None:
    """Let the answer of a provider wait in the session."""
    request.session[KEY] = {
        "provider": provider.id,
        "claims": asdict(claims),
        "connecting": process == CONNECT,
        "back": back,
        "nonce": secrets.token_urlsafe(16),
        "at": time.time(),
    }


def waiting(request: HttpRequest) -> Arrival | None:
    """The answer that waits; None where there is none, it is too old, or the provider is no longer configured."""
    told: dict[str, Any] = request.session.get(KEY) or {}
    provider = provider_of(told.get("provider", ""))
    if provider is None or time.time() - told["at"] > LASTS:
        return None
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told["claims"].items()
    }
    return Arrival(provider, Claims(**said), told["connecting"], told["back"], told["nonce"])


def forget(request: HttpRequest) -> None:
    """The answer has been used."""
    request.session.pop(KEY, None)


def proof_token(arrival: Arrival) -> str:
    """What a letter to the address that was told carries; it works in the browser that came from the provider alone."""
    return signing.dumps([arrival.nonce, arrival.claims.email], salt=SALT)


def is_proof(arrival: Arrival | None, token: str) -> bool:
    """Whether a letter's token belongs to the arrival that waits in this browser."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return False
    return arrival is not None and told == [arrival.nonce, arrival.claims.email]
