"""Who of those who wrote has had an answer: judged enquiry by enquiry, and what that means for their case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.enums import AT_ONCE, EnquiryState, Stage
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries.receipts import PASSED_ON


def is_its_own_answer(enquiry: Enquiry) -> bool:
    """Whether somebody here spoke with its writer when it came; one that was passed on was spoken of elsewhere."""
    return enquiry.channel in AT_ONCE and not enquiry.source_key.startswith(PASSED_ON)


def spoken_at(enquiry: Enquiry) -> datetime | None:
    """When its writer was answered; None for what waits, also for what was answered once and is taken up again."""
    if enquiry.answered_at:
        return None if enquiry.state == EnquiryState.NEW else enquiry.answered_at
    return enquiry.received_at if is_its_own_answer(enquiry) else None


def in_a_case(enquiry: Enquiry) -> dict[str, Any]:
    """What it means for an enquiry that it goes on in a case: a call or a visit is its own first answer."""
    spoke = spoken_at(enquiry)
    return {"waits": spoke is None, "answered_at": enquiry.answered_at or spoke}


def answered(case: Case, at: datetime, *, by: Actor, only: Collection[int] | None = None) -> dict[str, Any]:
    """Somebody spoke with them: a first answer to each who had written by then, or to `only` these; what the case is now.

    What was said before a case came in answers nothing.
    """
    if at < _minute(case.opened_at):
        return {}
    held = list(case.enquiries.select_for_update().order_by("pk"))
    had = [one for one in held if _minute(one.received_at) <= at and (only is None or one.pk in only)]
    for one in had:
        given = min(filter(None, (one.answered_at, at)))
        actions.change(one, by=by, verb="frontdesk.answer", waits=False, answered_at=given)
    if held and not had:
        return {}
    return {
        "responded_at": min(filter(None, (case.responded_at, at))),
        "stage": Stage.DIALOGUE if case.stage == Stage.RECEIVED else case.stage,
        "waits_by": waits_by(case),
    }


def settled(case: Case, at: datetime, *, by: Actor) -> None:
    """Whoever still waits has heard what came of it."""
    for one in case.enquiries.select_for_update().filter(waits=True).order_by("pk"):
        actions.change(one, by=by, verb="frontdesk.answer", waits=False, answered_at=one.answered_at or at)


def waits_by(case: Case) -> date | None:
    """The earliest day by which somebody in the case is to have an answer; None where nobody waits."""
    waiting = case.enquiries.filter(waits=True).order_by("respond_by")
    return waiting.values_list("respond_by", flat=True).first()


def same_writer(first: Enquiry, second: Enquiry) -> bool:
    """Whether two enquiries are of one writer: the same address, telephone, name or firm; or nothing says otherwise."""
    pairs = [
        (one, other)
        for one, other in (
            (first.email.lower(), second.email.lower()),
            (first.phone.replace(" ", ""), second.phone.replace(" ", "")),
            (first.name.lower(), second.name.lower()),
            (first.organisation_id, second.organisation_id),
        )
        if one and other
    ]
    return not pairs or any(one == other for one, other in pairs)


def _minute(at: datetime) -> datetime:
    """What is typed has no seconds."""
    return at.replace(second=0, microsecond=0)
