"""Shared tasks as rows and pages show them: whether they are shared, what is late, what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.models import AuditEntry
from symbiose.frontdesk.fields_of_input import field_names
from symbiose.frontdesk.models.shared_tasks import PartState, SharedPart, SharedState, SharedTask
from symbiose.frontdesk.queries.shared_tasks import AT_LEAST, SHARED
from symbiose.frontdesk.shown import Due, due_in_words

PART = SharedPart._meta.label_lower
MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class SharedShown:
    """What a row or a page says of a shared task beside its own fields."""

    fact: str
    is_shared: bool
    due: Due | None
    lacking: str


def fact_of(task: SharedTask) -> str:
    """1 af 3 har givet bidrag, or that it is shared; a fact, worked out from the inputs."""
    given, asked = task.given_number, task.asked_number  # type: ignore[attr-defined]  # counted by the query
    values = {"given": given, "asked": asked}
    if given >= AT_LEAST:
        return _("Shared: %(given)s of %(asked)s have given their input") % values
    return _("%(given)s of %(asked)s have given their input") % values


def show_shared(task: SharedTask, *, today: date) -> SharedShown:
    """A shared task in words."""
    is_open = task.state == SharedState.OPEN
    late = sum(part.state == PartState.ASKED and part.due_on < today for part in task.parts.all()) if is_open else 0
    lacking = ngettext("%(number)s input is late", "%(number)s inputs are late", late) % {"number": late}
    return SharedShown(
        fact_of(task),
        task.given_number >= AT_LEAST,  # type: ignore[attr-defined]  # counted by the query
        due_in_words(task.due_on, today) if is_open else None,
        lacking if late else "",
    )


def dress_shared(rows: Iterable[SharedTask]) -> None:
    """Put what a row shows on each task, and on each part the name of its field and whether it is late."""
    names, today = field_names(), timezone.localdate()
    for row in rows:
        row.shown = show_shared(row, today=today)  # type: ignore[attr-defined]  # carried to the page, not stored
        for part in row.parts.all():
            part.field_name = names.get(part.field, part.field)  # type: ignore[attr-defined]
            part.is_late = part.state == PartState.ASKED and part.due_on < today  # type: ignore[attr-defined]


def history_of(task: SharedTask, parts: list[SharedPart]) -> list[AuditEntry]:
    """What was done with the task and its parts, newest first; a part's line names its department."""
    names = {part.pk: part.department.name for part in parts}
    own = Q(subject_label=SHARED, subject_id=task.pk) | Q(subject_label=PART, subject_id__in=list(names))
    entries = list(AuditEntry.objects.filter(own).order_by("-at", "-pk")[:MOST_EVENTS])
    for entry in entries:
        entry.about = names.get(entry.subject_id, "") if entry.subject_label == PART else ""  # type: ignore[attr-defined]
    return entries
