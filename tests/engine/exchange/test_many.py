"""What only sets in with many listings, made to set in with few, and compared with what few get."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check import check
from symbiose.engine.exchange import allocate, join, likeness, plan, prices
from symbiose.engine.exchange.candidates import find_candidates, why_not
from symbiose.engine.exchange.candidates import join as joined
from symbiose.engine.exchange.exact import relax
from symbiose.engine.exchange.links import make_links
from symbiose.engine.exchange.model import Candidate, Problem, Stop
from symbiose.engine.exchange.prices import relax_by_steps
from symbiose.engine.exchange.solve import solve
from symbiose.engine.exchange.told import Told
from symbiose.engine.reason import Tone
from tests.engine.exchange.given import GRAPH, NEAR, STANDARD_POLICY, have, need, policy, problem
from tests.engine.exchange.test_solve import crowd, problems

TEXTS = ["damp ved tryk", "damp til kedel", "tørt træ i paller", "paller af træ", "gammelt jern", "", "jernplader"]


def texted(count: int = 6) -> Problem:
    """Haves and needs of wood that name different things, one of them without a place."""
    some = [have(f"h{n}", text=f"{TEXTS[n % len(TEXTS)]} a{n}", place=NEAR if n else None) for n in range(count)]
    others = [need(f"n{n}", text=f"{TEXTS[(3 * n + 1) % len(TEXTS)]} b{n}") for n in range(count)]
    return problem(*some, *others, have("h", "", text="damp ved tryk"), need("n", "", text="damp med tryk"))


def found(case: Problem, **more) -> tuple[Candidate, ...]:
    return find_candidates(case, graph=GRAPH, policy=policy(**more))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(problems(4, 5))
def test_the_columns_say_of_every_pair_what_the_pair_alone_says(case):
    """Brute force: each pair of listings judged alone, by the path that the engine tells."""
    told = {(one.have, one.need): one for one in found(case, keep_per_have=99, by_words=0)}
    bare = {(one.have, one.need): one for one in joined(case, graph=GRAPH, policy=policy(keep_per_have=99)).bare()}

    for one in case.listings:
        for other in case.listings:
            if (one.side, other.side) == ("have", "need"):
                reasons = why_not(one, other, graph=GRAPH, policy=policy(), problem=case)
                fits = not any(reason.tone is Tone.UNMET for reason in reasons)
                assert fits == ((one.id, other.id) in told)
    assert {ids: replace(one, parts=(), reasons=()) for ids, one in told.items()} == bare


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=8), st.lists(st.sampled_from(TEXTS), min_size=1))
def test_likeness_is_the_same_without_a_table(texts, others):
    listings = [*(have(f"h{n}", text=text) for n, text in enumerate(texts))]
    listings += [need(f"n{n}", text=text) for n, text in enumerate(others)]
    few = likeness.likeness(listings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "MOST_IN_TABLE", 0)
        many = likeness.likeness(listings)

    assert (few.by_table, many.by_table) == (True, False)
    for text in texts:
        for other in others:
            assert many.share(text, other) == few.share(text, other)
    for row in range(len(few.have_row)):
        alike = few.table[row].nonzero()[0].tolist()
        rows, shares = many.most_alike(row)
        assert [at for at, share in zip(rows.tolist(), shares.tolist(), strict=True) if share] == alike


def test_many_texts_give_the_same_candidates_while_no_limit_is_met(monkeypatch):
    case = texted()
    few = found(case)
    monkeypatch.setattr(likeness, "MOST_IN_TABLE", 0)

    assert found(case) == few
    assert any(one.by_words for one in few)


def test_what_is_passed_over_unread_is_counted_and_the_most_alike_are_read(monkeypatch):
    needs = [need(f"n{n:02d}", text=f"grus {n}", place=NEAR) for n in range(12)]
    case = problem(have(text="egeplanker"), *needs, need("z", text="egeplanker", place=replace(NEAR, lat=56.3)))
    monkeypatch.setattr(likeness, "MOST_IN_TABLE", 0)
    monkeypatch.setattr(join, "MOST_LOOKED_AT", 3)

    found_few = joined(case, graph=GRAPH, policy=policy(keep_per_have=2))

    assert found_few[0].need == "z"
    assert found_few.left_out["pairs_unread"] == 9
    assert len(found_few) + found_few.left_out["pairs_outdone"] + 9 == 13


def test_an_n_gram_that_many_hold_finds_nobody(monkeypatch):
    case = texted()
    monkeypatch.setattr(likeness, "MOST_IN_TABLE", 0)
    monkeypatch.setattr(likeness, "MOST_HOLDING", 0)

    assert not any(one.by_words for one in found(case))


def test_prices_by_steps_come_near_the_linear_plan_and_prove_a_bound():
    case = crowd(30, 1)
    links = make_links(joined(case, graph=GRAPH, policy=STANDARD_POLICY).pairs, 12.0)

    exact, steps = relax(links, seed=0), relax_by_steps(links)

    assert exact.bound - 1e-6 <= steps.bound <= exact.bound * 1.005
    assert float(((links.worth - links.fixed) * steps.share).sum()) == pytest.approx(exact.bound, rel=0.05)


def test_many_links_are_planned_by_steps_within_the_bound(monkeypatch):
    case, standard = crowd(30, 1), policy(fixed_link=12.0)
    stop = Stop(rounds=3, nodes=1)
    exact = solve(case, graph=GRAPH, policy=standard, stop=stop)
    for module, name, value in (
        (allocate, "EXACT_PRICES", 10),
        (allocate, "MANY", 10),
        (prices, "_MANY", 10),
        (plan, "_CHUNK", 7),
    ):
        monkeypatch.setattr(module, name, value)

    result = solve(case, graph=GRAPH, policy=standard, stop=stop)

    assert 0.97 * exact.value <= result.value <= exact.bound + 1e-6
    assert check(case, result, graph=GRAPH, policy=standard) == ()


def test_greedy_is_the_same_in_pieces(monkeypatch):
    links = make_links(joined(crowd(30, 2), graph=GRAPH, policy=STANDARD_POLICY).pairs, 12.0)
    whole = plan.greedy(links)
    monkeypatch.setattr(plan, "_CHUNK", 5)

    assert np.array_equal(plan.greedy(links), whole)


def test_what_is_told_when_asked_for_is_a_sequence():
    told = Told(3, lambda place: place * 10)

    assert (len(told), told[0], told[-1], told[1:]) == (3, 0, 20, (10, 20))
    assert told == (0, 10, 20)
    assert told != (0, 10)
    assert told != 5
    assert hash(told) == hash((0, 10, 20))
    assert repr(told) == "(0, 10, 20)"
    with pytest.raises(IndexError):
        told[3]


def test_only_the_best_of_each_have_are_told_where_that_is_asked():
    case = texted()
    every = found(case)

    few = find_candidates(case, graph=GRAPH, policy=policy(), each=2)

    for name in {one.have for one in every}:
        best = [one for one in every if one.have == name][:2]
        assert [one for one in few if one.have == name][:2] == best
    assert len([one for one in few if one.have == "h0" and not one.by_words]) == 2
