"""Letters to the entrance over an IMAP server, and receipts over an SMTP server, both of which the tests start."""

from __future__ import annotations

import re

import pytest

from symbiose.common.actor import system
from symbiose.frontdesk.models import Enquiry, Letter, LetterFile
from symbiose.notices.tasks import fetch_letters, send_due
from tests.frontdesk.cases import make_desk
from tests.notices.letters import PDF, letter

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")


def test_a1_1_a_letter_in_the_mailbox_is_an_enquiry_its_receipt_arrives_and_the_reply_to_it_is_a_line(mailbox, postbox):
    make_desk("Ann Eksempel")
    mailbox.append(
        letter(files=[("Tegning.pdf", "application/pdf", PDF), ("x.exe", "application/x-msdownload", b"MZ")])
    )

    assert fetch_letters(by=CLOCK) == 1
    send_due.func()

    enquiry = Enquiry.objects.get()
    ((to, receipt),) = postbox.letters
    assert to == ["anna@firma.example"]
    assert "Auto-Submitted: auto-generated" in receipt
    number = re.search(r"Message-ID: (<symbiose-[^>]+>)", receipt)[1]

    mailbox.append(letter("De er af eg.\n", Message_ID="<2@firma.example>", In_Reply_To=number, Subject="SV: Tak"))
    assert fetch_letters(by=CLOCK) == 1
    send_due.func()

    assert Enquiry.objects.count() == 1
    assert enquiry.letters.filter(first=False).get().line.text == "De er af eg."
    assert [(file.name, bool(file.refused)) for file in LetterFile.objects.all()] == [
        ("Tegning.pdf", False),
        ("x.exe", True),
    ]
    assert len(postbox.letters) == 1


def test_an_automatic_answer_to_a_receipt_becomes_nothing(mailbox, postbox):
    make_desk("Ann Eksempel")
    mailbox.append(letter())
    fetch_letters(by=CLOCK)
    send_due.func()
    number = re.search(r"Message-ID: (<symbiose-[^>]+>)", postbox.letters[0][1])[1]

    mailbox.append(
        letter("Jeg er på ferie\n", Message_ID="<a@firma.example>", In_Reply_To=number, Auto_Submitted="auto-replied")
    )
    fetch_letters(by=CLOCK)
    send_due.func()

    assert (Enquiry.objects.count(), Letter.objects.count(), len(postbox.letters)) == (1, 0, 1)
