"""A firm's own managers: they invite with role and days, and end what a colleague may do. Every route × membership."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.organisations.actions import InvitationOver, accept_access, invite_person
from symbiose.organisations.middleware import actor_of
from symbiose.organisations.models import AccessRequest, Membership
from symbiose.organisations.queries.access import INVITATION, links_of
from symbiose.organisations.states import ACCESS
from tests.factories import make_actor, make_membership, make_organisation, make_user
from tests.organisations.asking import proof

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def firm(municipality):
    return make_organisation("Eksempel Træværk", in_directory=True)


def member(organisation, role="representative", **values):
    first = values.pop("valid_from", TODAY() - timedelta(days=90))
    return Membership.objects.create(user=make_user(), organisation=organisation, role=role, valid_from=first, **values)


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.fixture
def memberships(firm):
    """Every kind of membership that somebody may look from, by name."""
    yesterday, tomorrow = TODAY() - timedelta(days=1), TODAY() + timedelta(days=1)
    return {
        "manager": member(firm, "manager"),
        "representative": member(firm),
        "manager of another": member(make_organisation(), "manager"),
        "manager until yesterday": member(firm, "manager", valid_to=yesterday),
        "manager from tomorrow": member(firm, "manager", valid_from=tomorrow),
        "manager for a while": member(firm, "manager", valid_to=tomorrow),
        "adviser": make_membership(Role.ADVISER),
    }


def routes(firm, colleague, invited):
    """What can be done about the people of a firm: method, address and what is sent."""
    ends = reverse("organisations:end_member", args=[firm.pk, colleague.pk])
    invites = reverse("organisations:add_member", args=[firm.pk])
    person = {"name": "Ny", "email": "ny@firma.example", **proof()}
    return {
        "detail": ("get", reverse("organisations:detail", args=[firm.pk]), {}),
        "invite page": ("get", invites, {}),
        "invite": ("post", invites, person),
        "invite a manager": ("post", invites, {**person, **proof(role="manager"), "email": "leder@firma.example"}),
        "end page": ("get", ends, {}),
        "end": ("post", ends, {"valid_to": TODAY().isoformat(), "reason": "Har skiftet job"}),
        "send again": ("post", reverse("organisations:access_send", args=[invited.pk]), {}),
        "requests": ("get", reverse("organisations:access_list"), {}),
    }


YES, NO, READS = {200, 302}, {403}, {200}
COLLEAGUES = {"detail", "invite page", "invite", "send again"}
OPEN_TO = {
    "manager": COLLEAGUES | {"invite a manager", "end page", "end"},
    "manager for a while": COLLEAGUES | {"invite a manager", "end page", "end"},
    "representative": COLLEAGUES | {"invite a manager"},  # the form has no such choice: an ordinary invitation
    "manager of another": {"detail"},
    "manager until yesterday": {"detail"},
    "manager from tomorrow": {"detail"},
    "adviser": COLLEAGUES | {"invite a manager", "end page", "end", "requests"},
}


@pytest.mark.parametrize("who", OPEN_TO)
def test_every_route_opens_to_the_memberships_that_it_is_for(firm, memberships, who):
    colleague = member(firm)
    invited = invite_person(firm, name="P", email="p@firma.example", by=make_actor(Role.FIRM, firm))
    client = signed_in(memberships[who])

    codes = {
        name: getattr(client, method)(address, sent).status_code
        for name, (method, address, sent) in routes(firm, colleague, invited).items()
    }

    assert {name for name, code in codes.items() if code in YES} == OPEN_TO[who]
    assert {code for name, code in codes.items() if name not in OPEN_TO[who]} <= NO
    colleague.refresh_from_db()
    assert (colleague.valid_to is not None) is ("end" in OPEN_TO[who])
    managers = AccessRequest.objects.filter(role="manager").count()
    assert managers == (1 if who in {"manager", "manager for a while", "adviser"} else 0)


def test_a_manager_ends_neither_an_adviser_s_right_nor_their_own(firm, memberships):
    own = memberships["manager"]
    adviser = make_membership(Role.ADVISER, firm)
    client = signed_in(own)

    for one in (own, adviser):
        address = reverse("organisations:end_member", args=[firm.pk, one.pk])
        assert client.get(address).status_code == 403
        assert client.post(address, {"valid_to": TODAY().isoformat(), "reason": "x"}).status_code == 403
    page = client.get(reverse("organisations:detail", args=[firm.pk])).content.decode()
    assert reverse("organisations:end_member", args=[firm.pk, own.pk]) not in page
    assert reverse("organisations:end_member", args=[firm.pk, memberships["representative"].pk]) in page


def test_what_a_manager_ends_stands_in_the_trail_with_the_reason(firm, memberships):
    colleague = memberships["representative"]
    address = reverse("organisations:end_member", args=[firm.pk, colleague.pk])

    signed_in(memberships["manager"]).post(address, {"valid_to": TODAY().isoformat(), "reason": "Har skiftet job"})

    row = AuditEntry.objects.get(verb="organisations.end_member")
    assert (row.actor_user_id, row.membership_id) == (memberships["manager"].user_id, memberships["manager"].pk)
    assert row.reason == "Har skiftet job"


def test_an_invitation_opens_the_membership_for_the_days_and_role_that_were_said(firm, memberships):
    first, last = TODAY() + timedelta(days=3), TODAY() + timedelta(days=30)
    sent = {"name": "Ny", "email": "ny@firma.example", "role": "manager"}
    sent |= {"first_day": first.isoformat(), "last_day": last.isoformat()}

    signed_in(memberships["manager"]).post(reverse("organisations:add_member", args=[firm.pk]), sent)
    invited = AccessRequest.objects.get(email="ny@firma.example")
    accepted = accept(invited)

    assert (accepted.membership.role, accepted.membership.valid_from, accepted.membership.valid_to) == (
        "manager",
        first,
        last,
    )
    assert signed_in(accepted.membership).get(reverse("organisations:add_member", args=[firm.pk])).status_code == 403


def accept(invited):
    """The invited person's own yes."""
    return accept_access(invited, by=Actor(role=Role.FIRM, link_id=links_of(invited, INVITATION)[0].pk))


def test_days_that_are_past_open_nothing(firm, memberships):
    by = make_actor(Role.ADVISER)
    invited = invite_person(
        firm, name="Ny", email="ny@firma.example", by=by, last_day=TODAY(), proof="met", proof_note="Mødt"
    )
    AccessRequest.objects.filter(pk=invited.pk).update(last_day=TODAY() - timedelta(days=1))

    with pytest.raises(InvitationOver):
        accept(AccessRequest.objects.get(pk=invited.pk))

    assert not Membership.objects.filter(user__email="ny@firma.example").exists()


@pytest.mark.parametrize("shift", [-1, -400])
def test_a_last_day_before_today_is_refused_in_words(firm, memberships, shift):
    sent = {"name": "Ny", "email": "ny@firma.example", "role": "representative"}
    sent["last_day"] = (TODAY() + timedelta(days=shift)).isoformat()

    page = signed_in(memberships["manager"]).post(reverse("organisations:add_member", args=[firm.pk]), sent)

    assert "Den sidste dag kan ikke ligge før i dag" in page.content.decode()
    assert not AccessRequest.objects.filter(email="ny@firma.example").exists()


@pytest.mark.parametrize(
    "terms", [{"role": "manager"}, {"last_day": TODAY()}, {"first_day": TODAY()}, {"role": "adviser"}]
)
def test_the_verb_gives_no_role_or_days_on_the_word_of_an_ordinary_member(firm, terms):
    with pytest.raises(PermissionError):
        invite_person(firm, name="Ny", email="ny@firma.example", by=make_actor(Role.FIRM, firm), **terms)

    assert not AccessRequest.objects.exists()


def test_nobody_is_made_an_adviser_by_an_invitation(firm):
    with pytest.raises(PermissionError):
        invite_person(
            firm, name="Ny", email="ny@firma.example", by=make_actor(Role.ADVISER), role="adviser", proof="met"
        )


def test_inviting_again_with_another_role_settles_it_anew(firm, memberships, rf):
    request = rf.get("/")
    request.user, request.session = memberships["manager"].user, {}
    by = actor_of(request)
    invite_person(firm, name="Ny", email="ny@firma.example", by=by)

    again = invite_person(firm, name="Ny", email="ny@firma.example", by=by, role="manager")

    assert AccessRequest.objects.count() == 1
    assert again.role == "manager"
    assert ACCESS.find("accept", again.state)
