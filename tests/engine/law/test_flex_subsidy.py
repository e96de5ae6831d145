from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.flex_subsidy import FlexRates, flex_subsidy

RATES = FlexRates(
    most_month=Decimal(18964),
    knee=Decimal(15401),
    share_below=Decimal("0.3"),
    share_above=Decimal("0.55"),
    year=2022,
    basis=Basis({"da": "en kilde", "en": "a source"}, "certain"),
)


def amount(wage, **limit):
    return flex_subsidy(Decimal(wage), RATES, **limit).amount


@pytest.mark.parametrize(
    ("wage", "subsidy"),
    [
        ("0", "18964"),
        ("3247.50", "17989.75"),  # five hours a week at 150 DKK
        ("15401", "14343.7"),
        ("15501", "14288.7"),
        ("41480", "0.25"),
        ("41481", "0"),
        ("100000", "0"),
    ],
)
def test_the_subsidy_falls_by_30_and_then_by_55_per_cent_of_the_wage(wage, subsidy):
    assert amount(wage) == Decimal(subsidy)


def test_wage_and_subsidy_are_at_most_the_full_time_wage():
    limited = flex_subsidy(Decimal(3000), RATES, full_time_wage=Decimal(20000))

    assert (limited.reduced, limited.amount) == (Decimal(18064), Decimal(17000))
    assert [reason.code for reason in limited.reasons] == ["flex_sum", "flex_limit"]
    assert limited.reasons[1].values == {"full_time_wage": 20000, "wage": 3000, "amount": 17000}
    assert amount(3000, full_time_wage=Decimal(30000)) == 18064
    just_met = flex_subsidy(Decimal(3000), RATES, full_time_wage=Decimal(21064))
    assert (just_met.amount, len(just_met.reasons)) == (18064, 1)
    assert amount(3000, full_time_wage=Decimal(2000)) == 0


def test_the_sum_can_be_made_by_hand_from_its_reason():
    (reason,) = flex_subsidy(Decimal(16401), RATES).reasons
    told = reason.values

    by_hand = told["most"] - told["share_below"] / 100 * told["below"] - told["share_above"] / 100 * told["above"]
    assert (told["below"], told["above"], told["year"], told["source_en"]) == (15401, 1000, "2022", "a source")
    assert told["reduced"] == pytest.approx(by_hand, abs=0.5)


def test_a_wage_below_nothing_is_refused():
    with pytest.raises(ValueError, match="-1"):
        amount(-1)


wages = st.decimals(0, 60_000, places=2)


@given(wages, wages)
def test_a_higher_wage_never_gives_more_subsidy_and_never_leaves_less(one, other):
    lower, higher = sorted((one, other))

    assert 0 <= amount(higher) <= amount(lower) <= RATES.most_month
    assert lower + amount(lower) <= higher + amount(higher)


@given(wages, wages)
def test_the_limit_only_ever_takes_away(wage, full):
    limited = amount(wage, full_time_wage=full)

    assert 0 <= limited <= amount(wage)
    assert limited == 0 or wage + limited <= full
