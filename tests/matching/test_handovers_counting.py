"""Which figure counts of two, how sure it is, and what the ledger posts of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.matching.enums import HandoverState
from symbiose.matching.handing.counting import Said, counted, in_unit, postings_of, state_of
from symbiose.matching.handing.periods import usual
from symbiose.matching.handing.rates import Rates
from symbiose.matching.models import Exchange, Handover
from tests.matching.handed import GIVER, NO, RECEIVER, UNKNOWN, kg

MARCH = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}


def both(giver=None, receiver=None):
    return {side: said for side, said in ((GIVER, giver), (RECEIVER, receiver)) if said}


@pytest.mark.parametrize(
    ("reports", "state"),
    [
        (both(), "asked"),
        (both(kg(120)), "reported"),
        (both(receiver=UNKNOWN), "reported"),
        (both(NO), "nothing"),
        (both(NO, NO), "nothing"),
        (both(kg(120), kg(120)), "confirmed"),
        (both(kg(1, unit="t"), kg(1000)), "confirmed"),
        (both(kg(120), UNKNOWN), "confirmed"),
        (both(kg(120), kg(119)), "differs"),
        (both(kg("0.12", unit="t"), kg("120.4")), "differs"),
        (both(kg("120.4"), kg("0.12", unit="t")), "differs"),
        (both(kg(120), NO), "differs"),
        (both(kg(3, unit="m3"), kg(400)), "differs"),
    ],
)
def test_what_was_said_together_is_the_state(reports, state):
    assert state_of(reports) is HandoverState(state)


@pytest.mark.parametrize(
    ("reports", "figure"),
    [
        (both(kg(120)), (120, "only_giver", "estimated")),
        (both(kg(120, "weighed")), (120, "only_giver", "declared")),
        (both(receiver=kg(110, "weighed")), (110, "only_receiver", "declared")),
        (both(kg(120), UNKNOWN), (120, "only_giver", "estimated")),
        (both(kg(120, "weighed"), kg(120, "weighed")), (120, "both", "weighed")),
        (both(kg(120, "weighed"), kg(120)), (120, "both", "declared")),
        (both(kg(120), kg(120)), (120, "both", "estimated")),
        (both(kg(100), kg(120, "weighed")), (120, "receiver_weighed", "declared")),
        (both(kg(120), kg(110)), (110, "lower", "estimated")),
        (both(kg(120, "weighed"), kg(110)), (110, "lower", "estimated")),
        (both(kg(110, "weighed"), kg(120)), (110, "lower", "declared")),
        (both(kg(120, "weighed"), kg(110, "weighed")), (110, "lower", "declared")),
        (both(kg("0.12", unit="t"), kg("119.6")), (Decimal("119.6"), "lower", "estimated")),
    ],
)
def test_a17_2_the_figure_that_counts_is_what_somebody_said_and_says_how_sure(reports, figure):
    found = counted(reports)

    assert (found.quantity, found.rule, found.evidence.value) == figure
    assert found.estimated is (figure[2] == "estimated")


@pytest.mark.parametrize(
    "reports", [both(), both(NO), both(UNKNOWN), both(kg(120), NO), both(NO, kg(5)), both(kg(3, unit="m3"), kg(400))]
)
def test_where_no_figure_stands_nothing_counts(reports):
    assert counted(reports) is None


figures = st.decimals(min_value="0.001", max_value=10**6, places=3)
saids = st.one_of(
    st.just(NO),
    st.just(UNKNOWN),
    st.builds(kg, figures, st.sampled_from(["weighed", "estimated"]), st.sampled_from(["kg", "g", "t"])),
)


@given(giver=saids, receiver=saids)
def test_nothing_is_smoothed_a_figure_is_always_one_that_somebody_said(giver, receiver):
    found = counted(both(giver, receiver))

    said = {(one.quantity, one.unit) for one in (giver, receiver) if one.quantity}
    assert found is None or (found.quantity, found.unit) in said


@given(giver=saids, receiver=saids)
def test_the_state_and_the_rule_say_the_same_in_whichever_order_the_two_told(giver, receiver):
    found, state = counted(both(giver, receiver)), state_of(both(giver, receiver))

    assert state is state_of({RECEIVER: receiver, GIVER: giver})
    if giver.quantity and receiver.quantity:
        assert (found.rule == "both") is (state is HandoverState.CONFIRMED)


@given(giver=saids, receiver=saids)
def test_more_than_the_receiver_stands_for_never_counts(giver, receiver):
    found = counted(both(giver, receiver))

    if found and receiver.quantity:
        assert in_unit(found.quantity, found.unit, "g") <= in_unit(receiver.quantity, receiver.unit, "g")


def exchange(**values):
    return Exchange(
        **{"giver_id": 1, "receiver_id": 2, "kind": "material", "family": "textiles", "unit": "kg", "per": "week"}
        | values
    )


def posted(said, **values):
    handover = Handover(exchange=exchange(**values), **MARCH)
    return {one.measure: one for one in postings_of(handover, both(said), rates=Rates(handover.exchange))}


def test_kilos_are_posted_with_fraction_month_parties_and_why():
    found = posted(kg(2, "weighed", "t"))["kg_kept_in_use"]

    assert (found.quantity, found.fraction, found.period) == (2000, "textile", "2026-03")
    assert (found.happened_on, found.evidence, found.estimated) == (date(2026, 3, 31), "declared", False)
    assert found.parties == ((1, "giver"), (2, "receiver"))
    assert found.why == {
        "code": "handover",
        "rule": "only_giver",
        "unit": "t",
        "giver": {"happened": True, "quantity": "2", "unit": "t", "how": "weighed"},
    }


def test_pieces_weigh_what_somebody_said_with_a_source_and_count_as_an_estimate():
    found = posted(
        kg(10, "weighed", "piece"), unit="piece", kg_per_unit=Decimal("22.0000"), weight_source="Vejet af Trine"
    )["kg_kept_in_use"]

    assert (found.quantity, found.evidence, found.estimated) == (220, "estimated", True)
    assert found.why["weight"] == {"kg": "22", "unit": "piece", "source": "Vejet af Trine"}


def test_without_a_known_weight_no_kilos_are_posted():
    assert posted(kg(10, unit="piece"), unit="piece") == {}


@pytest.mark.parametrize("kind", ["energy_water", "product", "transport"])
def test_kilos_of_what_is_no_material_are_not_kept_in_use(kind):
    assert posted(kg(10), kind=kind) == {}


def test_a_stated_price_makes_a_market_value_with_its_source():
    found = posted(kg(2, unit="t"), price=Decimal("1.50"), price_source="Prisliste 2026")["market_value_dkk"]

    assert (found.quantity, found.estimated, found.fraction) == (3000, True, "")
    assert found.why["price"] == {"dkk": "1.5", "unit": "kg", "source": "Prisliste 2026"}


def test_a_price_of_nothing_is_no_value():
    assert set(posted(kg(2), price=Decimal(0), price_source="Foræret")) == {"kg_kept_in_use"}


def test_hours_count_as_hours_and_days_as_an_estimate_of_eight():
    hours = posted(kg(6.5, "weighed", "hour"), kind="task", unit="hour", family="")
    days = posted(kg(2, "weighed", "day"), kind="equipment", unit="day", family="")

    assert hours["hours_exchanged"].quantity == Decimal("6.5")
    assert not hours["hours_exchanged"].estimated
    assert (days["hours_exchanged"].quantity, days["hours_exchanged"].estimated) == (16, True)
    assert days["hours_exchanged"].why["hours_per_day"] == "8"


@pytest.mark.parametrize(
    ("quantity", "per", "days", "expected"),
    [
        (120, "week", MARCH, 520),
        (41000, "year", MARCH, 3420),
        (Decimal("2.5"), "month", MARCH, Decimal("2.5")),
        (300, "once", {"starts_on": date(2026, 3, 4), "ends_on": date(2026, 3, 4)}, 300),
        (120, "week", {"starts_on": date(2026, 3, 4), "ends_on": date(2026, 3, 4)}, 120),
        (41000, "year", {"starts_on": date(2026, 3, 4), "ends_on": date(2026, 3, 4)}, None),
        (None, "week", MARCH, None),
    ],
)
def test_the_usual_quantity_of_a_period_has_three_digits(quantity, per, days, expected):
    value = None if quantity is None else Decimal(quantity)

    assert usual(exchange(quantity=value, per=per), *days.values()) == expected


def test_a_plain_said_leaves_out_what_nobody_said():
    assert Said(True).plain == {"happened": True}
    assert NO.plain == {"happened": False}
