"""Proposals of placement as pages show them, to the consultant, to the person and to the workplace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common import registry
from symbiose.common.actor import Actor
from symbiose.engine.explain import number, times_text
from symbiose.engine.windows import WindowError, parse_windows
from symbiose.jobs.drawing import Layer, Look, Week, week_drawing
from symbiose.jobs.enums import HELD, CandidateState
from symbiose.jobs.models import Candidate, Offer, OfferBasis, Outlook, Position
from symbiose.jobs.queries import CANDIDATE, POSITION
from symbiose.jobs.queries.conditions import basis_of, outlook_of
from symbiose.jobs.queries.offers import offers_of
from symbiose.jobs.sentences import GROUP_NAMES, Conditions, Said, conditions_said, how_one_gets_there, said
from symbiose.jobs.shown import unbroken
from symbiose.jobs.words import language
from symbiose.reference import find_place

PROPOSAL = "proposal"  # the purpose of reading, as the log says it
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A proposal with what stands of it: where, how many hours, every condition."""

    offer: Offer
    conditions: Conditions

    @property
    def place(self) -> str:
        """The workplace with its postcode and town."""
        return place_of(self.offer.position)

    @property
    def hours(self) -> str:
        """5 timer om ugen."""
        return hours_a_week(self.offer.hours)

    @property
    def travel(self) -> str:
        """38 minutter med bus eller tog."""
        return travel_of(self.offer)

    @property
    def position_url(self) -> str:
        """The page of the position, where that room is there."""
        return url_of(POSITION, self.offer.position)

    @property
    def week(self) -> Week:
        """When the person can, when the position lies, and both."""
        return week_of(self.offer)


@dataclass(frozen=True, slots=True)
class Refused:
    """Positions that are not proposed for one kind of reason."""

    group: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest change that would open a position: which, what, and the one condition that fails."""

    position: Position
    place: str
    sentence: str
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class PersonShown:
    """All that is proposed to one person, and why not the rest."""

    candidate: Candidate
    main: OfferShown | None
    others: tuple[OfferShown, ...]
    refused: tuple[Refused, ...]
    nearest: Nearest | None
    sought: bool

    @property
    def refused_in_all(self) -> int:
        """How many positions are not proposed."""
        return sum(one.count for one in self.refused)


def person_shown(candidate: Candidate, *, by: Actor) -> PersonShown:
    """Read what is proposed to a person; each reading is logged. What is asked now stands first."""
    offers = sorted(offers_of(candidate), key=lambda one: (one.state not in HELD, one.rank))
    basis = basis_of(offers, by=by, purpose=PROPOSAL)
    outlook = outlook_of(candidate, by=by, purpose=PROPOSAL)
    shown = [offer_shown(one, basis) for one in offers]
    return PersonShown(
        candidate=candidate,
        main=shown[0] if shown else None,
        others=tuple(shown[1:]),
        refused=tuple(_refused(outlook)),
        nearest=nearest_of(outlook),
        sought=outlook is not None,
    )


def offer_shown(offer: Offer, basis: Mapping[int, OfferBasis]) -> OfferShown:
    """A proposal with its conditions in words."""
    stored = basis[offer.pk].conditions if offer.pk in basis else []
    return OfferShown(offer, conditions_said(stored))


def _refused(outlook: Outlook | None) -> list[Refused]:
    rows = outlook.refusals if outlook else []
    return [Refused(row["group"], str(GROUP_NAMES[row["group"]]), len(row["positions"])) for row in rows]


def nearest_of(outlook: Outlook | None, known: Mapping[int, Position] | None = None) -> Nearest | None:
    """The smallest change in words. `known` are positions that are read already, by their id."""
    if outlook is None or not outlook.smallest:
        return None
    pk = outlook.smallest["position"]
    if known is None:
        known = positions_by_id([pk])
    position = known.get(pk)
    if position is None:
        return None
    sentence = said(outlook.smallest["change"], position=position.title).text
    return Nearest(position, place_of(position), sentence, conditions_said(outlook.smallest["conditions"]))


def positions_by_id(ids: Sequence[int]) -> dict[int, Position]:
    """Positions with their organisations, by id."""
    rows = Position.objects.filter(pk__in=ids).select_related("organisation", "workplace__unit")
    return {row.pk: row for row in rows}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A position that is not proposed, with each condition that fails."""

    position: Position
    place: str
    url: str
    lines: tuple[Said, ...]


def refused_of(outlook: Outlook | None, group: str) -> list[dict[str, Any]]:
    """What was stored of the positions of one group of reasons."""
    groups = outlook.refusals if outlook else []
    return [row for one in groups if one["group"] == group for row in one["positions"]]


def why_not(rows: Iterable[dict[str, Any]]) -> list[WhyNot]:
    """Some of these positions, each with what is not met of it."""
    rows = list(rows)
    known = positions_by_id([row["id"] for row in rows])
    return [
        WhyNot(position, place_of(position), url_of(POSITION, position), conditions_said(row["unmet"]).lines)
        for row in rows
        if (position := known.get(row["id"])) is not None
    ]


def place_of(position: Position) -> str:
    """Eksempel Fuglekassen, 8620 Kjellerup."""
    code = position.postcode or position.organisation.postcode
    found = find_place(code) if code else None
    return ", ".join(filter(None, [position.organisation.name, found.name if found else code]))


def hours(value: Any) -> str:
    """5 timer."""
    return number(float(value), "hour", language=language())


def hours_a_week(value: Any) -> str:
    """5 timer om ugen."""
    return number(float(value), "hour", "week", language=language())


def travel_of(offer: Offer) -> str:
    """38 minutter med bus; of one postcode no more is known than that, and of whoever is erased not even that."""
    if offer.candidate.state == CandidateState.ERASED:
        return _("the travel time is not known any more")
    if offer.minutes is None:
        return _("same postal district, the travel time is unknown")
    told = {"minutes": offer.minutes, "how": how_one_gets_there(offer.candidate.transport or "public")}
    if offer.travel_estimated:
        return _("%(minutes)s minutes %(how)s (estimate)") % told
    return _("%(minutes)s minutes %(how)s") % told


def times_of(offer: Offer) -> str:
    """Mandag og onsdag 10–12."""
    return times_text(_bits(offer.overlap), language=language()) if offer.overlap else ""


def week_of(offer: Offer) -> Week:
    """The small week of the consultant's page."""
    code = unbroken(offer.candidate.code)
    return week_drawing(
        (
            Layer(_("%(code)s can") % {"code": code}, _bits(offer.candidate.windows), Look.GREY),
            Layer(_("the position lies here"), _bits(offer.position.windows), Look.FRAME),
            Layer(_("both"), _bits(offer.overlap), Look.FILLED),
        ),
        title=_("The week of %(code)s and of the position") % {"code": code},
    )


def _bits(text: str) -> int:
    try:
        return parse_windows(text)
    except WindowError:
        return 0


def url_of(label: str, row: Any) -> str:
    """The page of an object of this room, where it is made known; else empty."""
    kind = registry.KINDS.get(label)
    return kind.url(row) if kind else ""


def candidate_url(candidate: Candidate) -> str:
    """The page of the person's own record."""
    return url_of(CANDIDATE, candidate)


def weeks_waited(candidate: Candidate) -> int | None:
    """Whole weeks since the person began to wait; None where it is not known."""
    if candidate.waiting_since is None:
        return None
    return max(0, (timezone.localdate() - candidate.waiting_since).days) // DAYS_OF_WEEK
