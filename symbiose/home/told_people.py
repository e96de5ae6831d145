"""The people of a demo's story: workplaces and their positions, who wants to work, who works already, and one search over all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.home.story import Story
from symbiose.jobs.actions.candidates import add_candidate, tell, tell_conditions, wait
from symbiose.jobs.actions.carving import TaskGiven, carve_position
from symbiose.jobs.actions.helping import call_for_help
from symbiose.jobs.actions.offers import ask_person
from symbiose.jobs.actions.placement_curve import set_step
from symbiose.jobs.actions.placement_life import begin_placement, end_placement
from symbiose.jobs.actions.placement_reviews import hold_review
from symbiose.jobs.actions.placement_runs import carry_out_placement_run, start_placement_run
from symbiose.jobs.actions.placing import declare_placement
from symbiose.jobs.actions.positions import open_position
from symbiose.jobs.actions.workplaces import tell_workplace, workplace_for
from symbiose.jobs.enums import OfferState, RunState
from symbiose.jobs.models import Candidate, Offer, Placement, PlacementRun, Position
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Membership, Organisation

CONSENT = "Eksempel: aftalt i telefonen"
MOST_ASKED = 2  # so many proposals wait for a person's answer when the demo begins
FRIDAY = 4


def consultant() -> Actor:
    """The demo's job consultant as an actor."""
    return _acting(Membership.objects.select_related("user", "organisation").get(user__demo_role="consultant"))


def _colleague() -> Actor:
    """The consultant beside the one whom one can step in as."""
    held = Membership.objects.filter(role=MembershipRole.CONSULTANT, user__demo_role="")
    return _acting(held.select_related("user", "organisation").order_by("pk")[0])


def _acting(held: Membership) -> Actor:
    return Actor(
        role=Role.CONSULTANT,
        user_id=held.user_id,
        name=held.user.name,
        membership_id=held.pk,
        organisation_id=held.organisation_id,
        organisation_name=held.organisation.name,
    )


def tell_people(told: Story, known: dict[str, Organisation]) -> None:
    """Write in the story's workplaces, positions and people, what they agreed, and what came of it."""
    if not told.of("candidate"):
        return
    owners = {"consultant": consultant(), "colleague": _colleague()}
    by = owners["consultant"]
    employers = {one["organisation"]: _workplace(one, known, by=by) for one in told.of("workplace")}
    positions = {one["id"]: _position(one, employers, by=by) for one in told.of("position")}
    people = {one["id"]: _candidate(one, by=owners[one["owner"]]) for one in told.of("candidate")}
    placements = {one["candidate"]: _placement(one, people, positions, by=by) for one in told.of("placement")}
    for one in told.of("help"):
        _call(one, people, placements)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _weekday(days: int) -> date:
    """That day, or the Monday after it: nobody begins on a Sunday."""
    day = _day(days)
    return day if day.weekday() <= FRIDAY else day + timedelta(days=7 - day.weekday())


def _workplace(one: dict[str, Any], known: dict[str, Organisation], *, by: Actor) -> Any:
    place = workplace_for(known[one["organisation"]], by=by)
    return tell_workplace(
        place,
        by=by,
        told_on=_day(0),
        source=one["source_da"],
        mentor_hours=Decimal(str(one["mentor_hours"])),
        ordinary_employees=Decimal(one["employees"]),
        subsidised_elsewhere=one["elsewhere"],
    ).workplace


def _position(one: dict[str, Any], employers: dict[str, Any], *, by: Actor) -> Position:
    place = employers[one["organisation"]]
    acting = by.acting_for(place.organisation_id, consent=CONSENT)
    hours = Decimal(str(one["total_hours"]))
    task = TaskGiven(
        title=one["da"],
        hours_low=hours * Decimal("0.8"),
        hours_central=hours,
        hours_high=hours * Decimal("1.2"),
        source="Eksempel: virksomhedens eget skøn",
    )
    made = carve_position(
        place,
        by=acting,
        made_of=[task],
        title=one["da"],
        about=one["about_da"],
        hours=Decimal(str(one["hours"])),
        min_hours=Decimal(str(one["min_hours"])),
        total_hours=hours,
        seats=one["seats"],
        windows=one["windows"],
        use=one["use"],
        least_shifts=one["least"],
        accommodations=one["accommodations"],
        skills=one["skills"],
        tasks=one["tasks"],
        form=one["form"],
        wage_low=Decimal(one["wage_low"]),
        wage_high=Decimal(one["wage_high"]),
    )
    return open_position(made, by=acting)


def _candidate(one: dict[str, Any], *, by: Actor) -> Candidate:
    made = add_candidate(by=by)
    told = {
        "hours": Decimal(str(one["hours"])),
        "hours_hoped": Decimal(str(one["hours_hoped"])),
        **{name: one[name] for name in ("windows", "postcode", "transport", "max_travel", "skills", "wishes", "never")},
    }
    tell(made, told, by=by)
    tell_conditions(made, accommodations=one["asks"], mentor_hours=Decimal(str(one["mentor_hours"])), by=by)
    return wait(made, on=_day(-7 * one["weeks"]), by=by)


def _placement(
    one: dict[str, Any], people: dict[str, Candidate], positions: dict[str, Position], *, by: Actor
) -> Placement:
    first = _weekday(one["days"])
    made = declare_placement(
        people[one["candidate"]],
        positions[one["position"]],
        starts_on=first,
        form=one["form"],
        hours=Decimal(str(one["curve"][0][1])),
        consent=CONSENT,
        mentor=one["mentor_da"],
        mentor_hours=Decimal(str(one["mentor_hours"])),
        reason="Eksempel: aftalt med kommunen",
        by=by,
    )
    made = begin_placement(made, by=by, on=first)
    for days, hours in one["curve"][1:]:
        set_step(made, from_day=_weekday(days), hours=Decimal(str(hours)), by=by)
    notes = iter(one["held"])
    for talk in made.reviews.filter(due_on__lte=_day(0)).order_by("due_on"):
        hold_review(made, review=talk.pk, held_on=talk.due_on, note=next(notes, "Går som aftalt."), by=by)
    if "ended" in one:
        days, outcome = one["ended"]
        made = end_placement(made, by=by, outcome=outcome, on=_weekday(days))
    return made


def _call(one: dict[str, Any], people: dict[str, Candidate], placements: dict[str, Placement]) -> None:
    person = people[one["candidate"]]
    speaker = Actor(role=Role.PERSON, name=person.code, candidate_id=person.pk)
    call_for_help(placements[one["candidate"]], voice=one["voice"], note=one["da"], by=speaker)


def look_for_placements() -> None:
    """One search over everybody who waits; the ones who waited longest are asked. Does nothing where it was done."""
    if PlacementRun.objects.filter(state=RunState.DONE).exists() or not Candidate.objects.exists():
        return
    by = consultant()
    run = start_placement_run(by=by)
    carry_out_placement_run.func(run.pk)  # does nothing where the run was carried out at once
    found = Offer.objects.filter(state=OfferState.FOUND, rank=0, candidate__consultant_id=by.user_id)
    for offer in found.select_related("candidate", "position").order_by("candidate__waiting_since", "pk")[:MOST_ASKED]:
        ask_person(offer, by=by)
