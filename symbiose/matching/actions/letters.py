"""What the parties are told: that something waits, never what or from whom. In Danish, whoever caused it."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.matching.models import Proposal, ProposalParty
from symbiose.notices import links
from symbiose.notices.actions import TooSoon, give_link, notify, queue_mail, send_link
from symbiose.notices.models import AnswerLink
from symbiose.organisations.queries import representatives

PURPOSE = "proposal"
PROPOSAL, MESSAGE = "proposal", "message"  # kinds of notice
DIALOGUE_DAYS = 90  # how long a personal link opens the dialogue after all said yes


def page_of(proposal: Proposal) -> str:
    """The page for those who sign in."""
    return reverse("matching:proposal", args=[proposal.number])


def ask(party: ProposalParty, *, by: Actor) -> None:
    """Ask one party: a line in its people's inboxes, and the personal link by mail where an address is known."""
    with translation.override("da"):
        _tell(party, _("A proposal waits for your answer."))
        link = _link(party, until=party.proposal.answer_by or timezone.localdate(), by=by)
        if link is None:
            return
        try:
            send_link(
                link,
                by=by,
                text=_(
                    "We have a proposal for an exchange. Will you look at it and say yes, later or no? You need no account."
                ),
            )
        except TooSoon:  # the address got this very link a moment ago
            return


def tell_all_said_yes(proposal: Proposal, *, by: Actor) -> None:
    """All said yes: names and contact details are open, and the parties can write to each other."""
    with translation.override("da"):
        for party in proposal.parties.select_related("organisation"):
            _tell(party, _("All have said yes. You can see each other and write now."))
            _write(
                party,
                by=by,
                subject=_("All have said yes"),
                body=_(
                    "All parties have said yes to the proposal. You can see each other's contact details and write to each other here:"
                ),
                once_key=f"proposal-yes:{party.pk}:{proposal.version}",
            )


def tell_message(proposal: Proposal, *, message_id: int, from_organisation: int | None, by: Actor) -> None:
    """Somebody wrote: the others learn that something waits, and where."""
    with translation.override("da"):
        for party in proposal.parties.select_related("organisation"):
            if party.organisation_id == from_organisation:
                continue
            _tell(party, _("There is a new message about a proposal."), kind=MESSAGE)
            _write(
                party,
                by=by,
                subject=_("Something waits for you"),
                body=_("There is a new message for you about a proposal. Read it and answer here:"),
                once_key=f"proposal-message:{message_id}:{party.pk}",
            )


def tell_lapsed(proposal: Proposal) -> None:
    """A proposal that was sent is no longer possible."""
    with translation.override("da"):
        for party in proposal.parties.all():
            _tell(party, _("A proposal has lapsed: a listing in it is no longer shown."))


def _tell(party: ProposalParty, text: str, *, kind: str = PROPOSAL) -> None:
    people = representatives(party.organisation_id).values_list("pk", flat=True)
    notify(people, subject=party.proposal, text=text, url=page_of(party.proposal), kind=kind)


def _link(party: ProposalParty, *, until: date, by: Actor) -> AnswerLink | None:
    email = party.organisation.contact_email
    if not email:
        return None
    return give_link(PURPOSE, party, organisation_id=party.organisation_id, email=email, valid_until=until, by=by)


def _write(party: ProposalParty, *, by: Actor, subject: str, body: str, once_key: str) -> None:
    link = _link(party, until=timezone.localdate() + timedelta(days=DIALOGUE_DAYS), by=by)
    if link is not None:
        queue_mail(
            to=link.email, subject=subject, body=f"{body}\n\n{links.address(link)}", once_key=once_key, about=link
        )
