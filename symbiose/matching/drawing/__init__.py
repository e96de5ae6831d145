"""A proposal as a drawing: boxes, flows between them and labels, in units of the drawing itself.

Pure geometry: what comes in is plain text, what goes out is finished numbers that a template writes as SVG. Two
parties with one flow are a straight line; everything else is a ring on one ellipse, first box at the top, clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from symbiose.matching.drawing.hub import draw_hub
from symbiose.matching.drawing.lines import lying, upright
from symbiose.matching.drawing.ring import ring
from symbiose.matching.drawing.shapes import (
    DESK,
    GAP_END,
    GAP_START,
    PAIR,
    PHONE,
    TEXT,
    Drawing,
    FlowText,
    Format,
    PartyText,
    wrap,
)

__all__ = [
    "DESK",
    "GAP_END",
    "GAP_START",
    "PHONE",
    "TEXT",
    "Drawing",
    "FlowText",
    "Format",
    "PartyText",
    "draw",
    "draw_hub",
    "wrap",
]


def draw(
    parties: Sequence[PartyText], flows: Sequence[FlowText], form: Format, *, middle: Sequence[str] = ()
) -> Drawing:
    """The drawing of a proposal; `middle` is what stands inside a ring, left out where there is no room."""
    if len(parties) == PAIR and len(flows) == 1:
        return upright(parties, flows[0], form) if form.upright else lying(parties, flows[0], form)
    return ring(parties, flows, form, middle)
