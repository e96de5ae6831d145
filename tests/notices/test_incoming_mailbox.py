"""The entrance's mailbox on an IMAP server that the tests start."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.home.operations import findings
from symbiose.notices import actions
from symbiose.notices.checks import mailbox_is_whole
from symbiose.notices.incoming import receivers
from symbiose.notices.incoming.mailbox import Box
from symbiose.notices.models import IncomingMail, IncomingState, MailboxReading
from symbiose.notices.tasks import fetch_letters
from tests.notices.letters import PDF, letter

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
HANDLED = "Læst af Symbiose"


def lying(mailbox, folder="INBOX"):
    mailbox.folder.set(folder)
    return [message.subject for message in mailbox.fetch(mark_seen=False)]


def test_letters_are_read_oldest_first_and_put_away(desk, mailbox):
    mailbox.append(
        letter(files=[("Tilbud.pdf", "application/pdf", PDF)]), dt=datetime.fromisoformat("2026-11-29T08:00:00+01:00")
    )
    mailbox.append(letter("To\n", Subject="Æbler", Message_ID="<2@firma.example>"))

    assert fetch_letters(by=CLOCK) == 2
    assert fetch_letters(by=CLOCK) == 0

    assert [(said.subject, [file.content for file in said.attachments]) for said in desk.taken] == [
        ("Vi har træ til overs", [PDF]),
        ("Æbler", []),
    ]
    assert lying(mailbox) == []
    assert lying(mailbox, HANDLED) == ["Vi har træ til overs", "Æbler"]
    assert IncomingMail.objects.order_by("pk")[0].arrived_at.isoformat() == "2026-11-29T07:00:00+00:00"
    assert MailboxReading.objects.get().read_at


def test_a_crash_between_reading_and_putting_away_does_nothing_twice(desk, mailbox, monkeypatch):
    mailbox.append(letter())
    with monkeypatch.context() as broken:
        broken.setattr(Box, "put_away", lambda box, uid: (_ for _ in ()).throw(ConnectionResetError()))
        assert fetch_letters(by=CLOCK) == 0
    assert lying(mailbox) == ["Vi har træ til overs"]

    assert fetch_letters(by=CLOCK) == 1
    assert len(desk.taken) == 1
    assert lying(mailbox) == []


def test_the_same_letter_twice_in_the_mailbox_is_one(desk, mailbox):
    mailbox.append(letter())
    mailbox.append(letter())

    assert fetch_letters(by=CLOCK) == 2
    assert len(desk.taken) == IncomingMail.objects.count() == 1
    assert lying(mailbox) == []


def test_a_letter_that_a_room_could_not_take_stays_and_the_others_are_read(desk, mailbox):
    def breaks_on_the_first(message, by):
        if message.message_id == "1@firma.example":
            raise KeyError
        return desk.became

    receivers.register_receiver(breaks_on_the_first)
    mailbox.append(letter())
    mailbox.append(letter("To\n", Subject="To", Message_ID="<2@firma.example>"))

    assert fetch_letters(by=CLOCK) == 1
    assert lying(mailbox) == ["Vi har træ til overs"]


def test_what_is_refused_is_put_away_too(desk, mailbox):
    mailbox.append(letter(Auto_Submitted="auto-replied"))

    assert fetch_letters(by=CLOCK) == 1
    assert desk.taken == []
    assert IncomingMail.objects.get().state == IncomingState.REFUSED
    assert lying(mailbox) == []


def test_a_letter_that_is_too_large_is_never_fetched(desk, mailbox, monkeypatch):
    monkeypatch.setattr(actions, "LARGEST_LETTER", 200)
    mailbox.append(letter("x" * 400 + "\n"))

    assert fetch_letters(by=CLOCK) == 1
    assert IncomingMail.objects.get().refusal == "Brevet fylder mere end 40,0\u00a0MB."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"port": 9}, "ConnectionRefusedError"),
        ({"password": "forkert"}, "MailboxLoginError"),
        ({"folder": "Findes ikke"}, "MailboxFolder"),
    ],
)
def test_a_mailbox_that_does_not_answer_is_noted_with_since_when_and_read_again(desk, mailbox, settings, changed, said):
    whole = settings.MAILBOX
    mailbox.append(letter())
    settings.MAILBOX = {**whole, **changed}
    assert fetch_letters(by=CLOCK) == 0
    first = MailboxReading.objects.get(failing_since__isnull=False)
    assert said in first.error

    assert fetch_letters(by=CLOCK) == 0
    again = MailboxReading.objects.get(pk=first.pk)
    assert (again.failing_since, again.read_at) == (first.failing_since, None)

    settings.MAILBOX = whole
    assert fetch_letters(by=CLOCK) == 1


def test_nothing_is_read_without_a_mailbox_or_without_a_room_that_takes_letters(desk, mailbox, settings):
    mailbox.append(letter())
    whole = settings.MAILBOX
    settings.MAILBOX = {**whole, "password": ""}
    assert fetch_letters(by=CLOCK) == 0
    settings.MAILBOX = whole
    receivers._REGISTERED.clear()
    assert fetch_letters(by=CLOCK) == 0

    assert lying(mailbox) == ["Vi har træ til overs"]
    assert not MailboxReading.objects.exists()


def test_check_names_a_mailbox_that_is_half_set_up_or_does_not_answer(settings, municipality, mailbox):
    whole = settings.MAILBOX
    assert mailbox_is_whole(None) == []
    assert not any("mailbox" in found.text for found in findings())

    settings.MAILBOX = {**whole, "password": ""}
    assert mailbox_is_whole(None)[0].hint == "Set SYMBIOSE_IMAP_PASSWORD too, or remove the others."
    settings.MAILBOX = {**whole, "host": "", "user": "", "password": ""}
    assert mailbox_is_whole(None) == []
    settings.MAILBOX, settings.PRODUCTION = whole, True
    assert mailbox_is_whole(None)[0].msg == "The mailbox is read without encryption."
    settings.MAILBOX, settings.PRODUCTION = {**whole, "port": 9}, False
    assert any("The mailbox 127.0.0.1:9 does not answer" in found.text for found in findings())


def test_reading_the_mailbox_is_part_of_the_clock(desk, mailbox):
    from symbiose.home.clock import due_by_the_clock

    mailbox.append(letter())

    due_by_the_clock()

    assert len(desk.taken) == 1
    assert MailboxReading.objects.get().read_at <= timezone.now()
