"""A row that is wrong is named in a sentence and takes no part; all others do."""

from dataclasses import replace
from math import inf, nan

import pytest

from symbiose.engine.accounting.measures import Column
from symbiose.engine.explain import sentence
from symbiose.engine.symbiosis.model import Accepted, Effect, Effort, Hub, Measure
from tests.engine.symbiosis.given import GRAPH, WORK, birdhouses, hub, position, solved


def faults(case) -> dict[tuple[str, str], list[str]]:
    return {(one.kind, one.id): [reason.code for reason in one.reasons] for one in solved(case).faults}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (hub(""), ["no_organisation"]),
        (hub("010190-1234"), ["cpr_like"]),
        (hub("x", pay=-1.0), ["number_wrong"]),
        (hub("x", most_hours=nan), ["number_wrong"]),
        (hub("x", made_share=0.0), ["number_wrong"]),
        (hub("x", made_share=1.5), ["number_wrong"]),
    ],
)
def test_a_hub_that_is_wrong_is_named(row, expected):
    assert faults(birdhouses(hubs=(hub(), row))) == {("hub", row.organisation): expected}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Effort("x", "kg", 2.0, 1.0, 3.0, "s"), ["effort_wrong"]),
        (Effort("x", "kg", 0.0, 0.0, 0.0, "s"), ["effort_wrong"]),
        (Effort("x", "kg", 0.0, 1.0, inf, "s"), ["effort_wrong"]),
        (Effort("x", "stone", 1.0, 1.0, 1.0, "s"), ["unit_wrong"]),
        (position("x", organisation=""), ["no_organisation"]),
        (position("x", seats=0), ["no_seats"]),
        (position("x", hours=0.3), ["number_wrong"]),
        (position("x", min_hours=0.0), ["number_wrong"]),
        (position("x", hours=inf), ["number_wrong"]),
    ],
)
def test_an_effort_or_a_position_that_is_wrong_is_named(row, expected):
    case = birdhouses()
    kind = "effort" if isinstance(row, Effort) else "position"
    case = replace(case, **{f"{kind}s": (*getattr(case, f"{kind}s"), row)})

    assert faults(case) == {(kind, "x"): expected}
    assert len(solved(case).bundles) == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Effect("nowhere", Measure.FEE_SAVED, 1.0, "s"), ["unknown_row"]),
        (Effect("offcuts", Measure.HOURS, 1.0, "s"), ["measure_wrong"]),
        (Effect("offcuts", Measure.CO2E, nan, "s"), ["number_wrong"]),
    ],
)
def test_a_figure_that_cannot_be_is_named(row, expected):
    assert faults(birdhouses(effects=(row,))) == {("effect", row.listing): expected}


def test_a_loss_below_nothing_cannot_be_accepted():
    rows = (Accepted("hub", Column.ECONOMY, -1.0, "DKK"), Accepted("hub", Column.ECONOMY, 5.0, "DKK"))

    assert faults(birdhouses(accepted=rows)) == {("accepted", "hub"): ["number_wrong"]}


def test_of_rows_of_one_id_none_is_believed_and_what_is_wrong_is_said_once():
    case = birdhouses(hubs=(hub(), hub("x", pay=1.0), Hub("x", pay=-1.0), Hub("x", pay=-1.0)))
    found = solved(case).faults

    assert [reason.code for reason in found[0].reasons] == ["same_id", "number_wrong"]
    assert all(sentence(reason, graph=GRAPH).endswith(".") for one in found for reason in one.reasons)
    assert len(solved(case).bundles) == 1


def test_certain_efforts_are_no_estimate():
    case = birdhouses(efforts=(replace(WORK, certainty="certain"),))

    assert not solved(case).bundles[0].work.estimated


def test_an_effort_in_a_unit_that_cannot_be_compared_is_passed_over_for_the_next():
    case = birdhouses(efforts=(Effort("offcuts", "hour", 1, 1, 1, "nej"), WORK))

    assert solved(case).bundles[0].work.source == "Eksempel, 2026"
    assert solved(birdhouses(efforts=(Effort("offcuts", "hour", 1, 1, 1, "nej"),))).bundles[0].work.source == ""
