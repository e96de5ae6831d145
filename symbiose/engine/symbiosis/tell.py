"""A draft told: its links as flows are told, its points part by part, and its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbiose.engine.exchange.model import Part
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.draft import Draft, Setting, uses_of_draft
from symbiose.engine.symbiosis.edges import Edge
from symbiose.engine.symbiosis.gains import bundle_gains
from symbiose.engine.symbiosis.model import COSTS, Measure, Role
from symbiose.engine.symbiosis.plan import Bundle, Crowd, Gain, Link, Party, Work
from symbiose.engine.symbiosis.reasons import met, note, todo
from symbiose.engine.symbiosis.room import Uses
from symbiose.engine.units import Per

_ROUND = 3  # points: whole thousandths, so that their sums are exact


@dataclass(frozen=True, slots=True)
class Weighed:
    """A draft that every party gains by, with what it is worth and takes."""

    made: Draft
    work: Work
    parties: tuple[Party, ...]
    gains: tuple[Gain, ...]
    parts: tuple[Part, ...]
    points: float
    uses: Uses

    @property
    def key(self) -> str:
        """Which links it is joined by."""
        return self.made.join.key

    @property
    def hub(self) -> str:
        """Whose work it is."""
        return self.made.join.hub.organisation

    @property
    def place(self) -> tuple[float, str, float, str]:
        """Its place among all: most points first, then by key, size and position."""
        return -self.points, self.key, -self.made.size, self.work.position


def weigh(made: Draft, parties: tuple[Party, ...], work: Work, setting: Setting) -> Weighed:
    """A draft without failures, with its points."""
    gains = bundle_gains(made)
    parts = parts_of(made, gains, work, setting)
    points = round(sum(one.points for one in parts), _ROUND)
    return Weighed(made, work, parties, gains, parts, points, uses_of_draft(made, work, setting))


def bundle(one: Weighed, setting: Setting) -> Bundle:
    """The draft as it is proposed."""
    made = one.made
    links = links_of(made, setting)
    return Bundle(
        key=one.key,
        hub=one.hub,
        size=made.size,
        links=links,
        work=one.work,
        parties=one.parties,
        gains=one.gains,
        parts=one.parts,
        points=one.points,
        reasons=(*_of_links(links), *_of_room(made), *_of_work(one.work), *_of_parties(one.parties)),
    )


def links_of(made: Draft, setting: Setting) -> tuple[Link, ...]:
    """The links with their candidates in full."""
    return tuple(_link(edge, year, setting) for edge, year in zip(made.join.edges, made.years, strict=True))


def _link(edge: Edge, year: float | None, setting: Setting) -> Link:
    return Link(
        role=edge.role,
        candidate=setting.problem.candidates[edge.row],
        quantity=None if year is None else round(year / edge.moved.per.times_a_year, 9),
        year=year,
        unit=edge.moved.need_unit,
        per=edge.moved.per,
        estimated=edge.estimated,
        carried=edge.carried,
    )


def parts_of(made: Draft, gains: tuple[Gain, ...], work: Work, setting: Setting) -> tuple[Part, ...]:
    """What a bundle's points are made of; nothing that is unknown gives any."""
    weights, policy = setting.policy.weights, setting.policy
    come = {one.measure: one.quantity or 0.0 for one in gains}
    km = sum(policy.reach_km[one.role] / 2 if one.candidate.km is None else one.candidate.km for one in made.join.edges)
    guessed = sum(one.estimated for one in made.join.edges) + work.estimated + (not work.position)
    told = (
        ("hours", work.hours, "hour", weights.hour),
        ("positions", work.positions, "position", weights.position),
        ("kept_in_use", come.get(Measure.KG_KEPT, 0.0) / 1000, "t", weights.tonne),
        ("sales", come.get(Measure.SALES, 0.0) / 1000, "thousand DKK", weights.thousand_kroner),
        ("parties", len(made.join.organisations), "organisation", weights.party),
        ("distance", round(km, 1), "km", -weights.per_km),
        ("estimated", guessed, "estimate", -weights.estimate),
        ("bundle", 1, "bundle", -weights.bundle),
    )
    return tuple(
        Part(code, quantity, unit, round(quantity * weight, _ROUND))
        for code, quantity, unit, weight in told
        if quantity
    )


def _of_links(links: tuple[Link, ...]) -> Iterator[Reason]:
    for one in links:
        yield met(
            "link",
            party=one.role,
            family=one.candidate.have_family,
            quantity=None if one.quantity is None else round(one.quantity, 2),
            unit=one.unit,
            per=one.per,
            km=one.candidate.km,
        )
        if one.estimated:
            yield note("link_estimated", party=one.role)
        if one.carried:
            yield note("link_carried", party=one.role)
        if one.per is Per.ONCE and one.year is not None:
            yield note("link_once", party=one.role)


def _of_room(made: Draft) -> Iterator[Reason]:
    own = made.join.hub.own_room
    if own:
        yield met("room_own")
    elif own is None and made.join.edge(Role.SPACE) is None:
        yield todo("room_unasked")
    if made.linked:
        yield note("amounts_linked", made_share=made.join.hub.made_share)
    elif made.join.edge(Role.GIVER) is not None and made.join.edge(Role.BUYER) is not None:
        yield todo("amounts_apart")


def _of_work(work: Work) -> Iterator[Reason]:
    if work.position:
        yield met("work_position", position=work.position, work_hours=work.hours)
    else:
        yield met("work_proposed", positions=work.positions, work_hours=work.hours)
    if work.source:
        yield note("work_range", low_hours=work.low, high_hours=work.high, source=work.source)
    elif work.position:
        yield note("work_as_said")
    match work.crowd:
        case Crowd.MANY:
            yield met("people_many", count=work.count)
        case Crowd.FEW:
            yield met("people_few")
        case _:
            yield todo("people_unknown")


def _of_parties(parties: tuple[Party, ...]) -> Iterator[Reason]:
    for party in parties:
        for gain in party.gains:
            yield _of_gain(party.roles[0], gain)


def _of_gain(party: Role, gain: Gain) -> Reason:
    measure, amount = gain.measure, gain.quantity
    if amount is None:
        return todo("gain_unknown", party=party, measure=measure)
    if measure in COSTS or amount < 0:
        if gain.source:
            return note("cost_sourced", party=party, measure=measure, amount=amount, source=gain.source)
        return note("cost", party=party, measure=measure, amount=amount)
    if gain.source:
        return met("gain_sourced", party=party, measure=measure, amount=amount, source=gain.source)
    return met("gain_estimated" if gain.estimated else "gain", party=party, measure=measure, amount=amount)
