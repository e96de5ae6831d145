"""What pages read: the market place, one's own listings, names that may be shown, what runs out, how far away."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, F, FloatField, Prefetch, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Lower, Power, Radians, Sin, Sqrt
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, Link
from symbiose.common.pages.forms import row_number
from symbiose.common.registry import Waiting
from symbiose.common.search import found_ids
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing, ListingCode
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation, OrganisationFact

LABEL = "listings.listing"
EXPORTED = "symbiose-"
IMPORTED = "import"  # the kind of link from an uploaded file to what it wrote
REMIND_DAYS = 14
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM
MOST_WAITING = 50
OWN_NUMBER = 8  # eight digits are a company number


@dataclass(frozen=True, slots=True)
class Spot:
    """Where distances are counted from: degrees, and what people call it."""

    latitude: float
    longitude: float
    name: str


def market(actor: Actor) -> QuerySet[Listing]:
    """Listings that anybody may look into: shown, their first day come, and not run out, whatever the clock has done."""
    return Listing.objects.filter(_open_today())


def _open_today() -> Q:
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
    shown = _open_today()
    mine = Q(organisation_id=actor.party_id) if actor.role == Role.FIRM and actor.party_id else Q(pk__in=[])
    return Listing.objects.filter(shown | mine)


def is_own(actor: Actor, listing: Listing) -> bool:
    """The actor stands for the listing's organisation, or at the entrance for everybody."""
    return actor.is_adviser or (actor.role == Role.FIRM and actor.party_id == listing.organisation_id)


def shows_name(actor: Actor, listing: Listing) -> bool:
    """An anonymous listing shows its owner only to the owner and to advisers."""
    return not listing.anonymous or is_own(actor, listing)


def party_name(actor: Actor, listing: Listing) -> str:
    """The owner's name, or an empty text where it is hidden: the only way by which pages and files read it."""
    return listing.organisation.name if shows_name(actor, listing) else ""


def name_open_to(actor: Actor) -> Q:
    """Listings of which the actor may know who the owner is."""
    if actor.is_adviser:
        return Q()
    mine = Q(organisation_id=actor.party_id) if actor.role == Role.FIRM and actor.party_id else Q(pk__in=[])
    return Q(anonymous=False) | mine


def _holds(kind: FactKind) -> Q:
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
        social=_mark(_holds(FactKind.SOCIAL_ENTERPRISE) & seen),
        registered=_mark(_holds(FactKind.REGISTERED) & seen),
    )


def with_rows(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Fetch what a row shows: the owner and the families, in two queries however many rows there are."""
    return rows.select_related("organisation").prefetch_related(Prefetch("codes", ListingCode.objects.all()))


def for_rows(rows: QuerySet[Listing], actor: Actor) -> QuerySet[Listing]:
    """Everything that a row or a page shows of a listing and its owner."""
    return with_rows(with_marks(rows, actor))


def with_distance(rows: QuerySet[Listing], spot: Spot | None) -> QuerySet[Listing]:
    """Add `distance2`, the squared distance in km² on a flat map round the spot: good for order, cheap to compute."""
    if spot is None:
        return rows.annotate(distance2=Value(None, output_field=FloatField()))
    north = (F("latitude") - spot.latitude) * KM_PER_DEGREE
    east = (F("longitude") - spot.longitude) * KM_PER_DEGREE * math.cos(math.radians(spot.latitude))
    flat: Combinable = north * north + east * east
    return rows.annotate(distance2=flat)


def within(rows: QuerySet[Listing], spot: Spot, km: float) -> QuerySet[Listing]:
    """Rows at most `km` from the spot: a box on the map first, then the great circle, both in the database."""
    up = km / KM_PER_DEGREE
    out = up / max(0.01, math.cos(math.radians(min(89.0, abs(spot.latitude) + up))))
    half_north, half_east = (
        Power(Sin(Radians(F(name) - middle) / 2), 2)
        for name, middle in (("latitude", spot.latitude), ("longitude", spot.longitude))
    )
    half = half_north + math.cos(math.radians(spot.latitude)) * Cos(Radians("latitude")) * half_east
    return (
        rows.filter(
            latitude__range=(spot.latitude - up, spot.latitude + up),
            longitude__range=(spot.longitude - out, spot.longitude + out),
        )
        .annotate(km_away=2 * EARTH_RADIUS_KM * ASin(Sqrt(Least(Value(1.0), half)), output_field=FloatField()))
        .filter(km_away__lte=km)
    )


def kilometres(spot: Spot | None, listing: Listing) -> float | None:
    """Great-circle distance of a listing from the spot; None where either is unknown."""
    if spot is None or listing.latitude is None or listing.longitude is None:
        return None
    north = math.sin(math.radians(listing.latitude - spot.latitude) / 2) ** 2
    east = math.sin(math.radians(listing.longitude - spot.longitude) / 2) ** 2
    half = north + math.cos(math.radians(spot.latitude)) * math.cos(math.radians(listing.latitude)) * east
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def search(rows: QuerySet[Listing], query: str) -> QuerySet[Listing]:
    """Rows whose own text, families or open name hold every word of the query."""
    return rows.filter(pk__in=found_ids(LABEL, query))


def of_families(rows: QuerySet[Listing], codes: Sequence[str]) -> QuerySet[Listing]:
    """Rows of any of these families."""
    return rows.filter(pk__in=ListingCode.objects.filter(family__in=codes).values("listing_id"))


def nearest_town(rows: QuerySet[Listing], spot: Spot) -> str:
    """Where the nearest of the rows is."""
    nearest = with_distance(rows, spot).order_by(F("distance2").asc(nulls_last=True), "pk").first()
    return nearest.place if nearest else ""


def history(listing: Listing, *, limit: int = 50) -> list[AuditEntry]:
    """What happened to a listing, also through imports, newest first; only for those who may change it."""
    imports = Link.objects.filter(
        from_label="files.upload", to_label=LABEL, to_id=listing.pk, kind=IMPORTED
    ).values_list("from_id", flat=True)
    mine = Q(subject_label=LABEL, subject_id=listing.pk) | Q(
        subject_label="files.upload", subject_id__in=list(imports), verb="listings.import"
    )
    return list(AuditEntry.objects.filter(mine).order_by("-at", "-pk")[:limit])


def expiring(actor: Actor) -> QuerySet[Listing]:
    """One's listings that run out soon, or ran out a short while ago, the most urgent first."""
    today = timezone.localdate()
    near = (today - timedelta(days=REMIND_DAYS), today + timedelta(days=REMIND_DAYS))
    return (
        own(actor)
        .filter(state__in=[ListingState.SHOWN, ListingState.HIDDEN], valid_to__range=near)
        .order_by("valid_to", "pk")
    )


def not_reminded(*, on: date) -> QuerySet[Listing]:
    """Shown listings that run out within two weeks, whose owner was not asked yet."""
    near = (on, on + timedelta(days=REMIND_DAYS))
    return Listing.objects.filter(state=ListingState.SHOWN, valid_to__range=near, reminded_at__isnull=True)


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: what will be hidden unless somebody says that it still holds."""
    today = timezone.localdate()
    rows = expiring(actor).select_related("organisation")[:MOST_WAITING]
    return [_waiting(row, actor, (row.valid_to - today).days) for row in rows]


def _waiting(row: Listing, actor: Actor, days: int) -> Waiting:
    when = (
        ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
        if days >= 0
        else _("hidden %(date)s") % {"date": formats.date_format(row.valid_to, "DATE_FORMAT")}
    )
    return Waiting(
        section="expiring",
        title=f"{row.organisation.name}: {row.title}" if actor.is_adviser else row.title,
        url=reverse("listings:detail", args=[row.pk]),
        why=_("The listing is hidden when nobody says that it still holds."),
        when=when,
        button=_("Renew for them") if actor.is_adviser else _("Renew"),
        button_url=reverse("listings:refresh", args=[row.pk]),
        late=days < 0,
        order=timezone.make_aware(datetime.combine(row.valid_to, time.min)),
    )


def by_external_id(keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Listing]:
    """Listings that are here already, by organisation and the file's id: its own, or the one that our export gave."""
    ids = {external for _organisation, external in keys}
    given = {
        number
        for one in ids
        if one.startswith(EXPORTED) and (number := row_number(one.removeprefix(EXPORTED))) is not None
    }
    rows: QuerySet[Listing, Any] = Listing.objects.filter(
        Q(external_id__in=ids) | Q(pk__in=given), organisation_id__in={organisation for organisation, _id in keys}
    ).prefetch_related("codes")
    named = {(row.organisation_id, row.external_id): row for row in rows if row.external_id}
    return {(row.organisation_id, export_id(row)): row for row in rows} | named


def export_id(listing: Listing) -> str:
    """The id under which a listing leaves in a file, and by which it is met again when the file comes back."""
    return f"{EXPORTED}{listing.pk}"


def organisations_named(names: Collection[str]) -> dict[str, list[Organisation]]:
    """Organisations by what a file calls them: company number, exact name in any case, or our own number."""
    lowered = {name.casefold() for name in names}
    rows = Organisation.objects.annotate(lower_name=Lower("name")).filter(
        Q(lower_name__in=lowered)
        | Q(name__in=names)
        | Q(company_number__in=lowered)
        | Q(pk__in=[int(name) for name in lowered if name.isascii() and name.isdigit() and len(name) < OWN_NUMBER])
    )
    found: dict[str, list[Organisation]] = {}
    for row in rows:
        for name in {row.name.casefold(), row.company_number, str(row.pk)} & lowered:
            found.setdefault(name, []).append(row)
    return found
