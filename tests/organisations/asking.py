"""What the tests of access share: asking, finding the letter's link, deciding."""

from __future__ import annotations

import re
import uuid

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.notices.actions import give_link
from symbiose.notices.models import OutgoingMail
from symbiose.organisations.models import AccessRequest
from tests.factories import make_actor

ASK = reverse("organisations:ask_access")
ADDRESS = "ny@traevaerk.example"


def ask(client=None, organisation=None, **values):
    """Post the public form as somebody would; the limit per connection starts afresh."""
    cache.clear()
    said = {"name": "Ny Eksempel", "email": ADDRESS, "form_key": str(uuid.uuid4()), **values}
    if organisation is None:
        said = {"organisation_text": "Eksempel Træværk", **said}
    address = f"{ASK}?organisation={organisation.pk}" if organisation else ASK
    return (client or Client()).post(address, said)


def asked(organisation=None, **values):
    """A request that somebody has made."""
    ask(organisation=organisation, **values)
    return AccessRequest.objects.latest("pk")


def letters(to=ADDRESS):
    return list(OutgoingMail.objects.filter(to=to).order_by("pk"))


def link_in(letter) -> str:
    """The personal address in a letter."""
    return re.search(r"/svar/[^\s/]+/", letter.body).group()


def proof(**values):
    return {
        "proof": "called_back",
        "role": "representative",
        "proof_note": "Ringede til hovednummeret",
        "proven_on": timezone.localdate().isoformat(),
        "form_key": str(uuid.uuid4()),
        **values,
    }


def step(client, request, verb, **values):
    """What an adviser does to a request on one of its pages."""
    address = reverse(f"organisations:access_{verb}", args=[request.pk])
    return client.post(address, {"version": str(request.version), **values}, follow=True)


def invite(client, request, **values):
    """The adviser proves and invites; the request as it is then."""
    step(client, request, "invite", **proof(**values))
    request.refresh_from_db()
    return request


def by_link(request, purpose, organisation_id=0):
    """The holder of one of the links of a request, as an actor."""
    from symbiose.notices.views import holder

    link = give_link(
        purpose,
        request,
        organisation_id=organisation_id,
        email=request.email,
        valid_until=timezone.localdate(),
        by=make_actor("adviser"),
    )
    return holder(link)
