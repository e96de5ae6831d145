"""A placement comes to be: from an offer that both said yes to, or written down because it was made elsewhere.

The engine never does this: it proposes, people decide.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.crypto import salted_hmac

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.numbering import add_numbered
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_fit import (
    lock_position,
    require_beside,
    require_open,
    require_ratio,
    require_room,
    require_support,
    written,
)
from symbiose.jobs.actions.placement_rules import PlacementRefused, refusal
from symbiose.jobs.enums import GONE, LIVING, OfferState
from symbiose.jobs.models import Candidate, Offer, Placement, PlacementHours, PlacementTerms, Position, Review
from symbiose.jobs.permissions import acts_for_people
from symbiose.reference import job_form, placement_follow_up

ROW = "A-"
HALF = Decimal("0.5")


@transaction.atomic
def agree_placement(
    offer: Offer,
    *,
    starts_on: date,
    form: str,
    by: Actor,
    pay_basis: str = "",
    hours: Decimal | None = None,
    main: bool = True,
    mentor: str = "",
    mentor_hours: Decimal | None = None,
    expected_end: date | None = None,
    reason: str = "",
) -> Placement:
    """Make the placement of an offer that both said yes to, agreed and not begun. Asked again, it hands back the one made.

    `hours` a week are those of the offer unless said, `form` a code of the job forms that hold on the first day, `pay_basis`
    the form's usual one unless said. `reason` is needed where the ratio rule has no room. Raises NotAllowed before both said
    yes and for others than consultants, PlacementRefused with the rule that does not hold.
    """
    person = Candidate.objects.select_for_update().get(pk=offer.candidate_id)  # the person first, as erasing does
    now = Offer.objects.select_for_update(of=("self",)).select_related("position__workplace").get(pk=offer.pk)
    if not acts_for_people(by):
        raise NotAllowed("jobs.agree_placement")
    known = Placement.objects.filter(offer=now).first()
    if known is not None:
        return known
    if now.state != OfferState.AGREED:
        raise NotAllowed("jobs.agree_placement")
    new = Placement(
        candidate=person,
        position=now.position,
        offer=now,
        starts_on=starts_on,
        expected_end=expected_end,
        main=main,
        mentor=mentor.strip(),
        mentor_hours=mentor_hours,
        on_behalf=now.on_behalf,
        consent=now.consent,
    )
    made = _place(
        new, hours=hours or now.hours, form=form, pay_basis=pay_basis, by=by, reason=reason, verb="jobs.agree_placement"
    )
    actions.link(now, made, kind="agreed")
    return made


@transaction.atomic
def declare_placement(
    candidate: Candidate,
    position: Position,
    *,
    starts_on: date,
    form: str,
    hours: Decimal,
    consent: str,
    by: Actor,
    pay_basis: str = "",
    main: bool = True,
    mentor: str = "",
    mentor_hours: Decimal | None = None,
    expected_end: date | None = None,
    reason: str = "",
) -> Placement:
    """Write down a placement that was made without an offer here, agreed and not begun; `consent` says how both agreed.

    The same person in the same position from the same day is the one that is known already. Raises NotAllowed for others than
    consultants, PlacementRefused with the rule that does not hold.
    """
    if not acts_for_people(by):
        raise NotAllowed("jobs.declare_placement")
    person = Candidate.objects.select_for_update().get(pk=candidate.pk)
    known = Placement.objects.filter(
        candidate=person, position=position, starts_on=starts_on, state__in=LIVING, offer__isnull=True
    ).first()
    if known is not None:
        return known
    new = Placement(
        candidate=person,
        position=position,
        starts_on=starts_on,
        expected_end=expected_end,
        main=main,
        mentor=mentor.strip(),
        mentor_hours=mentor_hours,
        on_behalf=True,
        consent=consent.strip(),
    )
    return _place(new, hours=hours, form=form, pay_basis=pay_basis, by=by, reason=reason, verb="jobs.declare_placement")


def _place(
    new: Placement, *, hours: Decimal, form: str, pay_basis: str, by: Actor, reason: str, verb: str
) -> Placement:
    """Check the room, save the placement with its terms, its first step and its talks."""
    position = new.position = lock_position(new.position_id)
    person = new.candidate
    if person is None or person.state in GONE:
        raise PlacementRefused("placement_person_gone")
    require_open(position)
    require_day(new.starts_on)
    require_end(new.expected_end, starts_on=new.starts_on)
    terms = terms_for(form, pay_basis, new.starts_on)
    require_beside(new, person)
    if hours % HALF or hours <= 0:
        raise PlacementRefused("placement_half_hours")
    if hours > position.hours:
        raise PlacementRefused("placement_hours_of_one", most=written(position.hours), hours=written(hours))
    require_room(position, hours, without=new.offer)
    if new.mentor_hours is not None:
        require_support(position, new.mentor_hours, by=by, without=new.offer)
    require_ratio(position, form, by=by, reason=reason, without=new.offer)
    new.counted_as = mark_of(person)
    new.example = person.example
    acting = by.acting_for(position.organisation_id, consent=new.consent) if new.on_behalf else by
    try:
        with transaction.atomic():
            made = add_numbered(new, row=ROW, by=acting, verb=verb)
    except IntegrityError as error:
        raise refusal(error, code=person.code) from error
    terms.placement = made
    actions.create(terms, by=by, verb="jobs.set_terms", reason=reason.strip())
    first = PlacementHours(
        placement=made, from_day=made.starts_on, hours=hours, planned=made.starts_on > timezone.localdate()
    )
    actions.create(first, by=by, verb="jobs.set_step")
    actions.create_all(planned_reviews(made), by=by, verb="jobs.plan_review")
    return made


def mark_of(person: Candidate) -> str:
    """The mark under which the ledger counts a person once: it leads nobody back without the installation's secret key."""
    return salted_hmac("counted person", str(person.pk), algorithm="sha256").hexdigest()[:32]


def planned_reviews(placement: Placement) -> list[Review]:
    """The first talks about how it goes, at the distances that hold on the first day; those of the past are left out."""
    policy = placement_follow_up(placement.starts_on)
    weeks = sorted(
        int(row.value) for name, row in policy.items() if name.startswith("review.") and name != "review.every"
    )
    days = [placement.starts_on + timedelta(weeks=number) for number in weeks]
    return [Review(placement=placement, due_on=day) for day in days if day >= timezone.localdate()]


def require_day(day: date) -> None:
    """Raise PlacementRefused for a first day farther off, or longer ago, than the dated policy lets be written down."""
    today = timezone.localdate()
    policy = placement_follow_up(today)
    if day > today + timedelta(days=policy["ahead"].value):
        raise PlacementRefused("placement_too_far_off")
    if day.year < today.year - policy["back"].value:
        raise PlacementRefused("placement_too_long_ago")


def require_planned(day: date, *, at: str) -> None:
    """Raise PlacementRefused, `at` a field, for a plan further off than the dated policy lets be written down."""
    today = timezone.localdate()
    if day.year > today.year + placement_follow_up(today)["plan.ahead"].value:
        raise PlacementRefused("placement_plan_too_far_off", at=at)


def require_end(day: date | None, *, starts_on: date) -> None:
    """Raise PlacementRefused for an expected last day before the first, or too far off to be right."""
    if day is None:
        return
    if day < starts_on:
        first = formats.date_format(starts_on, "DATE_FORMAT")
        raise PlacementRefused("placement_ends_before_first_day", day=first)
    require_planned(day, at="expected_end")


def terms_for(form: str, pay_basis: str, on: date) -> PlacementTerms:
    """The terms of a form that holds on the first day. A form that has expired since may be written down for a day in its time."""
    try:
        known = job_form(form, on)
    except KeyError:
        raise PlacementRefused("placement_form_unknown") from None
    if known.valid_to is not None and known.valid_to < on:
        raise PlacementRefused("placement_form_unknown")
    if pay_basis and pay_basis not in known.pay_bases:
        raise PlacementRefused("placement_pay_unknown")
    return PlacementTerms(form=form, pay_basis=pay_basis or known.pay_bases[0])
