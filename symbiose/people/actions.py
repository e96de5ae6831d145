"""The verbs of one's own sign-in. The library writes factors and sessions; what was done, by whom, stands in the trail."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.people.models import User


def note(user: User, *, verb: str, by: Actor, what: str = "") -> None:
    """Write down that a person's sign-in changed; `what` names the kind of factor, never a secret."""
    actions.record(user, by=by, verb=verb, changes={"factor": [None, what]} if what else {})


@transaction.atomic
def end_sessions(user: User, *, keep: str | None, by: Actor, session_id: int | None = None) -> int:
    """Sign the person out in one other browser, or in all but the one at hand; how many.

    `keep` is the key of the session at hand, which never ends this way. A repeat ends nothing more.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep)
    if session_id is not None:
        rows = rows.filter(pk=session_id)
    keys = list(rows.values_list("session_key", flat=True))
    if not keys:
        return 0
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    note(user, verb="people.end_sessions", by=by)
    return len(keys)
