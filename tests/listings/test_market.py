"""The market place: who sees what, filters, distances, the empty state, the export."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import VISITOR, Actor, Role
from symbiose.listings import actions, queries
from symbiose.listings.queries import Spot, market_counts
from symbiose.site.settings import LOCAL_MEMORY
from tests.factories import make_actor, make_fact, make_listing, make_organisation

pytestmark = pytest.mark.django_db

URL = reverse("listings:market")
HORSENS = {"postcode": "8700", "town": "Horsens", "latitude": 55.86, "longitude": 9.85}
MARKET_QUERIES = 10


def titles(answer):
    return [row.title for row in answer.context["shown"].page.object_list]


def export(client, **asked):
    answer = client.get(URL, {**asked, "format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize(
    ("role", "asked"), [(Role.VISITOR, True), (Role.FIRM, True), (Role.CONSULTANT, False), (Role.LEADER, False)]
)
def test_only_those_who_may_write_are_asked_to(client_as, role, asked):
    client = client_as(role)
    make_listing(title="Europaller")
    addresses = [reverse("listings:add"), reverse("listings:alert_add")]

    for page in (client.get(URL), client.get(URL, {"q": "xyzzy"})):
        assert [address in page.content.decode() for address in addresses] == [asked, asked]
        assert page.status_code == 200


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ADVISER])
def test_market_is_open_to_everybody(client_as, role):
    make_listing(title="Europaller")

    answer = client_as(role).get(URL)

    assert titles(answer) == ["Europaller"]


def test_market_leaves_out_drafts_hidden_withdrawn_and_what_ran_out(client_as):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_listing(title="Vist")
    for state in ("draft", "hidden", "withdrawn"):
        make_listing(title=state, state=state)
    make_listing(title="Udløbet", valid_from=date(2020, 1, 1), valid_to=yesterday)

    assert titles(client_as(Role.VISITOR).get(URL)) == ["Vist"]
    assert titles(client_as(Role.ADVISER).get(URL)) == ["Vist"]


@pytest.mark.parametrize("count", [1, 3])
def test_market_queries_do_not_grow_with_rows(client_as, django_assert_num_queries, count):
    for _number in range(count):
        make_listing(make_organisation(), codes=["pallets", "wood_offcuts"], anonymous=bool(count % 2))
    client = client_as(Role.VISITOR)
    client.get(URL)

    with django_assert_num_queries(MARKET_QUERIES):
        client.get(URL)


def test_market_filters_by_side_kind_name_and_social_enterprise(client_as):
    social = make_organisation("Eksempel Fuglekassen")
    make_fact(social)
    make_listing(social, title="Søv")
    make_listing(title="Mangler", side="need", kind="space")
    make_listing(title="Skjult", anonymous=True)
    client = client_as(Role.VISITOR)

    assert titles(client.get(URL, {"side": "need"})) == ["Mangler"]
    assert titles(client.get(URL, {"kind": "space"})) == ["Mangler"]
    assert titles(client.get(URL, {"social": "1"})) == ["Søv"]
    assert set(titles(client.get(URL, {"named": "1"}))) == {"Søv", "Mangler"}
    counts = {
        (shown.name, choice.value): choice.count
        for shown in client.get(URL).context["shown"].filters
        for choice in shown.choices
    }
    assert (counts["side", "have"], counts["kind", "space"], counts["social", "1"], counts["named", "1"]) == (
        2,
        1,
        1,
        2,
    )


def test_market_searches_stems_and_shows_removable_tags(client_as):
    make_listing(title="Europaller", text="20 europaller om måneden")
    make_listing(title="Savsmuld", text="Tørt savsmuld")

    answer = client_as(Role.VISITOR).get(URL, {"q": "europalle", "side": "have"})

    assert titles(answer) == ["Europaller"]
    assert [tag.label for tag in answer.context["shown"].tags] == ["Nogen har", "europalle"]


def test_within_is_a_circle_and_shows_the_distance(client_as):
    make_listing(title="Silkeborg")
    make_listing(title="Horsens", **HORSENS)
    make_listing(title="Ukendt", postcode="", town="", latitude=None, longitude=None)
    client = client_as(Role.VISITOR)

    near = client.get(URL, {"within": "25", "near": "8600"})
    far = client.get(URL, {"within": "50", "near": "8600", "sort": "nearest"})

    assert titles(near) == ["Silkeborg"]
    assert titles(far) == ["Silkeborg", "Horsens"]
    assert [tag.label for tag in near.context["shown"].tags] == ["inden for 25 km", "fra 8600 Silkeborg"]
    assert "39 km" in far.content.decode()


def test_within_agrees_with_the_great_circle_at_every_edge(db):
    spot = Spot(56.17, 9.55, "8600 Silkeborg")
    rows = [
        make_listing(latitude=56.17 + north / 20, longitude=9.55 + east / 10)
        for north in range(-5, 6)
        for east in range(-5, 6)
    ]

    for km in (5, 10, 25):
        found = set(queries.within(queries.market(Actor()), spot, km).values_list("pk", flat=True))

        assert found == {row.pk for row in rows if queries.kilometres(spot, row) <= km}
        assert 0 < len(found) < len(rows)


def test_nearest_comes_first_and_unknown_places_last(client_as):
    make_listing(title="Ukendt", postcode="", town="", latitude=None, longitude=None)
    make_listing(title="Horsens", **HORSENS)
    make_listing(title="Silkeborg")

    answer = client_as(Role.VISITOR).get(URL, {"sort": "nearest", "near": "8700"})

    assert titles(answer) == ["Horsens", "Silkeborg", "Ukendt"]
    assert "Ukendt" in answer.content.decode()


def test_unknown_postcode_is_said_in_one_sentence(client_as):
    make_listing(title="Europaller")

    answer = client_as(Role.VISITOR).get(URL, {"near": "0000", "within": "25"})

    assert "Vi kender ikke stedet “0000”" in answer.content.decode()


def test_empty_market_says_two_things_to_do_and_what_lies_wider(client_as):
    make_listing(title="Europaller", codes=["pallets"], text="20 europaller", **HORSENS)
    make_listing(title="Brædder", codes=["timber_used"], text="Brædder")

    answer = client_as(Role.VISITOR).get(URL, {"q": "europaller", "within": "25", "near": "8600"})

    page = answer.content.decode()
    assert "Ingen opslag endnu" in page
    assert "Skriv, at I mangler det" in page
    assert f"{reverse('listings:add')}?side=need&amp;text=europaller" in page
    wider = [(one["text"], one["where"]) for one in answer.context["wider"]]
    assert wider == [("1 opslag om træ", ""), ("1 opslag", "inden for 50 km (8700 Horsens)")]
    for one in answer.context["wider"]:
        assert titles(client_as(Role.VISITOR).get(URL + one["url"]))


def test_empty_market_without_anything_at_all_still_says_what_to_do(client_as):
    page = client_as(Role.VISITOR).get(URL).content.decode()

    assert "Ingen har skrevet noget endnu" in page


def test_broader_group_narrows_to_its_kinds(client_as):
    make_listing(title="Europaller", codes=["pallets"])
    make_listing(title="Stof", codes=["textile_offcuts"])

    answer = client_as(Role.VISITOR).get(URL, {"family": "wood"})

    assert titles(answer) == ["Europaller"]
    assert [tag.label for tag in answer.context["shown"].tags] == ["Træ"]


def test_export_holds_exactly_the_rows_shown_in_the_folder_format(client_as):
    owner = make_organisation("Eksempel Træværk")
    make_listing(owner, title="Træ", codes=["wood_offcuts"], quantity=Decimal("1200.5"), windows="tir 08:00-12:00")
    make_listing(title="Mangler", side="need")

    rows = export(client_as(Role.VISITOR), side="have")

    assert len(rows) == 1
    assert list(rows[0]) == [
        *("id", "organisation", "side", "kind", "text", "quantity", "unit", "per"),
        *("place", "windows", "code", "hazard", "price", "valid_from", "valid_to"),
    ]
    assert rows[0]["organisation"] == "Eksempel Træværk"
    assert (rows[0]["quantity"], rows[0]["unit"], rows[0]["code"]) == ("1200,5", "kg", "wood_offcuts")


def test_export_never_starts_a_cell_with_a_formula(client_as):
    make_listing(text="=1+1")

    assert export(client_as(Role.VISITOR))[0]["text"] == "'=1+1"


def owner_client(client_as, organisation):
    return client_as(Role.FIRM, organisation)


def test_a17_6_name_is_hidden_everywhere_from_everybody_but_the_owner_and_advisers(client_as):
    hidden = make_organisation("Eksempel Hemmelig")
    make_fact(hidden)
    by = make_actor(Role.FIRM, hidden)
    listing = actions.add_listing(
        hidden,
        by=by,
        codes=["pallets"],
        show=True,
        anonymous=True,
        side="have",
        text="Vi har 20 paller",
        external_id="hemmelig-1",
    )
    detail = reverse("listings:detail", args=[listing.pk])
    words = ("Hemmelig", "hemmelig-1", by.name, hidden.company_number or "Hemmelig")

    for client in (client_as(Role.VISITOR), client_as(Role.FIRM, make_organisation())):
        pages = [
            client.get(URL).content.decode(),
            client.get(URL, {"q": "paller"}).content.decode(),
            client.get(detail).content.decode(),
            str(export(client)),
            client.get(reverse("listings:change", args=[listing.pk])).content.decode(),
            client.get(reverse("listings:refresh", args=[listing.pk])).content.decode(),
            client.post(reverse("listings:withdraw", args=[listing.pk])).content.decode(),
        ]
        assert "Vi har 20 paller" in pages[2]
        assert not [word for word in words for page in pages if word in page]
        assert titles(client.get(URL, {"q": "Hemmelig"})) == []
        assert titles(client.get(URL, {"social": "1"})) == []
        assert titles(client.get(URL, {"named": "1"})) == []
        assert not [
            one
            for shown in client.get(URL).context["shown"].filters
            for one in shown.choices
            if shown.name == "social" and one.count
        ]
    for client in (client_as(Role.FIRM, hidden), client_as(Role.ADVISER)):
        assert "Eksempel Hemmelig" in client.get(detail).content.decode()
        assert "Eksempel Hemmelig" in client.get(URL).content.decode()
        assert export(client)[0]["organisation"] == "Eksempel Hemmelig"


def test_a17_6_making_a_listing_anonymous_takes_the_name_out_of_the_search(client_as):
    owner = make_organisation("Eksempel Hemmelig")
    by = make_actor(Role.FIRM, owner)
    listing = actions.add_listing(owner, by=by, show=True, side="have", text="Vi har paller")
    assert titles(client_as(Role.VISITOR).get(URL, {"q": "Hemmelig"})) == [listing.title]

    actions.change_listing(listing, by=by, anonymous=True)

    assert titles(client_as(Role.VISITOR).get(URL, {"q": "Hemmelig"})) == []


def test_a17_6_anonymous_listing_lies_in_the_middle_of_its_postcode_not_at_a_door(actor_firm, organisation):
    organisation.latitude, organisation.longitude = 56.123456, 9.654321
    organisation.save()

    listing = actions.add_listing(organisation, by=actor_firm, anonymous=True, side="have", text="Paller")

    assert (listing.latitude, listing.longitude) != (56.123456, 9.654321)
    assert listing.postcode == "8600"


@pytest.mark.parametrize("kind", ["association", "school", "department", "social_enterprise"])
def test_a23_1_any_organisation_can_have_listings_and_stand_on_the_market(client_as, kind):
    party = make_organisation(kind=kind)
    actions.add_listing(
        party, by=make_actor(Role.FIRM, party), show=True, side="need", text="Vi mangler paller", title="Paller"
    )

    assert titles(client_as(Role.VISITOR).get(URL)) == ["Paller"]


def test_x6_unknown_is_said_as_unknown(client_as):
    listing = make_listing(quantity=None, unit="", per="", postcode="", town="", latitude=None, longitude=None)

    page = client_as(Role.VISITOR).get(reverse("listings:detail", args=[listing.pk])).content.decode()

    assert page.count("Ukendt") >= 3


def test_x6_estimate_is_labelled(client_as):
    make_listing(estimated=True)

    assert "120 kg om ugen (skøn)" in client_as(Role.VISITOR).get(URL).content.decode()


def test_row_says_when_it_runs_out(client_as):
    make_listing(valid_to=timezone.localdate() + timedelta(days=10))

    assert "Udløber om 10 dage" in client_as(Role.VISITOR).get(URL).content.decode()


def test_a_listing_is_not_seen_before_its_first_day(client):
    later = make_listing(title="Kommer senere", valid_from=timezone.localdate() + timedelta(days=1))

    assert "Kommer senere" not in client.get("/opslag/").content.decode()
    assert client.get(f"/opslag/{later.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ADVISER])
def test_every_count_beside_a_filter_is_what_the_filter_finds(client_as, role):
    today = timezone.localdate()
    mine, social = make_organisation("Eksempel Egen"), make_organisation("Eksempel Fuglekassen")
    for owner in (mine, social):
        make_fact(owner)
    make_fact(make_organisation(), holds=False)
    for number, owner in enumerate([mine, mine, social, social, None, None, None]):
        make_listing(
            owner,
            side="have" if number % 2 else "need",
            kind=("material", "space", "")[number % 3],
            anonymous=number % 3 == 1,
            valid_from=today if number else today - timedelta(days=9),
            valid_to=today + timedelta(days=number),
        )
    make_listing(social, state="draft")
    make_listing(social, valid_from=today + timedelta(days=1))
    client = client_as(role, None if role is Role.ADVISER else mine)

    shown = client.get(URL).context["shown"]

    assert shown.total == len(titles(client.get(URL, {"side": ["have", "need"]}))) == 7
    counted = [(one.name, choice.value, choice.count) for one in shown.filters for choice in one.choices]
    for name, value, count in counted:
        assert count is None or client.get(URL, {name: value}).context["shown"].total == count, (name, value)
    assert sum(count > 0 for _name, _value, count in counted if count is not None) == 6


def test_pages_of_the_market_hold_every_listing_once(client_as):
    for number in range(27):
        make_listing(title=f"Nummer {number}")
    client = client_as(Role.VISITOR)

    pages = [client.get(URL, {"page": page}) for page in (1, 2)]

    assert [len(titles(page)) for page in pages] == [25, 2]
    assert len({title for page in pages for title in titles(page)}) == 27


def test_counts_are_kept_until_something_is_written_and_never_longer(client_as, settings, django_assert_num_queries):
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": LOCAL_MEMORY, "LOCATION": "test-counts"}}
    caches["counts"].clear()
    owner = make_organisation()
    make_listing(owner)
    first = market_counts(VISITOR)

    with django_assert_num_queries(1):  # the latest verb
        again = market_counts(VISITOR)
    actions.add_listing(
        owner, by=make_actor(Role.FIRM, owner), show=True, side="need", text="Vi mangler paller", kind="material"
    )
    after = market_counts(VISITOR)

    assert first == again
    assert first["side"] == {"have": 1}
    assert after["side"] == {"have": 1, "need": 1}
    assert "2 opslag" in client_as(Role.VISITOR).get(URL).content.decode()


def test_x4_only_the_owner_and_advisers_see_a_hidden_social_enterprise_counted():
    social, other = make_organisation(), make_organisation()
    make_fact(social, "social_enterprise")
    make_listing(social, anonymous=True)
    make_listing(social)

    counted = {
        name: market_counts(actor)["social"]["1"]
        for name, actor in {
            "visitor": VISITOR,
            "other": make_actor(Role.FIRM, other),
            "owner": make_actor(Role.FIRM, social),
            "adviser": make_actor(Role.ADVISER),
        }.items()
    }

    assert counted == {"visitor": 1, "other": 1, "owner": 2, "adviser": 2}
