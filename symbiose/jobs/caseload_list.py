"""The list of a consultant's people."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.jobs.enums import CandidateState, OfferState, PlacementState
from symbiose.jobs.queries import caseload

NEEDS = [
    ("help", gettext_lazy("ask for help")),
    ("talk", gettext_lazy("have a talk that is due")),
    ("answer", gettext_lazy("have a proposal that moves")),
    ("new", gettext_lazy("have new proposals")),
    ("none", gettext_lazy("wait without a proposal")),
    ("nobody", gettext_lazy("are followed by nobody")),
]
WHOSE = [("mine", gettext_lazy("mine, and those I stand in for")), ("all", gettext_lazy("everybody's"))]
STATES = [one for one in CandidateState.choices if one[0] in {"told", "waiting", "resting"}]


def _any_need(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    known = [value for value in values if value in dict(NEEDS)]
    found = rows.none()
    for value in known:
        found = found | caseload.needing(rows, value)
    return found if known else rows


def kit_for(actor: Actor) -> ListKit:
    """Narrowed by need, by whose they are and by state; found by code alone."""
    need = Filter("need", gettext_lazy("Who"), lambda: NEEDS, _any_need)
    whose = Filter(
        "whose",
        gettext_lazy("Whose"),
        lambda: WHOSE,
        lambda rows, values: rows if "all" in values else rows.filter(caseload.mine(actor)),
        widget="select",
    )
    state = one_of("state", gettext_lazy("State"), lambda: STATES)
    return ListKit(
        name="caseload",
        search=lambda rows, text: rows.filter(code__icontains=text.replace("\N{NON-BREAKING HYPHEN}", "-").strip()),
        search_label=gettext_lazy("Search by code"),
        filters=(need, whose, state),
        sorts=(
            Sort("urgent", gettext_lazy("who needs you first"), caseload.MOST_URGENT),
            Sort("waited", gettext_lazy("waited longest"), (F("waiting_since").asc(nulls_last=True), "pk")),
            Sort("code", gettext_lazy("code"), ("code",)),
        ),
        columns=_columns(),
    )


def offer_word(row: Any) -> Any:
    """Where the proposal that moves is, or nothing."""
    return OfferState(row.offer_state).label if row.offer_state else ""


def placement_word(row: Any) -> Any:
    """Where the placement is, or nothing."""
    return PlacementState(row.placement_state).label if row.placement_state else ""


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("code"), lambda row: row.code),
        Column(_("state"), word_of("state")),
        Column(_("waits since"), lambda row: row.waiting_since),
        Column(_("hours a week now"), lambda row: row.hours),
        Column(_("hours a week hoped for"), lambda row: row.hours_hoped),
        Column(_("placement"), lambda row: row.placement_number or ""),
        Column(_("workplace"), lambda row: row.workplace_name or "", 30),
        Column(_("next talk"), lambda row: row.review_on),
        Column(_("proposal"), offer_word, 30),
        Column(_("consultant"), lambda row: row.consultant.name if row.consultant else ""),
    )
