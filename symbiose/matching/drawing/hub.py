"""A symbiosis: what comes in stands above the hub, the hub in the middle, what goes out below it.

On a desk those above stand side by side and their lines run together into the hub; on a phone they stand under each other,
and their lines run down beside them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symbiose.matching.drawing.shapes import (
    COLOURS,
    GAP_END,
    GAP_START,
    HEAD,
    MARGIN,
    Arrow,
    Block,
    Drawing,
    FlowText,
    Format,
    PartyText,
    Point,
    box_of,
    head_of,
    label_of,
    number,
)

NARROW = 3  # boxes side by side above which they are narrow
WIDE_LETTERS, NARROW_LETTERS = 18, 13
DROP = 58.0  # of the lines on a desk from under the labels to the hub
STEP = 18.0  # between lines that run side by side on a phone
ASIDE = 14.0  # from the edge of the drawing to the first of them
BETWEEN = 16.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A party with its flow, its box and label, once there is a place for them."""

    flow: FlowText
    box: Block
    label: Block


def draw_hub(parties: Sequence[PartyText], hub: int, flows: Sequence[FlowText], form: Format) -> Drawing:
    """The drawing round `parties[hub]`; every flow ends there but one, which begins there."""
    come = [flow for flow in flows if flow.end == hub]
    go = [flow for flow in flows if flow.start == hub]
    top = _stacked(parties, come, form) if form.upright else _side_by_side(parties, come, form)
    under = max((max(_foot(one.box), _foot(one.label)) for one in top), default=MARGIN)
    wide = replace(form, box_letters=24)
    half = box_of(parties[hub], wide, 0, 0).rect.half_height
    grown = max(half, STEP * (len(come) + 1) / 2) if form.upright else half
    x, y = form.width / 2, under + (BETWEEN if form.upright else DROP) + grown
    centre = box_of(parties[hub], wide, x, y)
    centre = replace(centre, rect=replace(centre.rect, half_height=grown))
    arrows = [(_beside if form.upright else _down)(one, place, len(come), centre) for place, one in enumerate(top)]
    boxes, labels = [*(one.box for one in top), centre], [one.label for one in top]
    for flow in go:
        box, label, arrow = _out(parties[flow.end], flow, centre, form)
        boxes.append(box)
        labels.append(label)
        arrows.append(arrow)
    height = max(_foot(one) for one in (*boxes, *labels)) + MARGIN
    return Drawing(form.width, round(height), tuple(boxes), tuple(arrows), tuple(labels))


def _foot(block: Block) -> float:
    return block.rect.y + block.rect.half_height


def _side_by_side(parties: Sequence[PartyText], come: Sequence[FlowText], form: Format) -> list[Placed]:
    letters = NARROW_LETTERS if len(come) > NARROW else WIDE_LETTERS
    narrow = replace(form, box_letters=letters, label_letters=letters)
    half = max((box_of(parties[flow.start], narrow, 0, 0).rect.half_height for flow in come), default=0.0)
    placed = []
    for place, flow in enumerate(come):
        x = form.width * (place + 0.5) / len(come)
        box = box_of(parties[flow.start], narrow, x, half + MARGIN)
        label = label_of(flow, narrow, 0, 0)
        placed.append(Placed(flow, box, label_of(flow, narrow, x, _foot(box) + BETWEEN + label.rect.half_height)))
    return placed


def _stacked(parties: Sequence[PartyText], come: Sequence[FlowText], form: Format) -> list[Placed]:
    room = form.width - ASIDE - STEP * len(come)
    x = form.width - room / 2 - MARGIN
    wide = replace(form, box_letters=22, label_letters=24)
    y, placed = MARGIN, []
    for flow in come:
        box = box_of(parties[flow.start], wide, x, 0)
        box = box_of(parties[flow.start], wide, x, y + box.rect.half_height)
        label = label_of(flow, wide, x, 0)
        label = label_of(flow, wide, x, _foot(box) + 4 + label.rect.half_height)
        placed.append(Placed(flow, box, label))
        y = _foot(label) + BETWEEN
    return placed


def _down(one: Placed, place: int, count: int, hub: Block) -> Arrow:
    """From under a box through its label and on into the hub, each line at a place of its own."""
    start = (one.box.rect.x, _foot(one.box) + GAP_START)
    bend = (one.box.rect.x, _foot(one.label) + GAP_START)
    spread = 2 * hub.rect.half_width / (count + 1)
    tip = (hub.rect.x - hub.rect.half_width + spread * (place + 1), hub.rect.y - hub.rect.half_height - GAP_END)
    return _arrow([start, bend, tip], one.flow)


def _beside(one: Placed, place: int, count: int, hub: Block) -> Arrow:
    """Out of the side of a box, down beside the others, and into the side of the hub; the lowest box is the nearest."""
    x = ASIDE + STEP * place
    y = hub.rect.y + STEP * ((count - 1) / 2 - place)
    start = (one.box.rect.x - one.box.rect.half_width - GAP_START, one.box.rect.y)
    tip = (hub.rect.x - hub.rect.half_width - GAP_END, y)
    return _arrow([start, (x, one.box.rect.y), (x, y), tip], one.flow)


def _out(party: PartyText, flow: FlowText, hub: Block, form: Format) -> tuple[Block, Block, Arrow]:
    """Straight down from the hub to whoever buys; the label stands to the right of the line."""
    wide = replace(form, box_letters=24)
    x = hub.rect.x
    label, box = label_of(flow, form, 0, 0), box_of(party, wide, 0, 0)
    gap = 2 * label.rect.half_height + 2 * HEAD
    y = _foot(hub) + gap + box.rect.half_height
    box = box_of(party, wide, x, y)
    label = label_of(flow, form, x + 8 + label.rect.half_width, _foot(hub) + gap / 2)
    arrow = _arrow([(x, _foot(hub) + GAP_START), (x, y - box.rect.half_height - GAP_END)], flow)
    return box, label, arrow


def _arrow(points: Sequence[Point], flow: FlowText) -> Arrow:
    *_, before, tip = points
    length = math.dist(before, tip) or 1.0
    direction = ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)
    neck = (tip[0] - direction[0] * (HEAD - 2), tip[1] - direction[1] * (HEAD - 2))
    way = " L ".join(f"{number(x)} {number(y)}" for x, y in [*points[:-1], neck])
    return Arrow(
        f"M {way}", head_of(tip, direction), COLOURS[flow.colour], flow.dashed, points[0], tip, flow.start, flow.end
    )
