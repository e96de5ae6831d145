"""Laws of the drawing: rings close, arrows touch the right boxes, nothing lies on a box."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.matching.drawing import DESK, GAP_END, GAP_START, PHONE, TEXT, FlowText, PartyText, draw, wrap

FORMS = {"desk": DESK, "phone": PHONE}
LONG = "Eksempel Specialmaskinfabrikken for Fødevareemballage og Sønner"


def ring(many, *, name="Eksempel Fuglekassen", what="Træafskær, ubehandlet", lines=("12 stk. om måneden", "11,5 km")):
    parties = [PartyText(f"{name} {place}", "8620 Kjellerup", hub=place == 1) for place in range(many)]
    flows = [FlowText(place, (place + 1) % many, what, lines, "material", dashed=False) for place in range(many)]
    return parties, flows


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
def test_a17_8_arrows_of_a_loop_form_one_directed_cycle_in_order(many, form):
    parties, flows = ring(many)

    drawing = draw(parties, flows, FORMS[form])

    assert [(arrow.from_box, arrow.to_box) for arrow in drawing.arrows] == [
        (place, (place + 1) % many) for place in range(many)
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
@pytest.mark.parametrize("name", ["Eksempel Fuglekassen", LONG, "Ø"])
def test_a17_8_arrows_start_and_end_at_the_edges_of_the_right_boxes(many, form, name):
    parties, flows = ring(many, name=name)

    drawing = draw(parties, flows, FORMS[form])

    for arrow in drawing.arrows:
        one, other = drawing.boxes[arrow.from_box].rect, drawing.boxes[arrow.to_box].rect
        assert one.distance(arrow.start) == pytest.approx(GAP_START, abs=0.01)
        assert other.distance(arrow.tip) == pytest.approx(GAP_END, abs=0.01)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
@pytest.mark.parametrize("what", ["Paller", "Restprodukter fra fødevareproduktion og gartneri"])
def test_a17_8_labels_lie_on_no_box_and_on_no_other_label(many, form, what):
    parties, flows = ring(many, name=LONG, what=what, lines=("1.200.000 stk. om måneden (skøn)", "111,5 km"))

    drawing = draw(parties, flows, FORMS[form], middle=("Kreds med fire parter", "111 km rundt"))

    rects = [block.rect for block in (*drawing.boxes, *drawing.labels)]
    rects += [drawing.middle.rect] if drawing.middle else []
    for place, rect in enumerate(rects):
        assert not any(rect.overlaps(other) for other in rects[place + 1 :])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
@pytest.mark.parametrize("what", ["Paller", "Restprodukter fra fødevareproduktion og gartneri"])
def test_a17_8_no_label_hides_where_an_arrow_points(many, form, what):
    parties, flows = ring(many, what=what)

    drawing = draw(parties, flows, FORMS[form])

    for arrow in drawing.arrows:
        for label in drawing.labels:
            assert label.rect.distance(arrow.tip) > 11


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
def test_a17_8_everything_stays_inside_the_drawing(many, form):
    parties, flows = ring(many, name=LONG, what="Restprodukter fra fødevareproduktion")

    drawing = draw(parties, flows, FORMS[form])

    for block in (*drawing.boxes, *drawing.labels):
        assert block.rect.x - block.rect.half_width >= 0
        assert block.rect.x + block.rect.half_width <= drawing.width
        assert block.rect.y - block.rect.half_height >= 0
        assert block.rect.y + block.rect.half_height <= drawing.height


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [2, 3, 4])
def test_a17_8_boxes_stand_at_equal_angles_clockwise_from_the_top(many, form):
    parties, flows = ring(many)

    drawing = draw(parties, flows, FORMS[form])

    boxes, radius = drawing.boxes, drawing.radius
    centre_x, centre_y = drawing.width / 2, boxes[0].rect.y + radius[1]
    angles = [
        math.atan2((box.rect.x - centre_x) / radius[0], (centre_y - box.rect.y) / radius[1]) % (2 * math.pi)
        for box in boxes
    ]
    assert angles == pytest.approx([place * 2 * math.pi / many for place in range(many)])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", [0, 1])
def test_a17_8_two_parties_with_one_flow_are_joined_by_a_straight_line(form, start):
    parties, _ = ring(2, name=LONG)
    flow = FlowText(start, 1 - start, "Kaffegrums", ("35 kg om ugen (skøn)", "15 km"), "material", dashed=True)

    drawing = draw(parties, [flow], FORMS[form])

    (arrow,) = drawing.arrows
    assert " L " in arrow.path
    assert arrow.dashed
    assert drawing.boxes[start].rect.distance(arrow.start) == pytest.approx(GAP_START)
    assert drawing.boxes[1 - start].rect.distance(arrow.tip) == pytest.approx(GAP_END)
    assert (arrow.start[0] == arrow.tip[0]) == (form == "phone")
    assert not any(label.rect.overlaps(box.rect) for label in drawing.labels for box in drawing.boxes)


def test_drawing_text_is_never_scaled_under_13_pixels():
    narrowest_column = 343

    assert TEXT * narrowest_column / PHONE.width >= 13
    assert TEXT >= 13


@given(st.text(alphabet="abcæøå ", max_size=80), st.integers(4, 30), st.integers(1, 3))
def test_wrap_keeps_to_lines_and_letters(text, letters, most):
    lines = wrap(text, letters, most=most)

    assert len(lines) <= most
    assert all(len(line) <= letters for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert " ".join(lines).split() == text.split()
