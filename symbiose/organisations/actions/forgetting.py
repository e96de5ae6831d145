"""Once it can no longer be undone that two records were gathered, what only undoing needed is erased."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.models import Merge, Organisation
from symbiose.organisations.queries.merging import not_undone_any_more, undo_days

BATCH = 200  # the rest the next minute


def end_undoing(*, on: date, by: Actor) -> int:
    """Erase the fields from before, and the contact on the record that was gathered, once the policy's days have passed.

    How many gatherings it were. What moved stays known by its numbers, so that it can be read what was gathered.
    """
    due = not_undone_any_more(before=on - timedelta(days=undo_days(on)))
    return len([_forget(merge, by=by) for merge in list(due[:BATCH])])


@transaction.atomic
def _forget(merge: Merge, *, by: Actor) -> Merge:
    """The survivor's own contact stands on the survivor, where it is kept up to date."""
    if merge.undone_at is None:
        empty = dict.fromkeys(sorted(Organisation.PERSONAL), "")
        actions.change(merge.merged, by=by, verb="organisations.end_undo", **empty)  # type: ignore[arg-type]  # fields of the record, none of them a keyword of the verb
    return actions.change(merge, by=by, verb="organisations.end_undo", fields={})
