"""Sums that mean something, and the sums that are refused; small groups of people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.accounting import (
    Fact,
    NotAFigure,
    distinct_count,
    hide_small,
    period,
    require_one_column,
    rounded,
    stock_on,
    total,
)

MARCH, APRIL, YEAR = period("2026-03"), period("2026-04"), period("2026")
QUANTITIES = st.decimals(min_value=1, max_value=10**9, places=3)
FLOWS = st.builds(
    Fact,
    measure=st.just("kg_kept_in_use"),
    quantity=QUANTITIES,
    happened_on=st.dates(min_value=date(2025, 12, 1), max_value=date(2027, 1, 31)),
    period=st.just("2026"),
    estimated=st.booleans(),
)


def kg(quantity, day=date(2026, 3, 4), **values):
    return Fact("kg_kept_in_use", Decimal(quantity), day, day.isoformat(), **values)


def seats(quantity, month, **values):
    return Fact("positions", Decimal(quantity), period(month).ends, month, **values)


def person(subject, day=date(2026, 3, 4), quantity=1, **values):
    return Fact("persons_in_work", Decimal(quantity), day, "2026-03", subject=subject, **values)


def test_a_flow_sums_over_the_period_and_says_what_is_estimated():
    figure = total([kg(40), kg(60, estimated=True), kg(5, date(2026, 4, 1))], over=MARCH)

    assert (figure.quantity, figure.estimated, figure.lines, figure.known) == (100, 60, 2, True)
    assert figure.measure.unit == "kg"


def test_nothing_posted_is_unknown_and_not_nothing():
    figure = total([kg(5, date(2026, 4, 1))], over=MARCH)

    assert (figure.quantity, figure.known) == (0, False)


def test_what_was_taken_back_is_known_to_be_nothing():
    figure = total([kg(40), kg(-40)], over=MARCH)

    assert (figure.quantity, figure.lines, figure.known) == (0, 2, True)


@given(st.lists(FLOWS, min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(facts, chance):
    shuffled = list(facts)
    chance.shuffle(shuffled)

    assert total(facts, over=YEAR) == total(shuffled, over=YEAR)


@given(st.lists(FLOWS, min_size=1))
def test_the_months_of_a_year_sum_to_the_year(facts):
    months = [total(facts, over=period(f"2026-{month:02d}")) for month in range(1, 13)]
    quarters = [total(facts, over=period(f"2026-Q{quarter}")) for quarter in range(1, 5)]
    year = total(facts, over=YEAR)

    for parts in (months, quarters):
        assert sum(one.quantity for one in parts) == year.quantity
        assert sum(one.estimated for one in parts) == year.estimated
        assert sum(one.lines for one in parts) == year.lines


@given(st.lists(FLOWS, min_size=1), st.data())
def test_a_reversal_restores_the_quantity_exactly(facts, data):
    taken = data.draw(st.sampled_from(facts))
    back = Fact(taken.measure, -taken.quantity, taken.happened_on, taken.period, taken.estimated)

    before, after = total(facts, over=YEAR), total([*facts, taken, back], over=YEAR)

    assert (after.quantity, after.estimated) == (before.quantity, before.estimated)


def test_columns_are_never_added():
    worth = Fact("market_value_dkk", Decimal(300), date(2026, 3, 4), "2026-03-04")

    with pytest.raises(NotAFigure, match=r"never added together: Kg kept in use, Market value of exchanges\."):
        total([kg(40), worth], over=YEAR)


def test_two_measures_of_one_column_are_never_added():
    with pytest.raises(NotAFigure, match="Different measures"):
        require_one_column(["kg_co2e_low", "kg_co2e_high"])


def test_no_facts_are_no_figure():
    with pytest.raises(NotAFigure, match="nothing to add"):
        total([], over=YEAR)


def test_a_stock_is_there_on_a_date_and_is_never_summed():
    facts = [seats(3, "2026-03"), seats(4, "2026-04", estimated=True), seats(2, "2026-04")]

    assert stock_on(facts, day=date(2026, 3, 31)).quantity == 3
    assert stock_on(facts, day=date(2026, 4, 1)).quantity == 6
    assert stock_on(facts, day=date(2026, 4, 1)).estimated == 4
    assert not stock_on(facts, day=date(2026, 5, 1)).known
    with pytest.raises(NotAFigure, match="never summed over a period"):
        total(facts, over=YEAR)


def test_people_are_counted_once_however_often_they_stand_there():
    facts = [
        person("a"),
        person("a", estimated=True),
        person("b", estimated=True),
        person("c"),
        person("c", quantity=-1),
    ]

    figure = distinct_count([*facts, person("d", date(2026, 4, 2))], over=MARCH)

    assert (figure.quantity, figure.estimated, figure.lines) == (2, 1, 5)
    with pytest.raises(NotAFigure, match="never summed"):
        total(facts, over=YEAR)


def test_a_flow_is_neither_there_on_a_date_nor_a_count():
    with pytest.raises(NotAFigure, match="not there on a date"):
        stock_on([kg(1)], day=date(2026, 3, 4))
    with pytest.raises(NotAFigure, match="not a count"):
        distinct_count([kg(1)], over=YEAR)


def test_small_groups_are_hidden_and_so_is_one_more():
    assert hide_small({"a": 12, "b": 3, "c": 7}, fewest=5) == {"a": 12, "b": None, "c": None}
    assert hide_small({"a": 12, "b": 0, "c": 7}, fewest=5) == {"a": 12, "b": 0, "c": 7}
    assert hide_small({"a": 12, "b": 1, "c": 2}, fewest=5) == {"a": None, "b": None, "c": None}
    assert hide_small({"a": 12, "b": 3, "c": 4}, fewest=5) == {"a": 12, "b": None, "c": None}


def test_no_group_has_less_than_nobody():
    with pytest.raises(ValueError, match="less than nobody"):
        hide_small({"a": -1}, fewest=5)
    with pytest.raises(ValueError, match="less than nobody"):
        hide_small({"a": 1}, fewest=-1)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (Decimal("2.5"), 5), (Decimal("-2.5"), -5), (None, None)],
)
def test_figures_of_people_are_rounded_to_the_nearest_step(amount, shown):
    assert rounded(amount, step=5) == shown


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8), st.integers(0, 10))
def test_no_subtraction_tells_a_small_group(groups, fewest):
    shown = hide_small(groups, fewest=fewest)

    hidden = [name for name, size in shown.items() if size is None]
    rest = sum(groups[name] for name in hidden)
    assert all(size == groups[name] for name, size in shown.items() if size is not None)
    assert all(size == 0 or size >= fewest for size in shown.values() if size is not None)
    assert not hidden or (len(hidden) > 1 and rest >= fewest) or len(hidden) == len(groups)
