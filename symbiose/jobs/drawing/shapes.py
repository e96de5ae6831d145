"""What the drawings of this room are made of: a word with its place, and a coordinate as SVG reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of the drawing and where it stands."""

    x: str
    y: str
    text: str


def number(value: float) -> str:
    """A coordinate as SVG reads it, whatever the language of the page."""
    return f"{value:.1f}"
