"""The inbox: lines for people, read by those whom they were written for; mail is a copy of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices.actions.copies import write_at_once
from symbiose.notices.kinds import GENERAL, kind_of
from symbiose.notices.models import MailChoice, MailMode, Notice
from symbiose.notices.queries import choices_of


class LettersNeeded(Exception):
    """Letters of this kind may not be switched off; `args[0]` is the kind."""


@transaction.atomic
def notify(user_ids: Iterable[int], *, subject: models.Model, text: str, url: str, kind: str = GENERAL) -> None:
    """Put a line in each person's inbox, and write to those who chose a letter at once.

    Raises UnknownKindError where no room registered the kind.
    """
    code = kind_of(kind).code
    lines = Notice.objects.bulk_create(
        Notice(
            user_id=user_id,
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            kind=code,
            text=text[:300],
            url=url,
        )
        for user_id in sorted(set(user_ids))
    )
    write_at_once(lines, kind=code)


@transaction.atomic
def read_notice(notice: Notice, *, by: Actor) -> Notice:
    """Mark a line as read; a second time changes nothing."""
    if notice.user_id == by.user_id and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def unread_notice(notice: Notice, *, by: Actor) -> Notice:
    """Mark a line as unread again; a second time changes nothing."""
    if notice.user_id == by.user_id and notice.read_at is not None:
        notice.read_at = None
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def read_all(*, upto: int, by: Actor) -> int:
    """Mark as read what a person had when the page was opened, up to the line `upto`; how many were unread."""
    rows = Notice.objects.filter(user_id=by.person_id, read_at=None, pk__lte=upto)
    return rows.update(read_at=timezone.now())


@transaction.atomic
def choose_letters(modes: Mapping[str, str], *, by: Actor) -> int:
    """Keep which letters a person wants about each kind; how many choices changed.

    Raises LettersNeeded where a kind may not be switched off, UnknownKindError for a kind that does not exist.
    """
    known = {row.kind.code: row.mode for row in choices_of(by)}
    changed = 0
    for code, mode in modes.items():
        kind = kind_of(code)
        if kind.required and mode == MailMode.NONE:
            raise LettersNeeded(kind)
        if known[code] == mode:
            continue
        row = MailChoice.objects.select_for_update().filter(user_id=by.person_id, kind=code).first()
        if row:
            actions.change(row, by=by, verb="notices.choose_letters", mode=mode)
        else:
            actions.create(MailChoice(user_id=by.person_id, kind=code, mode=mode), by=by, verb="notices.choose_letters")
        changed += 1
    return changed
