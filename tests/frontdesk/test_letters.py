"""What people write with its files, what they write back, and the receipt that is sent."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.files.actions import erase_upload
from symbiose.files.models import Upload
from symbiose.files.queries import content
from symbiose.frontdesk import actions
from symbiose.frontdesk.actions.receipts import link_of, reads_letters
from symbiose.frontdesk.models import Letter, LetterFile
from symbiose.frontdesk.queries.receipts import files_visible_to, holds_receipt, receipt_of
from symbiose.notices.actions import write_text
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.notices.texts import TEXTS, Words
from symbiose.notices.views.answers import holder
from symbiose.organisations.models import Contact
from tests.factories import make_actor, make_organisation
from tests.frontdesk.cases import acting, ask, away, make_adviser, make_case, make_department, make_desk, make_external
from tests.frontdesk.letters import CLOCK, PDF, pdf, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def written(**values):
    """An enquiry with a receipt, and whoever holds it."""
    enquiry = actions.write_to_us(
        channel="form",
        text="Jeg har egeplanker til overs. Kan nogen bruge dem?",
        topic="listing",
        writer=actions.Writer("Karl Eksempel", "karl@snedker.example"),
        by=Actor(),
        **values,
    )
    return enquiry, holder(actions.give_receipt(enquiry, by=Actor()))


def lines(subject):
    return Contact.objects.filter(thread_label=subject._meta.label_lower, thread_id=subject.pk)


def told(member):
    return list(Notice.objects.filter(user=member.user).order_by("pk").values_list("text", flat=True))


def test_a1_1_what_is_written_with_files_has_an_owner_and_its_files(ann):
    enquiry, _karl = written(files=[pdf(), photo()])

    assert (enquiry.owner, enquiry.state) == (ann.user, "new")
    assert [file.name for file in enquiry.letters.get().files.all()] == ["Tegning.pdf", "Bord.jpg"]
    assert set(Upload.objects.values_list("purpose", flat=True)) == {"letter"}


def test_a_file_that_breaks_a_rule_keeps_nothing(ann):
    with pytest.raises(ValidationError):
        written(files=[pdf(), SimpleUploadedFile("program.exe", b"MZ")])

    assert not Letter.objects.exists()
    assert not Upload.objects.exists()


def test_what_arrives_again_adds_no_files(ann):
    for _time in range(2):
        written(files=[pdf()], source_key="same")

    assert (Letter.objects.count(), LetterFile.objects.count()) == (1, 1)


def test_what_is_written_back_is_a_line_and_its_owner_is_told(ann):
    enquiry, karl = written()

    letter = actions.write_back(enquiry, text="De er 4 cm tykke.", files=[photo()], by=karl)

    assert (letter.line.text, letter.line.person, letter.line.direction) == ("De er 4 cm tykke.", "Karl Eksempel", "in")
    assert lines(enquiry).count() == 2
    assert told(ann)[-1] == "De har skrevet igen: Jeg har egeplanker til overs"
    assert [file.name for file in files_visible_to(acting(ann))] == ["Bord.jpg"]


def test_it_follows_into_a_case_through_merging_and_stays_when_that_is_closed(ann):
    enquiry, karl = written()
    case = actions.open_case(enquiry, by=acting(ann))
    actions.write_back(enquiry, text="Er der noget nyt?", by=karl)
    other = make_case(acting(ann), text="Noget andet om planker")
    actions.merge_cases(case, other, reason="Det samme.", by=acting(ann))
    actions.close_case(other, outcome="advice", reason="De fandt en.", by=acting(ann))

    actions.write_back(enquiry, text="Tak for hjælpen.", files=[pdf()], by=karl)

    other.refresh_from_db()
    assert other.state == "closed"
    assert {"Er der noget nyt?", "Tak for hjælpen."} <= set(lines(other).values_list("text", flat=True))
    assert files_visible_to(acting(ann)).count() == 1


def test_it_goes_to_the_municipality_once_it_was_passed_on(ann):
    outside = make_external()
    enquiry = ask(by=acting(outside), email="karl@snedker.example")
    karl = holder(actions.give_receipt(enquiry, by=Actor()))
    passed = actions.pass_on(enquiry, consent="Ja på telefonen", by=acting(outside))
    enquiry.refresh_from_db()

    actions.write_back(enquiry, text="Hvem har den nu?", by=karl)

    assert lines(passed).filter(text="Hvem har den nu?").exists()
    assert receipt_of(enquiry).now == passed


def test_what_was_added_by_the_link_is_passed_on_with_its_files_and_stands_there_once(ann, client):
    outside = make_external()
    enquiry, karl = written(
        entrance=outside.organisation, files=[pdf("Tegning.pdf")], refused=[("Film.mov", "Filen kan ikke læses her.")]
    )
    actions.write_back(enquiry, text="Målene er 40 x 60.", files=[photo("Mål.jpg")], by=karl)
    stored = Upload.objects.count()

    passed = actions.pass_on(enquiry, consent="Ja i telefonen", by=acting(outside))

    enquiry.refresh_from_db()
    client.force_login(ann.user)
    shown = client.get(reverse("enquiries:detail", args=[passed.number])).content.decode()
    assert all(word in shown for word in ("Målene er 40 x 60.", "Tegning.pdf", "Mål.jpg", "Filen kan ikke læses her."))
    assert files_visible_to(acting(ann)).filter(upload__isnull=False).count() == 2
    assert Upload.objects.count() == 2 * stored
    receipt = receipt_of(enquiry)
    assert [letter.line.text for letter in receipt.later] == ["Målene er 40 x 60."]
    assert [file.name for file in receipt.files] == ["Tegning.pdf", "Film.mov"]


def test_a_file_that_is_erased_here_stays_where_it_was_passed_on(ann):
    outside = make_external()
    enquiry, _karl = written(entrance=outside.organisation, files=[pdf("Tegning.pdf")])
    actions.pass_on(enquiry, consent="Ja i telefonen", by=acting(outside))
    first = enquiry.letters.get().files.get().upload

    erase_upload(first, by=CLOCK)

    there = LetterFile.objects.exclude(upload=first).get().upload
    assert content(there) == PDF
    assert there.name == "Tegning.pdf"


@pytest.mark.parametrize("channel", ["form", "mail", "phone", "visit", "meeting"])
def test_what_is_passed_on_came_the_way_it_came(ann, channel):
    outside = make_external()
    enquiry = ask(by=acting(outside), channel=channel)

    passed = actions.pass_on(enquiry, consent="Ja", by=acting(outside))

    assert (passed.channel, passed.external) == (channel, False)


def test_while_the_owner_is_away_somebody_who_is_there_hears_of_it_too(ann):
    enquiry, karl = written()
    bo = make_adviser(ann.organisation, "Bo Eksempel")
    away(ann, timezone.localdate(), timezone.localdate(), deputy=bo)

    actions.write_back(enquiry, text="Hallo?", by=karl)

    assert told(bo)[-1].startswith("De har skrevet igen")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("holder", True),
        ("adviser", True),
        ("system", True),
        ("visitor", False),
        ("firm", False),
        ("department", False),
        ("external", False),
        ("other holder", False),
    ],
)
def test_only_the_holder_the_entrance_and_the_house_write_back(who, may, ann):
    enquiry, karl = written()
    other = holder(actions.give_receipt(ask(email="ida@andet.example"), by=Actor()))
    people = {
        "holder": karl,
        "adviser": acting(ann),
        "system": CLOCK,
        "visitor": Actor(),
        "firm": make_actor(Role.FIRM, make_organisation()),
        "department": acting(make_department()),
        "external": acting(make_external()),
        "other holder": other,
    }

    if may:
        assert actions.write_back(enquiry, text="Mere", by=people[who]).enquiry == enquiry
    else:
        with pytest.raises(NotAllowed):
            actions.write_back(enquiry, text="Mere", by=people[who])


def test_a_link_that_is_closed_holds_nothing(ann):
    enquiry, karl = written()
    assert holds_receipt(karl, enquiry)

    AnswerLink.objects.update(withdrawn_at=timezone.now())

    assert not holds_receipt(karl, enquiry)


def test_files_are_opened_by_those_who_may_read_the_line(ann):
    department, other, outside = make_department(), make_department("Indkøb"), make_external()
    enquiry, _karl = written(files=[pdf()])
    assert files_visible_to(acting(ann)).count() == 1
    for nobody in (acting(department), acting(outside), make_actor(Role.FIRM, make_organisation()), Actor()):
        assert not files_visible_to(nobody).exists()

    case = actions.open_case(enquiry, by=acting(ann))
    actions.add_party(case, organisation=department.organisation, by=acting(ann))

    assert files_visible_to(acting(department)).count() == 1
    assert not files_visible_to(acting(other)).exists()


def test_the_trail_holds_no_words_names_or_files(ann):
    enquiry, karl = written(files=[pdf("Karls tegning.pdf")])
    actions.write_back(enquiry, text="Mit nummer er 12 34 00 00", files=[photo("Karl.jpg")], by=karl)

    kept = str(list(AuditEntry.objects.values_list("changes", "reason")))
    assert "personal" in kept
    for secret in ("Karl", "egeplanker", "12 34 00 00", "snedker.example"):
        assert secret not in kept


def test_the_database_keeps_one_first_letter_and_no_file_that_says_nothing(ann):
    enquiry, _karl = written(files=[pdf()])
    letter = enquiry.letters.get()

    for wrong in (
        lambda: Letter.objects.create(line=lines(enquiry).get(), enquiry=enquiry),
        lambda: Letter.objects.create(
            line=Contact.objects.create(kind="note", text="x", happened_at=timezone.now()), enquiry=enquiry, first=True
        ),
        lambda: LetterFile.objects.create(letter=letter, name="x.pdf"),
        lambda: LetterFile.objects.create(letter=letter, upload=letter.files.get().upload, refused="Nej"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_receipt_tells_number_day_and_link_and_none_of_what_was_typed(ann):
    enquiry, _karl = written()

    assert actions.send_receipt(enquiry, by=Actor())

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("karl@snedker.example", f"Vi har fået din henvendelse {enquiry.number}")
    assert "/svar/" in mail.body
    assert "egeplanker" not in mail.body
    assert "Karl" not in mail.body
    assert (mail.subject_label, mail.subject_id) == ("frontdesk.enquiry", enquiry.pk)


def test_a_receipt_is_in_the_words_that_the_municipality_chose(ann):
    words = Words("Tak for {nummer}", "Se den her: {link}")
    write_text(TEXTS["enquiry_receipt"], "da", words, seen=0, by=acting(ann))
    enquiry, _karl = written()

    actions.send_receipt(enquiry, by=Actor())

    assert OutgoingMail.objects.get().subject == f"Tak for {enquiry.number}"


@pytest.mark.parametrize(
    ("address", "reads"),
    [
        ("karl@snedker.example", True),
        ("svar@firma.example", True),
        ("no-reply@firma.example", False),
        ("noreply@firma.example", False),
        ("do-not-reply@firma.example", False),
        ("donotreply@firma.example", False),
        ("ikke-svar@firma.example", False),
        ("svar-ikke@firma.example", False),
        ("mailer-daemon@firma.example", False),
        ("bounce@firma.example", False),
        ("noradresse@firma.example", True),
        ("", False),
    ],
)
def test_no_receipt_goes_where_nobody_reads(address, reads):
    assert reads_letters(address) is reads


def test_an_address_gets_few_receipts_a_day_and_by_mail_one_an_hour(ann):
    made = [ask(email="karl@snedker.example") for _number in range(7)]

    assert [actions.send_receipt(one, by=Actor(), seldom=True) for one in made[:2]] == [True, False]
    assert [actions.send_receipt(one, by=Actor()) for one in made[1:]] == [True] * 4 + [False] * 2
    AnswerLink.objects.update(last_sent_at=timezone.now() - timedelta(hours=2))
    assert not actions.send_receipt(made[6], by=Actor(), seldom=True)
    AnswerLink.objects.update(last_sent_at=timezone.now() - timedelta(hours=25))
    assert actions.send_receipt(made[6], by=Actor(), seldom=True)


def test_links_are_sent_again_to_the_address_that_wrote_and_to_no_other(ann):
    mine, theirs = ask(email="karl@snedker.example"), ask(email="ida@andet.example")

    actions.send_receipts_again(email="Karl@Snedker.example", by=Actor())
    actions.send_receipts_again(email="karl@snedker.example", number=theirs.number, by=Actor())
    actions.send_receipts_again(email="ukendt@andet.example", by=Actor())

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["karl@snedker.example"]
    assert (link_of(mine) is not None, link_of(theirs)) == (True, None)


def test_the_number_of_the_case_finds_the_enquiry_too(ann):
    enquiry = ask(email="karl@snedker.example")
    case = actions.open_case(enquiry, by=acting(ann))
    ask(email="karl@snedker.example")

    actions.send_receipts_again(email="karl@snedker.example", number=case.number, by=Actor())

    assert OutgoingMail.objects.get().subject.endswith(enquiry.number)


def waits_for(member):
    from symbiose.frontdesk.waiting import waiting

    return [line.why for line in waiting(acting(member)) if line.why.startswith("De har skrevet igen")]


def test_what_is_written_to_an_answered_enquiry_waits_until_it_is_read_or_taken_up(ann, client):
    enquiry, karl = written()
    actions.answer_now(enquiry, answer="Ja", by=acting(ann))
    page = f"/henvendelser/{enquiry.number}/"
    client.force_login(ann.user)
    assert waits_for(ann) == []
    assert "intet venter" in client.get(page).content.decode()

    actions.write_back(enquiry, text="Jeg har et spørgsmål mere.", by=karl)

    assert waits_for(ann) == ["De har skrevet igen: Jeg har egeplanker til overs"]
    assert "De har skrevet siden" in client.get(page).content.decode()
    assert "intet venter" not in client.get(page).content.decode()
    for _time in range(2):
        client.post(f"{page}laest/", {"form_key": str(uuid.uuid4())})
    assert waits_for(ann) == []
    assert "intet venter" in client.get(page).content.decode()
    actions.write_back(enquiry, text="Og et til.", by=karl)
    assert len(waits_for(ann)) == 1
    actions.take_up(enquiry, by=acting(ann))
    actions.answer_now(enquiry, answer="Ja, igen", by=acting(ann))
    assert waits_for(ann) == []


def test_what_is_written_to_a_closed_case_waits_until_it_is_read(ann, client):
    enquiry, karl = written()
    case = actions.open_case(enquiry, by=acting(ann))
    actions.close_case(case, outcome="advice", reason="Fik råd.", by=acting(ann))
    client.force_login(ann.user)
    actions.write_back(enquiry, text="Jeg har et spørgsmål mere.", by=karl)

    assert len(waits_for(ann)) == 1
    assert "De har skrevet siden" in client.get(f"/forloeb/{case.number}/").content.decode()
    client.post(f"/forloeb/{case.number}/laest/", {"form_key": str(uuid.uuid4())})
    assert waits_for(ann) == []
    assert "De har skrevet siden" not in client.get(f"/forloeb/{case.number}/").content.decode()


def test_only_its_entrance_marks_it_as_read(ann):
    enquiry, karl = written()
    actions.answer_now(enquiry, answer="Ja", by=acting(ann))
    actions.write_back(enquiry, text="Mere", by=karl)

    for nobody in (karl, Actor(), acting(make_department()), acting(make_external())):
        with pytest.raises(NotAllowed):
            actions.mark_read(enquiry, by=nobody)
    assert len(waits_for(ann)) == 1
