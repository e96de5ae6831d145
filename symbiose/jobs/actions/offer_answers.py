"""What the person and then the workplace answer, themselves or through somebody who writes it down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import offer_letters as letters
from symbiose.jobs.actions.offers import (
    UNANSWERED,
    AlreadyAsked,
    locked,
    person_day,
    require_possible,
)
from symbiose.jobs.actions.placement_fit import lock_position
from symbiose.jobs.enums import SEEN_BY_WORKPLACE, Answer, OfferState
from symbiose.jobs.models import Offer, Veto
from symbiose.jobs.permissions import is_workplace
from symbiose.jobs.queries.offers import begun_of, has_room, link_of
from symbiose.jobs.states import OFFER
from symbiose.notices.actions import withdraw_link
from symbiose.reference import offer_policy

LONGEST = 200
VERB_OF = {Answer.YES: "person_yes", Answer.LATER: "person_later", Answer.NO: "person_no"}
WORKPLACE_VERB_OF = {Answer.YES: "workplace_yes", Answer.LATER: "workplace_later", Answer.NO: "workplace_no"}
UNSHOWN: dict[str, Any] = {
    "employer_answer": Answer.NONE.value,
    "employer_asked_at": None,
    "employer_answered_at": None,
    "employer_said_by": "",
    "employer_comment": "",
    "on_behalf": False,
    "consent": "",
}


class NoRoom(Exception):
    """The position's seats or hours were given to others meanwhile."""


@transaction.atomic
def person_answers(offer: Offer, *, answer: str, by: Actor, how: str = "") -> Offer:
    """Keep the person's answer; a no is remembered as a pair alone. The same answer again changes nothing.

    A consultant says `how` the person gave it. Raises NotAllowed, and NotPossible for a yes to what is gone.
    """
    now = locked(offer)
    given = Answer(answer)
    if given == now.person_answer and given is not Answer.LATER:
        return now
    row = OFFER.require(VERB_OF[given], state=now.state, actor=by, subject=now)
    said_by = _said_by(by, how)
    if given is Answer.YES:
        require_possible(now)
    shown = now.state in SEEN_BY_WORKPLACE
    answered = actions.change(
        now,
        by=by,
        verb="jobs.person_answered",
        state=row.target,
        person_answer=given.value,
        person_answered_at=timezone.now(),
        person_said_by=said_by,
        answer_by=_again(timezone.localdate(), "person_later.days") if given is Answer.LATER else None,
    )
    if given is Answer.NO:
        Veto.objects.get_or_create(candidate_id=now.candidate_id, position_id=now.position_id)
    if shown:
        take_from_workplace(now, by=by)
    letters.tell_consultant(now, by=by)
    return answered


def _said_by(by: Actor, how: str) -> str:
    """Empty where the person said it; else who wrote it down, and how it was given."""
    if by.role is Role.PERSON:
        return ""
    if not how.strip():
        raise NotAllowed("how")
    return f"{by.name}: {how.strip()}"[:LONGEST]


def _again(on: date, name: str) -> date:
    return on + timedelta(days=int(offer_policy(on)[name].value))


def take_from_workplace(offer: Offer, *, by: Actor) -> None:
    """Close the workplace's link and say that the proposal is no longer open, in words that tell no reason."""
    link = link_of(offer)
    if link is not None:
        withdraw_link(link, by=by)
    letters.tell_workplace_gone(offer)


@transaction.atomic
def person_thinks_again(offer: Offer, *, by: Actor) -> Offer:
    """Take back a yes that is not shown yet, or a no: the question stands again and the pair may be proposed.

    Raises NotAllowed where it was the workplace that said no, NotPossible where it is gone, and AlreadyAsked while
    another proposal is under way: one person is promised to one workplace at a time.
    """
    now = locked(offer)
    row = OFFER.require("person_thinks_again", state=now.state, actor=by, subject=now)
    if now.state == OfferState.DECLINED and now.person_answer != Answer.NO:
        raise NotAllowed("person_thinks_again")
    require_possible(now)
    another = begun_of(now.candidate_id)
    if another is not None and another.pk != now.pk:
        raise AlreadyAsked(another)
    values: dict[str, Any] = {**UNANSWERED, **UNSHOWN, "answer_by": person_day(timezone.localdate())}
    Veto.objects.filter(candidate_id=now.candidate_id, position_id=now.position_id).delete()
    return actions.change(now, by=by, verb="jobs.person_thinks_again", state=row.target, **values)


@transaction.atomic
def workplace_answers(offer: Offer, *, answer: str, by: Actor, comment: str = "", consent: str = "") -> Offer:
    """Keep the workplace's answer. A consultant answers on its behalf and says how it agreed.

    The same answer again changes nothing. Raises NotAllowed, NoRoom where the last seat is given to another, and
    NotPossible where the person or the position is no longer there.
    """
    now = locked(offer)
    now.position = lock_position(now.position_id)  # as it is now: it may have closed or filled while one waited
    given = Answer(answer)
    if given == now.employer_answer and given is not Answer.LATER:
        return now
    row = OFFER.require(WORKPLACE_VERB_OF[given], state=now.state, actor=by, subject=now)
    actor = _on_behalf(now, by=by, consent=consent)
    if given is Answer.YES:
        require_possible(now)
        if not has_room(now):
            raise NoRoom(now)
    answered = actions.change(
        now,
        by=actor,
        verb="jobs.workplace_answered",
        state=row.target,
        employer_answer=given.value,
        employer_answered_at=timezone.now(),
        employer_said_by=actor.name,
        employer_comment=comment.strip(),
        on_behalf=actor.on_behalf_of is not None,
        consent=actor.consent,
        answer_by=_again(timezone.localdate(), "workplace_later.days") if given is Answer.LATER else None,
    )
    if given is Answer.NO:
        Veto.objects.get_or_create(candidate_id=now.candidate_id, position_id=now.position_id)
    letters.tell_consultant(now, by=by)
    return answered


def _on_behalf(offer: Offer, *, by: Actor, consent: str) -> Actor:
    if is_workplace(by, offer.position):
        return by
    if not consent.strip():
        raise NotAllowed("consent")
    return by.acting_for(offer.position.organisation_id, consent=consent.strip())
