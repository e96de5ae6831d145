"""The week: half hours exact in both widths, the table tells the same, and nothing lies outside the drawing."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.windows import parse_windows, spans, window
from symbiose.jobs.drawing import Layer, Look, week_drawing

CAN = Layer("K-0417 kan", parse_windows("man 10:00-14:00; tor 10:00-14:00"), Look.GREY)
LIES = Layer("stillingen ligger her", parse_windows("man 09:00-12:00; tor 10:00-12:30"), Look.FRAME)
BOTH = Layer("begge dele", CAN.bits & LIES.bits, Look.FILLED)


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def some_weeks():
    run = st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)).filter(lambda one: one[1] < one[2])
    return st.lists(run, max_size=6).map(lambda runs: sum_of(window(*one) for one in runs))


def sum_of(parts):
    bits = 0
    for part in parts:
        bits |= part
    return bits


def test_the_table_tells_times_and_hours_day_by_day():
    drawn = week_drawing([CAN, LIES, BOTH], title="Ugen")

    assert drawn.headings == ("Dag", "K-0417 kan", "Stillingen ligger her", "Begge dele")
    assert [(row.day, *row.cells) for row in drawn.rows] == [
        ("Mandag", "10–14", "9–12", "2 t"),
        ("Tirsdag", "–", "–", "0 t"),
        ("Onsdag", "–", "–", "0 t"),
        ("Torsdag", "10–14", "10–12.30", "2,5 t"),
        ("Fredag", "–", "–", "0 t"),
    ]
    assert "Torsdag: K-0417 kan 10–14, stillingen ligger her 10–12.30, begge dele 2,5 t" in drawn.description


def test_half_hours_are_drawn_exactly():
    drawn = week_drawing([BOTH], title="Ugen")

    slot = (680 - 56 - 12) / (34 - 16)
    monday, thursday = drawn.desk.bars
    assert float(monday.x) == pytest.approx(56 + 4 * slot, abs=0.06)
    assert float(monday.width) == pytest.approx(4 * slot, abs=0.06)
    assert float(thursday.width) == pytest.approx(5 * slot, abs=0.06)
    assert (monday.text, thursday.text) == ("2 t", "2,5 t")


def test_weekends_and_nights_are_there_only_where_something_lies_in_them():
    workdays = week_drawing([LIES], title="Ugen")
    sunday = week_drawing([Layer("vagt", parse_windows("søn 00:00-24:00"), Look.FRAME)], title="Ugen")

    assert [day.text for day in workdays.desk.days] == ["Man", "Tir", "Ons", "Tor", "Fre"]
    assert len(sunday.desk.days) == 7
    assert (sunday.desk.hours[0].text, sunday.desk.hours[-1].text) == ("0", "24")


@given(some_weeks(), some_weeks())
def test_bars_stay_inside_and_tell_every_half_hour(one, other):
    layers = [Layer("en", one, Look.GREY), Layer("to", other, Look.FILLED)]

    drawn = week_drawing(layers, title="Ugen")

    for picture in (drawn.desk, drawn.phone):
        assert len(picture.bars) == len(spans(one)) + len(spans(other))
        for bar in picture.bars:
            assert float(bar.x) + float(bar.width) <= picture.width
            assert float(bar.y) + 26 <= picture.height
        gaps = [float(b.x) - float(a.x) for a, b in zip(picture.hours, picture.hours[1:], strict=False)]
        assert min(gaps) >= 25
    told = sum(float(row.cells[1].removesuffix(" t").replace(",", ".")) for row in drawn.rows)
    assert told == other.bit_count() / 2


def test_a_page_shows_picture_legend_and_table():
    drawn = week_drawing([CAN, LIES, BOTH], title="Ugen", description="Hvornår")

    page = Template('{% load jobs %}{% week drawn name="a" folded=True csv_url="?format=csv" %}').render(
        Context({"drawn": drawn})
    )

    assert page.count("<svg xmlns") == 2
    assert 'aria-labelledby="a-desk-title a-desk-text"' in page
    assert 'stroke-dasharray="4 3"' in page
    assert "Ugen som tabel" in page
    assert 'href="?format=csv"' in page
    assert "style=" not in page
