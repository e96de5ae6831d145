"""What people are told of proposals of placement and of what becomes of them: never what or of whom. In Danish."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.jobs.models import Offer, Placement
from symbiose.notices.actions import TooSoon, give_link, notify, send_link
from symbiose.organisations.queries import representatives

PURPOSE = "placement_offer"
KIND = "placement_offer"


def page_of(offer: Offer) -> str:
    """The proposal's page for those who sign in."""
    return reverse("offers:offer", args=[offer.number])


def ask_workplace(offer: Offer, *, by: Actor) -> None:
    """A line in the inboxes of the workplace's people, and the personal link by mail where an address is known."""
    with translation.override("da"):
        _tell_workplace(offer, _("Something about one of your positions waits for your answer."))
        organisation = offer.position.organisation
        if not organisation.contact_email:
            return
        link = give_link(
            PURPOSE,
            offer,
            organisation_id=organisation.pk,
            email=organisation.contact_email,
            valid_until=offer.answer_by or timezone.localdate(),
            by=by,
        )
        try:
            send_link(link, by=by)
        except TooSoon:  # the address got this very link a moment ago
            return


def tell_workplace_gone(offer: Offer) -> None:
    """The same words whatever the reason: who took it back, and why, is nobody's to know."""
    with translation.override("da"):
        _tell_workplace(offer, _("A proposal about one of your positions is no longer open. You need do nothing."))


def tell_workplace_let_go(placement: Placement) -> None:
    """A placement is not followed any more; what the workplace and the person agreed is theirs."""
    with translation.override("da"):
        text = _("A placement with you is no longer followed here. What you have agreed with each other still holds.")
        people = representatives(placement.position.organisation_id).values_list("pk", flat=True)
        url = reverse("placements:detail", args=[placement.number])
        notify(people, subject=placement, text=text, url=url, kind=KIND)


def _tell_workplace(offer: Offer, text: str) -> None:
    people = representatives(offer.position.organisation_id).values_list("pk", flat=True)
    notify(people, subject=offer, text=text, url=page_of(offer), kind=KIND)


def tell_consultant(offer: Offer, *, by: Actor) -> None:
    """There is an answer; what it is stands on the page alone."""
    consultant = offer.candidate.consultant_id
    if consultant is None or consultant == by.user_id:
        return
    with translation.override("da"):
        notify([consultant], subject=offer, text=_("There is an answer to a proposal."), url=page_of(offer), kind=KIND)
