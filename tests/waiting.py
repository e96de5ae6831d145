"""How many questions each room asks for what waits, with nothing waiting: one line for each, and no page counts them itself."""

from __future__ import annotations

from symbiose.common import registry
from symbiose.common.actor import Role

ASKED = {  # by an adviser, by a firm
    "frontdesk.outreach_waiting.waiting": (2, 2),
    "frontdesk.rhythm_waiting.waiting": (4, 0),
    "frontdesk.shared_waiting.waiting": (1, 2),
    "frontdesk.waiting.waiting": (4, 1),
    "home.waiting.waiting": (1, 0),
    "jobs.candidate_waiting.waiting": (0, 0),
    "jobs.offer_waiting.waiting": (0, 1),
    "jobs.queries.placement_waiting.waiting": (0, 1),
    "listings.authority.waiting": (1, 1),
    "listings.queries.nobody.nobody_waiting": (1, 1),
    "listings.queries.waiting.waiting": (1, 1),
    "matching.exchanges.waiting.waiting": (4, 3),
    "matching.handing.waiting.waiting": (2, 2),
    "matching.waiting.waiting": (3, 1),
    "notices.waiting.about_letters": (3, 1),
    "organisations.queries.access.waiting": (1, 0),
}


def providers():
    """What the rooms registered, by name."""
    return {f"{one.__module__}.{one.__qualname__}".removeprefix("symbiose."): one for one in registry.WAITING}


def asked(role: Role, name: str) -> int:
    adviser, firm = ASKED[name]
    return adviser if role is Role.ADVISER else firm


def asked_by_all(role: Role) -> int:
    """The questions of all rooms on a page that tells what waits."""
    return sum(asked(role, name) for name in ASKED)
