"""The access log: each reading of what is kept apart of a person writes one row, also when a page is only read."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db import models

from symbiose.common.actor import Actor
from symbiose.common.models import Reading
from symbiose.common.request import current_id
from symbiose.common.whole import if_rolled_back

BATCH = 500  # rows to a statement


def log_reading(subjects: Iterable[models.Model], *, by: Actor, what: str, purpose: str) -> None:
    """Write that the actor read `what` (a code of the room) of these subjects, for `purpose`; one statement for all.

    What a verb read before it refused stays in the log, though all else of it is undone.
    """
    _write(
        [
            Reading(
                reader_user_id=by.user_id,
                reader_name=by.name,
                reader_role=by.role.value,
                membership_id=by.membership_id,
                what=what,
                purpose=purpose,
                subject_label=one._meta.label_lower,
                subject_id=one.pk,
                request_id=current_id.get(),
            )
            for one in subjects
        ]
    )


def _write(rows: list[Reading]) -> None:
    Reading.objects.bulk_create(rows, batch_size=BATCH)

    def write_again() -> None:
        for row in rows:
            row.pk = None
        _write(rows)  # a form inside another may be undone twice

    with suppress(LookupError):  # outside a form nothing is undone
        if_rolled_back(write_again)


def readings_of(subject: models.Model) -> models.QuerySet[Reading]:
    """Who read what of a subject, newest first."""
    return Reading.objects.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk)
