"""Goals, reading pages, contact, statement, data and about."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from symbiose.common.models import MunicipalItem
from symbiose.home.queries import public


def test_x6_goals_say_not_measured_and_keep_the_marks_of_their_source(silkeborg, client):
    shown = client.get("/maal/").content.decode()

    assert shown.count("Ikke målt endnu") == 5
    assert "Måltal: 100 stillinger" in shown
    assert shown.count("Intet måltal i teksten") == 2
    assert "Vores læsning" in shown


def test_x6_what_is_known_second_hand_says_so(silkeborg, client):
    second_hand = MunicipalItem.objects.filter(kind="result", certainty="second-hand")
    assert second_hand.exists()

    shown = client.get("/maal/").content.decode()

    assert shown.count("Kendt gennem andre") >= second_hand.count()


def test_each_goal_opens_to_the_words_that_set_it(silkeborg, client):
    shown = client.get("/maal/").content.decode()

    for goal in MunicipalItem.objects.filter(kind="goal"):
        assert f"Ordene bag ({goal.clause})" in shown


@pytest.mark.parametrize("name", ["silkeborg", "kalundborg"])
def test_a24_1_each_activity_cites_its_clause_and_what_is_without_is_shown(name, load, client):
    load(name)
    found = public.coverage(public.of_kinds("activity", "clause", "principle"))

    shown = client.get("/maal/").content.decode()

    assert [one.item.key for one in found.activities] == [f"A{number}" for number in range(1, 25)]
    assert shown.count("Teksten beder ikke om det") == found.unasked
    assert {clause.key for one in found.activities for clause in one.clauses} == {row.key for row in found.cited}
    for clause in [*found.cited, *found.without]:
        assert shown.count(f'id="{clause.key}"') >= 1


def test_ids_on_the_goals_page_are_unique(silkeborg, client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/maal/").content.decode())

    assert sorted(set(ids)) == sorted(ids)


def test_reading_page_shows_paragraphs_minutes_and_clauses(silkeborg, client):
    shown = client.get("/laes/socialoekonomisk-symbiose/").content.decode()

    assert shown.count("<p>") > 5
    assert "minut" in shown
    assert 'id="S-15"' in shown
    assert client.get("/laes/findes-ikke/").status_code == 404


def test_statement_stands_at_the_address_that_the_law_names(silkeborg, client):
    for address in ("/was", reverse("home:accessibility")):
        assert "https://indgang.silkeborg.example/was" in client.get(address).content.decode()


def test_data_page_says_whom_to_ask(silkeborg, client):
    assert "databeskyttelse@silkeborg.example" in client.get("/om-dine-oplysninger/").content.decode()


def test_about_names_licence_and_version(silkeborg, client):
    shown = client.get("/om/").content.decode()

    assert "EUPL-1.2" in shown
    assert re.search(r"<dd>\d+\.\d+\.\d+</dd>", shown)


@pytest.mark.parametrize("page", ["/maal/", "/laes/", "/kontakt/", "/was/", "/om-dine-oplysninger/", "/om/"])
def test_pages_of_texts_take_few_queries(page, silkeborg, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(page)
