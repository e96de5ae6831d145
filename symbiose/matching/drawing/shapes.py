"""What a drawing is made of: texts in, rectangles and finished numbers out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """A party as it is written: name, what stands under it, whether its box is the thick one, and a colour of its own."""

    name: str
    under: str
    hub: bool = False
    colour: str = ""


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
CLEAR = 6.0  # of an arrow that must be seen beside a label
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


def block_of(lines: Sequence[tuple[str, bool]], x: float, y: float, *, pad: Point, least: float = 0.0) -> Block:
    width = max(len(text) * TEXT * (BOLD if bold else REGULAR) for text, bold in lines)
    rect = Rect(x, y, max(width + 2 * pad[0], least) / 2, (len(lines) * LINE + 2 * pad[1]) / 2)
    top = y - len(lines) * LINE / 2
    placed = tuple(
        TextLine(text, number(x), number(top + (place + 0.76) * LINE), bold) for place, (text, bold) in enumerate(lines)
    )
    return Block(rect, placed)


def box_of(party: PartyText, form: Format, x: float, y: float) -> Block:
    names = [(line, True) for line in wrap(party.name, form.box_letters, most=2)]
    under = [(line, False) for line in wrap(party.under, form.box_letters, most=2)]
    block = block_of([*names, *under], x, y, pad=(PAD_X, PAD_Y), least=110 if form.upright else 150)
    return Block(block.rect, block.lines, hub=party.hub, colour=COLOURS.get(party.colour, ""))


def label_of(flow: FlowText, form: Format, x: float, y: float) -> Block:
    what = [(line, True) for line in wrap(flow.what, form.label_letters, most=2)]
    more = [(line, False) for text in flow.lines for line in wrap(text, form.label_letters + 2, most=2)]
    block = block_of([*what, *more], x, y, pad=(4.0, 2.0))
    return Block(block.rect, block.lines, colour=COLOURS[flow.colour])


def head_of(tip: Point, direction: Point) -> str:
    """The three corners of a filled arrow head."""
    dx, dy = direction
    back = (tip[0] - dx * HEAD, tip[1] - dy * HEAD)
    corners = (
        tip,
        (back[0] - dy * HALF_HEAD, back[1] + dx * HALF_HEAD),
        (back[0] + dy * HALF_HEAD, back[1] - dx * HALF_HEAD),
    )
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)
