"""A loop: boxes at equal angles on one ellipse, first at the top, clockwise; each flow is an arc of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from symbiose.matching.drawing.shapes import (
    CLEAR,
    COLOURS,
    GAP_END,
    GAP_START,
    GROW,
    HEAD,
    MARGIN,
    TALLEST,
    Arrow,
    Block,
    Drawing,
    FlowText,
    Format,
    PartyText,
    Point,
    Rect,
    block_of,
    box_of,
    head_of,
    label_of,
    number,
)


def ring(parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, middle: Sequence[str]) -> Drawing:
    flat = form.radius_y[len(parties)]
    for grown in range(0, TALLEST, GROW):
        drawing = _ring_of(parties, flows, form, (form.radius_x, flat + grown))
        if not _crowded(drawing):
            break
    taken = [block.rect for block in (*drawing.boxes, *drawing.labels)]
    centre_y = drawing.boxes[0].rect.y + drawing.radius[1]
    return replace(drawing, middle=_middle(middle, (form.width / 2, centre_y), taken))


def _crowded(drawing: Drawing) -> bool:
    """Boxes or labels lie on each other, or a label hides the head or the beginning of an arrow."""
    rects = [block.rect for block in (*drawing.boxes, *drawing.labels)]
    over = any(rect.overlaps(other) for place, rect in enumerate(rects) for other in rects[place + 1 :])
    return over or any(
        label.rect.distance(arrow.tip) < HEAD + CLEAR or label.rect.distance(arrow.start) < CLEAR
        for label in drawing.labels
        for arrow in drawing.arrows
    )


def _ring_of(parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, radius: Point) -> Drawing:
    step = 2 * math.pi / len(parties)
    top = box_of(parties[0], form, 0, 0).rect.half_height
    centre = (form.width / 2, radius[1] + top + MARGIN)

    def at(angle: float) -> Point:
        return centre[0] + radius[0] * math.sin(angle), centre[1] - radius[1] * math.cos(angle)

    boxes = tuple(box_of(party, form, *at(place * step)) for place, party in enumerate(parties))
    arrows, labels = [], []
    for flow in flows:
        span = _visible(at, flow.start * step, step, boxes[flow.start].rect, boxes[flow.end].rect)
        arrows.append(_arc(at, span, radius, flow))
        labels.append(_inside(label_of(flow, form, *at(sum(span) / 2)), flow, form))
    edge = max(block.rect.y + block.rect.half_height for block in (*boxes, *labels))
    return Drawing(form.width, round(edge + MARGIN), boxes, tuple(arrows), tuple(labels), radius=radius)


def _visible(at: Callable[[float], Point], angle: float, step: float, one: Rect, other: Rect) -> tuple[float, float]:
    """The angles between which the ring runs free of both boxes, with the gaps that the eye needs."""
    start = _crossing(lambda t: one.distance(at(angle + t)) - GAP_START, 0.0, step)
    end = _crossing(lambda t: other.distance(at(angle + step - t)) - GAP_END, 0.0, step)
    return angle + start, angle + step - end


def _crossing(distance: Callable[[float], float], low: float, high: float) -> float:
    """Where the distance, negative at `low`, passes zero first, by halving; boxes are convex, so there is one place."""
    pieces = 64
    found = next(place for place in range(1, pieces + 1) if distance(low + (high - low) * place / pieces) > 0)
    low, high = low + (high - low) * (found - 1) / pieces, low + (high - low) * found / pieces
    for _ in range(30):
        half = (low + high) / 2
        low, high = (half, high) if distance(half) < 0 else (low, half)
    return high


def _arc(at: Callable[[float], Point], span: tuple[float, float], radius: Point, flow: FlowText) -> Arrow:
    start, tip = at(span[0]), at(span[1])
    back = _crossing(lambda t: math.dist(at(span[1] - t), tip) - HEAD + 2, 0.0, span[1] - span[0])
    neck = at(span[1] - back)
    length = math.dist(neck, tip)
    direction = ((tip[0] - neck[0]) / length, (tip[1] - neck[1]) / length)
    large = int(span[1] - back - span[0] > math.pi)
    path = (
        f"M {number(start[0])} {number(start[1])} A {number(radius[0])} {number(radius[1])} 0 {large} 1 "
        f"{number(neck[0])} {number(neck[1])}"
    )
    return Arrow(path, head_of(tip, direction), COLOURS[flow.colour], flow.dashed, start, tip, flow.start, flow.end)


def _inside(label: Block, flow: FlowText, form: Format) -> Block:
    """The label moved sideways as far as the drawing's edge asks for."""
    half = label.rect.half_width
    x = min(max(label.rect.x, half + 1), form.width - half - 1)
    return label if x == label.rect.x else label_of(flow, form, x, label.rect.y)


def _middle(lines: Sequence[str], centre: Point, taken: Sequence[Rect]) -> Block | None:
    if not lines:
        return None
    texts = [(line, place == 0) for place, line in enumerate(lines)]
    block = block_of(texts, *centre, pad=(4.0, 2.0))
    return None if any(block.rect.overlaps(other) for other in taken) else block
