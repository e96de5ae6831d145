"""The front page: the ways in, what is new, who is in, and no figure that nobody counted."""

from __future__ import annotations

import re

import pytest

from symbiose.common.actor import Role
from tests.factories import make_fact, make_listing, make_organisation


@pytest.fixture(params=["silkeborg", "kalundborg"])
def either(request, load):
    return load(request.param)


DOORS = ("found", "register", "partner", "hire", "listing", "sell", "other")


@pytest.mark.parametrize("here", ["silkeborg", "kalundborg"])
def test_a1_1_every_door_leads_to_the_form_with_its_topic_chosen(here, load, client):
    load(here)
    shown = client.get("/").content.decode()

    for topic in DOORS:
        assert f'href="/skriv/?emne={topic}"' in shown
        assert f'<option value="{topic}" selected>' in client.get(f"/skriv/?emne={topic}").content.decode()


def test_the_form_promises_an_answer_and_says_where_that_is_only_proposed(either, client):
    shown = client.get("/skriv/").content.decode()

    assert "Du får et første svar inden for 2 arbejdsdage." in shown
    assert "Forslag, ikke besluttet" in shown


def test_the_form_says_the_words_of_the_door(silkeborg, client):
    assert "Vil du starte en socialøkonomisk virksomhed?" in client.get("/skriv/?emne=found").content.decode()
    assert 'href="/skriv/?emne=found"' in client.get("/kontakt/?emne=found").content.decode()


def test_those_who_may_write_go_straight_to_a_new_listing(silkeborg, client_as):
    for role in (Role.FIRM, Role.ADVISER):
        assert 'href="/opslag/nyt/"' in client_as(role).get("/").content.decode()


def test_name_of_an_anonymous_listing_is_not_on_the_front_page(silkeborg, client):
    hidden = make_organisation("Eksempel Hemmelig")
    make_listing(hidden, title="Bøgeflis", anonymous=True)

    shown = client.get("/").content.decode()

    assert "Bøgeflis" in shown
    assert "Eksempel Hemmelig" not in shown


def test_newest_three_are_shown_and_the_rest_counted(silkeborg, client):
    for number in range(4):
        make_listing(title=f"Kasser {number}")

    shown = client.get("/").content.decode()

    assert "Kasser 0" not in shown
    assert [f"Kasser {number}" in shown for number in (1, 2, 3)] == [True] * 3
    assert "Se alle 4" in shown


def test_directory_shows_social_enterprises_with_their_facts(silkeborg, client):
    social = make_organisation("Eksempel Systue", in_directory=True)
    make_fact(social)
    make_fact(social, "registered")
    make_organisation("Eksempel Udenfor")

    shown = client.get("/").content.decode()

    assert "Eksempel Systue (SØV)" in shown
    assert "Registreret" in shown
    assert "Eksempel Udenfor" not in shown


def test_x6_no_figure_stands_where_nothing_was_counted(silkeborg, client):
    shown = client.get("/").content.decode()

    figures = re.findall(r'<p class="figure">(.*?)</p>', shown)

    assert figures == ["Ikke målt endnu"] * 5


def test_empty_market_place_says_what_to_do(silkeborg, client):
    shown = client.get("/").content.decode()

    assert "Der står ikke noget endnu." in shown
    assert "Der står ingen i den offentlige oversigt endnu." in shown


def test_one_click_roles_stand_only_in_the_demo(silkeborg, client, settings):
    settings.DEMO = False
    assert 'id="roller"' not in client.get("/").content.decode()

    settings.DEMO = True
    shown = client.get("/").content.decode()

    assert re.findall(r'action="/konto/demo/(\w+)/"', shown) == [
        "adviser",
        "enterprise",
        "consultant",
        "leader",
        "visitor",
    ]
    headings = re.findall(r'role-card">.*?card-heading">(.*?)</h3>', shown)
    assert headings == ["Rådgiver", "Virksomhed", "Jobkonsulent", "Leder", "Besøgende"]
    buttons = re.findall(r'role-card">.*?<button[^>]*>(.*?)</button>', shown)
    assert buttons[2:] == ["Gå ind som jobkonsulent", "Gå ind som leder", "Se dig om som besøgende"]


@pytest.mark.parametrize("rows", [1, 3])
def test_front_page_takes_the_same_queries_for_one_and_three(rows, silkeborg, client, django_assert_num_queries):
    for _ in range(rows):
        make_listing(make_organisation(in_directory=True))

    with django_assert_num_queries(10):
        client.get("/")
