"""A proposal as one actor may see it: the one place where names are shown or hidden.

Page, drawing, table, CSV and letters all read this, so that what is hidden is hidden everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from symbiose.common.actor import Actor
from symbiose.engine.reason import Tone
from symbiose.matching import sentences
from symbiose.matching.drawing import DESK, PHONE, Drawing, FlowText, PartyText, draw
from symbiose.matching.enums import ProposalKind, ProposalState
from symbiose.matching.models import Proposal, ProposalFlow, ProposalParty
from symbiose.matching.sentences import Said, family_name
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import flags


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party: its name, or where it is when the name is hidden; its contact details once all said yes."""

    row: ProposalParty
    name: str
    place: str
    hidden: bool
    social: bool
    own: bool
    contact: Organisation | None

    @property
    def full(self) -> str:
        """Eksempel Fuglekassen (SØV)."""
        return f"{self.name} ({_('social enterprise, short')})" if self.social else self.name

    @property
    def under(self) -> str:
        """What stands under the name in a box."""
        parts = [_("name hidden")] if self.hidden else []
        parts += [pgettext("beside a name", "social enterprise")] if self.social else []
        parts += [self.place] if self.place and not self.hidden else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class FlowShown:
    """A flow as the drawing, the table and the CSV show it."""

    row: ProposalFlow
    giver: PartyShown
    taker: PartyShown
    what: str
    quantity: str
    available: str
    distance: str
    certainty: str  # estimated | stated | unknown
    backup: str
    colour: str

    @property
    def thing(self) -> str:
        """What flows, as it stands inside a sentence."""
        return family_name(self.row.have_family)

    @property
    def certainty_name(self) -> str:
        """How sure the quantity is."""
        return {"estimated": _("Estimate"), "stated": _("Stated"), "unknown": _("Unknown")}[self.certainty]

    @property
    def cells(self) -> list[str]:
        """One row of the table twin, as the CSV holds it."""
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


@dataclass(frozen=True, slots=True)
class Gain:
    """What one party gains on the three bottom lines; they are never added."""

    party: PartyShown
    people: str
    planet: str
    economy: str


@dataclass(slots=True)
class ProposalShown:
    """Everything that the pages of a proposal draw, with hidden names already hidden."""

    proposal: Proposal
    parties: list[PartyShown]
    flows: list[FlowShown]
    is_loop: bool
    title: str
    own: PartyShown | None
    _cache: dict[str, Any] = field(default_factory=dict)

    @property
    def own_hidden(self) -> bool:
        """Whether the reading party asked to be anonymous in one of its listings here."""
        own = self.own.row.organisation_id if self.own else 0
        listings = [one for flow in self.flows for one in (flow.row.have, flow.row.need)]
        return any(one.anonymous for one in listings if one.organisation_id == own)

    @property
    def lead(self) -> str:
        """What the reading party would give and get, in a sentence or two."""
        own = self.own.row.organisation_id if self.own else 0
        lines = []
        for flow in self.flows:
            values = {"what": flow.thing, "quantity": flow.quantity, "km": flow.distance}
            far = flow.row.km is not None
            if flow.giver.row.organisation_id == own:
                text = (
                    _("%(name)s can use your %(what)s: %(quantity)s, %(km)s away.")
                    if far
                    else _("%(name)s can use your %(what)s: %(quantity)s.")
                )
                lines.append(text % (values | {"name": flow.taker.full}))
            if flow.taker.row.organisation_id == own:
                text = (
                    _("%(name)s can give you %(what)s: %(quantity)s, %(km)s away.")
                    if far
                    else _("%(name)s can give you %(what)s: %(quantity)s.")
                )
                lines.append(text % (values | {"name": flow.giver.full}))
        return " ".join(lines)

    @property
    def said(self) -> list[Said]:
        """Every reason of every flow in order; in a loop each says which flow it is about. The same sentence once."""
        if "said" not in self._cache:
            lines = [
                sentences.said(sentences.reason_of(stored), about=flow.what if self.is_loop else "")
                for flow in self.flows
                for stored in flow.row.reasons
            ]
            self._cache["said"] = list(dict.fromkeys([*lines, *self._round()]))
        return self._cache["said"]

    def _round(self) -> list[Said]:
        """How long a loop is all the way round."""
        legs = [flow.row.km for flow in self.flows]
        if not self.is_loop or any(leg is None for leg in legs):
            return []
        text = _("The whole way round is %(all)s, and no leg is longer than %(longest)s.") % {
            "all": sentences.kilometres(sum(legs)),
            "longest": sentences.kilometres(max(legs)),
        }
        return [Said(text, Tone.NOTE.value, sentences.ICONS[Tone.NOTE])]

    @property
    def fits(self) -> list[Said]:
        return [said for said in self.said if said.tone in {Tone.MET, Tone.NOTE}]

    @property
    def needed(self) -> list[Said]:
        return [said for said in self.said if said.tone in {Tone.TODO, Tone.UNMET, Tone.STOP}]

    @property
    def estimated(self) -> int:
        return sum(flow.certainty == "estimated" for flow in self.flows)

    @property
    def badges(self) -> list[str]:
        """What kind it is and how much of it is estimated."""
        kind = sentences.parties_said(len(self.parties))
        estimates = sentences.estimates_said(self.estimated, len(self.flows))
        return [badge for badge in (kind, estimates) if badge]

    @property
    def desk(self) -> Drawing:
        return self._drawing(DESK)

    @property
    def phone(self) -> Drawing:
        return self._drawing(PHONE)

    def _drawing(self, form: Any) -> Drawing:
        places = {party.row.organisation_id: place for place, party in enumerate(self.parties)}
        parties = [PartyText(party.name, party.under, hub=party.social) for party in self.parties]
        flows = [
            FlowText(
                places[flow.giver.row.organisation_id],
                places[flow.taker.row.organisation_id],
                flow.what,
                (flow.quantity, flow.distance) if flow.row.km is not None else (flow.quantity,),
                flow.colour,
                dashed=flow.certainty == "estimated",
            )
            for flow in self.flows
        ]
        legs = [flow.row.km for flow in self.flows]
        middle = (
            (self.badges[0],)
            if None in legs
            else (self.badges[0], _("%(km)s round") % {"km": sentences.kilometres(sum(legs))})
        )
        return draw(parties, flows, form, middle=middle if self.is_loop else ())

    @property
    def description(self) -> str:
        """The drawing in words, for those who do not see it."""
        lines = [
            _("%(what)s from %(giver)s to %(taker)s: %(quantity)s.")
            % {"what": flow.what, "giver": flow.giver.name, "taker": flow.taker.name, "quantity": flow.quantity}
            for flow in self.flows
        ]
        return " ".join(lines)

    @property
    def legend(self) -> list[tuple[str, str, bool]]:
        """Colours that the drawing uses: colour, what it means, dashed."""
        names = {"material": _("material"), "goods": _("product or service"), "hours": _("people's hours")}
        used = list(dict.fromkeys(flow.colour for flow in self.flows))
        lines = [(colour, names[colour], False) for colour in used]
        return [*lines, ("dash", _("the quantity is an estimate"), True)] if self.estimated else lines

    @property
    def gains(self) -> list[Gain]:
        return [self._gain(party) for party in self.parties]

    def _gain(self, party: PartyShown) -> Gain:
        own = party.row.organisation_id
        gives = [flow for flow in self.flows if flow.giver.row.organisation_id == own]
        gets = [flow for flow in self.flows if flow.taker.row.organisation_id == own]
        return Gain(
            party,
            people=_("Unknown"),
            planet=" ".join([*(_used_again(flow) for flow in gives), *(_taken_over(flow) for flow in gets)]).strip()
            or _("Unknown"),
            economy=" ".join(text for text in map(_price, gives) if text) or _("Unknown"),
        )

    @property
    def parts(self) -> list[tuple[str, str, str, float]]:
        """How the points came about: flow, part, its value in natural units, points."""
        return [
            (
                flow.what,
                sentences.part_name(part["code"]),
                sentences.part_amount(part["quantity"], part["unit"]),
                part["points"],
            )
            for flow in self.flows
            for part in flow.row.parts
        ]


def column_names() -> list[str]:
    """Heads of the table twin and of its CSV."""
    return [
        _("From"),
        _("To"),
        _("What"),
        _("Quantity"),
        _("Can be delivered"),
        _("Distance"),
        _("Certainty"),
        _("If the giver drops out"),
    ]


def show(proposal: Proposal, actor: Actor) -> ProposalShown:
    """A proposal as the actor may see it. Read it with `queries.with_parts`, or it asks the database on and on."""
    flows = list(proposal.flows.all())
    hidden = _hidden(proposal, flows, actor)
    parties = [
        _party(proposal, row, flows, actor, hidden=row.organisation_id in hidden) for row in proposal.parties.all()
    ]
    by_organisation = {party.row.organisation_id: party for party in parties}
    own = None if actor.is_adviser else by_organisation.get(actor.organisation_id or 0)
    title = sentences.title(proposal.kind, flows)
    if own:
        title = sentences.party_title(proposal.kind, flows, own.row.organisation_id)
    return ProposalShown(
        proposal=proposal,
        parties=parties,
        flows=[_flow(row, by_organisation) for row in flows],
        is_loop=proposal.kind == ProposalKind.LOOP,
        title=title,
        own=own,
    )


def _hidden(proposal: Proposal, flows: list[ProposalFlow], actor: Actor) -> set[int]:
    """Organisations whose name the actor does not get: an anonymous listing, until all have said yes."""
    if actor.is_adviser or proposal.state == ProposalState.TALKING:
        return set()
    listings = [listing for flow in flows for listing in (flow.have, flow.need)]
    return {one.organisation_id for one in listings if one.anonymous} - {actor.organisation_id}


def _party(
    proposal: Proposal, row: ProposalParty, flows: list[ProposalFlow], actor: Actor, *, hidden: bool
) -> PartyShown:
    place = next(
        (
            one.place
            for flow in flows
            for one in (flow.have, flow.need)
            if one.organisation_id == row.organisation_id and one.place
        ),
        row.organisation.place,
    )
    somewhere = _("A place in %(place)s") % {"place": place} if place else _("Somebody with a hidden name")
    sees_contact = actor.is_adviser or proposal.state == ProposalState.TALKING
    return PartyShown(
        row=row,
        name=somewhere if hidden else row.organisation.name,
        place=place,
        hidden=hidden,
        social=FactKind.SOCIAL_ENTERPRISE in flags(row.organisation),
        own=row.organisation_id == actor.organisation_id,
        contact=row.organisation if sees_contact else None,
    )


def _flow(row: ProposalFlow, parties: dict[int, PartyShown]) -> FlowShown:
    unknown = row.quantity is None
    return FlowShown(
        row=row,
        giver=parties[row.have.organisation_id],
        taker=parties[row.need.organisation_id],
        what=sentences.capital(family_name(row.have_family)),
        quantity=sentences.quantity(row.quantity, row.unit, row.per, estimated=row.estimated),
        available=sentences.quantity(row.have.quantity, row.have.unit, row.have.per, estimated=row.have.estimated),
        distance=sentences.kilometres(row.km),
        certainty="unknown" if unknown else "estimated" if row.estimated else "stated",
        backup=_backup(row),
        colour=_colour(row.have_family),
    )


def _backup(row: ProposalFlow) -> str:
    """What happens to the need when this giver drops out, as the engine counted it."""
    for stored in row.reasons:
        if stored["code"] in {"other_haves", "only_have"}:
            return sentences.said(sentences.reason_of(stored)).text
    return _("Unknown")


def _colour(family: str) -> str:
    kind = sentences.kind_of(family)
    if kind in sentences.GOODS:
        return "goods"
    return "hours" if kind in sentences.HOURS else "material"


def _used_again(flow: FlowShown) -> str:
    if sentences.kind_of(flow.row.have_family) not in sentences.THINGS or flow.row.quantity is None:
        return ""
    amount = sentences.yearly(flow.row.quantity, flow.row.unit, flow.row.per, estimated=flow.row.estimated)
    return _("%(what)s, %(amount)s: kept in use.") % {"what": flow.what, "amount": amount}


def _taken_over(flow: FlowShown) -> str:
    if sentences.kind_of(flow.row.have_family) not in sentences.THINGS or flow.row.quantity is None:
        return ""
    amount = sentences.yearly(flow.row.quantity, flow.row.unit, flow.row.per, estimated=flow.row.estimated)
    return _("Takes over %(what)s, %(amount)s.") % {"what": flow.thing, "amount": amount}


def _price(flow: FlowShown) -> str:
    """What the giver asks, where it said so in the unit of the flow; a price in another unit is not recomputed."""
    have, row = flow.row.have, flow.row
    if have.price is None:
        return ""
    if have.price == 0:
        return _("Gives %(what)s away.") % {"what": flow.thing}
    if row.quantity is None or have.unit != row.unit:
        return _("Asks %(price)s per %(unit)s without VAT.") % {
            "price": sentences.kroner(float(have.price)),
            "unit": have.unit,
        }
    times = sentences.yearly(float(row.quantity) * float(have.price), "DKK", row.per, estimated=row.estimated)
    return _("Asks for %(amount)s without VAT.") % {"amount": times}
