"""What is known of firms that could be called, read in a fixed number of questions for all of them or for some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from symbiose.engine.law.enterprise_size import Ceiling
from symbiose.frontdesk.outreach_limits import Limits, limits
from symbiose.frontdesk.queries.outreach import callable_firms, quiet_since, spoken
from symbiose.listings.enums import ListingKind, Side
from symbiose.listings.models import Listing, ListingCode
from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.models import ProposalFlow, ProposalParty
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Contact, OrganisationFact, OrganisationYear
from symbiose.organisations.queries import holding
from symbiose.reference import size_ceilings

SPEAKING = (Contact, OrganisationYear, Listing, ProposalParty)  # what reasons are worked out from, beside the firm
DELIVERED = (ListingKind.SERVICE, ListingKind.PRODUCT, ListingKind.TASK)


@dataclass(frozen=True, slots=True)
class Firm:
    """What of a firm itself speaks for a call."""

    pk: int
    trade_code: str
    version: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a social enterprise offers under its own name, where, in which families."""

    listing: int
    organisation: int
    latitude: float
    longitude: float
    families: tuple[str, ...]
    shown_on: date


@dataclass(frozen=True, slots=True)
class Fit:
    """A firm's own listing that the last runs found somebody for, who has not been asked yet: the first, and how many."""

    listing: int
    number: int
    found_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that reasons are worked out from; the dictionaries go by the firm's id."""

    on: date
    limits: Limits
    quiet_since: date
    ceilings: Sequence[Ceiling]
    firms: tuple[Firm, ...]
    headcounts: dict[int, tuple[int, int]]  # number and year
    spoken: dict[int, datetime]
    unanswered: dict[int, tuple[int, date]]  # how many, since when
    fits: dict[int, Fit]
    offers: tuple[Offer, ...]


def known_of(ids: list[int] | None, *, on: date) -> Known:
    """What is known today of these firms, or of all that could be called."""
    rows = callable_firms() if ids is None else callable_firms().filter(pk__in=ids)
    values = rows.order_by("pk").values_list("pk", "trade_code", "trade_code_version", "latitude", "longitude")
    return Known(
        on=on,
        limits=limits(on),
        quiet_since=quiet_since(on),
        ceilings=size_ceilings(on),
        firms=tuple(Firm(*row) for row in values),
        headcounts=_headcounts(ids, on),
        spoken=_spoken(ids),
        unanswered=_unanswered(ids),
        fits=_fits(ids),
        offers=_offers(on),
    )


def _among(rows: QuerySet[Any], ids: list[int] | None, field: str = "organisation_id") -> QuerySet[Any]:
    return rows if ids is None else rows.filter(**{f"{field}__in": ids})


def _headcounts(ids: list[int] | None, on: date) -> dict[int, tuple[int, int]]:
    rows = OrganisationYear.objects.filter(headcount__isnull=False, year__lte=on.year).order_by("year")
    found = _among(rows, ids).values_list("organisation_id", "headcount", "year")
    return {pk: (number, year) for pk, number, year in found}  # the newest year comes last


def _spoken(ids: list[int] | None) -> dict[int, datetime]:
    rows = _among(spoken(), ids).order_by().values_list("organisation_id").annotate(Max("happened_at"))
    return dict(rows)


def _hidden_here() -> Exists:
    """The party's own listing in the proposal hides its name: that it takes part is not told."""
    own = Q(have__organisation=OuterRef("organisation"), have__anonymous=True)
    own |= Q(need__organisation=OuterRef("organisation"), need__anonymous=True)
    return Exists(ProposalFlow.objects.filter(own, proposal=OuterRef("proposal")))


def _unanswered(ids: list[int] | None) -> dict[int, tuple[int, date]]:
    rows = ProposalParty.objects.filter(~_hidden_here(), answer=Answer.NONE, proposal__state=ProposalState.SENT)
    grouped = _among(rows, ids).order_by().values_list("organisation_id")
    found = grouped.annotate(Count("pk"), Min("proposal__sent_at"))
    return {pk: (number, timezone.localdate(since)) for pk, number, since in found}


def _fits(ids: list[int] | None) -> dict[int, Fit]:
    """Own listings under one's own name in proposals that were found and wait to be sent."""
    found: dict[int, Fit] = {}
    waiting = ProposalFlow.objects.filter(proposal__state=ProposalState.FOUND, proposal__stopped=False)
    for side in ("have", "need"):
        rows = _among(waiting.filter(**{f"{side}__anonymous": False}), ids, f"{side}__organisation_id")
        grouped = rows.order_by().values_list(f"{side}__organisation_id")
        listed = grouped.annotate(Min(f"{side}_id"), Count("proposal", distinct=True), Max("proposal__created_at"))
        for pk, listing, number, at in listed:
            other = found.get(pk)
            day = timezone.localdate(at)
            found[pk] = Fit(
                other.listing if other else listing,
                number + (other.number if other else 0),
                max(day, other.found_on) if other else day,
            )
    return found


def _offers(on: date) -> tuple[Offer, ...]:
    """What social enterprises offer today under their own name, where it is known where they are."""
    social = OrganisationFact.objects.filter(
        holding(on), organisation=OuterRef("organisation"), kind=FactKind.SOCIAL_ENTERPRISE, holds=True
    )
    rows = Listing.objects.filter(
        Exists(social),
        side=Side.HAVE,
        kind__in=DELIVERED,
        state="shown",
        anonymous=False,
        stopped=False,
        valid_from__lte=on,
        valid_to__gte=on,
        latitude__isnull=False,
        longitude__isnull=False,
    )
    codes: dict[int, list[str]] = {}
    for listing, family in ListingCode.objects.filter(listing__in=rows).values_list("listing_id", "family"):
        codes.setdefault(listing, []).append(family)
    held = rows.order_by("pk").values_list("pk", "organisation_id", "latitude", "longitude", "shown_at")
    return tuple(
        Offer(pk, owner, float(north), float(east), tuple(codes[pk]), timezone.localdate(at))
        for pk, owner, north, east, at in held
        if pk in codes and north is not None and east is not None and at is not None
    )
