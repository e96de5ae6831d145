from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.flex_subsidy import FlexRates
from symbiose.engine.law.left_each_month import BenefitRate, Effect, LeftRates, Pay, left_each_month, monthly
from symbiose.engine.units import Per

BASIS = Basis({"da": "en kilde", "en": "a source"}, "certain")
FLEX = FlexRates(Decimal(18964), Decimal(15401), Decimal("0.3"), Decimal("0.55"), 2022, BASIS)
RATES = LeftRates(
    weeks_per_month=Decimal("4.33"),
    hourly=(Decimal(130), Decimal(170)),
    full_time_hours=Decimal(37),
    taken=(Decimal(0), Decimal(1)),
    flex=FLEX,
)
TEN = (Decimal(100), Decimal(100))  # ten hours a week at it are 4,330 DKK a month
WAGE, FLEX_JOB = Pay(wage=True, effect=Effect.NONE), Pay(wage=True, effect=Effect.FLEX_SUBSIDY)
TRIAL, SMALL_JOB = Pay(wage=False, effect=Effect.KEPT), Pay(wage=True, effect=Effect.REDUCED)


def benefit(amount="10000", per=Per.MONTH, **changed):
    name = {"da": "Ydelse", "en": "Benefit"}
    rate = BenefitRate(name, Decimal(amount), per, year=2023, highest=False, replaced=None, basis=BASIS)
    return replace(rate, **changed)


def left(pay, *, hours=10, hourly=TEN, now=None):
    return left_each_month(pay, hours=Decimal(hours), hourly=hourly, benefit=now, rates=RATES)


def parts(found):
    return {part.code: (part.low, part.high) for part in found.parts}


def codes(reasons):
    return [reason.code for reason in reasons]


def test_a_wage_alone_may_be_far_less_than_before():
    found = left(WAGE, now=benefit())

    assert found.total == (4330, 4330)
    assert found.change == (-5670, -5670)
    assert codes(found.notes) == ["left_estimate", "left_year", "left_less_by"]
    assert found.notes[-1].values == {"amount": 5670}
    assert (found.years, found.missing) == ((2023,), ())


def test_a_flex_job_is_wage_and_subsidy_with_the_years_of_both():
    found = left(FLEX_JOB, now=benefit())

    assert parts(found) == {"wage": (4330, 4330), "flex_subsidy": (11691, 11691)}
    assert found.total == (16021, 16021)  # the full-time wage at 100 DKK an hour
    assert found.years == (2022, 2023)
    assert codes(found.notes) == ["left_estimate", "left_years", "left_more_by"]
    assert codes(found.parts[1].reasons) == ["flex_sum", "flex_limit"]


def test_an_unknown_wage_is_a_range_over_an_assumption_that_says_so():
    found = left(FLEX_JOB, hours=5, hourly=None)
    wage, subsidy = found.parts

    assert (wage.low, wage.high) == (Decimal("2814.50"), Decimal("3680.50"))
    assert codes(wage.reasons) == ["left_wage_assumed"]
    assert codes(subsidy.reasons) == ["flex_sum", "flex_limit", "flex_sum"]
    assert found.total == (Decimal("20827.30"), Decimal("21540.35"))
    assert codes(left(WAGE, hourly=(Decimal(100), Decimal(120))).parts[0].reasons) == ["left_wage_between"]
    assert codes(left(WAGE).parts[0].reasons) == ["left_wage"]


def test_an_unpaid_trial_keeps_the_benefit():
    found = left(TRIAL, now=benefit())

    assert (parts(found), found.total, found.change) == ({"benefit": (10000, 10000)}, (10000, 10000), (0, 0))
    assert codes(found.notes)[-1] == "left_same"


def test_a_small_job_lies_between_nothing_more_and_all_of_the_wage():
    found = left(SMALL_JOB, now=benefit())
    small = left(SMALL_JOB, now=benefit("1000"))

    assert parts(found)["benefit_taken"] == (-4330, 0)
    assert (found.total, found.change) == ((10000, 14330), (0, 4330))
    assert codes(found.notes)[-1] == "left_more"
    assert found.parts[-1].reasons[0].values == {"least": 0, "most": 1, "low": 0, "high": 4330}
    assert parts(small)["benefit_taken"] == (-1000, 0)


def test_an_unknown_benefit_leaves_the_whole_unknown_and_says_what_is_known():
    trial, small, wage = left(TRIAL), left(SMALL_JOB), left(WAGE)

    assert [found.total for found in (trial, small, wage)] == [None, None, (4330, 4330)]
    assert [found.change for found in (trial, small, wage)] == [(0, 0), (0, 4330), None]
    assert all(codes(found.missing) == ["left_benefit_unknown"] for found in (trial, small, wage))
    assert (trial.parts, wage.before, wage.years) == ((), None, ())
    assert codes(wage.notes) == ["left_estimate"]


def test_a_rate_that_was_replaced_is_unknown_and_told_with_what_came():
    found = left(WAGE, now=benefit(highest=True, replaced={"da": "Nyt system", "en": "A new system"}))

    assert (found.before, found.change) == (None, None)
    assert codes(found.missing) == ["left_rate_replaced"]
    assert found.missing[0].values["amount"] == 10000
    assert found.missing[0].values["end_en"] == "A new system"
    assert codes(found.notes) == ["left_estimate"]


def test_the_highest_rate_and_no_benefit_are_said():
    highest = left(WAGE, now=benefit(highest=True))
    none = left(WAGE, now=benefit("0", year=None))

    assert "left_highest" in codes(highest.notes)
    assert codes(none.before.reasons) == ["left_no_benefit"]
    assert (none.change, none.years) == ((4330, 4330), ())


def test_a_range_round_nothing_says_both():
    found = left(WAGE, hourly=(Decimal(100), Decimal(300)), now=benefit())
    less = left(WAGE, hourly=(Decimal(100), Decimal(150)), now=benefit())

    assert found.change == (-5670, 2990)
    assert found.notes[-1].values == {"less": 5670, "more": 2990}
    assert (less.notes[-1].code, less.notes[-1].values) == ("left_less", {"least": 3505, "most": 5670})


@pytest.mark.parametrize(("per", "month"), [(Per.WEEK, "43300"), (Per.MONTH, "10000"), (Per.YEAR, "833.33")])
def test_amounts_of_a_week_or_a_year_become_amounts_of_a_month(per, month):
    assert monthly(benefit(per=per), RATES.weeks_per_month) == Decimal(month)


@pytest.mark.parametrize(
    ("hours", "hourly"), [(0, TEN), (-1, TEN), (5, (Decimal(0), Decimal(1))), (5, (Decimal(2), Decimal(1)))]
)
def test_hours_and_wages_that_cannot_be_are_refused(hours, hourly):
    with pytest.raises(ValueError, match="Decimal"):
        left(WAGE, hours=hours, hourly=hourly)


@pytest.mark.parametrize("taken", [("-0.1", "1"), ("0.5", "0.4"), ("0", "1.1")])
def test_nobody_loses_more_than_they_earn(taken):
    with pytest.raises(ValueError, match="Decimal"):
        replace(RATES, taken=tuple(map(Decimal, taken)))


pays = st.sampled_from([WAGE, FLEX_JOB, TRIAL, SMALL_JOB])
hours = st.integers(2, 74).map(lambda halves: Decimal(halves) / 2)
kroner = st.decimals(1, 400, places=2)
hourlies = st.one_of(st.none(), st.tuples(kroner, kroner).map(lambda two: tuple(sorted(two))))
nows = st.one_of(st.none(), st.decimals(0, 30_000, places=0).map(benefit))


@given(pays, hours, hourlies, nows)
def test_parts_add_up_and_the_low_case_is_never_above_the_high_one(pay, week, hourly, now):
    found = left(pay, hours=week, hourly=hourly, now=now)

    if found.total is not None:
        assert found.total == (sum(part.low for part in found.parts), sum(part.high for part in found.parts))
        assert 0 <= found.total[0] <= found.total[1]
    if found.change is not None:
        assert found.change[0] <= found.change[1]
    if found.total is not None and found.before is not None:
        assert found.change == tuple(total - found.before.low for total in found.total)
    assert (found.before is None) is bool(found.missing)


@given(st.sampled_from([WAGE, FLEX_JOB, SMALL_JOB]), hours, kroner, kroner, nows)
def test_a_higher_wage_never_leaves_less(pay, week, one, other, now):
    lower, higher = (left(pay, hours=week, hourly=(wage, wage), now=now) for wage in sorted((one, other)))

    if lower.total is not None:
        assert lower.total[0] <= higher.total[0]
        assert lower.total[1] <= higher.total[1]
