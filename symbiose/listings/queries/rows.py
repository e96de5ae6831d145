"""The market place, one's own listings, what a row shows, and a listing's history."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, CharField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, Link
from symbiose.common.plans import IMPORTED, OPENING
from symbiose.common.search import found_ids
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing, ListingCode
from symbiose.listings.queries.names import name_open_to
from symbiose.listings.queries.photos import with_photos
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import OrganisationFact

LABEL = "listings.listing"


def market(actor: Actor) -> QuerySet[Listing]:
    """Listings that anybody may look into: shown, their first day come, and not run out, whatever the clock has done."""
    return Listing.objects.filter(open_today())


def open_today() -> Q:
    today = timezone.localdate()
    return Q(state=ListingState.SHOWN, valid_from__lte=today, valid_to__gte=today)


def own(actor: Actor) -> QuerySet[Listing]:
    """All listings of one's organisation in every state; every organisation's for an adviser."""
    if actor.is_adviser:
        return Listing.objects.all()
    if actor.role == Role.FIRM and actor.party_id:
        return Listing.objects.filter(organisation_id=actor.party_id)
    return Listing.objects.none()


def visible_to(actor: Actor) -> QuerySet[Listing]:
    """What the actor may open: the market place, and one's own."""
    if actor.is_adviser:
        return Listing.objects.all()
    shown = open_today()
    mine = Q(organisation_id=actor.party_id) if actor.role == Role.FIRM and actor.party_id else Q(pk__in=[])
    return Listing.objects.filter(shown | mine)


def holds(kind: FactKind) -> Q:
    """Owners of whom a fact holds today: one set, not a question per row."""
    today = timezone.localdate()
    held = OrganisationFact.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), kind=kind, holds=True, valid_from__lte=today
    )
    return Q(organisation_id__in=held.values("organisation_id"))


def _mark(condition: Q) -> Case:
    """A column that holds "1" or nothing, so that a list can count it."""
    return Case(When(condition, then=Value("1")), default=Value(""), output_field=CharField())


def with_marks(rows: QuerySet[Listing], actor: Actor) -> QuerySet[Listing]:
    """Add what lists show of the owner, silent where the name is hidden: `named`, `social`, `registered`."""
    seen = name_open_to(actor)
    return rows.annotate(
        named=_mark(Q(anonymous=False)),
        social=_mark(holds(FactKind.SOCIAL_ENTERPRISE) & seen),
        registered=_mark(holds(FactKind.REGISTERED) & seen),
    )


def with_rows(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Fetch what a row shows: the owner, the families and the photos, in three queries however many rows there are."""
    return with_photos(
        rows.select_related("organisation").prefetch_related(Prefetch("codes", ListingCode.objects.all()))
    )


def for_rows(rows: QuerySet[Listing], actor: Actor) -> QuerySet[Listing]:
    """Everything that a row or a page shows of a listing and its owner."""
    return with_rows(with_marks(rows, actor))


def search(rows: QuerySet[Listing], query: str) -> QuerySet[Listing]:
    """Rows whose own text, families or open name hold every word of the query."""
    return rows.filter(pk__in=found_ids(LABEL, query))


def of_families(rows: QuerySet[Listing], codes: Sequence[str]) -> QuerySet[Listing]:
    """Rows of any of these families."""
    return rows.filter(pk__in=ListingCode.objects.filter(family__in=codes).values("listing_id"))


def history(listing: Listing, *, limit: int = 50) -> list[AuditEntry]:
    """What happened to a listing, also through imports, newest first; only for those who may change it."""
    imports = Link.objects.filter(
        from_label="files.upload", to_label=LABEL, to_id=listing.pk, kind=IMPORTED
    ).values_list("from_id", flat=True)
    mine = Q(subject_label=LABEL, subject_id=listing.pk) | Q(
        subject_label="files.upload", subject_id__in=list(imports), verb__in=("listings.import", OPENING)
    )
    return list(AuditEntry.objects.filter(mine).order_by("-at", "-pk")[:limit])
