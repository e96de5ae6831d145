"""A consultant's people on one page: who asks for help, whose talk is due, who waits for an answer, how long each has waited.

Nothing that is read behind the logged door stands here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.jobs.enums import GONE, LIVING, CandidateState, OfferState
from symbiose.jobs.models import Candidate, HelpCall, Offer, Placement, Review
from symbiose.jobs.queries.rows import at_work, candidates_visible_to, held
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Absence, Membership
from symbiose.organisations.queries import holding

NEW_DAYS = 7


def followed(actor: Actor) -> QuerySet[Any]:
    """Everybody who is still followed, each with what the page says of them; one question, however many they are."""
    now = Placement.objects.filter(candidate=OuterRef("pk"), state__in=LIVING).order_by("-main", "pk")
    help_call = HelpCall.objects.filter(placement__candidate=OuterRef("pk"), settled_at__isnull=True)
    review = Review.objects.filter(
        placement__candidate=OuterRef("pk"), placement__state__in=LIVING, held_on__isnull=True
    ).order_by("due_on")
    open_offer = Offer.objects.filter(held(), candidate=OuterRef("pk")).order_by("rank", "-pk")
    fresh = timezone.now() - timedelta(days=NEW_DAYS)
    return (
        still_followed(actor)
        .annotate(
            help_since=Subquery(help_call.order_by("asked_at").values("asked_at")[:1]),
            review_on=Subquery(review.values("due_on")[:1]),
            placement_number=Subquery(now.values("number")[:1]),
            placement_title=Subquery(now.values("position__title")[:1]),
            placement_state=Subquery(now.values("state")[:1]),
            workplace_name=Subquery(now.values("position__organisation__name")[:1]),
            offer_number=Subquery(open_offer.values("number")[:1]),
            offer_state=Subquery(open_offer.values("state")[:1]),
            new_offers=Count(
                "offers", filter=Q(offers__state=OfferState.FOUND, offers__created_at__gte=fresh), distinct=True
            ),
        )
        .select_related("consultant")
    )


def still_followed(actor: Actor) -> QuerySet[Candidate]:
    """Everybody whom the actor may see and who has not ended, or is still at work: to end is to wait for no more proposals."""
    at_work = Placement.objects.filter(candidate=OuterRef("pk"), state__in=LIVING)
    return candidates_visible_to(actor).filter(~Q(state__in=GONE) | Q(Exists(at_work)))


def without_proposal(rows: QuerySet[Any]) -> tuple[int, date | None]:
    """How many of these people wait and have no proposal, and since when the first of them waits."""
    found = rows.filter(_no_proposal()).aggregate(number=Count("pk"), since=Min("waiting_since"))
    return found["number"], found["since"]


def _no_proposal() -> Q:
    """Waits, has no main placement, and nothing is proposed or asked."""
    offers = Offer.objects.filter(Q(state=OfferState.FOUND) | held(), candidate=OuterRef("pk"))
    return Q(~Exists(offers), ~at_work(), state=CandidateState.WAITING)


def mine(actor: Actor, via: str = "") -> Q:
    """Those whom the actor follows, and those of colleagues for whom the actor stands in today.

    `via` is the way from the rows to the person, as in ``candidate__``.
    """
    return Q(**{f"{via}consultant_id": actor.user_id}) | Q(**{f"{via}consultant__in": stood_in_for(actor)})


def stood_in_for(actor: Actor) -> QuerySet[Any, Any]:
    """The colleagues who are away today with the actor as deputy, by id."""
    return Absence.objects.filter(holding(timezone.localdate()), deputy_id=actor.user_id).values("user_id")


def consultants() -> QuerySet[Membership]:
    """Who is a job consultant today, by name."""
    held = Membership.objects.filter(
        holding(timezone.localdate()), role=MembershipRole.CONSULTANT, user__is_active=True
    )
    return held.select_related("user").order_by("user__name", "pk")


def needing(rows: QuerySet[Any], need: str) -> QuerySet[Any]:
    """Those with an open call for help, a talk that is due, an offer that moves, a new or no proposal, or nobody to follow them."""
    today = timezone.localdate()
    return {
        "help": lambda: rows.filter(help_since__isnull=False),
        "talk": lambda: rows.filter(review_on__lte=today),
        "answer": lambda: rows.filter(offer_state__isnull=False),
        "new": lambda: rows.filter(new_offers__gt=0),
        "none": lambda: rows.filter(_no_proposal()),
        "nobody": lambda: rows.filter(~_has_consultant()),
    }[need]()


def _has_consultant() -> Exists:
    """Somebody who is a consultant today follows the person."""
    return Exists(consultants().filter(user_id=OuterRef("consultant_id")))


MOST_URGENT = (
    F("help_since").asc(nulls_last=True),
    F("review_on").asc(nulls_last=True),
    F("waiting_since").asc(nulls_last=True),
    "pk",
)
