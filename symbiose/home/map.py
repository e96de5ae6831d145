"""Places as a drawing: circles at the middles of postcodes with a scale, in units of the drawing. No coast, no borders.

Pure geometry: towns and counts in, finished numbers out. Circles that would lie on one another are drawn a little apart,
which the description says; what stands beside a circle is left out where it would touch another, since the table under
the drawing names every place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.home.queries.directory import Town
from symbiose.reference import find_place

KM_PER_DEGREE = 111.195  # of a meridian: mean radius of the earth, IUGG
SMALLEST_KM = 6.0  # of the drawn stretch, so that one town alone is not a dot in nothing
ROUNDS = 60  # of pushing circles apart; few are needed
GAP = 3.0
TEXT, LETTER = 15.0, 0.55  # size of the text, and the mean width of a letter as a share of it
SCALES = (1, 2, 5, 10, 20, 50, 100)
WIDEST_SCALE = 0.3  # of the drawing's width

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, foot


@dataclass(frozen=True, slots=True)
class Format:
    """Width and greatest height of a drawing, and how near its edges a circle may lie."""

    width: int
    height: int
    margin: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: its circle, the count in it, and its name where there is room."""

    x: str
    y: str
    radius: str
    foot: str
    how_many: int
    name: str
    name_x: str
    name_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template writes; the scale is a line of so many units that stands for so many kilometres."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    scale_km: int
    scale_from: str
    scale_to: str
    scale_y: str
    scale_foot: str


@dataclass(frozen=True, slots=True)
class MapShown:
    """A map for desk and phone with its sentence, and the table that says the same."""

    desk: Drawing
    phone: Drawing
    description: str
    towns: list[Town]


DESK, PHONE = Format(680, 420, 44.0), Format(343, 380, 34.0)


def map_of(towns: Sequence[Town]) -> MapShown | None:
    """The map of some towns; None where there is nothing to draw."""
    if not towns:
        return None
    total = sum(town.how_many for town in towns)
    first = towns[0]
    said = ngettext("%(total)s is in %(places)s.", "%(total)s are in %(places)s.", total) % {
        "total": total,
        "places": ngettext("%(count)s postcode", "%(count)s postcodes", len(towns)) % {"count": len(towns)},
    }
    most = _("Most are in %(town)s: %(count)s.") % {"town": f"{first.postcode} {first.name}", "count": first.how_many}
    drawn = _("Circles stand at the middle of a postcode; those that would touch are drawn a little apart.")
    return MapShown(draw(towns, DESK), draw(towns, PHONE), f"{said} {most} {drawn}", list(towns))


def draw(towns: Sequence[Town], form: Format) -> Drawing:
    """The drawing of some towns, north up, the same each time."""
    flat = _flat(towns)
    per_km, height = _scale(flat, form)
    points = _placed(flat, per_km, form, height)
    radii = [radius_of(town.how_many) for town in towns]
    points = _apart(points, radii, form, height)
    scale_km = max((km for km in SCALES if km * per_km <= form.width * WIDEST_SCALE), default=SCALES[0])
    foot = height + 22.0
    return Drawing(
        width=form.width,
        height=round(height + 34),
        marks=tuple(_marks(towns, points, radii, (form.width, height))),
        scale_km=scale_km,
        scale_from=_number(12.0),
        scale_to=_number(12.0 + scale_km * per_km),
        scale_y=_number(foot),
        scale_foot=_number(foot + 5),
    )


def radius_of(how_many: int) -> float:
    """The area of a circle grows with its count, from a size in which one digit can be read."""
    return min(11.0 + 3.0 * math.sqrt(how_many - 1), 30.0)


def _flat(towns: Sequence[Town]) -> list[Point]:
    """Kilometres east and north of the middle of all towns, on a flat map."""
    places = [place for town in towns if (place := find_place(town.postcode))]
    north = sum(place.lat for place in places) / len(places)
    east = sum(place.lon for place in places) / len(places)
    narrow = math.cos(math.radians(north))
    return [((place.lon - east) * KM_PER_DEGREE * narrow, (place.lat - north) * KM_PER_DEGREE) for place in places]


def _scale(flat: Sequence[Point], form: Format) -> tuple[float, float]:
    """Units for a kilometre, and the height that the towns then need."""
    across = max(max(x for x, _y in flat) - min(x for x, _y in flat), SMALLEST_KM)
    along = max(y for _x, y in flat) - min(y for _x, y in flat)
    room = form.width - 2 * form.margin, form.height - 2 * form.margin
    per_km = min(room[0] / across, room[1] / max(along, SMALLEST_KM))
    return per_km, max(along * per_km, SMALLEST_KM) + 2 * form.margin


def _placed(flat: Sequence[Point], per_km: float, form: Format, height: float) -> list[Point]:
    middle_x = (max(x for x, _y in flat) + min(x for x, _y in flat)) / 2
    middle_y = (max(y for _x, y in flat) + min(y for _x, y in flat)) / 2
    return [(form.width / 2 + (x - middle_x) * per_km, height / 2 - (y - middle_y) * per_km) for x, y in flat]


def _apart(points: list[Point], radii: Sequence[float], form: Format, height: float) -> list[Point]:
    """Circles that touch are pushed away from each other by the same amount, and stay inside the drawing."""
    moved = list(points)
    for _round in range(ROUNDS):
        touching = False
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                wanted = radii[one] + radii[other] + GAP
                far = math.dist(moved[one], moved[other])
                if far >= wanted - 0.01:
                    continue
                touching = True
                angle = (
                    math.atan2(moved[other][1] - moved[one][1], moved[other][0] - moved[one][0]) if far else 1.0 * one
                )
                step = (wanted - far) / 2
                moved[one] = _inside(_step(moved[one], -step, angle), radii[one], form, height)
                moved[other] = _inside(_step(moved[other], step, angle), radii[other], form, height)
        if not touching:
            break
    return moved


def _step(point: Point, far: float, angle: float) -> Point:
    return point[0] + far * math.cos(angle), point[1] + far * math.sin(angle)


def _inside(point: Point, radius: float, form: Format, height: float) -> Point:
    x, y = point
    return min(max(x, radius + 2), form.width - radius - 2), min(max(y, radius + 2), height - radius - 2)


def _marks(towns: Sequence[Town], points: Sequence[Point], radii: Sequence[float], room: Point) -> list[Mark]:
    """Circles with the names that have room, those with most first: right of the circle, left, under or over it, else none."""
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]
    marks = []
    for town, (x, y), radius in zip(towns, points, radii, strict=True):
        free = (one for one in _name_places(town.name, x, y, radius) if _fits(one.box, room, taken))
        at = next(free, None)
        circle = _number(x), _number(y), _number(radius), _number(y + 5), town.how_many
        if at is None:
            marks.append(Mark(*circle, "", "", "", ""))
        else:
            taken.append(at.box)
            marks.append(Mark(*circle, town.name, _number(at.x), _number(at.y), at.anchor))
    return marks


@dataclass(frozen=True, slots=True)
class _NamePlace:
    """Where a name could stand: the point that its text is drawn from, and the room that it takes."""

    x: float
    y: float
    anchor: str
    box: Box


def _name_places(name: str, x: float, y: float, radius: float) -> list[_NamePlace]:
    wide, beside = len(name) * TEXT * LETTER, radius + 4
    top, foot = y - TEXT * 0.7, y + TEXT * 0.5
    under, over = y + radius + TEXT, y - radius - TEXT * 0.4
    left, right = x - wide / 2, x + wide / 2
    return [
        _NamePlace(x + radius + 5, y + 5, "start", (x + beside, top, x + beside + wide, foot)),
        _NamePlace(x - radius - 5, y + 5, "end", (x - beside - wide, top, x - beside, foot)),
        _NamePlace(x, under, "middle", (left, under - TEXT * 0.9, right, under + TEXT * 0.3)),
        _NamePlace(x, over, "middle", (left, over - TEXT * 0.8, right, over + TEXT * 0.3)),
    ]


def _fits(box: Box, room: Point, taken: Sequence[Box]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= room[0] and box[3] <= room[1]
    return inside and not any(_meet(box, other) for other in taken)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _number(value: float) -> str:
    """At most one decimal, with a point, whatever language the page speaks."""
    return f"{value:.1f}".removesuffix(".0")
