"""Letters to the entrance as advisers see them, and a letter brought as a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.notices import actions
from symbiose.notices.incoming import LetterRefused, receivers
from symbiose.notices.models import IncomingMail
from tests.factories import make_membership
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db
PAGE, DROP = "/indbakke/modtaget/", "/indbakke/modtaget/laeg-ind/"
CLOCK = system("Symbiose")
INCOMING_QUERIES = 11


@pytest.fixture
def page(municipality):
    client = Client()
    client.force_login(make_membership(Role.ADVISER).user)
    return client


def brought(raw, name="brev.eml"):
    return {"file": SimpleUploadedFile(name, raw)}


def test_each_letter_says_what_became_of_it(page, desk):
    actions.take_in(letter(), by=CLOCK)
    actions.take_in(letter(Message_ID="<2@x>", Subject="Jeg er væk", Auto_Submitted="auto-replied"), by=CLOCK)

    said = page.get(PAGE).content.decode()

    assert f'<a href="/organisationer/{desk.became.pk}/">Eksempel Henvendelse</a>' in said
    assert "Brevet er et automatisk svar." in said
    assert "2 breve" in said
    assert "Jeg er væk" not in page.get(PAGE + "?tilstand=handled").content.decode()
    assert "Vi har træ til overs" not in page.get(PAGE + "?q=væk").content.decode()
    assert b"anna@firma.example" in b"".join(page.get(PAGE + "?format=csv").streaming_content)


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_the_same_queries_however_many_there_are(page, desk, many, django_assert_num_queries):
    for number in range(many):
        actions.take_in(letter(f"{number}\n", Message_ID=f"<{number}@x>"), by=CLOCK)
    page.get(PAGE)

    with django_assert_num_queries(INCOMING_QUERIES):
        page.get(PAGE)


def test_without_letters_it_says_how_they_come(page):
    assert "Der er ikke kommet noget brev endnu." in page.get(PAGE).content.decode()


def test_a_letter_brought_as_a_file_is_read_in_once(page, desk):
    for _time in range(2):
        answer = page.post(DROP, brought(letter()), follow=True)

    assert "Brevet er læst ind." in answer.content.decode()
    assert len(desk.taken) == IncomingMail.objects.count() == 1


def test_another_file_is_refused_in_a_sentence(page, desk):
    assert (
        "Her kan kun læses et brev, der er gemt som .eml." in page.post(DROP, brought(b"x", "a.msg")).content.decode()
    )
    assert not IncomingMail.objects.exists()


def test_a_letter_that_is_too_large_is_refused_in_a_sentence(page, desk, monkeypatch):
    monkeypatch.setattr("symbiose.notices.forms.LARGEST_LETTER", 10)

    assert "Brevet er for stort." in page.post(DROP, brought(letter())).content.decode()


def test_the_room_s_refusal_is_shown(page, desk):
    desk.fails = LetterRefused("Brevet har ingen afsender.")
    assert "Brevet har ingen afsender." in page.post(DROP, brought(letter())).content.decode()

    desk.fails = RuntimeError()
    answer = page.post(DROP, brought(letter(Message_ID="<2@x>", Date="x")))
    assert "Brevet kunne ikke læses ind. Skriv det ind selv." in answer.content.decode()


def test_where_no_room_takes_letters_there_is_no_such_page(page, desk):
    receivers._REGISTERED.clear()

    assert page.get(DROP).status_code == 404
    assert DROP not in page.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, DROP])
def test_only_advisers_see_letters_to_the_entrance(municipality, address):
    IncomingMail.objects.create(message_id="x", content_hash="x", arrived_at=timezone.now())
    firm = Client()
    firm.force_login(make_membership(Role.FIRM).user)

    assert firm.get(address).status_code == 403
