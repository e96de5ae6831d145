"""What the waste status of a listing means, and which authority steps stand open for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.listings.enums import ListingState, Side, StepState, Waste
from symbiose.listings.models import AuthorityStep, Listing
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import holding
from symbiose.people.models import User
from symbiose.reference import StepKind, step_kinds

HAZARD = "hazard"
SOON = timedelta(days=7)  # what stops nothing is mentioned a week before its day
MOST_WAITING = 20
MEANINGS = {
    Waste.WASTE: gettext_lazy(
        "It is waste: whoever collects it and whoever gets it must be allowed to take that very waste."
    ),
    Waste.BY_PRODUCT: gettext_lazy("It is a by-product: it comes out of the production and can go straight on."),
    Waste.END_OF_WASTE: gettext_lazy("It was waste, has been treated, and is a product again."),
    Waste.UNKNOWN: gettext_lazy("Nobody has found out yet whether it is waste. That decides who may take it."),
}


def kinds_today() -> dict[str, StepKind]:
    """The kinds of step as they are today, by code."""
    return dict(step_kinds(timezone.localdate()))


def cause_of(listing: Listing) -> set[str]:
    """Why a listing needs steps: it is stopped, and the waste status of a material that somebody has."""
    causes = {HAZARD} if listing.stopped else set()
    material = listing.side == Side.HAVE and listing.waste
    return causes | ({listing.waste} if material else set())


def stopped(listing: Listing) -> bool:
    """Whether nothing of it may be promised or moved now: no proposal is sent and no exchange begins before its step."""
    return Listing.objects.filter(pk=listing.pk, stopped=True).exists()


def stopped_among(ids: Iterable[int]) -> bool:
    """Whether one of these listings is stopped now, whatever an older proposal or page says."""
    return Listing.objects.filter(pk__in=ids, stopped=True).exists()


def said(texts: Mapping[str, str]) -> str:
    """A text of a kind of step in the reader's language."""
    english = (translation.get_language() or "da").startswith("en")
    return str(texts["en" if english else "da"])


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as pages show it."""

    row: AuthorityStep
    kind: StepKind
    title: str
    meaning: str
    source: str
    authority: str
    owner: str
    late: bool


def shown(step: AuthorityStep) -> StepShown:
    """A step with its words; `owner_user`, `owner_organisation` are read along by `with_owners`."""
    kind = kinds_today()[step.kind]
    owner = step.owner_user or step.owner_organisation
    late = step.state == StepState.OPEN and step.due_on is not None and step.due_on < timezone.localdate()
    return StepShown(
        row=step,
        kind=kind,
        title=said(kind.title),
        meaning=said(kind.meaning),
        source=said(kind.source),
        authority=step.authority or said(kind.authority),
        owner=str(owner) if owner else _("The entrance"),
        late=late,
    )


def with_owners(steps: QuerySet[AuthorityStep]) -> QuerySet[AuthorityStep]:
    """Read along what a step's page shows."""
    return steps.select_related("owner_user", "owner_organisation", "listing__organisation")


def steps_of(listing: Listing) -> list[StepShown]:
    """All steps of a listing, open ones first; those that were let go are history."""
    rows = with_owners(listing.steps.exclude(state=StepState.DROPPED)).order_by("state", "due_on", "pk")
    return [shown(step) for step in rows]


def by_hand(listing: Listing, steps: list[StepShown]) -> list[StepKind]:
    """Kinds that nothing opens by itself and that fit the listing's status: a person may open them."""
    known = {step.row.kind for step in steps}
    return [kind for kind in kinds_today().values() if kind.code == listing.waste and kind.code not in known]


def _mine(actor: Actor) -> Q:
    if actor.is_adviser:
        return Q(owner_user_id=actor.user_id) | Q(owner_user__isnull=True, owner_organisation__isnull=True)
    if actor.role is Role.FIRM and actor.party_id:
        return Q(owner_organisation_id=actor.party_id)
    return Q(pk__in=[])


def tasks(actor: Actor) -> QuerySet[AuthorityStep]:
    """Open steps that are the actor's task now: what stops a listing at once, the rest from a week before its day."""
    soon = Q(due_on__lte=timezone.localdate() + SOON)
    stopping = Q(kind__in=[kind.code for kind in kinds_today().values() if kind.stops])
    live = Q(listing__state__in=[ListingState.SHOWN, ListingState.HIDDEN, ListingState.DRAFT])
    rows = AuthorityStep.objects.filter(_mine(actor), stopping | soon, live, state=StepState.OPEN)
    return with_owners(rows).order_by("due_on", "pk")


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: steps with a deadline."""
    return [_line(shown(step), actor) for step in tasks(actor)[:MOST_WAITING]]


def _line(step: StepShown, actor: Actor) -> Waiting:
    row, due = step.row, step.row.due_on or timezone.localdate()
    address = reverse("listings:step", args=[row.pk])
    owner = f"{row.listing.organisation.name}: " if actor.is_adviser else ""
    return Waiting(
        section="deadline",
        title=f"{owner}{row.listing.title}",
        url=reverse("listings:detail", args=[row.listing_id]),
        why=f"{step.title}.",
        when=_("by %(day)s") % {"day": formats.date_format(due, "DATE_FORMAT")},
        button=_("Record the answer"),
        button_url=address,
        late=step.late,
        order=timezone.make_aware(datetime.combine(due, time.min)),
    )


def step_takers() -> list[User]:
    """Who at the entrance can take a task, by name."""
    held = Membership.objects.filter(holding(), role=MembershipRole.ADVISER, user=OuterRef("pk"))
    return list(User.objects.filter(Exists(held), is_active=True).order_by("name", "pk"))
