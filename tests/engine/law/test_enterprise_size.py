"""Small and medium-sized enterprises by their own figures: ceilings, unknown figures, two years in a row."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.enterprise_size import Ceiling, Size, Tier, Verdict, YearFigures, size_of, within

MILLION = Decimal(1_000_000)
MICRO = Ceiling(Tier.MICRO, 10, 15 * MILLION, 15 * MILLION)
SMALL = Ceiling(Tier.SMALL, 50, 75 * MILLION, 75 * MILLION)
MEDIUM = Ceiling(Tier.MEDIUM, 250, 373 * MILLION, 320 * MILLION)
CEILINGS = (MICRO, SMALL, MEDIUM)


def year(number, headcount=None, turnover=None, balance=None):
    amounts = [None if amount is None else amount * MILLION for amount in (turnover, balance)]
    return YearFigures(number, headcount, *amounts)


@pytest.mark.parametrize(
    ("figures", "verdict", "tier"),
    [
        (year(2024, 9, 15), Verdict.SME, Tier.MICRO),
        (year(2024, 10, 1, 1), Verdict.SME, Tier.SMALL),
        (year(2024, 49, 76, 75), Verdict.SME, Tier.SMALL),
        (year(2024, 50, 1, 1), Verdict.SME, Tier.MEDIUM),
        (year(2024, 249, 373, 999), Verdict.SME, Tier.MEDIUM),
        (year(2024, 249, 999, 320), Verdict.SME, Tier.MEDIUM),
        (year(2024, 249, 374, 321), Verdict.NOT_SME, Tier.LARGE),
        (year(2024, 250, 1, 1), Verdict.NOT_SME, Tier.LARGE),
        (year(2024, 250), Verdict.NOT_SME, Tier.LARGE),
        (year(2024, None, 374, 321), Verdict.NOT_SME, Tier.LARGE),
        (year(2024, 20, 300), Verdict.SME, None),
    ],
)
def test_one_year_gives_an_answer(figures, verdict, tier):
    found = size_of([figures], CEILINGS)

    assert (found.verdict, found.tier, found.years, found.missing) == (verdict, tier, (2024,), ())


@pytest.mark.parametrize(
    ("figures", "missing", "of"),
    [
        ([], ("headcount", "amount"), None),
        ([year(2024, 24)], ("amount",), 2024),
        ([year(2024, None, 10)], ("headcount", "amount"), 2024),
        ([year(2024, None, 10, 10)], ("headcount",), 2024),
        ([year(2024, 24, 374)], ("amount",), 2024),
        ([year(2024, 24, None, 321)], ("amount",), 2024),
    ],
)
def test_what_is_unknown_is_no_answer_and_says_what_is_missing(figures, missing, of):
    assert size_of(figures, CEILINGS) == Size(Verdict.UNKNOWN, missing=missing, missing_year=of)


def test_an_older_year_answers_while_the_newest_lacks_something():
    found = size_of([year(2024, 24), year(2023, 20, 10, 10)], CEILINGS)

    assert (found.verdict, found.tier, found.years) == (Verdict.SME, Tier.SMALL, (2023,))
    assert (found.missing, found.missing_year) == (("amount",), 2024)


def test_one_year_above_changes_nothing_and_two_in_a_row_do():
    small, large = (20, 10, 10), (300, 10, 10)

    once = size_of([year(2022, *small), year(2023, *large)], CEILINGS)
    twice = size_of([year(2022, *small), year(2023, *large), year(2024, *large)], CEILINGS)
    back = size_of([year(2022, *small), year(2023, *large), year(2024, *small)], CEILINGS)

    assert (once.verdict, once.tier, once.years, once.first_crossing) == (
        *(Verdict.SME, Tier.SMALL, (2022, 2023), 2023),
    )
    assert (twice.verdict, twice.tier, twice.years, twice.first_crossing) == (
        *(Verdict.NOT_SME, Tier.LARGE, (2023, 2024), None),
    )
    assert (back.verdict, back.first_crossing) == (Verdict.SME, None)


def test_a_year_without_an_answer_breaks_the_row():
    found = size_of([year(2021, 20, 10, 10), year(2023, 300)], CEILINGS)

    assert (found.verdict, found.years) == (Verdict.NOT_SME, (2023,))


def test_no_ceiling_is_no_question():
    with pytest.raises(ValueError, match=r"\(\)"):
        size_of([], ())


amounts = st.one_of(st.none(), st.integers(0, 500).map(lambda millions: millions * MILLION))
histories = st.dictionaries(
    st.integers(2015, 2024), st.tuples(st.one_of(st.none(), st.integers(0, 400)), amounts, amounts), max_size=6
).map(lambda years: [YearFigures(number, *said) for number, said in years.items()])


@given(histories)
def test_the_tier_agrees_with_the_verdict_and_order_of_years_never_matters(history):
    found = size_of(history, CEILINGS)

    assert found == size_of(history[::-1], CEILINGS)
    assert found.tier is None or (found.tier is Tier.LARGE) is (found.verdict is Verdict.NOT_SME)
    assert (found.verdict is Verdict.UNKNOWN) is (found.years == ())


@given(histories.filter(bool))
def test_what_is_within_a_ceiling_is_within_every_higher_one(history):
    sides = [within(history[0], ceiling) for ceiling in CEILINGS]

    assert all(higher for lower, higher in pairwise(sides) if lower)
