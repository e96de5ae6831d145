"""State and end the dated facts about an organisation. Nothing is overwritten: what held before keeps its dates."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.models import Organisation, OrganisationFact


class FactOverlap(Exception):
    """Something is already stated about that time; `args[0]` is the fact in the way."""


@transaction.atomic
def state_fact(
    organisation: Organisation,
    *,
    kind: str,
    source: str,
    valid_from: date,
    by: Actor,
    holds: bool = True,
    valid_to: date | None = None,
    reason: str = "",
) -> OrganisationFact:
    """From a day on this holds, or does not hold. What was stated without an end ends the day before.

    The same day again mends that statement. Raises FactOverlap where a later or a closed statement is in the way.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    last = organisation.facts.filter(kind=kind).order_by("-valid_from").first()
    if last is not None and last.valid_from == valid_from:
        return actions.change(
            last, by=by, verb="organisations.mend_fact", reason=reason, holds=holds, source=source, valid_to=valid_to
        )
    if last is not None and valid_from <= (last.valid_to or last.valid_from):
        raise FactOverlap(last)
    if last is not None and last.valid_to is None:
        day_before = valid_from - timedelta(days=1)
        actions.change(last, by=by, verb="organisations.end_fact", reason=reason, valid_to=day_before)
    stated = OrganisationFact(
        organisation=organisation, kind=kind, holds=holds, valid_from=valid_from, valid_to=valid_to, source=source
    )
    return actions.create(stated, by=by, verb="organisations.state_fact", reason=reason)


@transaction.atomic
def end_fact(fact: OrganisationFact, *, valid_to: date, reason: str, by: Actor) -> OrganisationFact:
    """The last day on which a fact holds, and why it ends."""
    return actions.change(fact, by=by, verb="organisations.end_fact", reason=reason, valid_to=valid_to)
