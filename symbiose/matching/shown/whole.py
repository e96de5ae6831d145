"""A whole proposal as one actor may see it: reasons, drawings, gains, points."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from symbiose.engine.reason import Tone
from symbiose.matching import sentences
from symbiose.matching.drawing import DESK, PHONE, Drawing, FlowText, PartyText, draw
from symbiose.matching.models import Proposal
from symbiose.matching.sentences import Said
from symbiose.matching.shown.gains import Gain, gain_of
from symbiose.matching.shown.parts import FlowShown, PartyShown
from symbiose.matching.shown.symbiosis import WorkShown, drawing_of, gains_of
from symbiose.matching.symbiosis_sentences import PART_NAMES as WORK_PARTS
from symbiose.matching.symbiosis_sentences import kind_said

_PAIR = 2


@dataclass(slots=True)
class ProposalShown:
    """Everything that the pages of a proposal draw, with hidden names already hidden."""

    proposal: Proposal
    parties: list[PartyShown]
    flows: list[FlowShown]
    is_loop: bool
    title: str
    own: PartyShown | None
    work: WorkShown | None = None  # of a symbiosis alone
    _cache: dict[str, Any] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether an authority step is missing: when it was found, or on a listing as it stands now."""
        return self.proposal.stopped or any(flow.row.have.stopped or flow.row.need.stopped for flow in self.flows)

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
            values = {"what": flow.thing, "quantity": flow.amount, "km": flow.distance}
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
        if self.work and self.own and self.work.taker.own:
            lines.append(_("People work %(hours)s at your place.") % {"hours": self.work.quantity})
        return " ".join(lines)

    @property
    def joins_several(self) -> bool:
        """Whether more than one thing goes from one to another, so that a reason must say which it is about."""
        return self.is_loop or self.work is not None

    @property
    def leaves_some(self) -> bool:
        """Whether something still goes between two others where one says no, or has said it."""
        said_no = {party.row.organisation_id for party in self.parties if party.row.answer == "no"}
        between = [{flow.giver.row.organisation_id, flow.taker.row.organisation_id} for flow in self.flows]
        return len(self.parties) > _PAIR and self.joins_several and any(not pair & said_no for pair in between)

    @property
    def rows(self) -> list[FlowShown | WorkShown]:
        """The rows of the table twin and its CSV: every flow, and the hours that people work."""
        return [*self.flows, self.work] if self.work else [*self.flows]

    @property
    def own_flows(self) -> list[FlowShown]:
        """The flows whose reasons concern the reader: its own for a party, all for an adviser."""
        if self.own is None or (self.work and self.work.taker.own):
            return self.flows
        return [flow for flow in self.flows if self.own in {flow.giver, flow.taker}]

    @property
    def said(self) -> list[Said]:
        """Every reason of every flow in order, the same sentence once."""
        if "said" not in self._cache:
            about: dict[Said, list[str]] = {}
            for flow in self.own_flows:
                for stored in flow.row.reasons:
                    about.setdefault(sentences.said(sentences.reason_of(stored)), []).append(flow.thing)
            lines = [self._line(said, list(dict.fromkeys(things))) for said, things in about.items()]
            self._cache["said"] = [*(self.work.reasons if self.work else ()), *lines, *self._round()]
        return self._cache["said"]

    def _line(self, said: Said, things: list[str]) -> Said:
        """Among several a reason says which flows it is about, unless it holds for all of them."""
        everywhere = len(things) == len({flow.thing for flow in self.own_flows})
        if not self.joins_several or everywhere:
            return said
        return replace(said, about=sentences.capital(sentences.listed(things)))

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
        return sum(row.certainty == "estimated" for row in self.rows)

    @property
    def badges(self) -> list[str]:
        """What kind it is and how much of it is estimated."""
        count = len(self.parties)
        kind = kind_said(count) if self.work else sentences.parties_said(count)
        estimates = sentences.estimates_said(self.estimated, len(self.rows))
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
                (flow.amount, flow.distance) if flow.row.km is not None else (flow.amount,),
                flow.colour,
                dashed=flow.certainty == "estimated",
            )
            for flow in self.flows
        ]
        if self.work:
            return drawing_of(self.work, self.parties, parties, flows, form)
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
            for flow in self.rows
        ]
        return " ".join(lines)

    @property
    def legend(self) -> list[tuple[str, str, bool]]:
        """Colours that the drawing uses: colour, what it means, dashed."""
        names = {"material": _("material"), "goods": _("product or service"), "hours": _("people's hours")}
        used = list(dict.fromkeys(flow.colour for flow in self.flows))
        used += ["hours"] if self.work and "hours" not in used else []
        lines = [(colour, names[colour], False) for colour in used]
        return [*lines, ("dash", _("the quantity is an estimate"), True)] if self.estimated else lines

    @property
    def gains(self) -> list[Gain]:
        if self.work:
            return gains_of(self.work, self.parties)
        return [gain_of(party, self.flows) for party in self.parties]

    @property
    def parts(self) -> list[tuple[str, str, str, float]]:
        """How the points came about: flow, part, its value in natural units, points. Those of a symbiosis are of the whole."""
        if self.work:
            whole = self.work.row.parts
            return [
                (
                    _("The whole"),
                    WORK_PARTS[part["code"]](),
                    sentences.part_amount(part["quantity"], part["unit"]),
                    part["points"],
                )
                for part in whole
            ]
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
