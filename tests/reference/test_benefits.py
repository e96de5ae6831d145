"""Rates of benefits and of the flex subsidy: each with its year, the newest known, ended ones kept."""

from datetime import date
from decimal import Decimal

import pytest

from symbiose.engine.explain import law_sentence
from symbiose.engine.law.flex_subsidy import flex_subsidy
from symbiose.engine.law.left_each_month import left_each_month, monthly
from symbiose.reference import (
    Certainty,
    benefits,
    dated,
    flex_rates,
    left_each_month_rows,
    left_rates,
    open_questions,
    pay_bases,
)
from symbiose.reference import benefits as read_benefits

TODAY = date(2026, 11, 30)
RATES = left_rates(TODAY)


def left(pay, benefit, *, hours=5, hourly=(Decimal(150), Decimal(150))):
    rate = benefits(TODAY)[benefit].rate(TODAY)
    return left_each_month(pay_bases(TODAY)[pay].pay, hours=Decimal(hours), hourly=hourly, benefit=rate, rates=RATES)


def test_amounts_are_those_of_the_sources_with_their_year():
    rows = benefits(TODAY)

    assert {code: (row.amount, row.per, row.year) for code, row in rows.items()} == {
        "none": (0, "month", None),
        "unemployment_insurance": (19728, "month", 2023),
        "cash_assistance_parent": (15874, "month", 2023),
        "cash_assistance_other": (11944, "month", 2023),
        "education_assistance": (7699, "month", 2023),
        "sickness_benefit": (4550, "week", 2023),
        "resource_benefit_parent": (15874, "month", 2023),
        "resource_benefit_other": (11944, "month", 2023),
        "flex_unemployment": (17222, "month", 2022),
        "flex_retirement": (236604, "year", 2023),
        "disability_pension_single": (232320, "year", 2022),
        "disability_pension_married": (197484, "year", 2022),
    }
    assert rows["flex_unemployment"].certainty is Certainty.UNVERIFIED
    assert all(all(row.name.values()) and all(row.source.values()) for row in rows.values())
    assert read_benefits(date(2020, 1, 1)) == rows


def test_a_replaced_rate_stays_readable_and_is_unknown_from_its_last_day():
    cash = benefits(TODAY)["cash_assistance_other"]

    assert cash.rate(date(2025, 6, 30)).replaced is None
    assert cash.rate(date(2025, 7, 1)).replaced == cash.end
    assert {row.code for row in benefits(TODAY).values() if row.valid_to} == {
        *["cash_assistance_parent", "cash_assistance_other", "education_assistance"],
    }
    assert all(all(row.end.values()) is (row.valid_to is not None) for row in benefits(TODAY).values())
    assert [row.code for row in open_questions("benefit_rates", TODAY)] == ["benefit_rates", "cash_assistance"]


def test_a_benefit_that_is_closed_to_newcomers_goes_on_for_those_who_have_it():
    closed = {code for code, row in benefits(TODAY).items() if row.closed(date(2026, 2, 1))}

    assert closed == {"resource_benefit_parent", "resource_benefit_other"}
    assert not any(row.closed(date(2026, 1, 31)) for row in benefits(TODAY).values())
    assert all(benefits(TODAY)[code].rate(TODAY).replaced is None for code in closed)


def test_flex_rates_are_the_newest_known_and_say_their_year(monkeypatch):
    today = flex_rates(TODAY)

    assert (today.most_month, today.knee, today.year) == (18964, 15401, 2022)
    assert (today.share_below, today.share_above) == (Decimal("0.3"), Decimal("0.55"))
    assert flex_rates(date(2020, 1, 1)) == today

    rows = dated.read_rows("flex_subsidy.csv")
    newer = {**rows[0], "value": "20000", "valid_from": "2027-01-01", "valid_to": ""}
    monkeypatch.setattr(dated, "read_rows", lambda _name: [newer, *rows])
    assert flex_rates(TODAY) == today
    assert (flex_rates(date(2027, 1, 1)).most_month, flex_rates(date(2027, 1, 1)).year) == (20000, 2027)


def test_the_worked_example_of_five_hours_comes_out():
    subsidy = flex_subsidy(5 * RATES.weeks_per_month * 150, RATES.flex)
    unemployed = benefits(TODAY)["flex_unemployment"].rate(TODAY)

    assert subsidy.wage == Decimal("3247.50")
    assert 12 * subsidy.amount == pytest.approx(Decimal(215_900), abs=100)
    assert 12 * (subsidy.amount - monthly(unemployed, RATES.weeks_per_month)) == pytest.approx(Decimal(9200), abs=100)


def test_five_hours_of_a_flex_job_are_told_in_plain_sentences():
    found = left("wage_and_flex_subsidy", "flex_unemployment")

    said = [law_sentence(reason) for part in found.parts for reason in part.reasons]
    notes = [law_sentence(reason) for reason in found.notes]

    assert said == [
        "Løn: timer om ugen (5) ganget med 4,33 uger og 150 kr. i timen er 3.248 kr. om måneden.",
        (
            "Fleksløntilskud i 2022: højst 18.964 kr. om måneden, minus 30 % af 3.248 kr. løn og 55 % af 0 kr. løn. "
            "Det giver 17.990 kr. Kilde: slagelse.dk; dst.dk (oplyst af kilden)."
        ),
    ]
    assert notes[1:] == [
        "Satserne er fra 2022.",
        (
            "Ledighedsydelse (mellem fleksjob): Vi har regnet med den højeste sats. Får du mindre end den, er dine tal "
            "anderledes."
        ),
        "Du får 4.015 kr. mere om måneden end nu.",
    ]


def test_a_few_ordinary_hours_are_shown_to_be_less_than_unemployment_insurance():
    found = left("agreed_wage", "unemployment_insurance")

    assert found.change[1] < 0
    assert law_sentence(found.notes[-1]) == "Du får 16.481 kr. mindre om måneden end nu."


def test_a_small_job_beside_cash_assistance_is_unknown_with_the_reason_why():
    found = left("benefit_reduced", "cash_assistance_other")

    assert found.total is None
    assert law_sentence(found.missing[0]) == (
        "Kontanthjælp (fyldt 30 år, ikke forsørger): Der kom et nyt kontanthjælpssystem 1. juli 2025 (ikke "
        "bekræftet). Den nye sats kendes ikke her, så beløbet er ukendt. I 2023 var det 11.944 kr. om måneden."
    )
    assert law_sentence(found.notes[-1]) == "Du får mellem 0 og 3.248 kr. mere om måneden end nu."


def test_what_is_assumed_says_so():
    rows = left_each_month_rows(TODAY)

    assert {name for name, row in rows.items() if row.certainty is not Certainty.ASSUMPTION} == {"weeks_per_month"}
    assert RATES.hourly == (130, 170)
