"""What the parties of a bundle gain and lose, reckoned a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from symbiose.engine.accounting.measures import Column
from symbiose.engine.check.bundle_amounts import Case, is_weighed, kg_of, link_of
from symbiose.engine.check.conditions import Violation
from symbiose.engine.symbiosis.model import Hub, Role
from symbiose.engine.symbiosis.plan import Bundle, Link, Party

_CENT = 0.011  # quantities are told to a hundredth
_PEOPLE = ("hours_per_week", "positions", "room_hours")
_PLANET = ("kg_kept_in_use", "kg_in_goods", "kg_co2e")
_COUNTED = ("hours_per_week", "positions", "kg_kept_in_use", "sales")
_COSTS = ("price_paid", "rent_paid", "wages", "handling")
Sums = dict[str, dict[str, float | None]]


def check_gains(case: Case, bundle: Bundle, hub: Hub) -> Iterator[Violation]:
    """Everybody's gains as told are those that the links and the hours give, and everybody gains and nobody loses."""
    expected = expected_gains(case, bundle, hub)
    told = {one.organisation: _sums(one) for one in bundle.parties}
    if told.keys() != expected.keys():
        yield Violation("wrong_parties", (bundle.key,), "|".join(sorted(told)))
    for name in sorted(told.keys() & expected.keys()):
        if _differ(told[name], expected[name]):
            yield Violation("wrong_gains", (bundle.key, name), f"{told[name]} for {expected[name]}")
    for name, measures in sorted(expected.items()):
        yield from _verdict(case, bundle, name, measures)
    whole = Party("", (), bundle.gains)
    for party in (*bundle.parties, whole):
        yield from (Violation(code, (bundle.key, party.organisation)) for code in _columns(party))
    if {one.organisation: set(one.roles) for one in bundle.parties} != _roles(case, bundle):
        yield Violation("wrong_roles", (bundle.key,))
    own = expected[bundle.hub]
    counted = {name: value for name, value in own.items() if name in _COUNTED}
    if _differ(_sums(whole), counted):
        yield Violation("wrong_bundle_gains", (bundle.key,), f"{_sums(whole)} for {counted}")


def _columns(party: Party) -> Iterator[str]:
    """Every gain in its own column and unit."""
    for gain in party.gains:
        if gain.column is not _column(gain.measure):
            yield "wrong_column"
        if gain.unit != _unit(gain.measure):
            yield "wrong_unit"


def _roles(case: Case, bundle: Bundle) -> dict[str, set[Role]]:
    """What every party is in the bundle; those who wait for hours are "" among them."""
    roles = {bundle.hub: {Role.HUB}, "": {Role.PEOPLE}}
    for link in bundle.links:
        roles.setdefault(case.other(link).organisation, set()).add(link.role)
    return roles


def _sums(party: Party) -> dict[str, float | None]:
    """What is told of each measure, sources together; unknown where a part of it is."""
    sums: dict[str, float | None] = {}
    for gain in party.gains:
        before = sums.get(gain.measure.value, 0.0)
        sums[gain.measure.value] = None if before is None or gain.quantity is None else before + gain.quantity
    return sums


def _differ(one: Mapping[str, float | None], other: Mapping[str, float | None]) -> bool:
    if one.keys() != other.keys():
        return True
    for name, value in one.items():
        second = other[name]
        if value is None or second is None:
            if value is not second:
                return True
        elif not abs(value - second) <= _CENT * 3 + 1e-9 * abs(second):
            return True
    return False


def _column(measure: str) -> Column:
    if measure in _PEOPLE:
        return Column.PEOPLE
    return Column.PLANET if measure in _PLANET else Column.ECONOMY


def expected_gains(case: Case, bundle: Bundle, hub: Hub) -> Sums:
    """Quantity by organisation ("" for those who wait) and measure."""
    sums: Sums = defaultdict(dict)

    def add(name: str, measure: str, quantity: float | None) -> None:
        before = sums[name].get(measure, 0.0)
        sums[name][measure] = None if before is None or quantity is None else before + quantity

    work, giver, buyer = bundle.work, link_of(bundle, Role.GIVER), link_of(bundle, Role.BUYER)
    add(hub.organisation, "hours_per_week", work.hours)
    add(hub.organisation, "positions", float(work.positions))
    add(hub.organisation, "wages", None if hub.pay is None else -hub.pay * work.hours * 52)
    add("", "hours_per_week", work.hours)
    for link in bundle.links:
        other, ask = case.other(link).organisation, asked(case, link)
        if link.role is Role.SPACE:
            add(other, "room_hours", work.hours)
        names = {Role.GIVER: ("price_received", "price_paid"), Role.BUYER: ("saved_below_ceiling", "sales")}
        gained, paid = names.get(link.role, ("rent_received", "rent_paid"))
        saved = _below_ceiling(case, link)
        add(other, gained, saved if link.role is Role.BUYER else ask)
        if link.role is Role.BUYER:
            add(hub.organisation, paid, ask)
        elif buyer is not None:
            add(hub.organisation, paid, None if ask is None else -ask)
        else:
            add(hub.organisation, "saved_below_ceiling", saved)
        for name, measure, quantity in _stated(case, link):
            add(name, measure, quantity)
    if giver is not None and is_weighed(case, giver):
        kg = _weight(case, giver)
        add(case.other(giver).organisation, "kg_kept_in_use", kg)
        add(hub.organisation, "kg_kept_in_use", kg)
        if buyer is not None:
            goods = _weight(case, buyer) if linked(case, bundle) else None if kg is None else kg * hub.made_share
            add(case.other(buyer).organisation, "kg_in_goods", goods)
    return sums


def _stated(case: Case, link: Link) -> Iterator[tuple[str, str, float | None]]:
    """Organisation, measure and quantity of what somebody gave a figure for."""
    units = case.pair(link.candidate).units
    have_amount = None if link.year is None or units is None else link.year * units
    for listing, amount in ((link.candidate.have, have_amount), (link.candidate.need, link.year)):
        for one in case.problem.effects:
            if one.listing == listing:
                quantity = None if amount is None else amount * one.per_unit
                yield case.listings[listing].organisation, one.measure.value, quantity


def asked(case: Case, link: Link) -> float | None:
    """What the owner of the have asks for a year of it."""
    price, units = case.listings[link.candidate.have].price, case.pair(link.candidate).units
    if not price:
        return price
    return None if units is None or link.year is None else price * units * link.year


def _below_ceiling(case: Case, link: Link) -> float | None:
    ceiling, ask = case.listings[link.candidate.need].price, asked(case, link)
    return None if ceiling is None or ask is None or link.year is None else ceiling * link.year - ask


def _weight(case: Case, link: Link) -> float | None:
    kg = kg_of(case, link)
    return None if kg is None or link.year is None else kg * link.year


def linked(case: Case, bundle: Bundle) -> bool:
    """Whether what comes in and what goes out can both be weighed."""
    ends = [link_of(bundle, role) for role in (Role.GIVER, Role.BUYER)]
    return all(one is not None and is_weighed(case, one) and _weight(case, one) is not None for one in ends)


def _verdict(case: Case, bundle: Bundle, name: str, measures: Mapping[str, float | None]) -> Iterator[Violation]:
    """A party must be known to gain in a column, and must not be known to lose more in any than it accepts."""
    gains = False
    units = {_unit(measure) for measure in measures}
    for unit in sorted(units):
        own = {measure: value for measure, value in measures.items() if _unit(measure) == unit}
        known = sum(value for value in own.values() if value is not None)
        costs_unknown = any(value is None and measure in _COSTS for measure, value in own.items())
        gain_unknown = any(value is None and measure not in _COSTS for measure, value in own.items())
        gains = gains or (known > 0 and not costs_unknown)
        asked_away = sum(-(own.get(measure) or 0.0) for measure in ("price_received", "rent_received"))
        accepted = max(0.0, asked_away) + sum(
            one.quantity
            for one in case.problem.accepted
            if (one.organisation, one.column, one.unit) == (name, _column(next(iter(own))), unit)
        )
        if not gain_unknown and known < -accepted - _CENT:
            yield Violation("party_loses", (bundle.key, name), f"{known} {unit}")
    if not gains:
        yield Violation("party_gains_nothing", (bundle.key, name))


def _unit(measure: str) -> str:
    if measure in _PEOPLE:
        return "position" if measure == "positions" else "hour"
    if measure in _PLANET:
        return "kg CO2e" if measure == "kg_co2e" else "kg"
    return "DKK"
