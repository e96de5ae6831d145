"""The drawing of a network: everybody is drawn once, loops lie together, nothing leaves the picture."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.matching.drawing.shapes import HEAD, REGULAR, TEXT
from symbiose.matching.drawing.web import WEB_DESK, WEB_PHONE, Tie, draw_web, places_of, rings_of

NAMES = [f"Eksempel {name}" for name in ("Træværk", "Fuglekassen", "Gartneri", "Bageri", "Vaskeri", "Varmeværk og rør")]


def ties(*ends: tuple[int, int]) -> list[Tie]:
    return [Tie(*end, "material") for end in ends]


@st.composite
def networks(draw):
    count = draw(st.integers(2, 30))
    ends = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=50))
    return count, ties(*sorted(end for end in ends if end[0] != end[1]))


def web(count, some, form=WEB_DESK):
    names = [f"Eksempel {at}" for at in range(count)]
    return draw_web(names, some, places_of(count, some, rings_of(some)), form)


@given(networks())
def test_everybody_has_one_place_and_the_same_each_time(network):
    count, some = network

    order = places_of(count, some, rings_of(some))

    assert sorted(order) == list(range(count))
    assert order == places_of(count, some, rings_of(some))


@given(networks())
def test_every_tie_is_one_line_and_every_line_stays_within_the_drawing(network):
    count, some = network

    for form in (WEB_DESK, WEB_PHONE):
        drawn = web(count, some, form)

        assert len(drawn.curves) == len(some)
        assert sorted(dot.number for dot in drawn.dots) == list(range(1, count + 1))
        for curve in drawn.curves:
            x = [float(one) for one in re.findall(r"-?[\d.]+", curve.path)][::2]
            y = [float(one) for one in re.findall(r"-?[\d.]+", curve.path)][1::2]
            assert all(0 <= one <= drawn.width for one in x)
            assert all(0 <= one <= drawn.height for one in y)


@given(networks())
def test_a_ring_is_a_closed_way_along_ties_found_once(network):
    _, some = network
    ends = {(tie.start, tie.end) for tie in some}

    rings = rings_of(some)

    assert len(rings) == len(set(rings))
    for ring in rings:
        assert 2 <= len(ring) == len(set(ring)) <= 4
        assert ring[0] == min(ring)
        assert all((one, other) in ends for one, other in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_no_ring_is_found_where_nothing_comes_back():
    assert rings_of(ties((0, 1), (1, 2), (0, 2))) == []


def test_both_ways_round_are_two_rings():
    assert rings_of(ties((0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)))[:2] == [(0, 1, 2), (0, 2, 1)]


def test_members_of_a_loop_stand_side_by_side():
    some = ties((0, 4), (4, 2), (2, 0), (1, 3), (5, 1), (3, 0))

    order = places_of(6, some, rings_of(some))

    first = order.index(0)
    beside = {order[(first + step) % 6] for step in (-2, -1, 1, 2)}
    assert {4, 2} <= beside


def test_two_directions_between_the_same_two_are_two_lines_apart():
    drawn = web(2, ties((0, 1), (1, 0)))

    assert len({curve.path for curve in drawn.curves}) == 2


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_names_beside_the_ring_neither_touch_nor_leave_the_drawing(count):
    names = (NAMES * 5)[:count]
    drawn = draw_web(names, [], list(range(count)), WEB_DESK)
    rows: dict[str, list[float]] = {"start": [], "end": []}

    for dot in drawn.dots:
        rows[dot.anchor] += [float(line.y) for line in dot.lines]
        for line in dot.lines:
            width = len(line.text) * TEXT * REGULAR
            left = float(line.x) - (width if dot.anchor == "end" else 0)
            assert left >= 0
            assert left + width <= drawn.width
    for heights in rows.values():
        heights.sort()
        assert all(below - above >= 15 for above, below in pairwise(heights))


def test_a_phone_has_numbers_alone():
    drawn = draw_web(NAMES, [], list(range(6)), WEB_PHONE)

    assert all(not dot.lines for dot in drawn.dots)
    assert drawn.width <= 343


def test_what_rests_is_dashed_and_lies_under_what_runs():
    some = [Tie(0, 1, "material"), Tie(1, 2, "energy", rests=True)]

    assert [curve.rests for curve in web(3, some).curves] == [True, False]


@pytest.mark.parametrize("form", [WEB_DESK, WEB_PHONE])
@pytest.mark.parametrize("back", [False, True])
def test_a_line_between_neighbours_bows_inwards_and_leaves_room_for_its_head(form, back):
    some = ties(*((at + back, at + 1 - back) for at in range(0, 10, 2)))

    for curve in draw_web([f"Eksempel {at}" for at in range(10)], some, list(range(10)), form).curves:
        x0, y0, x1, y1, x2, y2 = (float(one) for one in re.findall(r"-?[\d.]+", curve.path))
        way = math.dist((x0, y0), (x1, y1)) + math.dist((x1, y1), (x2, y2))
        assert way > 3 * HEAD
        assert abs(x1 - form.width / 2) < max(abs(x0 - form.width / 2), abs(x2 - form.width / 2))
