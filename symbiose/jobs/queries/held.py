"""Everything that is kept of a person, for the person's own page and file; every private table through its logged door."""

from __future__ import annotations

from typing import Any

from symbiose.common.actor import Actor
from symbiose.common.models import Reading
from symbiose.jobs.models import Candidate, Offer, Placement
from symbiose.jobs.queries.candidates import readings
from symbiose.jobs.queries.conditions import basis_of, conditions_of, contact_of, outlook_of, terms_of


class Held:
    """All that is kept of a person, read once for the purpose `own`."""

    def __init__(self, person: Candidate, *, by: Actor, purpose: str):
        self.person = person
        self.conditions = conditions_of([person], by=by, purpose=purpose).get(person.pk)
        self.passed_on = list(person.passed_on.select_related("from_user", "to_user"))
        self.contact = contact_of(person, by=by, purpose=purpose)
        self.offers = list(Offer.objects.filter(candidate=person).select_related("position", "candidate"))
        self.placements = list(
            Placement.objects.filter(candidate=person).select_related("position__organisation", "candidate")
        )

    def everything(self, *, by: Actor, purpose: str) -> dict[str, Any]:
        """What only the file holds: what proposals rest on, and terms of placements."""
        bases = basis_of(self.offers, by=by, purpose=purpose)
        terms = terms_of(self.placements, by=by, purpose=purpose)
        outlook = outlook_of(self.person, by=by, purpose=purpose)
        return {"bases": bases, "terms": terms, "outlook": outlook}


def read_by(person: Candidate, *, first: int, most: int) -> tuple[list[Reading], int]:
    """Who read what of the person, newest first, from a place on; and how many there are in all."""
    rows = readings(person)
    return list(rows[first : first + most]), rows.count()
