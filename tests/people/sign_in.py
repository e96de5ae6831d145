"""What people do when they sign in, step by step; the tests are made of these."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

from django.urls import reverse

PASSWORD = "et langt kodeord"


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an authenticator app shows now, or some steps of half a minute from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(client, email, password=PASSWORD, **options):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


def add_app(client) -> str:
    """Take an authenticator app into use; its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    reply = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert reply.status_code == 302, reply.context["form"].errors
    return secret


def codes_on(page) -> list[str]:
    """The recovery codes that a page shows."""
    return [found.replace(" ", "") for found in re.findall(r"<code>(\d{4} \d{4})</code>", page.content.decode())]
