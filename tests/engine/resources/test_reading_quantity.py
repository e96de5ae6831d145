"""Quantities and rhythms as people write them."""

from __future__ import annotations

import pytest

from symbiose.engine.resources.reading import read_text
from tests.engine.resources.reading_graph import TINY

WEEK, MONTH, YEAR, ONCE = "week", "month", "year", "once"


def said(text: str) -> tuple[float | None, str | None, str | None, bool] | None:
    """Quantity of the first thing in the text."""
    quantity = read_text(text, graph=TINY).items[0].quantity
    return quantity and (quantity.amount, quantity.unit, quantity.per, quantity.estimated)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120 kg træ", (120, "kg", None, False)),
        ("120kg træ", (120, "kg", None, False)),
        ("1.200 kg træ", (1200, "kg", None, False)),
        ("1.200,5 kg træ", (1200.5, "kg", None, False)),
        ("1,5 ton træ", (1.5, "t", None, False)),
        ("0,125 ton træ", (0.125, "t", None, False)),
        ("1.2.3 kg træ", (1.23, "kg", None, False)),
        ("1.5 tonnes of wood", (1.5, "t", None, False)),
        ("1,200 litres of solvents", (1200, "l", None, False)),
        ("en halv kubikmeter træ", (0.5, "m3", None, False)),
        ("halv m3 træ", (0.5, "m3", None, False)),
        ("½ m³ træ", (0.5, "m3", None, False)),
        ("2½ ton træ", (2.5, "t", None, False)),
        ("to en halv ton træ", (2.5, "t", None, False)),
        ("halvandet ton træ", (1.5, "t", None, False)),
        ("et ton træ", (1, "t", None, False)),
        ("et par ton træ", (2, "t", None, True)),
        ("a couple of tonnes of wood", (2, "t", None, True)),
        ("a few tonnes of wood", (3, "t", None, True)),
        ("et dusin poser", (12, "piece", None, False)),
        ("to hundrede kg træ", (200, "kg", None, False)),
        ("hundrede kg træ", (100, "kg", None, True)),
        ("et tusind kilo træ", (1000, "kg", None, True)),
        ("ti stk. paller", (10, "piece", None, False)),
        ("40 brugte paller", (40, "piece", None, False)),
        ("3 kubik meter træ", (3, "m3", None, False)),
        ("cirka 120 kg træ", (120, "kg", None, True)),
        ("træ, 120 kg ca.", (120, "kg", None, True)),
        ("~120 kg træ", (120, "kg", None, True)),
        ("2-3 paller", (2.5, "piece", None, True)),
        ("100 til 150 kg træ", (125, "kg", None, True)),
        ("mellem 100 og 150 kg træ", (125, "kg", None, True)),
        ("3 eller 4 ton træ", (3.5, "t", None, True)),
        ("150-100 kg træ", (100, "kg", None, False)),
        ("99999999999999999999999 kg træ", (999999999999999.0, "kg", None, False)),
    ],
)
def test_amounts_and_units_are_read(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("rhythm", "amount", "per", "estimated"),
    [
        ("om ugen", 10, WEEK, False),
        ("ugentligt", 10, WEEK, False),
        ("hver uge", 10, WEEK, False),
        ("pr. uge", 10, WEEK, False),
        ("/uge", 10, WEEK, False),
        ("a week", 10, WEEK, False),
        ("hver måned", 10, MONTH, False),
        ("hver maaned", 10, MONTH, False),
        ("om året", 10, YEAR, False),
        ("årligt", 10, YEAR, False),
        ("dagligt", 50, WEEK, True),
        ("om dagen", 50, WEEK, True),
        ("hver hverdag", 50, WEEK, False),
        ("kvartalsvis", 40, YEAR, False),
        ("hvert halve år", 20, YEAR, False),
        ("hver anden uge", 5, WEEK, False),
        ("hver anden måned", 60, YEAR, False),
        ("hver 14. dag", 5, WEEK, False),
        ("hver 2. uge", 5, WEEK, False),
        ("every 3 months", 40, YEAR, False),
        ("tre gange om ugen", 30, WEEK, False),
        ("2-3 gange om måneden", 25, MONTH, True),
        ("twice a year", 20, YEAR, False),
        ("som engangsparti", 10, ONCE, False),
        ("en gang", 10, ONCE, False),
        ("i dag", 10, None, False),
        ("hver 0. dag", 10, None, False),
        ("hver 2. palle", 10, None, False),
        ("hver 2", 10, None, False),
        ("hver gang", 10, None, False),
        ("to gange", 10, None, False),
        ("once", 10, None, False),
        ("om. Uge 7", 10, None, False),
        ("om", 10, None, False),
    ],
)
def test_rhythms_are_read_and_change_the_amount_where_they_must(rhythm, amount, per, estimated):
    assert said(f"Vi har 10 kg træ {rhythm}")[0] == pytest.approx(amount)
    assert said(f"Vi har 10 kg træ {rhythm}")[2:] == (per, estimated)


def test_a_rhythm_stands_alone_where_no_amount_is_said():
    assert said("træ hver uge") == (None, None, WEEK, False)


def test_a_rhythm_of_the_next_sentence_joins_the_amount():
    assert said("Vi har 10 kg træ. Det kommer dagligt.") == (10, "kg", WEEK, True)


def test_an_amount_after_its_rhythm_takes_it():
    assert said("Hver uge, hele året rundt, har vi 10 kg træ") == (10, "kg", WEEK, False)
    assert said("Træ kommer hver uge. Det er 10 kg.") == (10, "kg", WEEK, False)
    assert said("Træ kommer hver uge. Det er 10 kg om måneden.") == (10, "kg", MONTH, False)


def test_several_amounts_of_a_clause_share_its_rhythm_and_each_thing_gets_its_own():
    items = read_text("Vi har 10 kg træ og 3 paller om ugen", graph=TINY).items

    assert [(item.quantity.amount, item.quantity.unit, item.quantity.per) for item in items] == [
        (10, "kg", WEEK),
        (3, "piece", WEEK),
    ]


def test_a_thing_takes_the_first_amount_that_is_said_about_it():
    assert said("10 kg træ, før var det 20 kg om året") == (10, "kg", None, False)


def test_an_amount_goes_to_the_thing_that_it_can_measure():
    pallets, heat = read_text("Overskudsvarme 40 MWh og paller, 3 kasser, 2 kWh", graph=TINY).items

    assert (pallets.families[0].family, pallets.quantity.unit) == ("heat", "MWh")
    assert (heat.families[0].family, heat.quantity.unit) == ("pallets", "piece")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 t træ om ugen", "t"),
        ("5 t pakkeopgaver om ugen", "hour"),
        ("noget andet, 5 t/uge", "hour"),
        ("noget andet, 500 t/uge", "t"),
        ("noget andet, 5 t", "t"),
        ("40 ledige timer til pakkeopgaver", "hour"),
        ("3 pakkeopgaver", "piece"),
    ],
)
def test_t_is_hours_for_work_and_tonnes_for_things(text, unit):
    assert said(text)[1] == unit


def test_hours_do_not_measure_a_material():
    assert said("Træ, hentes inden for 24 timer") is None


@pytest.mark.parametrize(
    "text",
    ["træ 120", "træ til 8600 Silkeborg", "en lukket trailer", "træ 3 x 4", "træ på 60 grader", "3 mand til træ"],
)
def test_numbers_without_a_unit_are_no_quantity(text):
    assert said(text) is None


def test_the_words_of_a_quantity_are_named():
    text = "Vi har 120 kg træ om ugen og 40 brugte paller"

    wood, pallets = read_text(text, graph=TINY).items

    assert [text[span.start : span.end] for span in wood.quantity.spans] == ["120 kg", "om ugen"]
    assert [text[span.start : span.end] for span in pallets.quantity.spans] == ["om ugen", "40", "paller"]
