"""The list of people: whose they are, how they stand, how long they waited; searched by code alone."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Candidate
from symbiose.jobs.queries.candidates import found_by_code, weeks_waited


def _states() -> list[tuple[str, str]]:
    """The states to choose among, in the reader's language; nobody is left who was erased."""
    return [(value, capfirst(str(name))) for value, name in CandidateState.choices if value != CandidateState.ERASED]


def _whose(actor: Actor) -> Filter:
    narrow: dict[str, Any] = {
        "mine": lambda rows: rows.filter(consultant_id=actor.user_id),
        "nobody": lambda rows: rows.filter(consultant__isnull=True),
    }
    choices = [("mine", gettext_lazy("Mine")), ("nobody", gettext_lazy("Without a consultant"))]

    def keep(rows: QuerySet[Candidate], values: list[str]) -> QuerySet[Candidate]:
        for value in values:
            rows = narrow[value](rows) if value in narrow else rows.none()
        return rows

    return Filter("whose", gettext_lazy("Whose"), lambda: choices, keep)


def candidate_kit(actor: Actor) -> ListKit:
    """The list of people as a consultant reads it. Neither page nor file has what people asked for, or where they live."""
    today = timezone.localdate()
    states = one_of("state", gettext_lazy("State"), _states)
    return ListKit(
        name="candidates",
        search=found_by_code,
        search_label=gettext_lazy("Search by code"),
        filters=(_whose(actor), states),
        sorts=(
            Sort("waited", gettext_lazy("waited longest"), (F("waiting_since").asc(nulls_last=True), "pk")),
            Sort("newest", gettext_lazy("newest"), ("-pk",)),
            Sort("code", gettext_lazy("code"), ("code",)),
        ),
        columns=(
            Column(_("code"), lambda row: row.code),
            Column(_("state"), word_of("state")),
            Column(_("consultant"), lambda row: row.consultant.name if row.consultant else ""),
            Column(_("waits since"), lambda row: row.waiting_since),
            Column(_("weeks waited"), lambda row: weeks_waited(row, on=today)),
        ),
    )
