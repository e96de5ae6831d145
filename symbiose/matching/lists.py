"""The list of proposals, for advisers and for a firm."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.matching import capacity, queries
from symbiose.matching.enums import ProposalKind, ProposalState
from symbiose.matching.models import Proposal
from symbiose.matching.shown import show

STAGES = [
    ("sent", gettext_lazy("was sent")),
    ("yes", gettext_lazy("all said yes")),
]


def _any_stage(rows, values):
    kept = Q()
    for value in values:
        kept |= Q(pk__in=queries.at_stage(Proposal.objects.all(), value).values("pk"))
    return rows.filter(kept)


STATE = one_of("state", gettext_lazy("State"), lambda: ProposalState.choices)
KIND = one_of("kind", gettext_lazy("Kind"), lambda: ProposalKind.choices)
STOPPED = Filter(
    "stopped",
    gettext_lazy("Authorities"),
    lambda: [("True", gettext_lazy("stopped until an authority step is recorded"))],
    lambda rows, values: rows.filter(stopped=True) if "True" in values else rows,
    by="stopped",
)
STAGE = Filter("stage", gettext_lazy("Ever came so far"), lambda: STAGES, _any_stage)


def _any_room(rows, values):
    known = capacity.rooms()
    kept = Q(pk__in=[])
    for name, find in (("none", capacity.waiting_for_room), ("again", capacity.freed)):
        if name in values:
            kept |= Q(pk__in=find(Proposal.objects.all(), known).values("pk"))
    return rows.filter(kept)


ROOM = Filter(
    "room",
    gettext_lazy("Room"),
    lambda: [
        ("none", gettext_lazy("waits until somebody has answered others")),
        ("again", gettext_lazy("somebody with a limit has room again")),
    ],
    _any_room,
)

NEWEST = Sort("newest", gettext_lazy("newest"), ("-created_at",))
BEST = Sort("points", gettext_lazy("fits best"), ("-points",))
DUE = Sort("due", gettext_lazy("answer by"), ("answer_by",))


def kit_for(actor):
    """An adviser's list holds names, points and every filter; a firm's holds what it may see of its own."""
    if actor.is_adviser:
        return ListKit(
            name="proposals",
            search=queries.found_by_party,
            search_label=gettext_lazy("Search in titles, numbers and parties"),
            filters=(STATE, KIND, STOPPED, ROOM, STAGE),
            sorts=(NEWEST, BEST, DUE),
            columns=_columns(actor),
        )
    return ListKit(
        name="proposals",
        search=queries.found,
        search_label=gettext_lazy("Search in titles and numbers"),
        filters=(STATE, KIND),
        sorts=(NEWEST, DUE),
        columns=_columns(actor),
    )


def _columns(actor):
    return (
        Column(_("number"), lambda row: row.number),
        Column(_("title"), lambda row: show(row, actor).title),
        Column(_("kind"), word_of("kind")),
        Column(_("state"), word_of("state")),
        Column(_("parties"), lambda row: ", ".join(party.full for party in show(row, actor).parties)),
        Column(_("answer by"), lambda row: row.answer_by),
    )
