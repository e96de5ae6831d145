"""A small world of people, positions and placements, and what the parts of this room's addresses stand for in it."""

from __future__ import annotations

from django.utils import timezone

from tests.jobs.people import (
    make_candidate,
    make_offer,
    make_placement,
    make_placement_run,
    make_position,
    make_task,
    make_workplace,
)


def make_people(organisation) -> dict[str, dict[str, object]]:
    """By namespace, the value of each part of its addresses: one of everything, at the organisation's workplace."""
    workplace = make_workplace(organisation)
    position = make_position(workplace)
    run = make_placement_run(candidates=1, positions=1, new_proposals=1, lapsed=0)
    offer = make_offer(make_candidate(), position, run=run)
    placement = make_placement(make_candidate(), position)
    agreed = make_offer(
        make_candidate(),
        position,
        state="agreed",
        person_answer="yes",
        employer_answer="yes",
        person_answered_at=timezone.now(),
    )
    return {
        "caseload": {"number": placement.number},
        "candidates": {"code": offer.candidate.code},
        "positions": {"number": position.number, "part_id": make_task(position).pk},
        "offers": {
            "number": offer.number,
            "code": offer.candidate.code,
            "group": "travel",
            "position_number": position.number,
            "placement_run_id": offer.run_id,
        },
        "own": {"number": offer.number},
        "placements": {"number": placement.number, "offer_number": agreed.number},
        "wellbeing": {"number": placement.number},
    }
