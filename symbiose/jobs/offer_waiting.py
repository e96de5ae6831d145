"""What waits for whom among the proposals of placement: for consultants their own people's, for a firm its own positions'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.jobs.enums import Answer, OfferState
from symbiose.jobs.models import Offer
from symbiose.jobs.offers_shown import place_of
from symbiose.jobs.queries import offers_visible_to
from symbiose.jobs.queries.caseload import mine
from symbiose.jobs.queries.offers import with_parts
from symbiose.jobs.shown import offer_title

MOST = 10  # a start page shows the first few; the list holds the rest


def waiting(actor: Actor) -> list[Waiting]:
    """What to do next for one's own candidates, for those of whom one stands in for, and for those that nobody has.

    For a workplace, what it has to answer.
    """
    if actor.role is Role.CONSULTANT:
        return list(_for_consultant(actor))
    if actor.role is Role.FIRM and actor.organisation_id:
        return list(_for_firm(actor))
    return []


def _for_consultant(actor: Actor) -> Iterator[Waiting]:
    today = timezone.localdate()
    due = Q(state__in=[OfferState.ASKED, OfferState.SHOWN], answer_by__lte=today)
    now = Q(state__in=[OfferState.WANTED, OfferState.SHOWN]) | Q(state=OfferState.AGREED, placement__isnull=True)
    new = Q(state=OfferState.FOUND, rank=0)
    whose = mine(actor, "candidate__") | Q(candidate__consultant__isnull=True)
    rows: QuerySet[Offer] = with_parts(offers_visible_to(actor)).filter(whose)
    for offer in rows.filter(due | now).order_by("answer_by", "pk"):
        yield _begun(offer)
    for offer in rows.filter(new).order_by("candidate__waiting_since", "pk")[:MOST]:
        yield _line(offer, "proposals", _("Nobody is asked yet."), _("Read the proposal"))


def _begun(offer: Offer) -> Waiting:
    if offer.state == OfferState.AGREED:
        return _line(offer, "waiting", _("Both said yes."), _("Make the agreement"))
    if offer.state == OfferState.WANTED:
        return _line(offer, "waiting", _("The person said yes. The workplace knows nothing yet."), _("Show it"))
    if offer.state == OfferState.ASKED:
        again = offer.person_answer == Answer.LATER
        why = _("The person said later.") if again else _("The person has not answered.")
        return _line(offer, "deadline", why, pgettext("a person", "Ask again"), late=_late(offer))
    if offer.answer_by is None or offer.answer_by > timezone.localdate():
        return _line(offer, "waiting", _("The person said yes. The workplace is asked."), _("See how it stands"))
    return _line(offer, "deadline", _("The workplace has not answered."), _("Call them"), late=_late(offer))


def _for_firm(actor: Actor) -> Iterator[Waiting]:
    rows = with_parts(offers_visible_to(actor)).filter(state=OfferState.SHOWN).exclude(employer_answer=Answer.LATER)
    for offer in rows.order_by("answer_by", "pk")[:MOST]:
        url = reverse("offers:offer", args=[offer.number])
        yield Waiting(
            section="waiting",
            title=offer.position.title,
            url=url,
            why=_("Somebody would like to work here. Yes, later or no?"),
            when=_when(offer),
            button=_("Answer"),
            button_url=url,
            late=_late(offer),
            order=_order(offer),
        )


def _line(offer: Offer, section: str, why: str, button: str, *, late: bool = False) -> Waiting:
    url = reverse("offers:person", args=[offer.candidate.code])
    return Waiting(
        section=section,
        title=offer_title(offer),
        url=url,
        why=f"{place_of(offer.position)}. {why}",
        when=_when(offer),
        button=button,
        button_url=url,
        late=late,
        order=_order(offer),
    )


def _late(offer: Offer) -> bool:
    return offer.answer_by is not None and offer.answer_by < timezone.localdate()


def _when(offer: Offer) -> str:
    if offer.answer_by is None:
        return ""
    return _("answer by %(day)s") % {"day": formats.date_format(offer.answer_by, "DATE_FORMAT")}


def _order(offer: Offer) -> datetime:
    day = offer.answer_by or timezone.localdate(offer.created_at)
    return timezone.make_aware(datetime.combine(day, time.min))
