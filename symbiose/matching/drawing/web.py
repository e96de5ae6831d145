"""A network as a drawing: everybody on one ring, each exchange a curve through it, in units of the drawing itself.

Pure geometry, as the rest of this package. Those who exchange much stand near each other, and the members of a loop
side by side, so that a loop is seen as one. Rows have equal height, so that names beside the ring never touch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from symbiose.matching.drawing.shapes import HEAD, LINE, MARGIN, Point, TextLine, head_of, number, wrap

WEB_COLOURS = {"material": "#2a6600", "energy": "#0b5c91", "other": "#5b3a8c"}
DOT = 12.0
ROUNDS = 2  # of swapping places; more than two change little
LONGEST_RING = 4
BEND, BEND_MORE, MOST_BEND = 0.12, 0.9, 0.8  # how far a curve is drawn towards the middle: the longer, the further
ROOM = 72.0  # between near ones a curve goes at least so far inwards, less half their distance: its head needs room
LEAST, MORE = 2.0, 0.8  # how thick a line is, and how much thicker with each exchange beyond the first
THIN = number(LEAST)
APART = 14.0  # between the curves of two directions


@dataclass(frozen=True, slots=True)
class Tie:
    """All that goes from one to another: places in the list of names, its colour, how many, and whether it rests."""

    start: int
    end: int
    colour: str
    how_many: int = 1
    rests: bool = False


@dataclass(frozen=True, slots=True)
class WebFormat:
    """Width of the drawing, letters of a name beside the ring (0 for numbers alone), height of a row, half width."""

    width: int
    letters: int
    row: float
    radius_x: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One party: its number, its middle, and its name beside it."""

    number: int
    x: str
    y: str
    foot: str
    anchor: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One tie: the line, the head at its end, how thick, and whether it is dashed because nothing goes that way now."""

    path: str
    head: str
    colour: str
    width: str
    rests: bool


@dataclass(frozen=True, slots=True)
class Web:
    """Everything that the template writes."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    curves: tuple[Curve, ...]


WEB_DESK = WebFormat(760, 23, 40.0, 175.0)
WEB_PHONE = WebFormat(343, 0, 44.0, 150.0)


def rings_of(ties: Sequence[Tie]) -> list[tuple[int, ...]]:
    """Loops of two to four members, each once, from its smallest member on; the longest first."""
    after: dict[int, list[int]] = {}
    for tie in ties:
        after.setdefault(tie.start, []).append(tie.end)
    found: set[tuple[int, ...]] = set()
    for first in after:
        _walk((first,), after, found)
    return sorted(found, key=lambda ring: (-len(ring), ring))


def _walk(path: tuple[int, ...], after: dict[int, list[int]], found: set[tuple[int, ...]]) -> None:
    for place in after.get(path[-1], ()):
        if place == path[0] and len(path) > 1:
            found.add(path)
        elif place > path[0] and place not in path and len(path) < LONGEST_RING:
            _walk((*path, place), after, found)


def places_of(count: int, ties: Sequence[Tie], rings: Sequence[tuple[int, ...]]) -> list[int]:
    """The order on the ring: loops together, the others where their lines are shortest; the same each time."""
    order: list[int] = []
    for ring in rings:
        order += [one for one in ring if one not in order]
    degree = [sum(tie.how_many for tie in ties if one in {tie.start, tie.end}) for one in range(count)]
    for one in sorted(set(range(count)) - set(order), key=lambda one: (-degree[one], one)):
        choices = [[*order[:at], one, *order[at:]] for at in range(len(order) + 1)]
        order = min(choices, key=lambda tried: _length(tried, ties))
    for _ in range(ROUNDS):
        order = _swapped(order, ties)
    return _turned(order, degree)


def _turned(order: list[int], degree: Sequence[int]) -> list[int]:
    """The same ring turned so that the busiest stretch lies at the top, over both sides, where its lines have room."""
    step = 2 * math.pi / max(len(order), 1)
    across = sum(degree[one] * math.sin(at * step) for at, one in enumerate(order))
    along = sum(degree[one] * math.cos(at * step) for at, one in enumerate(order))
    first = round(math.atan2(across, along) / step) % max(len(order), 1) if order else 0
    return [*order[first:], *order[:first]]


def _swapped(order: list[int], ties: Sequence[Tie]) -> list[int]:
    best = _length(order, ties)
    for one, other in combinations(range(len(order)), 2):
        order[one], order[other] = order[other], order[one]
        tried = _length(order, ties)
        if tried < best:
            best = tried
        else:
            order[one], order[other] = order[other], order[one]
    return order


def _length(order: Sequence[int], ties: Sequence[Tie]) -> int:
    """Steps along the ring between the ends of all ties whose both ends have a place."""
    place = {one: at for at, one in enumerate(order)}
    size = len(order)
    steps = (abs(place[tie.start] - place[tie.end]) for tie in ties if tie.start in place and tie.end in place)
    return sum(min(step, size - step) for step in steps)


def draw_web(names: Sequence[str], ties: Sequence[Tie], order: Sequence[int], form: WebFormat) -> Web:
    """The drawing of a network in an order found by `places_of`; numbers on the dots follow it."""
    points = _points(len(order), form)
    where = {one: points[at] for at, one in enumerate(order)}
    centre = (form.width / 2, sum(y for _, y in points) / max(len(points), 1))
    dots = tuple(_dot(at + 1, names[one], where[one], centre, form) for at, one in enumerate(order))
    curves = tuple(_curve(tie, where, centre) for tie in sorted(ties, key=lambda tie: not tie.rests))
    height = max((y for _, y in points), default=0.0) + form.row / 2 + MARGIN
    return Web(form.width, round(height), dots, curves)


def _points(count: int, form: WebFormat) -> list[Point]:
    """Down the right side and up the left one, in rows of equal height."""
    right = (count + 1) // 2
    rows = [*((at, 1) for at in range(right)), *((at, -1) for at in reversed(range(count - right)))]
    half = form.row * right / 2
    points = []
    for at, side in rows:
        y = form.row * (at + 0.5)
        off = (y - half) / half
        points.append((form.width / 2 + side * form.radius_x * math.sqrt(1 - off * off), y + MARGIN))
    return points


def _dot(at: int, name: str, point: Point, centre: Point, form: WebFormat) -> Dot:
    side = 1 if point[0] >= centre[0] else -1
    lines = wrap(name, form.letters, most=2) if form.letters else []
    top = point[1] - len(lines) * LINE / 2
    x = number(point[0] + side * (DOT + 6))
    placed = tuple(TextLine(line, x, number(top + (row + 0.76) * LINE), bold=False) for row, line in enumerate(lines))
    return Dot(at, number(point[0]), number(point[1]), number(point[1] + 5), "start" if side > 0 else "end", placed)


def _curve(tie: Tie, where: dict[int, Point], centre: Point) -> Curve:
    one, other = where[tie.start], where[tie.end]
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    length = math.dist(one, other) or 1.0
    across = ((other[1] - one[1]) / length, (one[0] - other[0]) / length)
    inwards = math.dist(middle, centre)
    reach = min(BEND + BEND_MORE * length / (2 * centre[1]), MOST_BEND) * inwards
    share = min(max(reach, ROOM - length / 2), inwards) / (inwards or 1.0)
    bend = (
        middle[0] + (centre[0] - middle[0]) * share + across[0] * APART,
        middle[1] + (centre[1] - middle[1]) * share + across[1] * APART,
    )
    start, _ = _leaving(one, bend)
    tip, towards = _leaving(other, bend)
    direction = (-towards[0], -towards[1])
    neck = (tip[0] - direction[0] * (HEAD - 2), tip[1] - direction[1] * (HEAD - 2))
    path = f"M {number(start[0])} {number(start[1])} Q {number(bend[0])} {number(bend[1])} {number(neck[0])} {number(neck[1])}"
    width = number(LEAST + MORE * min(tie.how_many - 1, 4))
    return Curve(path, head_of(tip, direction), WEB_COLOURS[tie.colour], width, tie.rests)


def _leaving(point: Point, towards: Point) -> tuple[Point, Point]:
    """Where a line from the middle of a dot towards a point leaves the dot, and its direction there."""
    length = math.dist(point, towards) or 1.0
    direction = ((towards[0] - point[0]) / length, (towards[1] - point[1]) / length)
    return (point[0] + direction[0] * (DOT + 2), point[1] + direction[1] * (DOT + 2)), direction
