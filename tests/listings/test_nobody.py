"""Nobody has come forward yet: asked once, kept, changed or removed by link; GET only asks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.listings import actions, queries
from symbiose.listings.models import Listing
from symbiose.listings.queries.nobody import WITHOUT
from symbiose.matching import actions as matching
from symbiose.notices.models import Notice, OutgoingMail
from symbiose.reference import listing_policy
from tests.factories import make_actor, make_listing, make_membership, make_organisation
from tests.matching.cases import adviser, make_pair

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


@pytest.fixture
def owner(municipality):
    return make_organisation("Eksempel Træværk", contact_email="post@traevaerk.example")


def old(organisation, days=31, **values):
    """A listing that has been shown for a month."""
    today = timezone.localdate()
    return make_listing(
        organisation,
        **{
            "shown_at": timezone.localtime() - timedelta(days=days),
            "valid_from": today - timedelta(days=days),
            "valid_to": today + timedelta(days=40),
            **values,
        },
    )


def ask():
    return actions.ask_nobody_yet(on=timezone.localdate(), by=CLOCK)


def letters():
    return list(OutgoingMail.objects.filter(once_key__startswith="nobody:").order_by("pk"))


def link(number=0):
    return re.findall(r"https?://\S+", letters()[0].body)[number].removeprefix(django_settings.BASE_URL)


def page(name, listing):
    return reverse(f"listings:{name}", args=[listing.pk])


def test_the_policy_says_after_how_many_days_and_why():
    row = listing_policy(timezone.localdate())["nobody_yet.days"]

    assert (row.value, row.unit, row.certainty.value) == (30, "day", "assumption")
    assert row.source


def test_owners_are_asked_once_in_one_letter_and_a_line_for_each(owner):
    person = make_membership(Role.FIRM, owner).user
    old(owner, title="Træafskær")
    old(owner, title="Savsmuld")

    counts = [ask(), ask()]

    assert counts == [2, 0]
    assert len(letters()) == 1
    assert letters()[0].to == owner.contact_email
    assert letters()[0].body.startswith("Ingen har meldt sig endnu.")
    assert letters()[0].body.count("http") == 2
    assert {notice.user_id for notice in Notice.objects.all()} == {person.pk}
    assert "behold eller fjern “Træafskær”?" in Notice.objects.order_by("pk").first().text


def test_who_is_not_asked(owner):
    today = timezone.localdate()
    old(owner, days=29)
    old(owner, state="draft")
    old(owner, state="withdrawn")
    old(owner, valid_to=today + timedelta(days=14))  # asked about its last day anyway
    asked = old(owner)
    Listing.objects.filter(pk=asked.pk).update(asked_nobody_at=timezone.localtime() - timedelta(days=1))

    assert ask() == 0


def test_a_listing_that_is_shown_anew_is_asked_about_anew(owner):
    listing = old(owner)
    Listing.objects.filter(pk=listing.pk).update(asked_nobody_at=listing.shown_at - timedelta(days=1))

    assert ask() == 1


@pytest.mark.parametrize("sent", [False, True])
def test_a_listing_with_a_proposal_that_was_sent_is_left_alone(municipality, sent):
    proposal = make_pair()
    Listing.objects.update(shown_at=timezone.localtime() - timedelta(days=31))
    if sent:
        matching.send(proposal, by=adviser())

    assert ask() == (0 if sent else 2)
    assert queries.nobody_yet(Listing.objects.all()).count() == (0 if sent else 2)
    assert len(WITHOUT) == 1


def test_get_by_link_only_asks(client, owner):
    old(owner)
    ask()
    before = Listing.objects.values().get()

    shown = client.get(link()).content.decode()

    assert Listing.objects.values().get() == before
    assert "Ingen har meldt sig endnu: behold eller fjern?" in shown
    assert shown.index('value="keep"') < shown.index('value="remove"')
    assert "Skriv en pris" in shown
    assert "Vælg en gruppe" in shown


def test_keep_by_link_renews_and_is_not_asked_again(client, owner):
    listing = old(owner)
    ask()

    shown = client.post(link(), {"step": "keep"}, follow=True).content.decode()
    version = Listing.objects.get().version
    client.post(link(), {"step": "keep"})

    listing.refresh_from_db()
    assert listing.valid_to == timezone.localdate() + timedelta(days=90)
    assert listing.kept_at >= listing.asked_nobody_at
    assert listing.version == version
    assert "Tak. Opslaget kan ses til" in shown
    assert ask() == 0


def test_remove_by_link_and_undo(client, owner):
    listing = old(owner)
    ask()

    removed = client.post(link(), {"step": "remove"}, follow=True).content.decode()
    client.post(link(), {"step": "remove"})
    listing.refresh_from_db()
    state = listing.state
    client.post(link(), {"step": "undo"})
    listing.refresh_from_db()

    assert (state, listing.state) == ("withdrawn", "shown")
    assert "Opslaget er fjernet" in removed
    assert "Fortryd" in removed
    assert "Behold</button>" not in removed


def test_another_text_by_link_keeps_the_listing_and_stops_what_is_hazardous(client, owner):
    listing = old(owner, codes=["wood_offcuts"])
    ask()

    client.post(link(), {"step": "text", "text": "Træafskær med asbest"})

    listing.refresh_from_db()
    assert listing.text == "Træafskær med asbest"
    assert listing.stopped
    assert listing.hazard_words
    assert listing.valid_to == timezone.localdate() + timedelta(days=90)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Dette felt er påkrævet"), ("010190-1234", "CPR"), ("Ring til Eksempel Træværk", "hvem I er")],
)
def test_a_text_that_cannot_be_kept_gets_one_sentence_and_stays(client, owner, text, said):
    listing = old(owner, anonymous=True)
    ask()

    answer = client.post(link(), {"step": "text", "text": text})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.content.decode().count("form-error-message") == 1
    assert text in answer.content.decode()
    listing.refresh_from_db()
    assert listing.text == "120 kg træafskær om ugen"


def test_an_answer_that_nobody_can_give_is_not_found(client, owner):
    old(owner)
    ask()

    assert client.post(link(), {"step": "sell"}).status_code == 404
    assert client.post(link(), {}).status_code == 404


def test_the_start_page_holds_the_question_until_it_is_answered(client_as, owner):
    listing = old(owner, title="Træafskær")
    ask()
    client = client_as(Role.FIRM, owner)
    today = reverse("home:today")

    before = client.get(today).content.decode()
    client.post(page("nobody", listing), {"step": "keep"})
    after = client.get(today).content.decode()

    assert "Ingen har meldt sig endnu. Behold, ret eller fjern opslaget?" in before
    assert page("nobody", listing) in before
    assert page("nobody", listing) not in after


def test_an_adviser_answers_for_those_on_whose_behalf_the_listing_was_written(client_as, owner):
    mine = old(owner, title="Skrevet for dem", on_behalf=True, consent="I telefonen")
    other = old(owner, title="Deres eget")
    ask()
    client = client_as(Role.ADVISER)

    start = client.get(reverse("home:today")).content.decode()

    assert page("nobody", mine) in start
    assert page("nobody", other) not in start


def test_the_owner_sees_what_could_help_and_others_do_not(client_as, owner):
    listing = old(owner, price=None)

    own = client_as(Role.FIRM, owner).get(page("detail", listing)).content.decode()
    other = client_as(Role.VISITOR).get(page("detail", listing)).content.decode()

    assert "Ingen har meldt sig endnu" in own
    assert f'<a href="{page("photos", listing)}">Tilføj et billede</a>' in own
    assert "bringer I det selv, kan det komme længere væk" in own
    assert "meldt sig" not in other


def test_a_new_listing_is_told_what_helps_and_not_that_nobody_came(client_as, owner):
    listing = make_listing(owner)

    own = client_as(Role.FIRM, owner).get(page("detail", listing)).content.decode()

    assert "Det kan hjælpe" in own
    assert "Ingen har meldt sig endnu" not in own


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ADVISER])
def test_only_the_owner_and_advisers_answer(client_as, owner, role):
    listing = old(owner)
    client = client_as(role, make_organisation() if role is Role.FIRM else None)

    asked, kept = client.get(page("nobody", listing)), client.post(page("nobody", listing), {"step": "keep"})

    expected = {Role.VISITOR: (302, 302), Role.FIRM: (403, 403), Role.ADVISER: (200, 302)}[role]
    assert (asked.status_code, kept.status_code) == expected
    listing.refresh_from_db()
    assert (listing.kept_at is not None) == (role is Role.ADVISER)


def test_what_was_withdrawn_since_cannot_be_kept_and_says_so(client, owner):
    listing = old(owner)
    ask()
    url = link()
    Listing.objects.filter(pk=listing.pk).update(state="withdrawn")

    answer = client.post(url, {"step": "keep"}, follow=True)

    assert "kan ikke lade sig gøre" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_lines_take_the_same_queries(owner, django_assert_num_queries, count):

    for _number in range(count):
        old(owner)
    ask()
    actor = make_actor(Role.FIRM, owner)

    with django_assert_num_queries(1):
        assert len(queries.nobody_waiting(actor)) == count
