"""What the calendar does with proposals of placement: ask again those who said "later", remind, let go of what is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.jobs.actions import offer_letters as letters
from symbiose.jobs.actions.offer_answers import take_from_workplace
from symbiose.jobs.actions.offers import locked, person_day, workplace_day
from symbiose.jobs.enums import SEEN_BY_WORKPLACE, Answer, OfferState
from symbiose.jobs.models import Candidate, Offer
from symbiose.jobs.queries.offers import with_parts
from symbiose.jobs.queries.runs import gone_offers
from symbiose.jobs.states import OFFER


def tend_offers(*, on: date, now: datetime, by: Actor) -> None:
    """All of it, in the order in which it must happen: nobody is reminded of what is gone."""
    let_go(by=by)
    ask_people_again(on=on, by=by)
    ask_workplaces_again(on=on, now=now, by=by)


def let_go(*, by: Actor, of: Candidate | None = None) -> int:
    """Proposals whose person waits no more, or whose position is not open, lapse, all or those `of` a person; how many."""
    gone = gone_offers() if of is None else gone_offers().filter(candidate=of)
    return _each(gone, lambda offer: _let_go(offer, by=by))


def _each(due: QuerySet[Offer], act: Callable[[Offer], object]) -> int:
    """Act on each that is still due once it is locked, in a transaction of its own: no order of people can meet another's."""
    acted = 0
    for row in list(with_parts(due).order_by("pk")):
        with transaction.atomic():
            offer = locked(row)
            if due.filter(pk=offer.pk).exists():
                act(offer)
                acted += 1
    return acted


def _let_go(offer: Offer, *, by: Actor) -> None:
    verb = OFFER.require("lapse", state=offer.state, actor=by, subject=offer)
    was_shown, was_begun = offer.state in SEEN_BY_WORKPLACE, offer.state != OfferState.FOUND
    actions.change(offer, by=by, verb="jobs.lapse_offer", state=verb.target)
    if was_shown:
        take_from_workplace(offer, by=by)
    if was_begun:
        letters.tell_consultant(offer, by=by)


def ask_people_again(*, on: date, by: Actor) -> int:
    """A person who said "later" is asked anew on the day; how many. Nothing is sent: the page and the consultant ask."""

    def ask(offer: Offer) -> None:
        OFFER.require("remind_person", state=offer.state, actor=by, subject=offer)
        values: dict[str, Any] = {
            "person_answer": Answer.NONE.value,
            "answer_by": person_day(on),
            "reminded_at": timezone.now(),
        }
        actions.change(offer, by=by, verb="jobs.ask_person_again", **values)

    return _each(_due(OfferState.ASKED, on).filter(person_answer=Answer.LATER), ask)


def ask_workplaces_again(*, on: date, now: datetime, by: Actor) -> int:
    """A workplace that said "later" is asked anew on the day, one that has not answered is reminded once; how many."""

    def ask(offer: Offer) -> None:
        OFFER.require("remind_workplace", state=offer.state, actor=by, subject=offer)
        values: dict[str, Any] = {
            "employer_answer": Answer.NONE.value,
            "answer_by": workplace_day(on),
            "reminded_at": now,
        }
        actions.change(offer, by=by, verb="jobs.remind_workplace", **values)
        letters.ask_workplace(with_parts(Offer.objects.all()).get(pk=offer.pk), by=by)

    silent = Q(employer_answer=Answer.NONE, reminded_at__isnull=True)
    return _each(_due(OfferState.SHOWN, on).filter(Q(employer_answer=Answer.LATER) | silent), ask)


def _due(state: str, on: date) -> QuerySet[Offer]:
    return Offer.objects.filter(state=state, answer_by__lte=on).order_by("pk")
