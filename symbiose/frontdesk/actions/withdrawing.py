"""A talk that was withdrawn answered nobody: what else was said in its case counts, or they wait once more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.answering import waits_by
from symbiose.frontdesk.actions.steps import SPOKE
from symbiose.frontdesk.enums import AT_ONCE, CaseState, Stage
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries import CASE
from symbiose.frontdesk.queries.receipts import PASSED_ON
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of, standing_lines


def answer_withdrawn(line: Contact, *, by: Actor) -> None:
    """Judge the first answers of the case in which a line stood anew, those that it had given. A repeat changes nothing."""
    if line.thread_label != CASE or line.thread_id is None:
        return
    case = Case.objects.select_for_update().get(pk=line.thread_id)
    said = _answers(case)
    own = Q(channel__in=AT_ONCE) & ~Q(source_key__startswith=PASSED_ON)  # a call that came here is its own answer
    rows = case.enquiries.select_for_update().exclude(own)
    for one in rows.filter(answered_at=line.happened_at).order_by("pk"):
        given = _first(said, one.received_at) or case.closed_at
        waits = given is None and one.forgotten_at is None
        actions.change(one, by=by, verb="frontdesk.answer_withdrawn", answered_at=given, waits=waits)
    if case.responded_at == line.happened_at:
        _respond(case, said, by=by)


def _answers(case: Case) -> list[datetime]:
    """When somebody spoke with them or wrote to them in the case, as far as it stands, oldest first."""
    answering = Q(kind__in=SPOKE) | Q(kind=ContactKind.MAIL, direction=Direction.OUT)
    return sorted(standing_lines(contacts_of([case])).filter(answering).values_list("happened_at", flat=True))


def _first(said: list[datetime], since: datetime) -> datetime | None:
    return next((at for at in said if at >= since.replace(second=0, microsecond=0)), None)


def _respond(case: Case, said: list[datetime], *, by: Actor) -> None:
    """The case has the earliest answer that is left; without one it is as it came in."""
    others = Enquiry.objects.filter(case=case, answered_at__isnull=False).values_list("answered_at", flat=True)
    given = min((at for at in (*others, _first(said, case.opened_at), case.closed_at) if at), default=None)
    fresh = given is None and case.stage == Stage.DIALOGUE
    actions.change(
        case,
        by=by,
        verb="frontdesk.answer_withdrawn",
        responded_at=given,
        stage=Stage.RECEIVED if fresh else case.stage,
        waits_by=waits_by(case) if case.state == CaseState.OPEN else None,
    )
