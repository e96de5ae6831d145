"""What was handed over, as the page of an exchange shows it."""

from __future__ import annotations

MOST = 12


def part_of(exchange, _actor):
    """The newest handovers of an exchange."""
    return {"handovers": list(exchange.handovers.prefetch_related("reports")[:MOST])}
