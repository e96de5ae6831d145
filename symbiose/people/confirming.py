"""When the person at the screen last showed who they are; the session carries the moment."""

from __future__ import annotations

import time
from typing import Any

from symbiose.common.pages.access import CONFIRMED_AT


def shown(request: Any, user: Any, **_sent: Any) -> None:
    """The person signed in, or showed a password, a code or a passkey once more, a moment ago.

    What somebody else shows in a browser where a person is signed in says nothing about that person.
    """
    at_screen = getattr(request, "user", None)
    if at_screen is not None and at_screen.is_authenticated and at_screen.pk != user.pk:
        return
    request.session[CONFIRMED_AT] = time.time()
