"""What waits for whom: the lines that the room of proposals adds to the start page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.matching import capacity, queries, sentences
from symbiose.matching.capacity import Room
from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.models import Proposal
from symbiose.matching.shown import ProposalShown, show

MOST = 10  # a start page shows the best few; the list holds the rest


def waiting(actor: Actor) -> list[Waiting]:
    """New proposals and overdue answers for an adviser, unanswered proposals for a firm."""
    if actor.is_adviser:
        known = capacity.rooms()
        overdue, new = list(_late()), list(_found(known))
        queries.read_parts([*overdue, *new])
        return [*_overdue(overdue, actor), *_new(new, actor, known)]
    if actor.role is Role.FIRM and actor.organisation_id:
        return list(_unanswered(actor))
    return []


def _late() -> QuerySet[Proposal]:
    """What was to be answered by now, the oldest day first."""
    due = Proposal.objects.filter(state=ProposalState.SENT, answer_by__lte=timezone.localdate())
    return due.select_related("work__position").order_by("answer_by", "pk")[:MOST]


def _found(known: dict[int, Room]) -> QuerySet[Proposal]:
    """The best first; before them those whose turn has come since somebody answered, and never what must wait for room."""
    found = Proposal.objects.filter(state=ProposalState.FOUND)
    waits = capacity.waiting_for_room(found, known).values("pk")
    turn = Case(When(pk__in=capacity.freed(found, known).values("pk"), then=Value(0)), default=Value(1))
    return (
        found.select_related("work__position").exclude(pk__in=waits).order_by("stopped", turn, "-points", "pk")[:MOST]
    )


def _new(rows: Iterable[Proposal], actor: Actor, known: dict[int, Room]) -> Iterator[Waiting]:
    for row in rows:
        shown = show(row, actor)
        reason = _("Stopped until an authority step is recorded.") if row.stopped else _names(shown)
        again = [known[party.row.organisation_id] for party in shown.parties if party.row.organisation_id in known]
        if again and not row.stopped:
            reason = _("%(name)s has room again: %(unanswered)s of at most %(most)s unanswered.") % {
                "name": again[0].name,
                "unanswered": again[0].unanswered,
                "most": again[0].most,
            }
        yield _line(
            row,
            "proposals",
            title=shown.title,
            why=reason,
            when=_day(row.created_at),
            button=_("Read the proposal"),
        )


def _overdue(rows: Iterable[Proposal], actor: Actor) -> Iterator[Waiting]:
    today = timezone.localdate()
    for row in rows:
        shown = show(row, actor)
        missing = [party.name for party in shown.parties if party.row.answer == Answer.NONE]
        if not missing:
            continue
        reason = _("No answer yet from %(names)s.") % {"names": sentences.listed(missing)}
        yield _line(
            row,
            "deadline",
            title=shown.title,
            why=reason,
            when=_deadline(row),
            button=_("Call and answer for them"),
            late=row.answer_by < today,
        )


def _unanswered(actor: Actor) -> Iterator[Waiting]:
    mine = {"parties__organisation_id": actor.organisation_id, "parties__answer": Answer.NONE}
    rows = Proposal.objects.filter(state=ProposalState.SENT, **mine).order_by("answer_by", "pk")[:MOST]
    for row in queries.with_parts(rows):
        shown = show(row, actor)
        late = bool(row.answer_by and row.answer_by < timezone.localdate())
        yield _line(
            row,
            "waiting",
            title=shown.title,
            why=_names(shown),
            when=_deadline(row),
            button=_("Answer"),
            late=late,
        )


def _names(shown: ProposalShown) -> str:
    others = [party.name for party in shown.parties if not party.own]
    if shown.own:
        return _("With %(names)s.") % {"names": sentences.listed(others)}
    return _("Between %(names)s.") % {"names": sentences.listed(others)}


def _line(row: Proposal, section: str, *, title: str, why: str, when: str, button: str, late: bool = False) -> Waiting:
    url = reverse("matching:proposal", args=[row.number])
    due = row.answer_by or timezone.localdate(row.created_at)
    return Waiting(
        section=section,
        title=title,
        url=url,
        why=why,
        when=when,
        button=button,
        button_url=url,
        late=late,
        order=timezone.make_aware(datetime.combine(due, time.min)),
    )


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")


def _deadline(row: Proposal) -> str:
    if row.answer_by is None:
        return ""
    return _("answer by %(day)s") % {"day": formats.date_format(row.answer_by, "DATE_FORMAT")}
