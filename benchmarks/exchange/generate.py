"""Synthetic exchange problems from the real resource families: the same size and seed give the same problem."""

from __future__ import annotations

import random
from datetime import date
from itertools import accumulate

from symbiose.engine.exchange.model import Code, Listing, Problem, Side, Waste
from symbiose.engine.geography import Place
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph
from symbiose.engine.units import Per
from symbiose.engine.windows import window

TODAY = date(2026, 1, 5)
# A made-up country as large as Denmark for 6,000 listings a side, and a part of it for fewer.
_LAT, _LON, _HALF_LAT, _HALF_LON, _WHOLE = 56.1, 10.4, 1.25, 2.0, 6000


def problem(size: int, graph: Graph, seed: int = 1) -> Problem:
    """`size` haves and `size` needs of about `size / 3` organisations round `size / 60` towns.

    Half of the needs are drawn among the uses of the families that somebody has, so that there is something to find.
    """
    draw = random.Random(seed)
    scale = min(1.0, (size / _WHOLE) ** 0.5)
    towns = [
        (
            _LAT + draw.uniform(-_HALF_LAT, _HALF_LAT) * scale,
            _LON + draw.uniform(-_HALF_LON, _HALF_LON) * scale,
            draw.paretovariate(1.2),
        )
        for _ in range(max(3, size // 60))
    ]
    weight = list(accumulate(weight for _, _, weight in towns))
    organisations = [_organisation(number, towns, weight, draw) for number in range(max(4, size // 3))]
    uses = uses_of(graph)
    families = sorted(graph.families)
    weights = [draw.paretovariate(1.5) for _ in families]
    haves = [
        _listing(f"have{n:05d}", draw.choices(families, weights)[0], draw.choice(organisations), graph, draw)
        for n in range(size)
    ]
    needs = []
    for n in range(size):
        family = draw.choices(families, weights)[0]
        if draw.random() < 0.5:
            family = draw.choice(sorted(uses[draw.choice(haves).codes[0].family]))
        needs.append(_listing(f"need{n:05d}", family, draw.choice(organisations), graph, draw))
    return Problem(listings=(*haves, *needs), today=TODAY)


def _organisation(
    number: int, towns: list[tuple[float, float, float]], weight: list[float], draw: random.Random
) -> tuple[str, Place]:
    lat, lon, _ = draw.choices(towns, cum_weights=weight)[0]
    return f"org{number:05d}", Place(round(lat + draw.gauss(0, 0.08), 4), round(lon + draw.gauss(0, 0.14), 4))


def _listing(name: str, family: str, owner: tuple[str, Place], graph: Graph, draw: random.Random) -> Listing:
    organisation, place = owner
    side = Side.HAVE if name.startswith("have") else Side.NEED
    per = draw.choice([Per.ONCE, Per.WEEK, Per.MONTH, Per.YEAR, Per.YEAR])
    quantity = round(draw.lognormvariate(6.0, 1.3) / per.times_a_year, 2) + 0.01
    day, start = draw.randrange(5), draw.randrange(12, 28)
    confirmed = draw.random() < 0.85
    said = {code: draw.random() < 0.8 for code in sorted(graph.conditions) if draw.random() < 0.4}
    return Listing(
        id=name,
        organisation=organisation,
        side=side,
        kind=None,
        text=family,
        codes=(Code(family, 1.0 if confirmed else 0.6, confirmed),),
        quantity=None if draw.random() < 0.08 else quantity,
        unit=graph.families[family].unit,
        per=per,
        estimated=draw.random() < 0.3,
        minimum_lot=round(quantity * draw.uniform(0.02, 0.4), 2) if draw.random() < 0.3 else 0.0,
        place=None if draw.random() < 0.02 else place,
        windows=0 if draw.random() < 0.6 else window(day, start, start + 12),
        valid_to=None if draw.random() < 0.7 else date(2026, draw.randrange(1, 13), 28),
        waste=draw.choice(list(Waste)) if side is Side.HAVE else Waste.NOT_RELEVANT,
        conditions=said if side is Side.HAVE else {},
        price=None if draw.random() < 0.5 else round(draw.uniform(0, 3 if side is Side.HAVE else 8), 2),
    )
