"""The inbox: lines for people, read by those whom they were written for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.notices.models import Notice


@transaction.atomic
def notify(user_ids: Iterable[int], *, subject: models.Model, text: str, url: str) -> None:
    """Put a line in each person's inbox."""
    Notice.objects.bulk_create(
        Notice(
            user_id=user_id, subject_label=subject._meta.label_lower, subject_id=subject.pk, text=text[:300], url=url
        )
        for user_id in sorted(set(user_ids))
    )


@transaction.atomic
def read_notice(notice: Notice, *, by: Actor) -> Notice:
    """Mark a line as read; a second time changes nothing."""
    if notice.user_id == by.user_id and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice
