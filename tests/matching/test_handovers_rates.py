"""The price and the weight that a handover counts by are those of its own day, whatever was answered on the way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from symbiose.common.actor import Role
from symbiose.matching import actions
from symbiose.matching.actions.recounting import Replaced
from tests.factories import make_actor
from tests.matching.handed import GIVER, NO, RECEIVER, UNKNOWN, kg, make_exchange, make_handover, standing, tell

PRICED = {"price": Decimal(2), "price_source": "Prisliste 2026"}
WEIGHED = {"unit": "piece", "kg_per_unit": Decimal(12), "weight_source": "Vejet på værkstedet"}
APRIL = (date(2026, 4, 1), date(2026, 4, 30))

pytestmark = pytest.mark.usefixtures("in_november")


def change(exchange, **values):
    """Its terms become others from tomorrow on, unless the values say otherwise."""
    exchange.refresh_from_db()
    values.setdefault("old", Replaced(holds_from=timezone.localdate() + timedelta(days=1)))
    return actions.change_exchange(exchange, by=make_actor(Role.ADVISER), version=exchange.version, **values)


def counts(handover):
    return {measure: entry.quantity for measure, entry in standing(handover).items()}


@pytest.mark.django_db
def test_yes_no_yes_counts_the_price_of_the_day_on_which_it_happened():
    exchange = make_exchange(**PRICED)
    handover = make_handover(exchange)
    tell(handover, RECEIVER, kg(100))
    change(exchange, price=Decimal(5), price_source="Prisliste 2027")

    tell(handover, RECEIVER, NO)
    assert counts(handover) == {}
    tell(handover, RECEIVER, kg(100))

    assert counts(handover) == {"kg_kept_in_use": 100, "market_value_dkk": 200}


@pytest.mark.django_db
def test_what_is_told_late_counts_the_price_of_its_own_day_and_not_of_the_telling():
    exchange = make_exchange(**PRICED)
    change(exchange, price=Decimal(5), price_source="Prisliste 2027")
    exchange.former_terms.update(until=date(2026, 3, 31))
    march, april = make_handover(exchange), make_handover(exchange, days=APRIL)

    for handover in (march, april):
        tell(handover, GIVER, kg(100))

    assert [counts(one)["market_value_dkk"] for one in (march, april)] == [200, 500]


@pytest.mark.django_db
def test_what_was_free_on_the_day_does_not_become_worth_something_later():
    exchange = make_exchange(price=Decimal(0), price_source="Foræret")
    change(exchange, price=Decimal(5), price_source="Prisliste 2027")
    handover = make_handover(exchange)

    tell(handover, GIVER, kg(100))

    assert counts(handover) == {"kg_kept_in_use": 100}


@pytest.mark.django_db
def test_yes_no_yes_counts_the_weight_of_the_unit_that_was_agreed_then():
    exchange = make_exchange(**WEIGHED)
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(10, unit="piece"))
    change(exchange, unit="kg")

    tell(handover, RECEIVER, NO)
    tell(handover, RECEIVER, UNKNOWN)

    assert counts(handover) == {"kg_kept_in_use": 120}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "unit", "unknown"), [(WEIGHED, "kg", False), (WEIGHED, "m3", False), ({"unit": "piece"}, "kg", True)]
)
def test_the_page_says_unknown_weight_just_where_the_ledger_counts_no_kilos(
    client_as, municipality, values, unit, unknown
):
    exchange = make_exchange(**values)
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(10, unit="piece"))
    change(exchange, unit=unit)
    adviser = client_as(Role.ADVISER)

    pages = [
        adviser.get(address).content.decode()
        for address in (
            reverse("handovers:handover", args=[handover.pk]),
            reverse("exchanges:detail", args=[exchange.number]),
        )
    ]
    file = b"".join(adviser.get(reverse("handovers:table", args=[exchange.number])).streaming_content).decode()

    assert [("Ukendt vægt" in text) for text in [*pages, file]] == [unknown] * 3
    assert ("kg_kept_in_use" not in standing(handover)) is unknown


@pytest.mark.django_db
def test_a_price_in_place_of_another_on_the_day_itself_holds_from_the_next_day():
    exchange, today = make_exchange(**PRICED, per="once", since=timezone.localdate()), timezone.localdate()
    handover = make_handover(exchange, days=(today,))
    tell(handover, GIVER, kg(100))
    change(exchange, price=Decimal(5))

    tell(handover, RECEIVER, kg(100))

    assert counts(handover)["market_value_dkk"] == 200


answers = st.lists(st.sampled_from(["yes", "no", "unknown", "price"]), max_size=6)


class OnePathIsAsGoodAsAnother(TestCase):
    """Whatever a receiver answers on the way, and however the price moves, the last answer counts what it always would have."""

    @settings(max_examples=20, deadline=None)
    @given(answers)
    def test_the_value_of_an_answer_is_the_same_by_every_path(self, path):
        exchange = make_exchange(**PRICED)
        handover = make_handover(exchange)
        for at, step in enumerate([*path, "yes"]):
            if step == "price":
                change(exchange, price=Decimal(3 + at), price_source=f"Prisliste {at}")
            else:
                tell(handover, RECEIVER, {"yes": kg(100), "no": NO, "unknown": UNKNOWN}[step])

        assert counts(handover) == {"kg_kept_in_use": 100, "market_value_dkk": 200}
