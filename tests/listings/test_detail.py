"""One listing's page and its verbs, through the front door, by every role."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.listings import actions
from symbiose.listings.models import Listing
from tests.factories import make_actor, make_listing, make_organisation
from tests.listings.test_writing import fields_of

pytestmark = pytest.mark.django_db

DETAIL_QUERIES = 15


def url(name, listing):
    return reverse(f"listings:{name}", args=[listing.pk])


@pytest.fixture
def clients(client_as, organisation):
    return {
        "owner": client_as(Role.FIRM, organisation),
        "adviser": client_as(Role.ADVISER),
        "other firm": client_as(Role.FIRM, make_organisation()),
        "visitor": client_as(Role.VISITOR),
    }


@pytest.mark.parametrize(
    ("state", "who", "status"),
    [
        ("shown", "owner", 200),
        ("shown", "adviser", 200),
        ("shown", "other firm", 200),
        ("shown", "visitor", 200),
        ("draft", "owner", 200),
        ("draft", "adviser", 200),
        ("draft", "other firm", 404),
        ("draft", "visitor", 404),
        ("hidden", "other firm", 404),
        ("withdrawn", "visitor", 404),
    ],
)
def test_detail_is_open_to_those_who_may_see_it(clients, organisation, state, who, status):
    listing = make_listing(organisation, state=state)

    assert clients[who].get(url("detail", listing)).status_code == status


@pytest.mark.parametrize("name", ["change", "refresh"])
@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("adviser", 200), ("other firm", 403), ("visitor", 302)])
def test_pages_that_change_are_for_owner_and_adviser(clients, organisation, name, who, status):
    listing = make_listing(organisation)

    assert clients[who].get(url(name, listing)).status_code == status


@pytest.mark.parametrize(
    "step",
    [
        ("show", "draft", "shown"),
        ("withdraw", "shown", "withdrawn"),
        ("restore", "withdrawn", "shown"),
        ("refresh", "hidden", "shown"),
    ],
)
@pytest.mark.parametrize("who", ["owner", "adviser", "other firm", "visitor"])
def test_verbs_act_for_owner_and_adviser_and_refuse_the_others(clients, organisation, step, who):
    name, state, target = step
    listing = make_listing(organisation, state=state)

    answer = clients[who].post(url(name, listing), {"form_key": uuid.uuid4()})

    listing.refresh_from_db()
    if who in {"owner", "adviser"}:
        assert (answer.status_code, listing.state) == (302, target)
    else:
        assert answer.status_code in {302, 403, 404}
        assert listing.state == state


@pytest.mark.parametrize("name", ["show", "withdraw", "restore", "reopen"])
def test_verbs_do_not_act_on_a_link_that_is_only_followed(clients, organisation, name):
    listing = make_listing(organisation)

    assert clients["owner"].get(url(name, listing)).status_code == 405


def test_withdrawal_is_offered_back_and_undone(clients, organisation):
    listing = make_listing(organisation)
    client = clients["owner"]

    page = client.post(url("withdraw", listing), {"form_key": uuid.uuid4()}, follow=True).content.decode()
    assert "Fortryd: vis det igen" in page
    again = client.post(url("restore", listing), {"form_key": uuid.uuid4()}, follow=True).content.decode()

    assert "Opslaget er tilbage" in again
    listing.refresh_from_db()
    assert listing.state == "shown"


def test_a_verb_that_no_longer_fits_says_so(clients, organisation):
    listing = make_listing(organisation, state="withdrawn")

    page = clients["owner"].post(url("refresh", listing), {"form_key": uuid.uuid4()}, follow=True).content.decode()

    assert "som opslaget står nu" in page


def test_double_submit_of_a_verb_acts_once(clients, organisation):
    listing = make_listing(organisation, valid_to=timezone.localdate() + timedelta(days=3))
    key = uuid.uuid4()

    for _again in range(2):
        clients["owner"].post(url("refresh", listing), {"form_key": key})

    assert AuditEntry.objects.filter(verb="listings.refresh").count() == 1


def test_history_is_for_those_who_may_change(clients, organisation):
    by = make_actor(Role.FIRM, organisation)
    listing = actions.add_listing(organisation, by=by, show=True, side="have", text="Paller")

    assert by.name in clients["owner"].get(url("detail", listing)).content.decode()
    assert by.name not in clients["other firm"].get(url("detail", listing)).content.decode()


def test_x3_detail_says_which_words_led_to_the_group(clients, organisation):
    by = make_actor(Role.FIRM, organisation)
    codes = [actions.FamilyGiven("pallets", words="europaller")]
    listing = actions.add_listing(organisation, by=by, codes=codes, show=True, side="have", text="20 europaller")

    assert "på grund af “europaller”" in clients["visitor"].get(url("detail", listing)).content.decode()


def test_a17_4_stopped_listing_says_why_with_source_and_who_can_open_it(clients, organisation):
    by = make_actor(Role.FIRM, organisation)
    listing = actions.add_listing(organisation, by=by, codes=["waste_oil"], show=True, side="have", text="Spildolie")

    page = clients["visitor"].get(url("detail", listing)).content.decode()

    assert "Stoppet" in page
    assert "er en gruppe, der kan være farlig" in page
    assert "Kilde" in page
    assert "Jobcenter Erhverv" in page


def test_change_form_comes_filled_and_saves(clients, organisation):
    by = make_actor(Role.FIRM, organisation)
    listing = actions.add_listing(
        organisation,
        by=by,
        codes=["pallets"],
        show=True,
        side="have",
        text="20 europaller om måneden, tirsdag 8-12",
        quantity=20,
        unit="piece",
        per="month",
        windows="tir 08:00-12:00",
    )
    client = clients["owner"]
    fields = change_fields(client, listing)
    assert (fields["quantity"], fields["day_1"], fields["families"]) == (["20"], ["8.00–12.00"], ["pallets"])

    answer = client.post(url("change", listing), {**fields, "quantity": ["30"], "day_2": ["13–15"], "step": "save"})

    assert answer.status_code == 302
    listing.refresh_from_db()
    assert (listing.quantity, listing.windows, listing.version) == (30, "tir 08:00-12:00; ons 13:00-15:00", 2)


def change_fields(client, listing):
    page = client.get(url("change", listing))
    page.content = page.content.replace(b'class="changing"', b'class="writing"')
    return fields_of(page)


def test_change_shows_the_others_text_where_both_wrote(clients, organisation):
    by = make_actor(Role.FIRM, organisation)
    listing = actions.add_listing(organisation, by=by, codes=["pallets"], show=True, side="have", text="20 paller")
    client = clients["owner"]
    fields = change_fields(client, listing)
    actions.change_listing(listing, by=by, text="30 paller, siger en anden")

    conflict = client.post(url("change", listing), {**fields, "text": ["40 paller, siger jeg"], "step": "save"})

    page = conflict.content.decode()
    assert "30 paller, siger en anden" in page
    assert "40 paller, siger jeg" in page
    assert Listing.objects.get().text == "30 paller, siger en anden"
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    saved = client.post(
        url("change", listing),
        {**fields, "form_key": uuid.uuid4(), "text": ["40 paller, siger jeg"], "version": version, "step": "save"},
    )
    assert saved.status_code == 302
    assert Listing.objects.get().text == "40 paller, siger jeg"


def test_change_can_search_more_groups(clients, organisation):
    listing = make_listing(organisation, codes=["wood_offcuts"])
    client = clients["owner"]
    fields = change_fields(client, listing)

    answer = client.post(url("change", listing), {**fields, "find": ["paller"], "step": "find"})

    assert 'value="pallets"' in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_detail_queries_do_not_grow_with_families(clients, organisation, django_assert_num_queries, count):
    codes = ["pallets", "wood_offcuts", "sawdust"][:count]
    listing = make_listing(organisation, codes=codes)
    clients["owner"].get(url("detail", listing))

    with django_assert_num_queries(DETAIL_QUERIES):
        clients["owner"].get(url("detail", listing))


def test_who_does_not_write_listings_is_not_led_to_the_page_that_refuses_them(client_as):
    listing = make_listing()
    address = reverse("listings:add")

    pages = {
        role: client_as(role).get(url("detail", listing)).content.decode()
        for role in (Role.CONSULTANT, Role.LEADER, Role.VISITOR)
    }

    assert client_as(Role.CONSULTANT).get(address).status_code == 403
    assert f'href="{address}' not in pages[Role.CONSULTANT]
    assert "Det næste, du kan gøre" not in pages[Role.CONSULTANT]
    assert f'href="{address}' not in pages[Role.LEADER]
    assert f'href="{address}' in pages[Role.VISITOR]
