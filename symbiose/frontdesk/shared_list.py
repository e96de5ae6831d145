"""The list of shared tasks: how it is searched, narrowed and sorted, and what its files hold."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, word_of
from symbiose.frontdesk.models.shared_tasks import LedTo, PartState, SharedState, SharedTask
from symbiose.frontdesk.queries.shared_tasks import (
    cared_for_by,
    late_shared,
    really_shared,
    shared_found,
    waits_for,
)


def _chosen(name: str, label: Any, kind: Any) -> Filter:
    choices = [(value, capfirst(str(text))) for value, text in kind.choices]
    return Filter(name, label, lambda: choices, lambda rows, values: rows.filter(**{f"{name}__in": values}), by=name)


def _about(actor: Actor) -> Filter:
    """Whose they are, and how they stand."""
    today = timezone.localdate()
    narrow: dict[str, Any] = {
        "mine": lambda rows: rows.filter(cared_for_by(actor.user_id, on=today)),
        "us": lambda rows: waits_for(rows, actor.organisation_id),
        "late": lambda rows: late_shared(rows, on=today),
        "shared": really_shared,
    }
    choices = [
        ("mine", gettext_lazy("Mine")),
        ("us", gettext_lazy("Waits for my department")),
        ("late", gettext_lazy("Late")),
        ("shared", gettext_lazy("Shared: two departments or more have given")),
    ]

    def keep(rows: QuerySet[SharedTask], values: list[str]) -> QuerySet[SharedTask]:
        for value in values:
            rows = narrow[value](rows) if value in narrow else rows.none()
        return rows

    return Filter("which", gettext_lazy("Which"), lambda: choices, keep)


def shared_kit(actor: Actor) -> ListKit:
    """The list of shared tasks as an actor reads it."""
    return ListKit(
        name="shared-tasks",
        search=shared_found,
        search_label=gettext_lazy("Search in shared tasks: words or department"),
        filters=(
            _chosen("state", gettext_lazy("State"), SharedState),
            _about(actor),
            _chosen("led_to", gettext_lazy("What it led to"), LedTo),
        ),
        sorts=(
            Sort("due", gettext_lazy("deadline"), ("-state", "due_on")),
            Sort("newest", gettext_lazy("newest"), ("-created_at",)),
            Sort("title", gettext_lazy("title"), ("title",)),
        ),
        columns=_columns(),
    )


def _departments(row: SharedTask, state: str) -> str:
    return ", ".join(part.department.name for part in row.parts.all() if part.state == state)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("what it is called"), lambda row: row.title, width=48),
        Column(_("state"), word_of("state")),
        Column(_("who asks"), lambda row: row.asked_by.name),
        Column(_("owner"), lambda row: row.owner.name),
        Column(_("deadline"), lambda row: row.due_on),
        Column(_("departments asked"), lambda row: row.asked_number),
        Column(_("departments that have given"), lambda row: row.given_number),
        Column(_("have given"), lambda row: _departments(row, PartState.GIVEN), width=40),
        Column(_("are missing"), lambda row: _departments(row, PartState.ASKED), width=40),
        Column(_("have declined"), lambda row: _departments(row, PartState.DECLINED), width=40),
        Column(_("what it led to"), word_of("led_to")),
        Column(_("what came of it, and why"), lambda row: row.outcome, width=48),
        Column(_("asked on"), lambda row: row.created_at),
    )
