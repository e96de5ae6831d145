"""What the calendar does with proposals of placement: ask again those who said "later", remind, let go of what is gone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.jobs.actions import offer_letters as letters
from symbiose.jobs.actions.offer_answers import take_from_workplace
from symbiose.jobs.actions.offers import locked, person_day, workplace_day
from symbiose.jobs.enums import Answer, OfferState
from symbiose.jobs.models import Offer
from symbiose.jobs.queries.offers import with_parts
from symbiose.jobs.queries.runs import gone_offers
from symbiose.jobs.states import OFFER


def tend_offers(*, on: date, now: datetime, by: Actor) -> None:
    """All of it, in the order in which it must happen: nobody is reminded of what is gone."""
    let_go(by=by)
    ask_people_again(on=on, by=by)
    ask_workplaces_again(on=on, now=now, by=by)


@transaction.atomic
def let_go(*, by: Actor) -> int:
    """Proposals whose person waits no more, or whose position is not open, lapse; how many."""
    due = list(with_parts(gone_offers()).order_by("pk"))
    for row in due:
        offer = locked(row)
        if not gone_offers().filter(pk=offer.pk).exists():
            continue
        verb = OFFER.require("lapse", state=offer.state, actor=by, subject=offer)
        was_shown, was_begun = offer.state == OfferState.SHOWN, offer.state != OfferState.FOUND
        actions.change(offer, by=by, verb="jobs.lapse_offer", state=verb.target)
        if was_shown:
            take_from_workplace(offer, by=by)
        if was_begun:
            letters.tell_consultant(offer, by=by)
    return len(due)


@transaction.atomic
def ask_people_again(*, on: date, by: Actor) -> int:
    """A person who said "later" is asked anew on the day; how many. Nothing is sent: the page and the consultant ask."""
    due = list(_due(OfferState.ASKED, on).filter(person_answer=Answer.LATER))
    for row in due:
        offer = locked(row)
        OFFER.require("remind_person", state=offer.state, actor=by, subject=offer)
        values: dict[str, Any] = {
            "person_answer": Answer.NONE.value,
            "answer_by": person_day(on),
            "reminded_at": timezone.now(),
        }
        actions.change(offer, by=by, verb="jobs.ask_person_again", **values)
    return len(due)


@transaction.atomic
def ask_workplaces_again(*, on: date, now: datetime, by: Actor) -> int:
    """A workplace that said "later" is asked anew on the day, one that has not answered is reminded once; how many."""
    later = _due(OfferState.SHOWN, on).filter(employer_answer=Answer.LATER)
    silent = _due(OfferState.SHOWN, on).filter(employer_answer=Answer.NONE, reminded_at__isnull=True)
    due = [*later, *silent]
    for row in due:
        offer = locked(row)
        OFFER.require("remind_workplace", state=offer.state, actor=by, subject=offer)
        values: dict[str, Any] = {
            "employer_answer": Answer.NONE.value,
            "answer_by": workplace_day(on),
            "reminded_at": now,
        }
        actions.change(offer, by=by, verb="jobs.remind_workplace", **values)
        letters.ask_workplace(with_parts(Offer.objects.all()).get(pk=offer.pk), by=by)
    return len(due)


def _due(state: str, on: date) -> QuerySet[Offer]:
    return Offer.objects.filter(state=state, answer_by__lte=on).order_by("pk")
