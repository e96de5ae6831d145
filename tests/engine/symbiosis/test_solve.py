"""The choice of bundles: exact on small problems, within what there is, and the same whatever the order of rows."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symbiose.engine.check.bundles import check_bundles, priced_bundle_bound
from symbiose.engine.exchange.candidates import join
from symbiose.engine.exchange.model import Problem as ExchangeProblem
from symbiose.engine.exchange.solve import solve as exchange
from symbiose.engine.explain import sentence
from symbiose.engine.symbiosis import pack
from symbiose.engine.symbiosis.model import Problem, Role, Stop, Taken
from symbiose.engine.symbiosis.plan import Bundle, Result
from symbiose.engine.symbiosis.solve import solve
from symbiose.engine.units import Per
from tests.engine.symbiosis.given import (
    EXCHANGE_POLICY,
    GRAPH,
    HERE,
    NEAR,
    POLICY,
    TODAY,
    WORK,
    at_hub,
    birdhouses,
    have,
    hub,
    near,
    need,
    position,
    problem,
    solved,
    workshop,
)

FEW = settings(max_examples=20, deadline=None, derandomize=True)
SMALL = {"edges": 2, "sizes": (1.0, 0.5)}


@st.composite
def cases(draw) -> Problem:
    """One or two hubs that compete for what is left over, for a buyer, and for their own positions."""
    hubs = draw(st.sampled_from([("hub",), ("hub", "other")]))
    rows = [
        have("offcuts", "offcuts", quantity=draw(st.sampled_from([400.0, 1000.0, None]))),
        need(
            "garden", "boxes", quantity=draw(st.sampled_from([150.0, 500.0])), place=draw(st.sampled_from([HERE, NEAR]))
        ),
        *(row for name in hubs for row in workshop(name)),
    ]
    if draw(st.booleans()):
        rows.append(need("shop", "boxes", quantity=draw(st.sampled_from([100.0, 300.0]))))
    if draw(st.booleans()):
        rows.append(have("more", "wood", quantity=300.0, price=draw(st.sampled_from([None, 2.0]))))
    if draw(st.booleans()):
        rows += [need("outside", "offcuts", quantity=draw(st.sampled_from([200.0, 400.0])))]
    jobs = [
        position(
            f"p {name}",
            organisation=name,
            hours=draw(st.sampled_from([2.0, 4.0, 10.0])),
            seats=draw(st.sampled_from([1, 2])),
        )
        for name in hubs
        if draw(st.booleans())
    ]
    places = tuple(
        hub(name, most_hours=draw(st.sampled_from([0.0, 3.0, None])), pay=draw(st.sampled_from([None, 1.0])))
        for name in hubs
    )
    taken = tuple(Taken(job.id, 1.5) for job in jobs if draw(st.booleans()))
    return problem(*rows, *jobs, WORK, hubs=places, taken=taken)


@st.composite
def cases_with_flows(draw) -> Problem:
    case = draw(cases())
    result = exchange(ExchangeProblem(case.listings, TODAY), graph=GRAPH, policy=EXCHANGE_POLICY)
    return replace(case, flows=tuple(one for one in result.flows if draw(st.booleans())))


def can_run(case: Problem, bundles: tuple[Bundle, ...]) -> bool:
    """Whether bundles fit beside each other: reckoned from amounts, shares and hours alone."""
    once = max(Counter(one.key for one in bundles).values(), default=0) <= 1
    return once and amounts_fit(case, bundles) and hours_fit(case, bundles)


def amounts_fit(case, bundles):
    by_id = {one.id: one for one in case.listings}
    use, flows = defaultdict(float), defaultdict(float)
    for link in (link for bundle in bundles for link in bundle.links):
        for name, amount in taken_of(by_id, link.candidate, link.year):
            use[name, link.candidate.have, link.candidate.need] += amount
    for flow in case.flows:
        year = None if flow.quantity is None else flow.quantity * flow.per.times_a_year
        for name, amount in taken_of(by_id, flow.candidate, year):
            flows[name, flow.candidate.have, flow.candidate.need] += amount
    total = defaultdict(float)
    for pair in {*use, *flows}:
        total[pair[0]] += max(use.get(pair, 0.0), flows.get(pair, 0.0))
    return all(share <= 1 + 1e-5 for share in total.values())


def hours_fit(case, bundles):
    for job in case.positions:
        mine = [one.work for one in bundles if one.work.position == job.id]
        there = [one.hours for one in case.taken if one.position == job.id]
        hours = sum(one.hours for one in mine) + sum(there) <= job.seats * job.hours
        if mine and not (hours and sum(one.seats for one in mine) + len(there) <= job.seats):
            return False
    for place in case.hubs:
        hours = sum(one.work.hours for one in bundles if one.hub == place.organisation and not one.work.position)
        if hours > (POLICY.hub_hours if place.most_hours is None else place.most_hours):
            return False
    return True


def taken_of(by_id, candidate, year):
    have_row, need_row = by_id[candidate.have], by_id[candidate.need]
    for row, units in ((have_row, candidate.supply_share), (need_row, 1.0)):
        whole = row.quantity is None or not candidate.supply_share
        yield row.id, 1.0 if whole else year * units / (row.quantity * (row.per or Per.ONCE).times_a_year)


def brute_force(case: Problem, result: Result) -> float:
    """The most points of any set of the weighed bundles that can run together."""
    by_key: dict[str, list[Bundle | None]] = defaultdict(lambda: [None])
    for one in (*result.bundles, *result.options):
        by_key[one.key].append(one)
    assume(len(by_key) <= 8)
    best = 0.0
    for chosen in product(*by_key.values()):
        some = tuple(one for one in chosen if one is not None)
        points = sum(one.points for one in some)
        if points > best and can_run(case, some):
            best = points
    return best


@FEW
@given(cases_with_flows())
def test_a17_1_the_choice_equals_brute_force_and_keeps_every_limit(case):
    result = solved(case, **SMALL)

    assert check_bundles(case, result, policy=replace(POLICY, **SMALL)) == ()
    assert can_run(case, result.bundles)
    assert result.value == pytest.approx(brute_force(case, result), abs=1e-6)
    assert result.value == pytest.approx(result.bound)


@FEW
@given(cases_with_flows())
def test_the_bound_can_be_reckoned_from_the_prices_alone(case):
    result = solved(case)

    bound = priced_bundle_bound(case, result, policy=POLICY)

    assert result.value - 1e-6 <= bound
    assert result.bound <= bound + 1e-3


@FEW
@given(cases_with_flows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(case, random: Random):
    def mixed(rows):
        return tuple(random.sample(list(rows), len(rows)))

    other = replace(
        case,
        hubs=mixed(case.hubs),
        listings=mixed(case.listings),
        candidates=mixed(case.candidates),
        flows=mixed(case.flows),
        positions=mixed(case.positions),
        taken=mixed(case.taken),
    )

    assert solved(other) == solved(case)


@FEW
@given(cases())
def test_every_bundle_lets_every_party_gain(case):
    for bundle in solved(case).bundles:
        for party in bundle.parties:
            assert any(gain.quantity is not None and gain.quantity > 0 for gain in party.gains)


@FEW
@given(cases())
def test_every_hub_gets_a_bundle_or_a_reason_and_every_reason_is_a_sentence(case):
    result = solved(case)

    assert {one.hub for one in (*result.bundles, *result.refusals)} == {one.organisation for one in case.hubs}
    for one in (*result.bundles, *result.refusals):
        for reason in one.reasons:
            for language in ("da", "en"):
                assert sentence(reason, language=language, graph=GRAPH).endswith(".")
        assert one.reasons


def competing() -> Problem:
    """Two hubs and one who has something left over, enough for one of them."""
    return problem(
        have("offcuts", "offcuts"),
        need("garden", "boxes", quantity=500.0),
        need("shop", "boxes", quantity=500.0, place=NEAR),
        *workshop(),
        *workshop("other"),
        WORK,
        hubs=(hub(), hub("other")),
    )


def test_a_bundle_that_another_took_from_says_what_and_names_it():
    result = solved(competing(), sizes=(1.0,))

    (chosen,) = result.bundles
    found = next(one for one in result.refusals if one.hub != chosen.hub)
    reasons = {one.values.get("party"): one for one in found.reasons}

    assert found.taken_by == (chosen.key,)
    assert reasons[Role.GIVER].values == {"party": Role.GIVER, "amount": 1000.0, "left": 0.0, "measure_unit": "kg"}
    assert sentence(reasons[Role.GIVER], graph=GRAPH) == (
        "Her skal bruges 1.000 kg om året fra den, der har noget til overs, og andre symbioser levner 0 kg om året."
    )


def test_hours_seats_and_a_whole_listing_that_others_took_are_named():
    listings = (
        have("offcuts", "offcuts"),
        have("more", "offcuts"),
        need("garden", "boxes", quantity=500.0),
        need("shop", "boxes", quantity=500.0),
        *workshop(),
        at_hub(need("wood 2", "wood")),
        at_hub(have("boxes 2", "boxes", quantity=None)),
    )
    few_seats = problem(*listings, position(seats=1), WORK, hubs=(hub(most_hours=0.0),))
    few_hours = problem(*listings, position(seats=3, hours=6.0, total_hours=7.0), WORK, hubs=(hub(most_hours=0.0),))
    small_hub = problem(*listings, WORK, hubs=(hub(most_hours=7.0),))

    assert near(few_seats, "taken_seats", sizes=(1.0,)).values == {"position": "p", "seats": 1, "left_seats": 0}
    assert near(few_hours, "taken_hours", sizes=(1.0,)).values["left_hours"] == 2.0
    assert near(small_hub, "taken_hub", sizes=(1.0,)).values == {"work_hours": 5.0, "left_hours": 2.0}
    assert near(few_seats, "taken_listing", sizes=(1.0,)).values["party"] in set(Role)


def test_a_listing_of_unsaid_quantity_is_taken_whole():
    case = problem(
        have("offcuts", "offcuts"),
        have("more", "offcuts"),
        need("garden", "boxes", quantity=500.0),
        need("shop", "boxes", quantity=500.0),
        at_hub(need("wood", "wood")),
        at_hub(need("wood 2", "wood")),
        at_hub(have("boxes", "boxes", quantity=None)),
        WORK,
    )

    taken = [
        one for refusal in solved(case, told=50).refusals for one in refusal.reasons if one.code == "taken_listing"
    ]

    assert {(one.values["party"], one.values["amount"]) for one in taken} >= {(Role.HUB, None)}


def test_the_limits_of_the_search_are_counted():
    result = solved(competing(), stop=Stop(joins=1, nodes=1), kept=1, told=0)

    assert result.left_out["joins_not_weighed"] > 0
    assert result.left_out["refusals_not_told"] > 0
    assert solved(competing(), kept=0).left_out["bundles_outdone"] > 0
    assert result.refusals == ()


def test_a_hub_that_goes_without_is_joined_to_what_is_left():
    case = problem(
        have("offcuts", "offcuts"),
        have("more", "offcuts", place=NEAR),
        need("garden", "boxes", quantity=500.0),
        need("shop", "boxes", quantity=500.0, place=NEAR),
        *workshop(),
        *workshop("other"),
        WORK,
        hubs=(hub(), hub("other")),
    )

    first = solved(case, edges=1, stop=Stop(rounds=0))
    then = solved(case, edges=1)

    assert len(first.bundles) == 1
    assert {one.hub for one in then.bundles} == {"hub", "other"}
    assert then.value > first.value


def test_bundles_beyond_the_limit_of_the_exact_choice_are_counted_and_the_bound_still_holds(monkeypatch):
    monkeypatch.setattr(pack, "_MOST", 1)

    result = solved(competing())

    assert result.left_out["bundles_not_compared"] > 0
    assert 0 < result.value <= result.bound
    assert check_bundles(competing(), result, policy=POLICY) == ()


def test_every_choice_of_links_is_weighed_or_refused():
    case = problem(
        have("offcuts", "offcuts"),
        have("more", "wood", price=9.0),
        need("garden", "boxes", quantity=500.0),
        need("shop", "boxes", quantity=20.0),
        *workshop(),
        position(),
        WORK,
    )

    result = solved(case, told=50)
    told = (*result.bundles, *result.options, *result.refusals)

    assert {tuple(link.candidate.have + link.candidate.need for link in one.links) for one in told} == {
        (giver + "hub wood", "hub boxes" + buyer) for giver in ("offcuts", "more") for buyer in ("garden", "shop")
    }


def test_nothing_gives_nothing():
    result = solved(problem())

    assert (result.bundles, result.value, result.bound, result.gap) == ((), 0.0, 0.0, 0.0)
    assert result.summary() == "0 of 0 bundles, 1 refusals, value 0.0 of at most 0.0"
    assert replace(result, value=9.0, bound=10.0).gap == pytest.approx(0.1)


def test_flows_that_took_more_than_there_is_leave_nothing_and_break_nothing():
    case = birdhouses()
    case = problem(*case.listings, need("other", "offcuts"), position(), WORK)
    flows = exchange(ExchangeProblem(case.listings, TODAY), graph=GRAPH, policy=EXCHANGE_POLICY).flows
    (some,) = (one for one in flows if one.candidate.need == "other")
    own = next(one for one in case.candidates if (one.have, one.need) == ("offcuts", "hub wood"))

    result = solved(replace(case, flows=(some, replace(some, candidate=own, share=1.0))))

    assert [one.links[0].year for one in result.bundles] == [1000.0]


def test_candidates_as_columns_give_the_same_as_candidates_in_full():
    case = birdhouses()
    columns = join(ExchangeProblem(case.listings, TODAY), graph=GRAPH, policy=EXCHANGE_POLICY)
    other = replace(case, candidates=columns)

    assert solved(other).digest == solved(case).digest
    assert solved(other).bundles[0].links[0].candidate.reasons
    assert check_bundles(other, solved(other), policy=POLICY) == ()


def test_300_listings_and_100_positions_end_by_work_limits():
    random = Random(5)
    hubs = [f"hub {number}" for number in range(15)]
    rows = [row for name in hubs for row in workshop(name)]
    rows += [at_hub(need(f"{name} hall", "hall"), name) for name in hubs]
    rows += [at_hub(have(f"{name} packs", "packing"), name) for name in hubs]
    kinds = [(have, "offcuts"), (have, "wood"), (have, "hall"), (need, "boxes"), (need, "packing")]
    while len(rows) < 300:
        side, what = random.choice(kinds)
        rows.append(
            side(f"row {len(rows)}", what, quantity=float(random.randint(100, 2000)), price=random.choice([None, 5.0]))
        )
    jobs = [
        position(f"p {number}", organisation=random.choice(hubs), hours=float(random.randint(2, 15)))
        for number in range(100)
    ]
    case = problem(*rows, *jobs, WORK, hubs=tuple(hub(name) for name in hubs))

    result = solve(case, policy=replace(POLICY, kept=2, sizes=(1.0,)), stop=Stop(joins=2, rounds=1, nodes=1))

    assert len(result.bundles) > 10
    assert all(one.reasons for one in result.refusals)
    assert result.left_out["joins_not_weighed"] > 0
    assert result.gap < 0.2
    assert check_bundles(case, result, policy=POLICY) == ()
