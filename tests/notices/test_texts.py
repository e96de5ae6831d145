"""Texts of letters in the municipality's own words: previewed, checked, kept with their history, taken back."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.notices import actions
from symbiose.notices.models import MailTextVersion, OutgoingMail
from symbiose.notices.queries import in_force, written
from symbiose.notices.texts import LANGUAGES, TEXTS, Words, filled, flaws
from tests.factories import make_membership, make_organisation
from tests.notices.test_actions import give

pytestmark = pytest.mark.django_db
TEXT = "/indbakke/tekster/answer_link/da/"
TEXTS_QUERIES = 6
OWN = {"subject": "Svar ønskes: {emne}", "body": "Kære firma\n\n{besked}\n\n{link}\n\nGælder til {dato}.", "seen": "0"}


@pytest.fixture
def page(municipality):
    client = Client()
    client.force_login(make_membership(Role.ADVISER).user)
    return client


def body(answer):
    return answer.content.decode()


def sent_link():
    return actions.send_link(give(make_organisation()), by=system("test"), text="Vi har et forslag.")


def test_own_words_are_in_the_next_letter_and_standard_words_in_it_again(page):
    page.post(TEXT, OWN)

    mail = sent_link()
    assert mail.subject == "Svar ønskes: Noget venter på jeres svar"
    assert mail.body.startswith("Kære firma\n\nVi har et forslag.\n\nhttp")

    page.post(f"{TEXT}standard/", {"seen": "1"})
    mail = sent_link()
    assert mail.subject == "Noget venter på jeres svar"
    assert "Linket er personligt. Det gælder til" in mail.body


def test_the_page_shows_the_words_with_examples_and_every_placeholder(page):
    said = body(page.get(TEXT))

    assert "Sådan ser det ud nu, med eksempler" in said
    assert "<strong>Noget venter på jeres svar</strong>" in said
    for one in TEXTS["answer_link"].placeholders:
        assert f"<code>{{{one.name}}}</code>" in said


def test_a_preview_shows_what_is_written_and_writes_nothing(page):
    said = body(page.post(TEXT, {**OWN, "preview": "1"}))

    assert "Sådan bliver det; det gælder ikke endnu" in said
    assert "<strong>Svar ønskes: Noget venter på jeres svar</strong>" in said
    assert "Kære firma" in said
    assert not MailTextVersion.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": "{besked} {link} {navn}"}, "{navn} findes ikke. Du kan bruge {emne}, {besked}, {link}, {dato}."),
        ({"subject": "{fornavn}"}, "{fornavn} findes ikke. Du kan bruge {emne}, {besked}, {link}, {dato}."),
        ({"body": "{besked}"}, "Skriv {link} et sted i teksten."),
        ({"body": "{besked} {link} }"}, "En krøllet parentes står alene."),
        ({"body": "{besked} {link} {to ord}"}, "En krøllet parentes står alene."),
        ({"body": "{besked} {link} 010190-1234"}, "ligner et CPR-nummer"),
        ({"body": ""}, "Dette felt er påkrævet"),
    ],
)
def test_what_no_letter_can_hold_is_said_in_one_sentence_and_the_text_stays(page, changed, sentence):
    answer = page.post(TEXT, {**OWN, **changed})

    assert sentence in body(answer)
    assert OWN["subject"] in body(answer) or "subject" in changed
    assert not MailTextVersion.objects.exists()


def test_every_version_stays_with_who_wrote_it(page):
    page.post(TEXT, OWN)
    page.post(TEXT, {**OWN, "subject": "Nyt: {emne}", "seen": "1"})
    page.post(f"{TEXT}standard/", {"seen": "2"})

    said = body(page.get(TEXT))
    assert re.findall(r'history-what">([^<]+)<', said) == [
        "Standardteksten brugt igen",
        "Nyt: {emne}",
        "Svar ønskes: {emne}",
    ]
    assert said.count('history-who">Person Eksempel') == 3
    verbs = AuditEntry.objects.filter(subject_label="notices.mailtextversion").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "notices.write_text",
        "notices.write_text",
        "notices.take_standard",
    ]


def test_the_same_words_twice_are_one_version_and_standard_twice_none_more(page):
    page.post(TEXT, OWN)
    page.post(TEXT, {**OWN, "seen": "1"})
    page.post(f"{TEXT}standard/", {"seen": "1"})
    page.post(f"{TEXT}standard/", {"seen": "2"})
    page.post(f"{TEXT}standard/", {"seen": "evil"})

    assert MailTextVersion.objects.count() == 2


def test_two_who_edit_one_text_are_told_and_nothing_is_lost(page):
    page.post(TEXT, OWN)
    answer = page.post(TEXT, {**OWN, "subject": "Min egen: {emne}", "seen": "0"})

    said = body(answer)
    assert "En anden har ændret teksten, mens du skrev." in said
    assert "Min egen: {emne}" in said
    assert 'name="seen" value="1"' in said
    assert in_force(TEXTS["answer_link"], "da").subject == OWN["subject"]
    page.post(f"{TEXT}standard/", {"seen": "0"})
    assert MailTextVersion.objects.count() == 1


def test_danish_and_english_are_apart(page):
    page.post(TEXT, OWN)

    assert in_force(TEXTS["answer_link"], "en") == TEXTS["answer_link"].standard["en"]
    assert "The link is personal" in body(page.get("/indbakke/tekster/answer_link/en/"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_says_which_words_are_own_with_the_same_queries(page, many, django_assert_num_queries):
    keys = ["answer_link", "news", "digest"][:many]
    for key in keys:
        MailTextVersion.objects.create(key=key, language="da", number=1, subject="x", body="{link}")
    page.get("/indbakke/tekster/")

    with django_assert_num_queries(TEXTS_QUERIES):
        said = body(page.get("/indbakke/tekster/"))
    assert said.count("egne ord siden") == many


@pytest.mark.parametrize("address", ["findes-ikke/da/", "digest/fr/", "digest/fr/standard/"])
def test_other_texts_and_languages_do_not_exist(page, address):
    ask = page.post if address.endswith("standard/") else page.get

    assert ask(f"/indbakke/tekster/{address}").status_code == 404


@pytest.mark.parametrize("name", ["/indbakke/tekster/", TEXT])
def test_only_advisers_see_and_change_texts(municipality, name):
    firm = Client()
    firm.force_login(make_membership(Role.FIRM).user)

    assert firm.get(name).status_code == 403
    assert firm.post(TEXT, OWN).status_code == 403
    assert firm.post(f"{TEXT}standard/").status_code == 403
    assert not MailTextVersion.objects.exists()


def test_standard_texts_keep_their_own_rules():
    for text in TEXTS.values():
        for language in LANGUAGES:
            found = flaws(text.standard[language], text.placeholders)
            assert (found.unknown, found.lacking, found.loose) == ((), (), False), (text.key, language)
            assert "{" not in str(filled(text.standard[language], text.examples))


def test_a_room_s_own_text_is_queued_in_the_words_that_hold(page):
    page.post("/indbakke/tekster/news/da/", {"subject": "Nyt", "body": "Om {emne}: {link}", "seen": "0"})

    actions.queue_text("news", to="a@b.example", values={"emne": "træ", "link": "http://x"}, once_key="a")

    assert OutgoingMail.objects.get().body == "Om træ: http://x"


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["emne", "link"]), st.text(max_size=20)))
def test_a_value_is_never_read_as_a_placeholder_and_a_subject_is_one_line(text, values):
    words = filled(Words(text, "{link}"), values)

    assert "\n" not in words.subject
    assert words.body == values.get("link", "{link}")


def test_a_letter_in_english_is_english():
    assert written("digest", "en", liste="x", link="y", valg="z").subject == "News for you in Symbiose"


@pytest.mark.parametrize("values", [{"number": 1}, {"number": 0}, {"subject": ""}, {"body": ""}])
def test_the_database_refuses_two_versions_of_a_number_and_empty_ones(values, db):
    known = {"key": "digest", "language": "da", "subject": "x", "body": "y"}
    MailTextVersion.objects.create(**known, number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        MailTextVersion.objects.create(**{**known, "number": 2, **values})
