"""What a person's own page shows of their sign-in: factors, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from symbiose.people.models import User

# The first that is found names the browser or the machine: later ones also stand in the words of the earlier.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person can show besides a password."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether sign-in with a password alone is not enough."""
        return self.app is not None or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which a person is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    here: bool


def factors_of(user: User) -> Factors:
    """The authenticator app, the passkeys in the order they were added, and how many recovery codes are unused."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    kinds = Authenticator.Type
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return Factors(
        app=next((row for row in rows if row.type == kinds.TOTP), None),
        passkeys=tuple(row for row in rows if row.type == kinds.WEBAUTHN),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def has_second_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(factors.exists())


def signs_in_alone(user: User) -> bool:
    """Whether the person has a passkey that needs no password."""
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return any(key.wrap().is_passwordless for key in keys)


def device(user_agent: str) -> str:
    """Browser and machine in two words, as far as the browser says it."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    machine = next((name for mark, name in MACHINES if mark in user_agent), "")
    if browser and machine:
        return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("Unknown browser")


def signed_in_places(user: User, current_key: str | None) -> list[SignedIn]:
    """Where the person is signed in now, this browser first; what has run out or ended with a password is left out."""
    known = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    alive = Session.objects.filter(session_key__in=list(known), expire_date__gt=timezone.now())
    kept = [known[row.session_key] for row in alive if _belongs(row, user)]
    places = [
        SignedIn(row.pk, device(row.user_agent), row.ip, row.created_at, row.session_key == current_key) for row in kept
    ]
    return sorted(places, key=lambda one: (not one.here, -one.since.timestamp()))


def _belongs(session: Session, user: User) -> bool:
    """The session was opened with the password that holds now."""
    return bool(constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()))
