"""The owner is asked before a listing is hidden: once for each last day, in the inbox and by letter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.listings import actions
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from tests.factories import make_listing, make_membership, make_organisation

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


def listing_until(days, *, first=90, **values):
    today = timezone.localdate()
    return make_listing(
        values.pop("owner", None) or make_organisation(contact_email="kontakt@firma.example"),
        valid_from=today + timedelta(days - first),
        valid_to=today + timedelta(days),
        **values,
    )


def remind(on=None):
    return actions.remind_expiring(on=on or timezone.localdate(), by=CLOCK)


def link_in(letter):
    return re.search(r"/svar/\S+", letter.body)[0]


def test_the_owner_is_asked_two_weeks_before_and_once(db):
    listing = listing_until(14)
    member = make_membership(Role.FIRM, listing.organisation)

    assert (remind(), remind()) == (1, 0)

    listing.refresh_from_db()
    assert listing.reminded_at is not None
    assert Notice.objects.get().user == member.user
    letter = OutgoingMail.objects.get()
    assert listing.title in letter.body
    assert letter.to == "kontakt@firma.example"
    assert AuditEntry.objects.filter(verb="listings.remind").count() == 1


@pytest.mark.parametrize(
    ("days", "first", "asked"),
    [(15, 90, 0), (14, 90, 1), (0, 90, 1), (-1, 90, 0), (4, 16, 1), (5, 16, 0), (1, 2, 0), (0, 2, 1)],
)
def test_short_listings_are_asked_about_in_their_last_quarter(days, first, asked):
    listing_until(days, first=first)

    assert remind() == asked


@pytest.mark.parametrize("state", ["draft", "hidden", "withdrawn"])
def test_only_what_is_shown_is_asked_about(state):
    listing_until(5, state=state)

    assert remind() == 0


def test_several_listings_of_one_owner_go_in_one_letter():
    owner = make_organisation(contact_email="kontakt@firma.example")
    for title in ("Paller", "Kasser", "Spåner"):
        listing_until(3, owner=owner, title=title)
    listing_until(3, title="Andet")

    remind()

    bodies = [letter.body for letter in OutgoingMail.objects.order_by("pk")]
    assert len(bodies) == 2
    assert all(title in bodies[0] for title in ("Paller", "Kasser", "Spåner"))
    assert "Andet" not in bodies[0]


def test_an_owner_without_an_address_is_told_in_the_inbox_alone():
    listing = listing_until(3, owner=make_organisation())
    make_membership(Role.FIRM, listing.organisation)

    remind()

    assert (Notice.objects.count(), OutgoingMail.objects.count()) == (1, 0)


def test_the_link_asks_and_a_post_renews_without_an_account(client):
    listing = listing_until(3)
    remind()
    url = link_in(OutgoingMail.objects.get())

    asked = client.get(url)
    client.head(url)
    listing.refresh_from_db()
    untouched = listing.valid_to
    renewed = client.post(url, follow=True)

    assert asked.status_code == 200
    assert untouched == timezone.localdate() + timedelta(days=3)
    listing.refresh_from_db()
    assert listing.valid_to == timezone.localdate() + timedelta(days=90)
    assert listing.reminded_at is None
    assert "Tak" in renewed.content.decode()
    assert AuditEntry.objects.get(verb="listings.refresh").link_id == AnswerLink.objects.get().pk


def test_the_link_brings_a_hidden_listing_back_and_refuses_a_withdrawn_one(client):
    listing = listing_until(0)
    remind()
    url = link_in(OutgoingMail.objects.get())
    actions.hide_expired(on=timezone.localdate() + timedelta(days=1))

    client.post(url)
    listing.refresh_from_db()
    assert listing.state == "shown"
    actions.withdraw_listing(listing, by=CLOCK)
    refused = client.post(url, follow=True)

    assert refused.status_code == 200
    listing.refresh_from_db()
    assert listing.state == "withdrawn"


def test_a_link_renews_its_own_listing_alone(client):
    listing, other = listing_until(3), listing_until(3)
    remind()
    AnswerLink.objects.filter(subject_id=listing.pk).update(organisation_id=other.organisation_id)
    url = link_in(OutgoingMail.objects.filter(body__contains=listing.title).order_by("pk").first())

    assert client.post(url).status_code == 404


def test_new_dates_are_asked_about_anew():
    listing = listing_until(3)
    remind()
    listing.refresh_from_db()

    changed = actions.change_listing(listing, by=CLOCK, valid_to=timezone.localdate() + timedelta(days=5))

    assert changed.reminded_at is None
    assert remind() == 1
