"""Two parties with one flow: a straight line, lying on a desk and upright on a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from symbiose.matching.drawing.shapes import (
    BOLD,
    COLOURS,
    GAP_END,
    GAP_START,
    HEAD,
    LINE,
    MARGIN,
    TEXT,
    Arrow,
    Block,
    Drawing,
    FlowText,
    Format,
    PartyText,
    block_of,
    box_of,
    head_of,
    label_of,
    number,
    wrap,
)


def lying(parties: Sequence[PartyText], flow: FlowText, form: Format) -> Drawing:
    """Two boxes side by side; what flows stands above the line, how much and how far below it."""
    wide = replace(form, box_letters=24)
    boxes = [box_of(party, wide, 0, 0) for party in parties]
    half = max(box.rect.half_height for box in boxes)
    y = max(half, 3 * LINE) + MARGIN
    left = box_of(parties[0], wide, boxes[0].rect.half_width + MARGIN, y)
    right = box_of(parties[1], wide, form.width - boxes[1].rect.half_width - MARGIN, y)
    ends = (left, right) if flow.start == 0 else (right, left)
    arrow = _straight(ends, flow)
    room = int((right.rect.x - right.rect.half_width - left.rect.x - left.rect.half_width - 2 * HEAD) / TEXT / BOLD)
    x = (left.rect.x + left.rect.half_width + right.rect.x - right.rect.half_width) / 2
    above = [(line, True) for line in wrap(flow.what, room, most=2)]
    below = [(line, False) for line in wrap(", ".join(flow.lines), room, most=3)]
    over = block_of(above, x, y - 6 - len(above) * LINE / 2, pad=(2.0, 0.0))
    labels = [Block(over.rect, over.lines, colour=COLOURS[flow.colour])]
    if below:
        labels.append(block_of(below, x, y + 6 + len(below) * LINE / 2, pad=(2.0, 0.0)))
    return Drawing(form.width, round(2 * y), (left, right), (arrow,), tuple(labels))


def upright(parties: Sequence[PartyText], flow: FlowText, form: Format) -> Drawing:
    """The giving box above the taking one; the label stands to the right of the line."""
    wide = replace(form, box_letters=26)
    boxes = [box_of(party, wide, 0, 0) for party in parties]
    x = form.width / 2
    label = label_of(flow, form, 0, 0)
    gap = 2 * label.rect.half_height + 3 * HEAD
    top = box_of(parties[0], wide, x, boxes[0].rect.half_height + MARGIN)
    y = top.rect.y + top.rect.half_height + gap + boxes[1].rect.half_height
    bottom = box_of(parties[1], wide, x, y)
    ends = (top, bottom) if flow.start == 0 else (bottom, top)
    side = label_of(flow, form, x + 8 + label.rect.half_width, top.rect.y + top.rect.half_height + gap / 2)
    height = round(bottom.rect.y + bottom.rect.half_height + MARGIN)
    return Drawing(form.width, height, (top, bottom), (_straight(ends, flow),), (side,))


def _straight(ends: tuple[Block, Block], flow: FlowText) -> Arrow:
    """The line between the facing edges of two boxes that lie level or plumb."""
    one, other = ends[0].rect, ends[1].rect
    dx, dy = math.copysign(1, other.x - one.x) if one.y == other.y else 0, 0.0
    if not dx:
        dy = math.copysign(1, other.y - one.y)
    reach = one.half_width if dx else one.half_height
    other_reach = other.half_width if dx else other.half_height
    start = (one.x + dx * (reach + GAP_START), one.y + dy * (reach + GAP_START))
    tip = (other.x - dx * (other_reach + GAP_END), other.y - dy * (other_reach + GAP_END))
    neck = (tip[0] - dx * (HEAD - 2), tip[1] - dy * (HEAD - 2))
    path = f"M {number(start[0])} {number(start[1])} L {number(neck[0])} {number(neck[1])}"
    return Arrow(path, head_of(tip, (dx, dy)), COLOURS[flow.colour], flow.dashed, start, tip, flow.start, flow.end)
