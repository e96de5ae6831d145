"""How a person is reached: written and taken away by the consultant; the trail holds no value of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.candidates import locked
from symbiose.jobs.contacts import FIELDS, seal_contact
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Candidate, CandidateContact
from symbiose.jobs.permissions import may_tell_of_person

VERB = "jobs.tell_contact"


@transaction.atomic
def tell_contact(candidate: Candidate, values: Mapping[str, str], *, by: Actor) -> None:
    """Write how the person is reached; nothing at all takes it away. Raises NotAllowed."""
    held = locked(candidate)
    if not may_tell_of_person(by, held) or held.state == CandidateState.ERASED:
        raise NotAllowed(VERB)
    known = CandidateContact.objects.select_for_update().filter(candidate=held).first()
    if not any(values.get(name) for name in FIELDS):
        if known is not None:
            actions.record(known, by=by, verb="jobs.forget_contact")
            known.delete()
        return
    sealed = seal_contact(values)
    if known is None:
        actions.create(CandidateContact(candidate=held, sealed=sealed), by=by, verb=VERB)
    else:
        actions.change(known, by=by, verb=VERB, sealed=sealed)
