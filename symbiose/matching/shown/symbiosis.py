"""What is shown of a symbiosis beside its flows: the hours that people work, and what each party gains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor
from symbiose.common.registry import KINDS
from symbiose.jobs.enums import PositionState
from symbiose.jobs.queries import POSITION
from symbiose.matching import sentences
from symbiose.matching.drawing import Drawing, FlowText, Format, PartyText, draw_hub
from symbiose.matching.enums import LinkRole
from symbiose.matching.models import Proposal, ProposalHours
from symbiose.matching.sentences import Said
from symbiose.matching.shown.gains import Gain
from symbiose.matching.shown.parts import FlowShown, PartyShown
from symbiose.matching.symbiosis_sentences import column_text, hours_text, people_name, told_title
from symbiose.matching.work_sources import source_text

PROPOSAL = Proposal._meta.label_lower
OF_PEOPLE = "people_"  # reasons that tell how many wait; a firm reads hours and nothing of people
OF_POSITION = "work_position"
SOURCED = "source"


@dataclass(frozen=True, slots=True)
class People:
    """Those who work, where a party is named: never who."""

    @property
    def full(self) -> str:
        return people_name()

    @property
    def name(self) -> str:
        return people_name()


@dataclass(frozen=True, slots=True)
class PositionShown:
    """The position that has the hours; `url` is empty for those who may not open it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkShown:
    """The hours of people as the drawing, the table, the CSV and the page say them; a row among the flows."""

    row: ProposalHours
    taker: PartyShown
    position: PositionShown | None
    counts: bool  # whether the reader may know how many of those who wait could fill them
    make_url: str = ""  # where the position is carved, once all have said yes to hours that have none

    @property
    def giver(self) -> People:
        return People()

    @property
    def what(self) -> str:
        return _("People's hours")

    @property
    def quantity(self) -> str:
        text = hours_text(float(self.row.hours))
        return _("%(text)s (estimate)") % {"text": text} if self.row.estimated else text

    @property
    def amount(self) -> str:
        """The hours as a list says them beside quantities."""
        return self.quantity

    @property
    def source(self) -> str:
        """Where the hours are known from; empty where the position says them itself."""
        return source_text(self.row.source)

    @property
    def range(self) -> str:
        """8–16 timer om ugen, where it is a range."""
        if self.row.low == self.row.high:
            return ""
        low = sentences.quantity(float(round(self.row.low, 1)), "", "")
        return _("%(low)s to %(high)s") % {"low": low, "high": hours_text(float(round(self.row.high, 1)))}

    @property
    def available(self) -> str:
        """Where the hours are: places of a position that is still open, or positions that could be made."""
        if is_closed(self.row):
            return _("the position is closed")
        if self.row.seats:
            return ngettext("%(count)s place in a position", "%(count)s places in a position", self.row.seats) % {
                "count": self.row.seats
            }
        return ngettext("%(count)s new position", "%(count)s new positions", self.row.positions) % {
            "count": self.row.positions
        }

    @property
    def distance(self) -> str:
        return "–"

    @property
    def certainty(self) -> str:
        return "estimated" if self.row.estimated else "stated"

    @property
    def certainty_name(self) -> str:
        return _("Estimate") if self.row.estimated else _("Stated")

    @property
    def backup(self) -> str:
        return "–"

    @property
    def cells(self) -> list[str]:
        """Its row of the table twin, as the CSV holds it."""
        return [
            self.giver.full,
            self.taker.full,
            self.what,
            self.quantity,
            self.available,
            self.distance,
            self.certainty_name,
            self.backup,
        ]

    @property
    def reasons(self) -> list[Said]:
        """What holds for the whole of it: links, room, hours, and how many wait where the reader may know."""
        return [sentences.said(sentences.reason_of(with_source(one))) for one in self.row.reasons if self._known(one)]

    def _known(self, stored: Mapping[str, Any]) -> bool:
        """Whether the reader may know it: how many wait is for advisers, which position also for the hub."""
        code = stored["code"]
        if code == OF_POSITION:
            return self.counts or self.taker.own
        return self.counts or not code.startswith(OF_PEOPLE)


def with_source(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """A stored reason with its source in the reader's language."""
    values = stored["values"]
    if not values.get(SOURCED):
        return stored
    return {**stored, "values": {**values, SOURCED: source_text(values[SOURCED])}}


def is_closed(row: ProposalHours) -> bool:
    """Whether the position was closed since the hours were found."""
    return row.position is not None and row.position.state == PositionState.CLOSED


def work_shown(row: ProposalHours, parties: Iterable[PartyShown], actor: Actor, *, agreed: bool) -> WorkShown:
    """The hours of a symbiosis as the actor may see them: the position is told to advisers and to the hub."""
    hub = next(party for party in parties if party.row.pk == row.hub_id)
    position = None
    if row.position is not None and (actor.is_adviser or hub.own):
        url = KINDS[POSITION].url(row.position) if POSITION in KINDS and actor.link_id is None else ""
        position = PositionShown(row.position.title, url)
    makes = agreed and (position is None or is_closed(row)) and actor.link_id is None and (actor.is_adviser or hub.own)
    started = {"organisation": hub.row.organisation_id, "fra": f"{PROPOSAL}:{row.proposal_id}"}
    make_url = f"{reverse('positions:add')}?{urlencode(started)}" if makes else ""
    return WorkShown(row, hub, position, counts=actor.is_adviser, make_url=make_url)


def sentence(work: WorkShown, flows: Sequence[FlowShown]) -> str:
    """The whole symbiosis in one sentence, with the names that the reader may know."""
    names = {"hub": work.taker.name}
    for flow in flows:
        other = flow.taker if flow.row.role == LinkRole.BUYER else flow.giver
        names[flow.row.role] = other.name
    buyers = [flow for flow in flows if flow.row.role == LinkRole.BUYER]
    bought = bool(buyers and (buyers[0].row.have.price or 0) > 0)
    return told_title([flow.row for flow in flows], float(work.row.hours), names, bought=bought)


def gains_of(work: WorkShown, parties: Iterable[PartyShown]) -> list[Gain]:
    """What each party gains in each column, and what those who work do; a column without figures says so."""
    rows = [(party, party.row.gains) for party in parties]
    told: list[tuple[Any, Any]] = [*rows, (People(), work.row.gains)]
    return [
        Gain(who, *(column_text(gains, column) for column in ("people", "planet", "economy"))) for who, gains in told
    ]


def drawing_of(
    work: WorkShown, parties: Sequence[PartyShown], texts: Sequence[PartyText], flows: Sequence[FlowText], form: Format
) -> Drawing:
    """Round the hub: what comes in, people's hours among it, and what goes out."""
    hub = next(place for place, party in enumerate(parties) if party.row.pk == work.taker.row.pk)
    thick = [replace(text, hub=place == hub) for place, text in enumerate(texts)]
    people = PartyText(people_name(), work.available, colour="hours")
    lines = tuple(filter(None, (work.quantity, work.range)))
    hours = FlowText(len(texts), hub, work.what, lines, "hours", dashed=work.row.estimated)
    return draw_hub([*thick, people], hub, [*flows, hours], form)
