"""Letters that did not arrive: seen by those whom they concern, sent again, or told by telephone."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_string, policy

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.notices import actions, owners
from symbiose.notices.models import MailboxReading, MailState, OutgoingMail
from symbiose.notices.queries import undelivered_for
from symbiose.notices.shown import why
from symbiose.notices.tasks import send_due
from symbiose.organisations.models import Organisation
from tests.factories import make_actor, make_item, make_membership, make_organisation
from tests.matching.cases import make_pair, party_of
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db
LOST = "/indbakke/kom-ikke-frem/"
CLOCK = system("Symbiose")
LOST_QUERIES = 10
REFUSED = "SMTPRecipientsRefused: {'kontakt@firma.example': (550, b'no such user')}"


def lost(organisation=None, **values):
    return OutgoingMail.objects.create(
        **{
            "to": "kontakt@firma.example",
            "subject": "Noget venter på jeres svar",
            "body": "Se her",
            "state": MailState.FAILED,
            "error": REFUSED,
            "once_key": f"key{OutgoingMail.objects.count()}",
            "organisation_id": organisation.pk if organisation else None,
            **values,
        }
    )


def signed_in(role, organisation=None):
    member = make_membership(role, organisation)
    client = Client()
    client.force_login(member.user)
    return client


def test_a_letter_to_a_party_says_what_it_is_about_and_to_whom(municipality):
    party = party_of(make_pair(sent=True))

    mail = OutgoingMail.objects.filter(organisation_id=party.organisation_id).get()

    assert (mail.subject_label, mail.subject_id) == ("matching.proposalparty", party.pk)


def test_advisers_see_every_letter_that_did_not_arrive_with_whom_to_call(municipality, organisation):
    lost(organisation, subject_label="organisations.organisation", subject_id=organisation.pk)
    lost(state=MailState.QUEUED, error="", once_key="queued")

    said = signed_in(Role.ADVISER).get(LOST).content.decode()

    assert f'Til <a href="/organisationer/{organisation.pk}/">{organisation.name}</a>, kontakt@firma.example' in said
    assert "Mailserveren kender ikke adressen. Er den skrevet rigtigt?" in said
    assert said.count("Vi har ringet i stedet") == 1
    assert said.count(">Send igen<") == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_the_same_queries_however_many_there_are(municipality, many, django_assert_num_queries):
    client = signed_in(Role.ADVISER)
    for number in range(many):
        one = make_organisation(f"Eksempel {number}")
        lost(one, subject_label="organisations.organisation", subject_id=one.pk)
    client.get(LOST)

    with django_assert_num_queries(LOST_QUERIES):
        client.get(LOST)


def test_a_firm_sees_the_letters_to_itself_and_no_other(municipality, organisation):
    own, other = lost(organisation), lost(make_organisation("Eksempel Anden"))
    client = signed_in(Role.FIRM, organisation)

    said = client.get(LOST).content.decode()

    assert f"{LOST}{own.pk}/igen/" in said
    assert f"{LOST}{other.pk}/igen/" not in said
    assert client.post(f"{LOST}{other.pk}/igen/").status_code == 404
    assert client.post(f"{LOST}{other.pk}/ringet/").status_code == 404
    inbox = client.get("/indbakke/").content.decode()
    assert "1 brev kom ikke frem" in inbox
    assert "Er jeres mailadresse rigtig?" in inbox


def test_the_owner_of_what_it_is_about_sees_it(municipality, organisation, monkeypatch):
    mail = lost(subject_label="organisations.organisation", subject_id=organisation.pk)
    firm = make_actor(Role.FIRM)
    assert mail not in undelivered_for(firm)

    monkeypatch.setitem(
        owners.OWNED, "organisations.organisation", lambda actor: Organisation.objects.filter(pk=organisation.pk)
    )
    assert mail in undelivered_for(firm)


def test_send_again_puts_it_in_the_queue_once_with_a_row_in_the_trail(municipality, organisation, postbox):
    mail = lost(organisation, attempts=6)
    client = signed_in(Role.ADVISER)

    for _click in range(2):
        answer = client.post(f"{LOST}{mail.pk}/igen/", follow=True)

    assert "Brevet er på vej igen." in answer.content.decode()
    assert AuditEntry.objects.filter(verb="notices.send_letter_again", subject_id=mail.pk).count() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.QUEUED, 0, "")
    assert send_due.func() == 1
    assert len(postbox.letters) == 1


@pytest.mark.parametrize(
    ("address", "name"), [("symbiose@kommune.example", "Silkeborg Kommune"), ("Os <symbiose@kommune.example>", "Os")]
)
def test_a_letter_says_who_writes_and_whom_to_call(municipality, settings, postbox, address, name):
    settings.DEFAULT_FROM_EMAIL = address
    told = {"title_da": "Jobcenter Erhverv", "phone": "00 00 00 00", "mail": "job@kommune.example"}
    make_item("contact", "entrance", data=told)
    actions.queue_mail(to="anna@firma.example", subject="x", body="Se her", once_key="a")

    send_due.func()

    (_to, sent) = postbox.letters[0]
    said = message_from_string(sent, policy=policy.default)
    (sender,) = said["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "symbiose@kommune.example")
    assert said.get_body().get_content().splitlines() == [
        "Se her",
        "",
        "-- ",
        "Jobcenter Erhverv",
        "Silkeborg Kommune",
        "00 00 00 00",
        "job@kommune.example",
    ]


def test_told_by_telephone_takes_it_off_the_list_and_it_can_still_be_sent(municipality, organisation):
    mail = lost(organisation)
    client = signed_in(Role.ADVISER)

    for _click in range(2):
        client.post(f"{LOST}{mail.pk}/ringet/")

    assert AuditEntry.objects.filter(verb="notices.called_instead").count() == 1
    assert "Alle breve er kommet frem" in client.get(LOST).content.decode()
    mail.refresh_from_db()
    assert actions.send_letter_again(mail, by=CLOCK).state == MailState.QUEUED


def test_reading_the_addresses_of_the_verbs_writes_nothing(municipality, organisation):
    mail = lost(organisation)

    assert signed_in(Role.ADVISER).get(f"{LOST}{mail.pk}/igen/").status_code == 405
    assert signed_in(Role.ADVISER).get(f"{LOST}{mail.pk}/ringet/").status_code == 405


@pytest.fixture
def away(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1


def test_a_mail_server_that_is_away_is_shown_with_since_when_and_the_letter_goes_when_it_is_back(
    municipality, away, settings, request
):
    actions.queue_mail(to="anna@firma.example", subject="Noget venter", body="x", once_key="a")
    assert send_due.func() == 0
    client = signed_in(Role.ADVISER)

    since = timezone.localtime(OutgoingMail.objects.get().created_at)
    assert f"1 brev venter på at blive sendt, siden {since.day}." in client.get(LOST).content.decode()
    today = client.get(reverse("home:today")).content.decode()
    assert "1 brev venter på at blive sendt" in today
    assert f"Siden kl. {since.hour}.{since.minute:02d}" in today
    assert "venter på at blive sendt" not in signed_in(Role.FIRM).get(reverse("home:today")).content.decode()

    box = request.getfixturevalue("postbox")
    OutgoingMail.objects.update(next_try=timezone.now())
    assert send_due.func() == 1
    assert len(box.letters) == 1
    assert "venter på at blive sendt" not in client.get(LOST).content.decode()


def test_a_letter_waits_three_days_for_a_server_that_is_away(municipality, away):
    mail = actions.queue_mail(to="anna@firma.example", subject="x", body="x", once_key="a")
    for _attempt in range(10):
        OutgoingMail.objects.update(next_try=timezone.now())
        send_due.func()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 10)
    assert mail.next_try - timezone.now() <= timedelta(hours=1)

    OutgoingMail.objects.update(next_try=timezone.now(), created_at=timezone.now() - actions.SERVER_AWAY_FOR)
    send_due.func()
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED

    again = actions.send_letter_again(mail, by=CLOCK)
    OutgoingMail.objects.update(next_try=timezone.now())
    send_due.func()
    again.refresh_from_db()
    assert again.state == MailState.QUEUED  # the three days count from when it was sent again


def test_a_letter_that_the_server_refuses_gives_up_after_six(municipality, strict_postbox):
    mail = actions.queue_mail(to="findes.ikke@firma.example", subject="x", body="x", once_key="a")
    for attempt in range(1, actions.MOST_ATTEMPTS + 1):
        OutgoingMail.objects.update(next_try=timezone.now())
        send_due.func()
        mail.refresh_from_db()
        assert mail.state == (MailState.FAILED if attempt == actions.MOST_ATTEMPTS else MailState.QUEUED)

    assert why(mail.error) == "Mailserveren kender ikke adressen. Er den skrevet rigtigt?"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (REFUSED, "Mailserveren kender ikke adressen. Er den skrevet rigtigt?"),
        ("SMTPDataError: (554, b'no')", "Mailserveren tog ikke imod brevet."),
        ("ConnectionRefusedError: [Errno 111]", "Mailserveren svarede ikke i tre dage."),
        ("SMTPServerDisconnected: bye", "Mailserveren svarede ikke i tre dage."),
        ("ValueError: bad", "Adressen er forkert."),
        ("En mailserver sendte brevet tilbage.", "En mailserver sendte brevet tilbage."),
    ],
)
def test_what_a_mail_server_said_is_told_in_words(error, said):
    assert why(error) == said


def bounce(of, **headers):
    said = f"Din besked kunne ikke afleveres.\n\nMessage-ID: <{of}>\n"
    return letter(said, From="MAILER-DAEMON@mx.example", Message_ID="<bounce@mx.example>", **headers)


def test_a_letter_that_a_mail_server_sends_back_is_one_that_did_not_arrive(desk, postbox):
    mail = actions.queue_mail(to="anna@firma.example", subject="Noget venter", body="x", once_key="a")
    send_due.func()
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    assert f"Message-ID: <{actions.letter_id(mail)}>" in postbox.letters[0][1]

    for _time in range(2):
        actions.take_in(bounce(actions.letter_id(mail)), by=CLOCK)

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, "En mailserver sendte brevet tilbage.")
    assert AuditEntry.objects.filter(verb="notices.letter_came_back").count() == 1
    assert desk.taken == []


def test_a_forged_report_marks_no_letter(desk, postbox):
    mail = actions.queue_mail(to="anna@firma.example", subject="Noget venter", body="x", once_key="a")
    send_due.func()

    actions.take_in(bounce(f"symbiose-{mail.pk}-{'0' * 24}@example.dk"), by=CLOCK)

    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_mailbox_that_cannot_be_read_is_shown_to_advisers(municipality, settings):
    settings.MAILBOX = {**settings.MAILBOX, "host": "imap.example"}
    MailboxReading.objects.create(name="x", failing_since=timezone.now(), error="timeout")

    assert "Postkassen kan ikke læses" in signed_in(Role.ADVISER).get(reverse("home:today")).content.decode()
    assert "Postkassen kan ikke læses" in signed_in(Role.ADVISER).get("/indbakke/modtaget/").content.decode()
    assert "Postkassen kan ikke læses" not in signed_in(Role.FIRM).get("/indbakke/").content.decode()


def test_a_letter_without_an_organisation_waits_for_advisers_alone(municipality):
    lost()

    assert undelivered_for(make_actor(Role.ADVISER)).count() == 1
    assert undelivered_for(make_actor(Role.FIRM)).count() == 0
    assert undelivered_for(system("x")).count() == 1
