"""A person is erased when they ask for it or their time is over; placements stay as facts, with nobody behind them.

Locks are taken in one order: the person first, then what belongs to them. A run that is going on finds the rows gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from symbiose.common import actions, search
from symbiose.common.actor import Actor
from symbiose.common.models import Record
from symbiose.engine.law.months import months_after
from symbiose.files.actions import erase_upload
from symbiose.jobs.actions.candidates import locked
from symbiose.jobs.actions.offer_answers import take_from_workplace
from symbiose.jobs.actions.offer_letters import tell_workplace_let_go
from symbiose.jobs.enums import (
    LASTING,
    LIVING,
    SEEN_BY_WORKPLACE,
    STANDING,
    Answer,
    CandidateState,
    OfferState,
    Outcome,
    PlacementState,
)
from symbiose.jobs.limits import limit
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    CandidateContact,
    FirstDay,
    HelpCall,
    Offer,
    OfferBasis,
    Outlook,
    PassedOn,
    Placement,
    PlacementRun,
    PlacementTerms,
    Review,
    Slip,
    Veto,
    WellbeingAsked,
)
from symbiose.jobs.queries.rows import CANDIDATE as LABEL
from symbiose.jobs.queries.rows import OFFER, PLACEMENT
from symbiose.jobs.states import CANDIDATE
from symbiose.notices.actions import withdraw_link
from symbiose.notices.models import AnswerLink, Notice

VERB, FORGET = "jobs.erase", "jobs.forget_conditions"
ASKED = "Personen bad om at blive slettet."
TIME_IS_OVER = "Fristen for at gemme det er gået."
GONE: dict[str, Any] = {"kind": "person_gone", "name": "", "reasons": []}  # what a run says of one who was erased
BATCH = 100  # the rest the next time


@transaction.atomic
def erase(candidate: Candidate, *, by: Actor, rule: str = ASKED) -> Candidate:
    """Empty the person and remove what is kept of them; code and days of an empty row, placements and ledger stay.

    `rule` is the Danish sentence that stands in the trail instead of what was written. A repeat changes nothing.
    Raises NotAllowed.
    """
    held = locked(candidate)
    if held.state == CandidateState.ERASED:
        return held
    row = CANDIDATE.require("erase", state=held.state, actor=by, subject=held)
    offers = list(Offer.objects.select_for_update().filter(candidate=held).order_by("pk"))
    placements = list(Placement.objects.select_for_update().filter(candidate=held).order_by("pk"))
    about = list(_about(held, offers, placements))
    actions.erase_from_trail([held, *offers, *placements, *about], rule=rule)
    _forget_notices(held, offers, placements)
    _close(offers, {one.offer_id for one in placements}, rule=rule, by=by)
    _leave_facts(placements, rule=rule, by=by)
    _remove(held, offers)
    search.forget(LABEL, [held.pk])
    return actions.change(
        held,
        by=by,
        verb=VERB,
        state=row.target,
        erased_at=timezone.now(),
        hours=None,
        hours_hoped=None,
        windows="",
        postcode="",
        transport="",
        max_travel=None,
        skills=[],
        wishes=[],
        never=[],
        answered=[],
        helper_along=False,
        waiting_since=None,
        rests_until=None,
        external_id="",
    )


def _about(held: Candidate, offers: list[Offer], placements: list[Placement]) -> Iterable[Record]:
    """Every record with something personal that belongs to the person, by its number: nobody reads it to erase it."""
    of_person: tuple[Any, ...] = (CandidateConditions, CandidateContact, Slip, PassedOn, Outlook, Veto)
    for kind in of_person:
        yield from kind._default_manager.filter(candidate=held).only("pk")
    of_placement: tuple[Any, ...] = (Review, HelpCall, FirstDay, PlacementTerms)
    yield from OfferBasis.objects.filter(offer__in=offers).only("pk")
    for kind in of_placement:
        yield from kind._default_manager.filter(placement__in=placements).only("pk")


def _remove(held: Candidate, offers: list[Offer]) -> None:
    """Rows that say something of the person alone; the row of the verb `erase` tells that they went."""
    of_person: tuple[Any, ...] = (CandidateConditions, CandidateContact, Slip, PassedOn, Outlook, Veto)
    for kind in of_person:
        kind._default_manager.filter(candidate=held).delete()
    OfferBasis.objects.filter(offer__in=offers).delete()
    PlacementRun.objects.filter(candidate=held).update(candidate=None)
    for run in PlacementRun.objects.exclude(passed_over=[]):
        kept = [GONE if _names(one, held) else one for one in run.passed_over]
        PlacementRun.objects.filter(pk=run.pk).update(passed_over=kept)
    search.forget(OFFER, [offer.pk for offer in offers])


def _names(one: dict[str, Any], held: Candidate) -> bool:
    """Whether a row that took no part in a run is the person's."""
    return bool(one["kind"] == "candidate" and one["name"] == held.code)


def _close(offers: list[Offer], placed: set[int | None], *, rule: str, by: Actor) -> None:
    """No proposal waits for somebody who is gone, and what was promised is free again; how many there were still counts."""
    for offer in offers:
        over = offer.state in STANDING or (offer.state == OfferState.AGREED and offer.pk not in placed)
        seen = over and offer.state in SEEN_BY_WORKPLACE
        kept = offer.state == OfferState.AGREED and not over
        actions.change(
            offer,
            by=by,
            verb="jobs.erased_with_person",
            state=OfferState.LAPSED if over else offer.state,
            person_answer=offer.person_answer if kept else Answer.NONE,
            parts=[],
            minutes=None,
            overlap="",
            person_said_by="",
            employer_comment="",
            consent=rule if offer.on_behalf else "",
            points=0.0,
        )
        if seen:
            take_from_workplace(offer, by=by)


def _leave_facts(placements: list[Placement], *, rule: str, by: Actor) -> None:
    """Placements stay as facts: position, hours, days, outcome; nobody stands behind them, and nothing that was written."""
    for placement in placements:
        said: dict[str, Any] = {"mentor": "", "end_note": "", "consent": rule if placement.on_behalf else ""}
        was_living = placement.state in LIVING
        if was_living:
            said |= _let_go(placement, by=by)
        actions.change(placement, by=by, verb="jobs.erased_with_person", candidate=None, **said)
        for review in placement.reviews.exclude(note=""):
            actions.change(review, by=by, verb="jobs.erased_with_person", note="")
        for call in placement.help_calls.all():
            settled = call.settled_at or timezone.now()
            actions.change(call, by=by, verb="jobs.erased_with_person", note="", settlement="", settled_at=settled)
        for sheet in FirstDay.objects.filter(placement=placement).select_related("photo"):
            _empty(sheet, by=by)
        if was_living:
            tell_workplace_let_go(placement)
        for link in _links(placement):
            withdraw_link(link, by=by)
    PlacementTerms.objects.filter(placement__in=placements).update(vitas_reference="", vitas_on=None)
    search.forget(PLACEMENT, [placement.pk for placement in placements])


def _links(placement: Placement) -> QuerySet[AnswerLink]:
    """The open personal links about a placement, and to the questions that were asked in it."""
    asked = Q(subject_label=WellbeingAsked._meta.label_lower, subject_id__in=placement.asked.order_by().values("pk"))
    about = Q(subject_label=PLACEMENT, subject_id=placement.pk)
    return AnswerLink.objects.filter(about | asked, withdrawn_at=None)


def _let_go(placement: Placement, *, by: Actor) -> dict[str, Any]:
    """How one that lives stands from today on: nobody says any more how it goes, so that it holds no seat and is not followed."""
    last = max(timezone.localdate(), placement.starts_on)
    for pause in placement.pauses.filter(ends_on__isnull=True):
        actions.change(pause, by=by, verb="jobs.keep_pause", ends_on=max(last, pause.starts_on))
    outcome = Outcome.NOT_FOLLOWED if placement.state in LASTING else Outcome.NEVER_BEGAN
    return {"state": PlacementState.ENDED.value, "ends_on": last, "outcome": outcome.value}


def _empty(sheet: FirstDay, *, by: Actor) -> None:
    """Nothing that was written for the person, and no photo."""
    photo = sheet.photo
    texts: dict[str, Any] = dict.fromkeys(("who_meets", "where", "way", "work", "break_at", "bring"), "")
    actions.change(sheet, by=by, verb="jobs.erased_with_person", photo=None, **texts)
    if photo is not None:
        erase_upload(photo, by=by)


def _forget_notices(held: Candidate, offers: list[Offer], placements: list[Placement]) -> None:
    told = {LABEL: [held.pk], OFFER: [one.pk for one in offers], PLACEMENT: [one.pk for one in placements]}
    for label, numbers in told.items():
        Notice.objects.filter(subject_label=label, subject_id__in=numbers).delete()


@transaction.atomic
def forget_conditions(candidate: Candidate, *, by: Actor, rule: str = TIME_IS_OVER) -> bool:
    """Erase what an ended person asked for, and what searches said of it, when its dated time is over; whether there was anything."""
    held = locked(candidate)
    known = CandidateConditions.objects.filter(candidate=held).only("pk").first()
    outlooks = Outlook.objects.filter(candidate=held).only("pk")
    bases = OfferBasis.objects.filter(offer__candidate=held).only("pk")
    kept = [*([known] if known else []), *outlooks, *bases]
    if not kept or held.state != CandidateState.ENDED:
        return False
    actions.erase_from_trail(kept, rule=rule)
    if known is not None:
        known.delete()
    outlooks.delete()
    bases.delete()
    answered = [code for code in held.answered if not code.startswith("accommodations")]
    actions.change(held, by=by, verb=FORGET, answered=answered)
    return True


def forget_people_due(*, on: date, by: Actor) -> int:
    """What the clock erases: conditions of those who ended long enough ago, later the whole person; how many of both.

    Whoever is at work is followed, and kept: to end is then only to wait for no more proposals.
    """
    at_work = Placement.objects.filter(candidate=OuterRef("pk"), state__in=LIVING)
    ended = Candidate.objects.filter(~Exists(at_work), state=CandidateState.ENDED)
    said = Exists(Outlook.objects.filter(candidate=OuterRef("pk"))) | Exists(
        OfferBasis.objects.filter(offer__candidate=OuterRef("pk"))
    )
    over = Q(ended_on__lt=months_after(on, -limit("conditions.keep_months", on)))
    conditions = ended.filter(Q(conditions__keep_until__lt=on) | (over & said)).order_by("pk")[:BATCH]
    erased = sum(forget_conditions(one, by=by) for one in conditions)
    before = months_after(on, -limit("candidate.keep_months", on))
    for one in ended.filter(ended_on__lt=before).order_by("pk")[:BATCH]:
        erase(one, by=by, rule=TIME_IS_OVER)
        erased += 1
    return erased
