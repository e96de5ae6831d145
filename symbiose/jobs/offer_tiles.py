"""Work that a person is asked about, as tiles of the person's own start page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.jobs.enums import Answer, OfferState
from symbiose.jobs.models import Candidate
from symbiose.jobs.own_tiles import OwnTile
from symbiose.jobs.queries import offers_visible_to
from symbiose.jobs.queries.offers import with_parts
from symbiose.jobs.queries.rows import held


def offer_tiles(actor: Actor, _candidate: Candidate) -> Iterator[OwnTile]:
    """What waits for an answer first; what was answered stays there while it can be taken back."""
    rows = with_parts(offers_visible_to(actor)).filter(held()).order_by("-pk")
    for offer in rows:
        asked = offer.state == OfferState.ASKED
        later = offer.person_answer == Answer.LATER
        title = _("You are asked about work") if asked else _("You said yes to work")
        yield OwnTile(
            title=title,
            url=reverse("own:offer", args=[offer.number]),
            text=offer.position.title,
            waits=asked and not later,
            order=10,
        )
