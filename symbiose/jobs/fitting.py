"""Who fits a position now, in the order of the tiers and then of the codes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from symbiose.common.actor import Actor
from symbiose.jobs import bridge
from symbiose.jobs.enums import OfferState
from symbiose.jobs.models import Candidate, Offer, Position
from symbiose.jobs.queries.runs import rows_of_today
from symbiose.jobs.sentences import GROUP_NAMES

FITTING = "position"  # the purpose of reading, as the log says it


@dataclass(frozen=True, slots=True)
class Fitting:
    """One person who fits: how many hours and minutes, the least weeks of the tier, and what is proposed already."""

    candidate: Candidate
    hours: float
    minutes: int | None
    least_weeks: int
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class WhoFits:
    """All who fit, how many do not by the kind of reason, and how many wait in all."""

    rows: tuple[Fitting, ...]
    others: tuple[tuple[str, int], ...]
    waiting: int


def fitting(position: Position, *, by: Actor) -> WhoFits:
    """Judge everybody who waits against one position as of now; each reading is logged."""
    rows = rows_of_today(by=by, purpose=FITTING, workplace=position.workplace)
    policy = bridge.policy_on(rows.on)
    people = {one.pk: one for one in rows.people}
    plan = bridge.placed(Offer.objects.filter(state=OfferState.FOUND, rank=0).exclude(position=position))
    pairs = [(pk, position.pk) for pk in people]
    judged = list(bridge.judge_some(rows, plan, pairs, policy=policy))
    offers = Offer.objects.filter(position=position).exclude(state__in=[OfferState.LAPSED, OfferState.DECLINED])
    proposed = {one.candidate_id: one for one in offers}
    least = (*policy.tiers, 0.0)
    found = [
        Fitting(people[one.person], one.hours, one.minutes, int(least[one.tier]), proposed.get(one.person))
        for one in sorted(judged, key=lambda one: (one.tier, people[one.person].code))
        if one.fits
    ]
    failing = Counter(bridge.group_of(one.conditions) for one in judged if not one.fits)
    others = [(str(GROUP_NAMES[name]), failing[name]) for name in bridge.GROUPS if failing[name]]
    return WhoFits(tuple(found), tuple(others), len(people))
