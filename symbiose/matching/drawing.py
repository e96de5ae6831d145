"""A proposal as a drawing: boxes, flows between them and labels, in units of the drawing itself.

Pure geometry: what comes in is plain text, what goes out is finished numbers that a template writes as SVG. Two
parties with one flow are a straight line; everything else is a ring on one ellipse, first box at the top, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

TEXT = 15.0
LINE = 19.0
REGULAR, BOLD = 0.54, 0.58  # mean width of a letter, as a share of the size of the text
PAD_X, PAD_Y = 11.0, 9.0
GAP_START, GAP_END = 4.0, 3.0
HEAD, HALF_HEAD = 11.0, 5.5
MARGIN = 4.0
COLOURS = {"material": "#2a6600", "goods": "#0b5c91", "hours": "#5b3a8c"}
PAIR = 2

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PartyText:
    """A party as it is written: name, what stands under it, and whether its box is the thick one."""

    name: str
    under: str
    hub: bool = False


@dataclass(frozen=True, slots=True)
class FlowText:
    """A flow as it is written: from and to as places in the list of parties, what, how much, how far."""

    start: int
    end: int
    what: str
    lines: tuple[str, ...]
    colour: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its middle and its half sides."""

    x: float
    y: float
    half_width: float
    half_height: float

    def distance(self, point: Point) -> float:
        """Units from a point to the edge; negative inside."""
        dx, dy = abs(point[0] - self.x) - self.half_width, abs(point[1] - self.y) - self.half_height
        if dx > 0 and dy > 0:
            return math.hypot(dx, dy)
        return max(dx, dy)

    def overlaps(self, other: Rect) -> bool:
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, centred on x with its foot on y."""

    text: str
    x: str
    y: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A box or a label: its rectangle and its lines."""

    rect: Rect
    lines: tuple[TextLine, ...]
    hub: bool = False
    colour: str = ""

    @property
    def corner(self) -> dict[str, str]:
        """Left, top, width and height as SVG writes them."""
        rect = self.rect
        return {
            "x": number(rect.x - rect.half_width),
            "y": number(rect.y - rect.half_height),
            "width": number(2 * rect.half_width),
            "height": number(2 * rect.half_height),
        }


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from box to box and the head at its end; `start` and `tip` are where flow and boxes (nearly) meet."""

    path: str
    head: str
    colour: str
    dashed: bool
    start: Point
    tip: Point
    from_box: int
    to_box: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template writes."""

    width: int
    height: int
    boxes: tuple[Block, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Block, ...]
    middle: Block | None = None
    radius: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Format:
    """How wide a drawing is and how many letters fit into a line of a box and of a label."""

    width: int
    box_letters: int
    label_letters: int
    radius_x: float
    radius_y: dict[int, float] = field(default_factory=dict)
    upright: bool = False


DESK = Format(680, 22, 22, 205.0, {2: 125.0, 3: 150.0, 4: 160.0})
PHONE = Format(343, 13, 16, 102.0, {2: 140.0, 3: 160.0, 4: 200.0}, upright=True)
GROW, TALLEST = 10, 400  # a ring grows in height until long names and labels lie clear of each other


def number(value: float) -> str:
    """A coordinate as SVG reads it, whatever the language of the page."""
    return f"{value:.1f}"


def wrap(text: str, letters: int, *, most: int) -> list[str]:
    """At most `most` lines of at most `letters` letters, broken between words; what is left out ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…" for line in lines]


def draw(
    parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, *, middle: Sequence[str] = ()
) -> Drawing:
    """The drawing of a proposal; `middle` is what stands inside a ring, left out where there is no room."""
    if len(parties) == PAIR and len(flows) == 1:
        return _upright(parties, flows[0], form) if form.upright else _lying(parties, flows[0], form)
    return _ring(parties, flows, form, middle)


def _block(lines: Sequence[tuple[str, bool]], x: float, y: float, *, pad: Point, least: float = 0.0) -> Block:
    width = max(len(text) * TEXT * (BOLD if bold else REGULAR) for text, bold in lines)
    rect = Rect(x, y, max(width + 2 * pad[0], least) / 2, (len(lines) * LINE + 2 * pad[1]) / 2)
    top = y - len(lines) * LINE / 2
    placed = tuple(
        TextLine(text, number(x), number(top + (place + 0.76) * LINE), bold) for place, (text, bold) in enumerate(lines)
    )
    return Block(rect, placed)


def _box(party: PartyText, form: Format, x: float, y: float) -> Block:
    names = [(line, True) for line in wrap(party.name, form.box_letters, most=2)]
    under = [(line, False) for line in wrap(party.under, form.box_letters, most=2)]
    block = _block([*names, *under], x, y, pad=(PAD_X, PAD_Y), least=110 if form.upright else 150)
    return Block(block.rect, block.lines, hub=party.hub)


def _label(flow: FlowText, form: Format, x: float, y: float) -> Block:
    what = [(line, True) for line in wrap(flow.what, form.label_letters, most=2)]
    more = [(line, False) for text in flow.lines for line in wrap(text, form.label_letters + 2, most=2)]
    block = _block([*what, *more], x, y, pad=(4.0, 2.0))
    return Block(block.rect, block.lines, colour=COLOURS[flow.colour])


def _lying(parties: Sequence[PartyText], flow: FlowText, form: Format) -> Drawing:
    """Two boxes side by side; what flows stands above the line, how much and how far below it."""
    boxes = [_box(party, form, 0, 0) for party in parties]
    half = max(box.rect.half_height for box in boxes)
    y = max(half, 3 * LINE) + MARGIN
    left = _box(parties[0], form, boxes[0].rect.half_width + MARGIN, y)
    right = _box(parties[1], form, form.width - boxes[1].rect.half_width - MARGIN, y)
    ends = (left, right) if flow.start == 0 else (right, left)
    arrow = _straight(ends, flow)
    room = int((right.rect.x - right.rect.half_width - left.rect.x - left.rect.half_width - 2 * HEAD) / TEXT / BOLD)
    x = (left.rect.x + left.rect.half_width + right.rect.x - right.rect.half_width) / 2
    above = [(line, True) for line in wrap(flow.what, room, most=2)]
    below = [(line, False) for line in wrap(", ".join(flow.lines), room, most=3)]
    over = _block(above, x, y - 6 - len(above) * LINE / 2, pad=(2.0, 0.0))
    labels = [Block(over.rect, over.lines, colour=COLOURS[flow.colour])]
    if below:
        labels.append(_block(below, x, y + 6 + len(below) * LINE / 2, pad=(2.0, 0.0)))
    return Drawing(form.width, round(2 * y), (left, right), (arrow,), tuple(labels))


def _upright(parties: Sequence[PartyText], flow: FlowText, form: Format) -> Drawing:
    """The giving box above the taking one; the label stands to the right of the line."""
    wide = Format(form.width, 26, form.label_letters, form.radius_x, upright=True)
    boxes = [_box(party, wide, 0, 0) for party in parties]
    x = form.width / 2
    label = _label(flow, form, 0, 0)
    gap = 2 * label.rect.half_height + 3 * HEAD
    top = _box(parties[0], wide, x, boxes[0].rect.half_height + MARGIN)
    y = top.rect.y + top.rect.half_height + gap + boxes[1].rect.half_height
    bottom = _box(parties[1], wide, x, y)
    ends = (top, bottom) if flow.start == 0 else (bottom, top)
    side = _label(flow, form, x + 8 + label.rect.half_width, top.rect.y + top.rect.half_height + gap / 2)
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
    return Arrow(path, _head(tip, (dx, dy)), COLOURS[flow.colour], flow.dashed, start, tip, flow.start, flow.end)


def _head(tip: Point, direction: Point) -> str:
    """The three corners of a filled arrow head."""
    dx, dy = direction
    back = (tip[0] - dx * HEAD, tip[1] - dy * HEAD)
    corners = (
        tip,
        (back[0] - dy * HALF_HEAD, back[1] + dx * HALF_HEAD),
        (back[0] + dy * HALF_HEAD, back[1] - dx * HALF_HEAD),
    )
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _ring(parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, middle: Sequence[str]) -> Drawing:
    flat = form.radius_y[len(parties)]
    for grown in range(0, TALLEST, GROW):
        drawing = _ring_of(parties, flows, form, (form.radius_x, flat + grown))
        if not _crowded([block.rect for block in (*drawing.boxes, *drawing.labels)]):
            break
    taken = [block.rect for block in (*drawing.boxes, *drawing.labels)]
    centre_y = drawing.boxes[0].rect.y + drawing.radius[1]
    return replace(drawing, middle=_middle(middle, (form.width / 2, centre_y), taken))


def _crowded(rects: Sequence[Rect]) -> bool:
    return any(rect.overlaps(other) for place, rect in enumerate(rects) for other in rects[place + 1 :])


def _ring_of(parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, radius: Point) -> Drawing:
    step = 2 * math.pi / len(parties)
    top = _box(parties[0], form, 0, 0).rect.half_height
    centre = (form.width / 2, radius[1] + top + MARGIN)

    def at(angle: float) -> Point:
        return centre[0] + radius[0] * math.sin(angle), centre[1] - radius[1] * math.cos(angle)

    boxes = tuple(_box(party, form, *at(place * step)) for place, party in enumerate(parties))
    arrows, labels = [], []
    for flow in flows:
        span = _visible(at, flow.start * step, step, boxes[flow.start].rect, boxes[flow.end].rect)
        arrows.append(_arc(at, span, radius, flow))
        labels.append(_inside(_label(flow, form, *at(sum(span) / 2)), flow, form))
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
    return Arrow(path, _head(tip, direction), COLOURS[flow.colour], flow.dashed, start, tip, flow.start, flow.end)


def _inside(label: Block, flow: FlowText, form: Format) -> Block:
    """The label moved sideways as far as the drawing's edge asks for."""
    half = label.rect.half_width
    x = min(max(label.rect.x, half + 1), form.width - half - 1)
    return label if x == label.rect.x else _label(flow, form, x, label.rect.y)


def _middle(lines: Sequence[str], centre: Point, taken: Sequence[Rect]) -> Block | None:
    if not lines:
        return None
    texts = [(line, place == 0) for place, line in enumerate(lines)]
    block = _block(texts, *centre, pad=(4.0, 2.0))
    return None if any(block.rect.overlaps(other) for other in taken) else block
