"""What a consultant does with a proposal of placement: ask the person, show it to the workplace, put it away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions, municipality
from symbiose.common.actor import Actor
from symbiose.jobs.actions import offer_letters as letters
from symbiose.jobs.enums import Answer, CandidateState, OfferState, PositionState
from symbiose.jobs.models import Candidate, Offer
from symbiose.jobs.queries.offers import begun_of, with_parts
from symbiose.jobs.states import OFFER
from symbiose.reference import offer_policy

UNANSWERED: dict[str, Any] = {
    "person_answer": Answer.NONE.value,
    "person_answered_at": None,
    "person_said_by": "",
}


class AlreadyAsked(Exception):
    """The person is asked about another proposal; `args[0]` is that one."""


class NotPossible(Exception):
    """The person no longer waits, or the position is no longer open."""


def locked(offer: Offer) -> Offer:
    """The proposal as it is now, with person and position; nobody else moves it until this transaction ends."""
    Candidate.objects.select_for_update().get(pk=offer.candidate_id)  # one question to a person at a time
    Offer.objects.select_for_update().get(pk=offer.pk)
    return with_parts(Offer.objects.all()).get(pk=offer.pk)


def person_day(on: date) -> date:
    """The day until which a person who is asked on a day has time."""
    return on + timedelta(days=int(offer_policy(on)["person.days"].value))


def workplace_day(on: date) -> date:
    """The last day for a workplace to answer what is shown to it on a day; always a working day."""
    return municipality.after_working_days(on, int(offer_policy(on)["workplace.working_days"].value))


@transaction.atomic
def ask_person(offer: Offer, *, by: Actor) -> Offer:
    """Lay the proposal before the person. Raises AlreadyAsked and NotPossible."""
    now = locked(offer)
    row = OFFER.require("ask_person", state=now.state, actor=by, subject=now)
    another = begun_of(now.candidate_id)
    if another is not None:
        raise AlreadyAsked(another)
    require_possible(now)
    return actions.change(
        now,
        by=by,
        verb="jobs.ask_person",
        state=row.target,
        person_asked_at=timezone.now(),
        answer_by=person_day(timezone.localdate()),
    )


def require_possible(offer: Offer) -> None:
    """Raise NotPossible where the person waits no more or the position is not open."""
    waits = offer.candidate.state == CandidateState.WAITING
    if not waits or offer.position.state != PositionState.OPEN:
        raise NotPossible(offer)


@transaction.atomic
def ask_no_more(offer: Offer, *, by: Actor) -> Offer:
    """Take the question back, before it is answered; the person no longer sees it."""
    now = locked(offer)
    row = OFFER.require("ask_no_more", state=now.state, actor=by, subject=now)
    return actions.change(
        now,
        by=by,
        verb="jobs.ask_no_more",
        state=row.target,
        person_asked_at=None,
        answer_by=None,
        **UNANSWERED,
    )


@transaction.atomic
def show_workplace(offer: Offer, *, by: Actor) -> Offer:
    """After the person's yes: ask the workplace. Raises NotPossible."""
    now = locked(offer)
    row = OFFER.require("show", state=now.state, actor=by, subject=now)
    require_possible(now)
    shown = actions.change(
        now,
        by=by,
        verb="jobs.show_workplace",
        state=row.target,
        employer_asked_at=timezone.now(),
        answer_by=workplace_day(timezone.localdate()),
    )
    letters.ask_workplace(with_parts(Offer.objects.all()).get(pk=shown.pk), by=by)
    return shown


@transaction.atomic
def set_aside(offer: Offer, *, by: Actor) -> Offer:
    """Put a proposal away before anybody is asked; the next run looks for another."""
    now = locked(offer)
    row = OFFER.require("set_aside", state=now.state, actor=by, subject=now)
    return actions.change(now, by=by, verb="jobs.set_aside_offer", state=row.target)


@transaction.atomic
def set_all_aside(candidate: Candidate, *, by: Actor) -> int:
    """Put away all that is proposed to a person and that nobody was asked about; how many."""
    rows = list(Offer.objects.filter(candidate=candidate, state=OfferState.FOUND).order_by("pk"))
    for row in rows:
        set_aside(row, by=by)
    return len(rows)


@transaction.atomic
def take_up(offer: Offer, *, by: Actor) -> Offer:
    """Bring back what was put away. Raises NotPossible."""
    now = locked(offer)
    row = OFFER.require("take_up", state=now.state, actor=by, subject=now)
    require_possible(now)
    return actions.change(now, by=by, verb="jobs.take_up_offer", state=row.target)
