"""What the two sides of a handover are told: that something is asked, told or differs. In Danish, whoever caused it.

A letter says what and when, never a person; it carries a personal link, so that nobody needs an account.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.ledger.enums import PartyRole
from symbiose.matching.enums import HandoverState
from symbiose.matching.handing.periods import limit, say_period
from symbiose.matching.models import Handover
from symbiose.notices import links
from symbiose.notices.actions import give_link, notify, queue_mail
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives

PURPOSE = "handover"
OTHER = {PartyRole.GIVER.value: PartyRole.RECEIVER.value, PartyRole.RECEIVER.value: PartyRole.GIVER.value}


def page_of(handover: Handover) -> str:
    """The page for those who sign in."""
    return reverse("handovers:handover", args=[handover.pk])


def title_of(handover: Handover) -> str:
    """Træafskær, marts 2026."""
    return f"{handover.exchange.title}, {say_period(handover.starts_on, handover.ends_on)}"


def ask(
    organisation: Organisation, handovers: Iterable[Handover], *, once: str, by: Actor, again: bool = False
) -> None:
    """Ask one party about all that it gave and received: a line each in the inbox, and one letter with a link to each."""
    asked = list(handovers)
    with translation.override("da"):
        people = list(representatives(organisation.pk).values_list("pk", flat=True))
        for handover in asked:
            text = _("Was it handed over? About how much? %(title)s") % {"title": title_of(handover)}
            notify(people, subject=handover, text=text, url=page_of(handover), kind=PURPOSE)
        if not organisation.contact_email:
            return
        told = [f"{title_of(one)}:\n{links.address(_link(one, organisation, by=by))}" for one in asked]
        intro = _("Was it handed over? About how much? It takes two taps, and you need no account.")
        if again:
            intro = _("We asked a while ago and have not heard from you. We write only this one reminder.")
        queue_mail(
            to=organisation.contact_email,
            subject=_("Was it handed over? About how much?"),
            body="\n\n".join([intro, *told, _("The links are personal. “No, not this time” is an answer too.")]),
            once_key=f"{once}:{organisation.pk}",
            about=asked[0],
            organisation_id=organisation.pk,
        )


def tell_other_side(handover: Handover, side: str, *, first: bool, by: Actor) -> None:
    """The other side learns what was told. Where the two now differ, both do, each with a way to look at its own figure."""
    with translation.override("da"):
        if handover.state == HandoverState.DIFFERS:
            for one in (side, OTHER[side]):
                _tell(handover, one, _said(handover), mail=one != side, by=by)
        else:
            unanswered = not handover.reports.filter(side=OTHER[side]).exists()
            _tell(handover, OTHER[side], _said(handover), mail=first and unanswered, by=by)


def _said(handover: Handover) -> str:
    unknown = handover.reports.filter(happened=True, quantity=None).exists()
    same = _("You both say now that something was handed over. %(title)s")
    said = {
        HandoverState.REPORTED: _("The other side has told of a handover. Is it right? %(title)s"),
        HandoverState.NOTHING: _("The other side says that nothing was handed over. Is it right? %(title)s"),
        HandoverState.CONFIRMED: same if unknown else _("You say the same of a handover now. %(title)s"),
        HandoverState.DIFFERS: _(
            "The two sides say different things of a handover. Look at your own figure. %(title)s"
        ),
    }[HandoverState(handover.state)]
    return said % {"title": title_of(handover)}


def _tell(handover: Handover, side: str, text: str, *, mail: bool, by: Actor) -> None:
    organisation = handover.exchange.party(side)
    people = representatives(organisation.pk).values_list("pk", flat=True)
    notify(people, subject=handover, text=text, url=page_of(handover), kind=PURPOSE)
    if mail and organisation.contact_email:
        link = _link(handover, organisation, by=by)
        queue_mail(
            to=organisation.contact_email,
            subject=_("Something waits for your answer"),
            body=f"{text}\n\n{links.address(link)}\n\n" + _("You need no account."),
            once_key=f"handover-told:{handover.pk}:{handover.version}:{organisation.pk}",
            about=link,
        )


def _link(handover: Handover, organisation: Organisation, *, by: Actor) -> AnswerLink:
    today = timezone.localdate()
    until = today + timedelta(days=int(limit("link.days", today)))
    email = organisation.contact_email
    return give_link(PURPOSE, handover, organisation_id=organisation.pk, email=email, valid_until=until, by=by)
