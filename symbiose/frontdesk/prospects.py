"""Why a firm could be called, worked out from what is known: structured reasons, each with its term and its day."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from symbiose.engine.law.enterprise_size import Tier
from symbiose.frontdesk.models import Prospect
from symbiose.frontdesk.outreach_enums import ReasonKind, SizeBand
from symbiose.frontdesk.queries.prospecting import Firm, Known, Offer
from symbiose.listings.bridge import broader
from symbiose.listings.queries.places import EARTH_RADIUS_KM
from symbiose.reference import TradeGroup, trade_group

Reason = dict[str, Any]
BANDS = {Tier.MICRO: SizeBand.MICRO, Tier.SMALL: SizeBand.SMALL, Tier.MEDIUM: SizeBand.MEDIUM}


@dataclass(slots=True)
class Near:
    """Offers of social enterprises by family; the nearest for each place and group of trades is looked for once."""

    by_family: dict[str, list[Offer]]
    found: dict[tuple[float, float, tuple[str, ...]], Reason | None] = field(default_factory=dict)


def worked_out(known: Known, *, at: datetime) -> list[Prospect]:
    """Every firm with its reasons, those that have none too."""
    near = Near(_by_family(known.offers))
    return [_prospect(firm, known, near, at=at) for firm in known.firms]


def _by_family(offers: Iterable[Offer]) -> dict[str, list[Offer]]:
    """Under each family what is offered of it, or of anything that is a kind of it."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        for family in {wider for code in offer.families for wider in _and_wider(code)}:
            found.setdefault(family, []).append(offer)
    return found


@lru_cache(maxsize=2048)
def _and_wider(code: str) -> tuple[str, ...]:
    wider = broader(code)
    return (code, *_and_wider(wider)) if wider else (code,)


def _prospect(firm: Firm, known: Known, near: Near, *, at: datetime) -> Prospect:
    group = trade_group(firm.trade_code, firm.version, on=known.on)
    reasons = [
        one
        for one in (
            _unanswered(firm, known),
            _listing(firm, known),
            _partner(firm, group, known, near),
            _trade(firm, group, known),
            _silence(firm, known),
        )
        if one
    ]
    kinds = {one["kind"] for one in reasons}
    headcount = known.headcounts.get(firm.pk)
    return Prospect(
        organisation_id=firm.pk,
        reasons=reasons,
        points=sum(one["points"] for one in reasons),
        reason_count=len(reasons),
        **{f"has_{kind.value}": kind in kinds for kind in ReasonKind},
        division=firm.trade_code[:2],
        headcount=headcount[0] if headcount else None,
        size=_band(headcount[0], known) if headcount else SizeBand.UNKNOWN,
        last_contact_at=known.spoken.get(firm.pk),
        computed_at=at,
    )


def _band(headcount: int, known: Known) -> SizeBand:
    for ceiling in known.ceilings:
        if headcount < ceiling.persons:
            return BANDS[ceiling.tier]
    return SizeBand.LARGE


def _trade(firm: Firm, group: TradeGroup | None, known: Known) -> Reason | None:
    """A trade that has tasks to let go. That it is large enough counts only where it is known."""
    if group is None:
        return None
    headcount = known.headcounts.get(firm.pk)
    if headcount and headcount[0] < group.min_persons:
        return None
    points = known.limits.points
    told = {"headcount": headcount[0], "year": headcount[1]} if headcount else {}
    return {
        "kind": ReasonKind.TRADE.value,
        "points": points["trade"] + (points["trade_size"] if headcount else 0),
        "on": group.valid_from.isoformat(),
        "division": firm.trade_code[:2],
        "version": firm.version,
        **told,
    }


def _unanswered(firm: Firm, known: Known) -> Reason | None:
    if firm.pk not in known.unanswered:
        return None
    number, since = known.unanswered[firm.pk]
    return _reason(ReasonKind.PROPOSAL, known, on=since.isoformat(), number=number)


def _listing(firm: Firm, known: Known) -> Reason | None:
    fit = known.fits.get(firm.pk)
    if fit is None:
        return None
    return _reason(ReasonKind.LISTING, known, on=fit.found_on.isoformat(), listing=fit.listing, number=fit.number)


def _partner(firm: Firm, group: TradeGroup | None, known: Known, near: Near) -> Reason | None:
    """The nearest social enterprise that offers what firms of the trade often buy or let others do."""
    if group is None or firm.latitude is None or firm.longitude is None:
        return None
    key = (firm.latitude, firm.longitude, group.divisions)
    if key not in near.found:
        near.found[key] = _nearest(firm.latitude, firm.longitude, group, known, near)
    return near.found[key]


def _nearest(north: float, east: float, group: TradeGroup, known: Known, near: Near) -> Reason | None:
    offers = {
        offer.listing: offer for family in (*group.buys, *group.tasks) for offer in near.by_family.get(family, ())
    }
    ways = [(kilometres(north, east, offer), offer.listing) for offer in offers.values()]
    within = sorted(way for way in ways if way[0] <= known.limits.partner_km)
    if not within:
        return None
    km, listing = within[0]
    others = {offers[one].organisation for _km, one in within} - {offers[listing].organisation}
    return _reason(
        ReasonKind.PARTNER,
        known,
        on=offers[listing].shown_on.isoformat(),
        listing=listing,
        km=round(km, 1),
        others=len(others),
    )


def kilometres(north: float, east: float, offer: Offer) -> float:
    """The great circle between a firm and an offer."""
    up = math.sin(math.radians(offer.latitude - north) / 2) ** 2
    out = math.sin(math.radians(offer.longitude - east) / 2) ** 2
    half = up + math.cos(math.radians(north)) * math.cos(math.radians(offer.latitude)) * out
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def _silence(firm: Firm, known: Known) -> Reason | None:
    last = known.spoken.get(firm.pk)
    if last is None:
        return _reason(ReasonKind.SILENCE, known, on=known.on.isoformat())
    day = timezone.localdate(last)
    if day > known.quiet_since:
        return None
    return _reason(ReasonKind.SILENCE, known, on=known.on.isoformat(), last=day.isoformat())


def _reason(kind: ReasonKind, known: Known, *, on: str, **told: Any) -> Reason:
    return {"kind": kind.value, "points": known.limits.points[kind.value], "on": on, **told}
