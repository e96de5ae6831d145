"""The list of proposals of placement, for consultants."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.jobs.enums import OfferState
from symbiose.jobs.models import Offer

RANKS = [("main", gettext_lazy("main proposals")), ("other", gettext_lazy("other options"))]


def _search(rows: QuerySet[Offer], text: str) -> QuerySet[Offer]:
    words = text.strip()
    return rows.filter(
        Q(number__istartswith=words)
        | Q(candidate__code__istartswith=words)
        | Q(position__title__icontains=words)
        | Q(position__organisation__name__icontains=words)
    )


def _by_rank(rows: QuerySet[Offer], values: list[str]) -> QuerySet[Offer]:
    kept = Q(pk__in=[])
    kept |= Q(rank=0) if "main" in values else Q()
    kept |= Q(rank__gt=0) if "other" in values else Q()
    return rows.filter(kept)


def _own(rows: QuerySet[Offer], values: list[str]) -> QuerySet[Offer]:
    return rows.filter(candidate__consultant_id__in=[value for value in values if value.isascii() and value.isdigit()])


def kit_for(actor: Actor) -> ListKit:
    """One's own candidates come first among the filters; what a person answered is no column: a no is exported nowhere."""
    return ListKit(
        name="placement_offers",
        search=_search,
        search_label=gettext_lazy("Search in codes, positions and organisations"),
        filters=(
            Filter(
                "consultant",
                gettext_lazy("Candidates"),
                lambda: [(str(actor.user_id), gettext_lazy("my own"))],
                _own,
                by="candidate__consultant_id",
            ),
            Filter("rank", gettext_lazy("Proposal"), lambda: RANKS, _by_rank),
            one_of("state", gettext_lazy("State"), lambda: OfferState.choices),
        ),
        sorts=(
            Sort("waited", gettext_lazy("waited longest"), ("candidate__waiting_since", "candidate__code", "rank")),
            Sort("newest", gettext_lazy("newest"), ("-created_at",)),
            Sort("due", gettext_lazy("answer by"), ("answer_by",)),
        ),
        columns=(
            Column(_("number"), lambda row: row.number),
            Column(_("code"), lambda row: row.candidate.code),
            Column(_("position"), lambda row: row.position.title),
            Column(_("organisation"), lambda row: row.position.organisation.name),
            Column(_("hours a week"), lambda row: row.hours),
            Column(_("travel, minutes one way"), lambda row: row.minutes),
            Column(_("state"), word_of("state")),
            Column(_("answer by"), lambda row: row.answer_by),
        ),
    )
