"""Mail as a copy of the inbox: at once, or one letter in the morning. A letter says that something is there, never what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from symbiose.common import municipality
from symbiose.engine.law.working_days import is_working_day
from symbiose.notices.actions.letters import queue_text
from symbiose.notices.kinds import KINDS, name_of
from symbiose.notices.models import MailChoice, MailMode, MailState, Notice, OutgoingMail
from symbiose.notices.own_texts import DIGEST, NEWS
from symbiose.notices.queries import mode_of, wanting
from symbiose.people.models import User

MORNING = (time(7), time(12))  # a worker that was down at seven writes later, but not in the afternoon
OLDEST = timedelta(days=14)  # what is older stands in the inbox; a letter about it would be no news


def addresses() -> dict[str, str]:
    """The addresses that stand in letters to people who sign in."""
    return {
        "link": settings.BASE_URL + reverse("inbox:list"),
        "valg": settings.BASE_URL + reverse("inbox:letters"),
    }


def write_at_once(lines: Sequence[Notice], *, kind: str) -> None:
    """Write to those who chose it, unless a letter to them still waits to be sent: that one tells of this too."""
    wanted = wanting(MailMode.AT_ONCE, kind, [line.user_id for line in lines])
    if not wanted:
        return
    people = {user.pk: user.email for user in User.objects.filter(pk__in=wanted, is_active=True)}
    for line in lines:
        if line.user_id not in people:
            continue
        start = f"news:{line.user_id}:"
        if not OutgoingMail.objects.filter(state=MailState.QUEUED, once_key__startswith=start).exists():
            with translation.override("da"):
                values = {"emne": name_of(kind).lower(), **addresses()}
            queue_text(NEWS, to=people[line.user_id], values=values, once_key=f"{start}{line.pk}")
        line.copied_at = timezone.now()
        line.save(update_fields=["copied_at"])


def write_digests(*, now: datetime) -> int:
    """In the morning of a working day, one letter to each who has something new unread; how many were queued.

    Run again the same morning, nobody gets a second one; what comes later waits for the next working day.
    """
    local = timezone.localtime(now)
    if not MORNING[0] <= local.time() < MORNING[1]:
        return 0
    if not is_working_day(local.date(), closed=municipality.closing_days()):
        return 0
    told = set(
        OutgoingMail.objects.filter(once_key__startswith=_key(local.date(), "")).values_list("once_key", flat=True)
    )
    people = Notice.objects.filter(
        read_at=None, copied_at=None, created_at__gte=now - OLDEST, user__is_active=True
    ).order_by("user_id")
    users = people.values_list("user_id", "user__email").distinct()
    due = [(user_id, email) for user_id, email in users if _key(local.date(), user_id) not in told]
    return sum(_write_digest(user_id, email, now=now) for user_id, email in due)


def _key(day: date, user_id: int | str) -> str:
    return f"digest:{day.isoformat()}:{user_id}"


@transaction.atomic
def _write_digest(user_id: int, email: str, *, now: datetime) -> bool:
    """One person's letter; whether there was one to write."""
    chosen = dict(MailChoice.objects.filter(user_id=user_id).values_list("kind", "mode"))
    lines = [
        line
        for line in Notice.objects.select_for_update()
        .filter(user_id=user_id, read_at=None, copied_at=None, created_at__gte=now - OLDEST)
        .order_by("pk")
        if mode_of(KINDS.get(line.kind, KINDS["general"]), chosen.get(line.kind)) == MailMode.DAILY
    ]
    if not lines:
        return False
    with translation.override("da"):
        many = Counter(name_of(line.kind) for line in lines)
        told = "\n".join(f"{capfirst(name)}: {number}" for name, number in sorted(many.items()))
    key = _key(timezone.localdate(now), user_id)
    queue_text(DIGEST, to=email, values={"liste": told, **addresses()}, once_key=key)
    Notice.objects.filter(pk__in=[line.pk for line in lines]).update(copied_at=now)
    return True
