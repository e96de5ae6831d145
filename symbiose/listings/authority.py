"""What the waste status of a listing means, and which authority steps stand open for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
FEW = 3  # more open steps of one kind than these are one line of the start page, and are cleared together
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


def open_steps_of(actor: Actor) -> QuerySet[AuthorityStep]:
    """All open steps that are the actor's task, whenever they are due."""
    live = Q(listing__state__in=[ListingState.SHOWN, ListingState.HIDDEN, ListingState.DRAFT])
    return AuthorityStep.objects.filter(_mine(actor), live, state=StepState.OPEN)


def tasks(actor: Actor) -> QuerySet[AuthorityStep]:
    """Open steps that are the actor's task now: what stops a listing at once, the rest from a week before its day."""
    soon = Q(due_on__lte=timezone.localdate() + SOON)
    stopping = Q(kind__in=[kind.code for kind in kinds_today().values() if kind.stops])
    return with_owners(open_steps_of(actor).filter(stopping | soon)).order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Open steps of one kind: all of them, or those of one organisation."""

    kind: StepKind
    how_many: int
    owners: int
    organisation_id: int
    organisation: str
    first_due: date | None

    @property
    def title(self) -> str:
        return said(self.kind.title)

    @property
    def is_due(self) -> bool:
        """One of them is the actor's task now."""
        return self.kind.stops or (self.first_due is not None and self.first_due <= timezone.localdate() + SOON)

    @property
    def late(self) -> bool:
        return self.first_due is not None and self.first_due < timezone.localdate()

    @property
    def url(self) -> str:
        """Where they are cleared together; of several organisations, where these stand."""
        if self.owners == 1:
            return reverse("listings:steps_of", args=[self.kind.code, self.organisation_id])
        return f"{reverse('listings:steps')}?kind={self.kind.code}"


def gathered(steps: QuerySet[AuthorityStep], *fields: str) -> QuerySet[AuthorityStep, dict[str, Any]]:
    """Steps counted by kind, and by what else is asked for, in order of their first day; rows for `as_gathered`."""
    owner = "listing__organisation"
    rows: QuerySet[AuthorityStep, dict[str, Any]] = (
        steps.values("kind", *fields)
        .annotate(
            how_many=Count("pk"),
            owners=Count(owner, distinct=True),
            first_due=Min("due_on"),
            organisation_id=Min(owner),
            organisation=Min(f"{owner}__name"),
        )
        .order_by("first_due", "organisation", "kind", *fields)
    )
    return rows


def as_gathered(row: Mapping[str, Any]) -> Gathered:
    """A row of `gathered` as pages show it."""
    told = {name: row[name] for name in ("how_many", "owners", "organisation_id", "organisation", "first_due")}
    return Gathered(kind=kinds_today()[row["kind"]], **told)


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: steps with a deadline; many of one kind are one line that opens to them."""
    kinds = [as_gathered(row) for row in gathered(open_steps_of(actor))]
    many = [one for one in kinds if one.how_many > FEW]
    few = [one.kind.code for one in kinds if one.how_many <= FEW]
    rows = tasks(actor).filter(kind__in=few) if few else ()
    return [_gathered_line(one, actor) for one in many if one.is_due] + [_line(shown(step), actor) for step in rows]


def _gathered_line(many: Gathered, actor: Actor) -> Waiting:
    """The count is of all that are open, as on the page that it leads to; the day is the first of theirs."""
    counted = ngettext("%(count)s listing", "%(count)s listings", many.how_many) % {"count": many.how_many}
    others = ngettext("From %(count)s organisation.", "From %(count)s organisations.", many.owners)
    own = _("You can answer for several at once.")
    named = f"{many.organisation}." if many.owners == 1 else others % {"count": many.owners}
    due = many.first_due or timezone.localdate()
    return Waiting(
        section="deadline",
        title=f"{many.title}: {counted}",
        url=many.url,
        why=named if actor.is_adviser else own,
        when=_("by %(day)s") % {"day": formats.date_format(due, "DATE_FORMAT")},
        button=_("Show them"),
        button_url=many.url,
        late=many.late,
        order=timezone.make_aware(datetime.combine(due, time.min)),
    )


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
