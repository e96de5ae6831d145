"""Letters about access. A receipt holds nothing of what was typed: anybody can type in anybody's address."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices import links
from symbiose.notices.actions import TooSoon, forget_link, give_link, queue_mail, send_link, withdraw_link
from symbiose.notices.models import AnswerLink
from symbiose.organisations.actions.access.limits import days_from
from symbiose.organisations.enums import AccessState
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries.access import INVITATION, RECEIPT, links_of

NOBODY = 0  # a link about access: whoever holds it acts for no organisation yet


@transaction.atomic
def send_receipt(request: AccessRequest, *, by: Actor) -> None:
    """The address under which one follows one's request; asked for again within ten minutes, nothing is sent."""
    link = _link(RECEIPT, request, "keep.days", by)
    with translation.override("da"):
        subject = _("We have received your request for access")
        text = _(
            "Somebody asked for access to Symbiose with this address. Here you see how far it is, and can take it back. "
            "If it was not you, do nothing."
        )
    _send(link, by=by, subject=subject, text=text)


@transaction.atomic
def send_invitation(request: AccessRequest, *, by: Actor) -> None:
    """The address under which one takes up an invitation; asked for again within ten minutes, nothing is sent."""
    link = _link(INVITATION, request, "invitation.days", by)
    with translation.override("da"):
        subject = _("You can get access to Symbiose")
        text = _(
            "You are invited to act for %(name)s in Symbiose: write what it has and lacks, and answer proposals. "
            "Follow the link to say yes."
        ) % {"name": str(request.organisation)}
    _send(link, by=by, subject=subject, text=text)


@transaction.atomic
def tell_outcome(request: AccessRequest) -> None:
    """To the one who asked: there is an answer; it stands on the page of the receipt."""
    link = next((one for one in links_of(request, RECEIPT) if one.withdrawn_at is None), None)
    if link is None:
        return
    with translation.override("da"):
        subject = {
            AccessState.REFUSED: _("Your request for access was refused"),
            AccessState.WITHDRAWN: _("Your request for access is withdrawn"),
            AccessState.ASKED: _("Your request for access is looked at again"),
        }[AccessState(request.state)]
        body = _("You can see why, and what you can do, here:") + f"\n\n{links.address(link)}"
    key = f"link:{link.pk}:{request.state}:{request.version}"
    queue_mail(to=link.email, subject=subject, body=body, once_key=key, about=link)


@transaction.atomic
def close_invitation(request: AccessRequest, *, by: Actor) -> None:
    """The invitation's address no longer opens anything."""
    for link in links_of(request, INVITATION):
        withdraw_link(link, by=by)


@transaction.atomic
def open_invitation(request: AccessRequest, *, by: Actor) -> None:
    """The address of the invitation that was closed last opens it again; the letter that was sent holds it."""
    for link in links_of(request, INVITATION)[:1]:
        actions.change(link, by=by, verb="link_kept", withdrawn_at=None)


def _link(purpose: str, request: AccessRequest, lasts: str, by: Actor) -> AnswerLink:
    until = days_from(lasts, timezone.localdate())
    return give_link(purpose, request, organisation_id=NOBODY, email=request.email, valid_until=until, by=by)


def _send(link: AnswerLink, *, by: Actor, subject: str, text: str) -> None:
    try:
        send_link(link, by=by, subject=subject, text=text)
    except TooSoon:
        return


@transaction.atomic
def forget(request: AccessRequest, *, by: Actor) -> None:
    """Close every link of a request, and erase the address from them and from their letters."""
    for link in links_of(request, RECEIPT, INVITATION):
        forget_link(link, by=by)
