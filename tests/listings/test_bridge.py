"""Texts into form sections, rows into the engine's listings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.exchange.model import Side
from symbiose.engine.windows import parse_windows
from symbiose.listings import bridge
from symbiose.listings.models import Listing
from tests.factories import make_listing


@given(st.text(max_size=200))
def test_pieces_give_the_text_back_whatever_it_says(text):
    read = bridge.read(text)

    assert "".join(piece.text for piece in read.pieces) == text
    assert read.items


def test_each_thing_keeps_its_own_sentences():
    read = bridge.read("Vi har 20 europaller. De er hele. Vi har også 200 kg savsmuld.")

    assert [item.text for item in read.items] == ["Vi har 20 europaller. De er hele.", "Vi har også 200 kg savsmuld."]


def test_search_finds_families_by_name_and_by_everyday_word():
    assert "pallets" in bridge.search_families("europalle")
    assert "pallets" in bridge.search_families("pal")
    assert bridge.search_families("  ") == []


def test_unit_fits_through_the_familys_own_weights():
    assert bridge.unit_fits("m3", "wood_offcuts")
    assert not bridge.unit_fits("kWh", "wood_offcuts")
    assert bridge.unit_fits("kWh", "no_such_family")


@pytest.mark.django_db
def test_to_engine_carries_everything_the_engine_asks_for():
    row = make_listing(
        codes=["pallets", "gone_family"], windows="tir 08:00-12:00", estimated=True, price=Decimal("2.5")
    )

    (one,) = bridge.to_engine(Listing.objects.prefetch_related("codes"))

    assert (one.id, one.organisation, one.side) == (str(row.pk), str(row.organisation_id), Side.HAVE)
    assert [code.family for code in one.codes] == ["pallets"]
    assert (one.quantity, one.unit, one.per, one.estimated, one.price) == (120.0, "kg", "week", True, 2.5)
    assert one.windows == parse_windows("tue 08:00-12:00")
    assert (one.place.lat, one.place.name) == (row.latitude, "8600 Silkeborg")
    assert (one.hazard, one.hazard_step_recorded) == (None, False)


@pytest.mark.django_db
def test_to_engine_makes_a_stopped_listing_hazardous_without_a_step():
    make_listing(stopped=True)

    (one,) = bridge.to_engine(Listing.objects.all())

    assert (one.hazard, one.hazard_step_recorded) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_to_engine_asks_the_database_nothing_more_per_row(django_assert_num_queries, count):
    for _number in range(count):
        make_listing(codes=["pallets"])

    with django_assert_num_queries(2):
        bridge.to_engine(Listing.objects.prefetch_related("codes"))
