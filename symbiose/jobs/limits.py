"""How long slips and visits last, how long what people told is kept, how few are never told: dated numbers of the reference."""

from __future__ import annotations

from datetime import date

from symbiose.reference import offer_policy, people_policy


def limit(name: str, on: date) -> int:
    """A whole number of the policy that holds on a date."""
    return int(people_policy(on)[name].value)


def fewest_people(on: date) -> int:
    """The smallest group of people that may be told as a number on a date."""
    return int(offer_policy(on)["fewest"].value)
