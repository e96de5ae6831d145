"""Pages to read: written by the municipality with a preview, in both languages, dated, with history, and never as markup."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, MunicipalItem
from symbiose.home import actions
from symbiose.home.loading import configuration_of_database
from symbiose.home.queries import readings as queries
from symbiose.municipalities import reader
from tests.factories import make_item

ADD, LIST = "/laes/ny/", "/laes/"
WRITTEN = {
    "title_da": "Hvad er et fælles værksted?",
    "da": "Et sted med maskiner.\r\n\r\nFlere firmaer deler det.",
    "valid_from": "2020-01-01",
}
SLUG = "hvad-er-et-faelles-vaerksted"


def today():
    return timezone.localdate()


def reading(key="reading-test", **values):
    data = {
        "slug": "proeve",
        "title_da": "Prøveside",
        "da": "Første.\n\nAnden.",
        "clauses": [],
        **values.pop("data", {}),
    }
    return make_item("reading", key, data=data, **values)


def page(row):
    return f"/laes/side/{row.pk}/"


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def test_an_adviser_writes_a_page_and_the_public_reads_it(municipality, adviser, client):
    answer = adviser.post(ADD, WRITTEN)

    row = MunicipalItem.objects.get(kind="reading")
    assert answer.url == page(row)
    shown = client.get(f"/laes/{SLUG}/").text
    assert "<p>Et sted med maskiner.</p><p>Flere firmaer deler det.</p>" in shown
    assert "1 minut" in shown
    assert "Hvad er et fælles værksted?" in client.get(LIST).text


def test_a_preview_shows_both_languages_and_saves_nothing(municipality, adviser):
    before = AuditEntry.objects.count()

    shown = adviser.post(ADD, WRITTEN | {"preview": "1"}).text

    assert "<p>Flere firmaer deler det.</p>" in shown
    assert "Engelske læsere ser den danske, mærket som dansk." in shown
    assert "Et sted med maskiner." in shown.split("<textarea", 1)[1]
    assert not MunicipalItem.objects.filter(kind="reading").exists()
    assert AuditEntry.objects.count() == before


def test_english_readers_get_the_english_text_or_the_danish_one_with_a_mark(municipality, adviser, client):
    adviser.post(ADD, WRITTEN)
    client.cookies["django_language"] = "en"
    danish = client.get(f"/laes/{SLUG}/").text

    row = MunicipalItem.objects.get(kind="reading")
    given = WRITTEN | {"title_en": "A shared workshop", "en": "A place with machines.", "version": row.version}
    adviser.post(f"{page(row)}ret/", given)

    assert "in Danish" in danish
    assert "Et sted med maskiner." in danish
    english = client.get(f"/laes/{SLUG}/").text
    assert "A place with machines." in english
    assert "Et sted" not in english


@pytest.mark.parametrize("field", ["title_da", "da", "title_en", "en"])
def test_markup_is_shown_as_signs_in_every_place(municipality, adviser, client, field):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    given = WRITTEN | {"title_da": "Prøve", "title_en": "Try", "en": "Words", field: evil}
    pages = [adviser.post(ADD, given | {"preview": "1"}).text]
    adviser.post(ADD, given)
    row = MunicipalItem.objects.get(kind="reading")
    public = f"/laes/{row.data['slug']}/"

    for language in ("da", "en"):
        client.cookies["django_language"] = adviser.cookies["django_language"] = language
        pages += [client.get(public).text, client.get(LIST).text, client.get("/").text, adviser.get(page(row)).text]

    assert any("&lt;script&gt;" in shown for shown in pages)
    assert not [shown for shown in pages if "<script>alert" in shown or "<img src=x" in shown]


def test_a_page_with_a_later_day_is_seen_by_its_writers_alone(municipality, adviser, client):
    later = today() + timedelta(days=7)
    adviser.post(ADD, WRITTEN | {"valid_from": later.isoformat()})

    assert client.get(f"/laes/{SLUG}/").status_code == 404
    assert "fælles værksted" not in client.get(LIST).text
    assert "Ikke synlig for andre" in adviser.get(LIST).text
    assert "Et sted med maskiner." in adviser.get(page(MunicipalItem.objects.get(kind="reading"))).text


def test_a_new_wording_from_a_later_day_keeps_address_and_the_old_words_until_then(municipality, adviser, client):
    row = reading()
    later = today() + timedelta(days=7)

    given = WRITTEN | {"valid_from": later.isoformat(), "version": row.version, "reason": "Vedtaget i udvalget"}
    adviser.post(f"{page(row)}ret/", given)

    follows = MunicipalItem.objects.get(kind="reading", valid_from=later)
    assert follows.data["slug"] == row.data["slug"]
    assert "Første." in client.get("/laes/proeve/").text
    assert "Vedtaget i udvalget" in adviser.get(page(follows)).text


def test_a_page_that_has_ended_is_gone_for_the_public_and_kept_for_its_writers(municipality, adviser, client):
    row = reading(valid_to=today() - timedelta(days=1))

    assert client.get("/laes/proeve/").status_code == 404
    assert "Prøveside" in adviser.get(LIST).text
    assert "Første." in adviser.get(page(row)).text


def test_titles_alike_get_addresses_of_their_own(actor_adviser):
    days = {"valid_from": today(), "valid_to": None, "by": actor_adviser}

    slugs = [
        actions.write_reading(None, values={"title_da": title, "da": "Tekst", "clauses": []}, **days).data["slug"]
        for title in ("Ny", "Side", "Ærlig talt", "Ærlig talt")
    ]

    assert slugs == ["ny-2", "side-2", "aerlig-talt", "aerlig-talt-2"]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (180, 1), (360, 2), (900, 5)])
def test_time_to_read_is_counted_from_the_words(words, minutes):
    assert queries.minutes_of("ord " * words) == minutes


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"da": ""}, "Tekst på dansk"),
        ({"da": "Min mor er 010190-1234"}, "ligner et CPR-nummer"),
        ({"clauses": ["opdigtet"]}, "Vælg et af de svar, der står her."),
        ({"valid_to": "2019-01-01"}, "Sidste dag kan ikke ligge før første dag."),
    ],
)
def test_bad_values_are_told_and_the_text_is_kept(municipality, adviser, given, sentence):
    shown = adviser.post(ADD, WRITTEN | given).text

    assert sentence in shown
    assert "Hvad er et fælles værksted?" in shown
    assert not MunicipalItem.objects.filter(kind="reading").exists()


@pytest.mark.parametrize("name", ["add_reading", "reading_page", "change_reading"])
def test_pages_are_for_advisers(municipality, client_as, name):
    at = reverse(f"home:{name}", args=[] if name == "add_reading" else [reading().pk])

    assert client_as(Role.ADVISER).get(at).status_code == 200
    assert client_as(Role.FIRM).get(at).status_code == 403
    assert client_as(Role.VISITOR).get(at).status_code == 302
    assert "/laes/side/" not in client_as(Role.FIRM).get(LIST).text


def test_nobody_else_writes(actor_firm):
    for actor in (actor_firm, Actor()):
        with pytest.raises(PermissionError):
            actions.write_reading(None, values={"title_da": "x"}, valid_from=today(), valid_to=None, by=actor)


def test_nothing_to_read_says_what_to_do(municipality, adviser, client):
    assert "Skriv den første side" in adviser.get(LIST).text
    assert "Spørg os i stedet." in client.get(LIST).text


def test_what_was_written_is_exported_and_read_back(silkeborg, actor_adviser, tmp_path):
    values = {"title_da": "Ny tekst", "da": "Linje\n\nLinje", "title_en": None, "en": None, "clauses": ["S-15"]}
    actions.write_reading(None, values=values, valid_from=today(), valid_to=None, by=actor_adviser)
    exported = configuration_of_database()

    reader.dump(exported, tmp_path)

    assert "Ny tekst" in {item.data.get("title_da") for item in exported.of_kind("reading")}
    assert reader.load(tmp_path).of_kind("reading") == exported.of_kind("reading")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(municipality, client, rows, django_assert_num_queries):
    for number in range(rows):
        reading(f"reading-{number}", data={"slug": f"side-{number}"})

    with django_assert_num_queries(3):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_writers_list_asks_the_same_number_of_queries(municipality, client_as, rows, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for number in range(rows):
        reading(f"reading-{number}", valid_from=today() + timedelta(days=9), data={"slug": f"side-{number}"})

    with django_assert_num_queries(7):
        client.get(LIST)
