"""How long slips and visits last, and how long what people told is kept: dated numbers of the reference."""

from __future__ import annotations

from datetime import date

from symbiose.reference import people_policy


def limit(name: str, on: date) -> int:
    """A whole number of the policy that holds on a date."""
    return int(people_policy(on)[name].value)
