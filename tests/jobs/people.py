"""People, positions and placements as the tests of this room need them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    Offer,
    OfferBasis,
    Placement,
    PlacementHours,
    PlacementRun,
    PlacementTerms,
    Position,
    PositionTask,
    Slip,
    Workplace,
)
from symbiose.jobs.slips import digest_of
from tests.factories import make_organisation

_number = count(1)
WEEK = "man 09:00-15:00; tir 09:00-15:00; ons 09:00-15:00; tor 09:00-15:00; fre 09:00-15:00"


def make_workplace(organisation=None, **values):
    return Workplace.objects.create(
        organisation=organisation or make_organisation("Eksempel Fuglekassen"),
        **{
            "mentor_hours": Decimal(10),
            "ordinary_employees": Decimal(12),
            "subsidised_elsewhere": 0,
            "told_on": timezone.localdate(),
            "source": "Fortalt i telefonen",
            **values,
        },
    )


def make_position(workplace=None, **values):
    """An open position of five hours that may lie freely in the week, and offers a quiet place and no early mornings."""
    workplace = workplace or make_workplace()
    return Position.objects.create(
        organisation=workplace.organisation,
        workplace=workplace,
        **{
            "number": f"S-{next(_number):04d}",
            "title": "Samle fuglekasser",
            "state": "open",
            "hours": Decimal(5),
            "min_hours": Decimal(3),
            "total_hours": Decimal(5),
            "windows": WEEK,
            "postcode": "8600",
            "accommodations": ["quiet_place", "later_start"],
            "opened_on": timezone.localdate(),
            **values,
        },
    )


def make_task(position, **values):
    """A task of five hours a week that the position is made of."""
    hours = dict.fromkeys(("hours_low", "hours_central", "hours_high"), Decimal(5))
    return PositionTask.objects.create(
        position=position, **{"title": position.title, "source": "Skøn", **hours, **values}
    )


def make_candidate(*, asks=("quiet_place", "later_start"), mentor_hours=None, **values):
    """A person who waits and can work five hours a week by bicycle; `asks` are the accommodations asked for."""
    person = Candidate.objects.create(
        **{
            "code": f"K-{next(_number):04d}",
            "state": "waiting",
            "hours": Decimal(5),
            "hours_hoped": Decimal(8),
            "windows": WEEK,
            "postcode": "8600",
            "transport": "bike",
            "max_travel": 45,
            "waiting_since": timezone.localdate() - timedelta(weeks=30),
            **values,
        }
    )
    CandidateConditions.objects.create(candidate=person, accommodations=list(asks), mentor_hours=mentor_hours)
    return person


def make_slip(candidate, code="ABCD-EFGH-JKLM", **values):
    """A slip whose code tests know; the room keeps a digest alone."""
    return Slip.objects.create(
        candidate=candidate,
        **{
            "digest": digest_of(code),
            "valid_until": timezone.localdate() + timedelta(days=30),
            **values,
        },
    )


def person_client(client, candidate):
    """The client after the person wrote the code of a slip."""
    session = client.session
    session["slip"] = (candidate.slips.first() or make_slip(candidate, code=f"{candidate.code}-code")).pk
    session.save()
    return client


def make_placement_run(**values):
    """A run that is done; it found nothing new, so that its page has a number to show."""
    return PlacementRun.objects.create(
        **{"state": "done", "started_by": "test", "new_proposals": 0, "lapsed": 0, **values}
    )


def make_offer(candidate=None, position=None, **values):
    return Offer.objects.create(
        run=values.pop("run", None) or make_placement_run(),
        candidate=candidate or make_candidate(),
        position=position or make_position(),
        **{"number": f"F-{next(_number):04d}", "hours": Decimal(5), "points": 60.0, "minutes": 12, **values},
    )


def make_basis(offer, conditions=()):
    return OfferBasis.objects.create(offer=offer, conditions=list(conditions))


def make_placement(candidate=None, position=None, *, form="flex_job", hours=5, **values):
    """A running placement of five hours a week since a month."""
    start = values.pop("starts_on", timezone.localdate() - timedelta(days=30))
    placement = Placement.objects.create(
        candidate=candidate or make_candidate(),
        position=position or make_position(),
        starts_on=start,
        **{"number": f"A-{next(_number):04d}", "state": "running", "firm_kind": "ordinary", **values},
    )
    PlacementTerms.objects.create(placement=placement, form=form)
    PlacementHours.objects.create(placement=placement, from_day=start, hours=Decimal(str(hours)))
    return placement


def as_person(candidate):
    """The person as an actor."""
    return Actor(role=Role.PERSON, name=candidate.code, candidate_id=candidate.pk)
