"""A search for a partner from a case is written down with what it found, so that the case shows that somebody looked."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.cases import locked_case
from symbiose.frontdesk.models import Case, PartnerSearch
from symbiose.frontdesk.permissions import may_keep
from symbiose.frontdesk.queries.partner import MOST_WORDS, how_many


@transaction.atomic
def look_for_partner(case: Case, *, words: str, social: bool, by: Actor) -> PartnerSearch:
    """Write the search down. The same one on the same day says what was found last. Raises NotAllowed."""
    held, said = locked_case(case), words.strip()[:MOST_WORDS]
    if not may_keep(by, held) or held.forgotten_at is not None or not said:
        raise NotAllowed("frontdesk.look_for_partner")
    organisations, listings = how_many(held, by, words=said, social=social)
    own = {"case": held, "words": said, "social": social, "searched_on": timezone.localdate()}
    known = PartnerSearch.objects.filter(**own).first()
    found: dict[str, Any] = {"organisations": organisations, "listings": listings}
    if known is not None:
        return actions.change(known, by=by, verb="frontdesk.look_for_partner", **found)
    made = actions.create(PartnerSearch(**own, **found), by=by, verb="frontdesk.look_for_partner")
    actions.link(held, made, kind=STARTED)
    return made
