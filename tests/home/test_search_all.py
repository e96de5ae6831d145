"""One search over everything that the reader may see."""

from __future__ import annotations

import re

import pytest

from symbiose.common.actor import Role
from tests.factories import make_listing, make_organisation


def found(client, words):
    return client.get("/soeg/", {"q": words}).content.decode()


def test_search_finds_organisations_and_listings_in_their_own_groups(silkeborg, client):
    make_organisation("Eksempel Træværk", in_directory=True)
    make_listing(title="Træværk til hegn")

    shown = found(client, "træværk")

    assert "Eksempel Træværk" in shown
    assert "Træværk til hegn" in shown
    assert shown.index("Organisationer <span") != shown.index("Opslag <span")


@pytest.mark.parametrize("words", ["traevaerk", "Træværket", "træværk eksempel"])
def test_search_finds_other_spellings_and_endings(words, silkeborg, client):
    make_organisation("Eksempel Træværk", in_directory=True)

    assert ">Eksempel Træværk</a>" in found(client, words)


def test_search_says_which_word_it_took_for_a_slip(silkeborg, client):
    make_listing(title="Kaffegrums")

    shown = found(client, "kaffegrumz")

    assert ">Kaffegrums</a>" in shown
    assert "Vi søgte også efter ord, der begynder med:" in shown


def test_search_shows_nothing_that_the_reader_may_not_see(silkeborg, client, client_as):
    make_organisation("Eksempel Skjult")
    make_listing(make_organisation("Eksempel Hemmelig"), title="Kladde til kasser", state="draft", shown_at=None)
    adviser = client_as(Role.ADVISER)
    assert ">Eksempel Skjult</a>" in found(adviser, "skjult")
    assert ">Kladde til kasser</a>" in found(adviser, "kladde")

    assert ">Eksempel Skjult</a>" not in found(client, "skjult")
    assert ">Kladde til kasser</a>" not in found(client, "kladde")


def test_search_shows_ten_and_leads_to_the_list_with_all(silkeborg, client):
    for number in range(12):
        make_listing(title=f"Kasse {number}")

    shown = found(client, "kasse")

    assert shown.count('<li class="row-item">') == 10
    assert 'href="/opslag/?q=kasse">Se alle 12</a>' in shown


def test_search_puts_first_what_is_called_so_and_then_the_newest(silkeborg, client):
    make_listing(title="Kasse af eg")
    for number in range(11):
        make_listing(title=f"Træ {number}", text="Skåret ud af en kasse")

    shown = found(client, "kasse")

    titles = re.findall(r'row-title" href="/opslag/\d+/">([^<]+)<', shown)
    assert titles == ["Kasse af eg", *(f"Træ {number}" for number in range(10, 1, -1))]
    assert "Se alle 12" in shown


def test_search_that_finds_nothing_says_what_to_try(silkeborg, client):
    shown = found(client, "xylofonbyggeri")

    assert "Vi fandt ikke noget med ”xylofonbyggeri”." in shown
    assert 'href="/kontakt/"' in shown


@pytest.mark.parametrize("words", ["", "   ", "!!!", "' OR 1=1 --", '"', "a" * 500, "<script>alert(1)</script>"])
def test_search_takes_any_text(words, silkeborg, client):
    answer = client.get("/soeg/", {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_search_takes_the_same_queries_for_one_and_three(rows, silkeborg, client, django_assert_num_queries):
    for number in range(rows):
        make_listing(make_organisation(f"Kasse {number}", in_directory=True), title=f"Kasse {number}")

    with django_assert_num_queries(14):
        found(client, "kasse")


def test_a17_6_search_suggests_no_word_that_stands_in_hidden_names_or_drafts_alone(silkeborg, client, client_as):
    make_organisation("Eksempel Hemmeligbutik")
    make_listing(title="Kladdetekstil", state="draft", shown_at=None)

    assert "hemmeligbutik" in found(client_as(Role.ADVISER), "hemmeligbutek")
    for slip, hidden in (("hemmeligbutek", "hemmeligbutik"), ("kladdetekstyl", "kladdetekstil")):
        assert hidden not in found(client, slip)
