"""The public form, the page that follows, the page behind the link, and having the link sent again."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.frontdesk import actions
from symbiose.frontdesk.actions.receipts import link_of
from symbiose.frontdesk.models import Enquiry, Letter, LetterFile
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.people.models import User
from tests.factories import make_membership, make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_desk, make_external
from tests.frontdesk.letters import PDF, pdf, photo, receipt_path, shown_at, typed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def written(**values):
    enquiry = ask(**{"email": "karl@snedker.example", "name": "Karl Eksempel", **values})
    actions.give_receipt(enquiry, by=Actor())
    return enquiry


def test_a1_1_anybody_writes_without_an_account_and_gets_a_number_an_owner_and_a_receipt(ann, client):
    answer = client.post("/skriv/", typed(files=[photo()]), follow=True)

    enquiry = Enquiry.objects.get()
    said = " ".join(answer.content.decode().split())
    assert (enquiry.channel, enquiry.topic, enquiry.owner, enquiry.name) == (
        "form",
        "listing",
        ann.user,
        "Karl Eksempel",
    )
    assert enquiry.number.replace("-", "\u2011") in said
    assert "Ann Eksempel har din henvendelse og svarer dig." in said
    assert receipt_path(enquiry) in said
    assert OutgoingMail.objects.get().to == "karl@snedker.example"
    assert Notice.objects.filter(user=ann.user).count() == 1
    assert LetterFile.objects.get().name == "Bord.jpg"


def test_a_telephone_number_alone_is_enough_and_then_no_letter_goes(ann, client):
    answer = client.post("/skriv/", typed(email="", phone="00 00 00 00"), follow=True)

    assert "Du gav os ingen mailadresse, så vi ringer til dig." in answer.content.decode()
    assert not OutgoingMail.objects.exists()
    assert link_of(Enquiry.objects.get()) is not None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Skriv med få ord, hvad det handler om."),
        ({"text": "Mit nummer er 010190-1234"}, "Det ligner et CPR-nummer."),
        ({"name": ""}, "Skriv dit navn, så vi ved, hvem vi skal svare."),
        ({"email": ""}, "Skriv din mailadresse eller dit telefonnummer, så vi kan svare."),
        ({"email": "", "phone": "12 34"}, "Et telefonnummer har mindst otte cifre."),
        ({"email": "karl"}, "mailadresse"),
        ({"postcode": "86"}, "Et postnummer har fire cifre."),
        ({"postcode": "\u0668\u0666\u0660\u0660"}, "Et postnummer har fire cifre."),  # digits of another script
        ({"text": "\u200b\u2060"}, "Skriv med få ord, hvad det handler om."),  # signs that nobody sees
        ({"email": f"{'k' * 300}@eksempel.example"}, "mailadresse"),
        ({"topic": "findes-ikke"}, "Vælg et af de svar, der står her."),
        ({"shown_at": "just now"}, "Det gik meget hurtigt. Læs det igennem, og send det en gang til."),
        ({"shown_at": "x"}, "Det gik meget hurtigt."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong, sentence, ann, client):
    if wrong.get("shown_at") == "just now":
        wrong = {"shown_at": shown_at(0)}

    answer = client.post("/skriv/", typed(**wrong))

    shown = answer.content.decode()
    assert sentence in shown
    assert "Eksempel Snedker" in shown
    assert not Enquiry.objects.exists()


def test_signs_alone_get_a_title_that_can_be_clicked(ann, client):
    client.post("/skriv/", typed(text="..."))

    assert Enquiry.objects.get().title == "Henvendelse uden ord"


def test_where_nobody_can_receive_it_that_is_said_and_what_was_typed_is_kept(ann, client):
    User.objects.update(is_active=False)

    shown = client.post("/skriv/", typed()).content.decode()

    assert "Her er ingen til at tage imod det i dag." in shown
    assert "Eksempel Snedker" in shown
    assert not Enquiry.objects.exists()


def test_whoever_was_too_quick_sends_the_same_page_once_more(ann, client):
    quick = client.post("/skriv/", typed(shown_at=""))
    kept = re.search(r'name="shown_at" value="([^"]+)"', quick.content.decode())[1]

    assert client.post("/skriv/", typed(shown_at=kept)).status_code == 200
    assert not Enquiry.objects.exists()
    client.post("/skriv/", typed(shown_at=shown_at(4)))
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("program.exe", b"MZ"), "program.exe: "),
        (SimpleUploadedFile("tom.pdf", b""), "tom.pdf: Filen er tom"),
        (SimpleUploadedFile("snyd.pdf", b"MZ"), "snyd.pdf: "),
    ],
)
def test_a_file_that_cannot_be_received_is_named_and_nothing_is_lost(file, sentence, ann, client):
    shown = client.post("/skriv/", typed(files=[pdf(), file])).content.decode()

    assert sentence in shown
    assert "Browseren gemmer ikke filer. Vælg dine filer igen, før du sender." in shown
    assert "40 meter egeplanker" in shown
    assert not Enquiry.objects.exists()


def test_more_than_five_files_are_not_received(ann, client):
    shown = client.post("/skriv/", typed(files=[pdf(f"{number}.pdf") for number in range(6)])).content.decode()

    assert "Der kan højst sendes 5 filer ad gangen." in shown


def test_sent_twice_is_one_enquiry_with_one_receipt(ann, client):
    form = typed(form_key=str(uuid.uuid4()))

    answers = [client.post("/skriv/", {**form, "files": [pdf()]}, follow=True) for _time in range(2)]

    assert [answer.redirect_chain[-1][0] for answer in answers] == ["/skriv/sendt/"] * 2
    assert (Enquiry.objects.count(), OutgoingMail.objects.count(), LetterFile.objects.count()) == (1, 1, 1)


def test_a_machine_that_fills_the_hidden_field_is_answered_as_if_sent_and_nothing_is_kept(ann, client):
    answer = client.post("/skriv/", typed(web_page="https://reklame.example", shown_at=""), follow=True)

    assert "Tak. Vi har fået det, du skrev." in answer.content.decode()
    assert [kind.objects.count() for kind in (Enquiry, OutgoingMail, AnswerLink)] == [0, 0, 0]


def test_the_hidden_field_is_hidden_from_people_and_from_those_who_hear_the_page(ann, client):
    shown = client.get("/skriv/").content.decode()

    assert re.search(r'<div class="d-none" aria-hidden="true">.*?name="web_page"[^>]*tabindex="-1"', shown, re.DOTALL)


def test_one_connection_sends_ten_in_an_hour_and_the_eleventh_keeps_what_was_typed(ann, client):
    for number in range(10):
        client.post("/skriv/", typed(text=f"Spørgsmål {number}"))

    late = client.post("/skriv/", typed(text="Spørgsmål 11"))

    assert (late.status_code, Enquiry.objects.count()) == (429, 10)
    assert "Spørgsmål 11" in late.content.decode()
    assert "Prøv igen senere, eller ring til os." in late.content.decode()


def test_a_door_chooses_the_topic_and_says_what_else_can_be_done(ann, client):
    shown = page(client, "/skriv/?emne=listing")

    assert "<h1>Noget til overs?</h1>" in shown
    assert 'value="listing" selected' in shown
    assert reverse("listings:add") in shown
    assert "selected" in page(client, "/skriv/?emne=findes-ikke")


@pytest.mark.parametrize("role", [Role.FIRM, Role.CONSULTANT, Role.LEADER])
def test_whoever_is_signed_in_is_not_asked_to_sign_in_to_write_a_listing(role, ann, client_as):
    shown = page(client_as(role), "/skriv/?emne=listing")

    assert reverse("listings:add") not in shown
    assert reverse("listings:market") in shown


def test_whoever_is_signed_in_need_not_say_who_they_are(ann, client):
    firm = make_organisation("Eksempel Bryghus")
    member = make_membership(Role.FIRM, firm)
    client.force_login(member.user)

    assert "Eksempel Bryghus" in page(client, "/skriv/")
    client.post("/skriv/", typed(organisation_text="Eksempel Bryghus"))

    assert Enquiry.objects.get().organisation == firm


def test_the_link_is_shown_to_the_one_who_wrote_and_to_nobody_else(ann, client):
    client.post("/skriv/", typed())
    enquiry = Enquiry.objects.get()

    assert receipt_path(enquiry) in page(client, "/skriv/sendt/")
    for other in (page(Client(), "/skriv/sendt/"),):
        assert "/svar/" not in other
        assert enquiry.number not in other
    session = client.session
    session["wrote"] = [enquiry.pk, session["wrote"][1] - 3600]
    session.save()
    assert "/svar/" not in page(client, "/skriv/sendt/")


def states(ann):
    """An enquiry in each state, with what its writer reads."""
    by = acting(ann)
    answered, noise, dialogue, closed, late = (written(text=f"Om {number}") for number in range(5))
    actions.answer_now(answered, answer="Hemmeligt svarnotat", by=by)
    actions.set_aside(noise, reason="Hemmelig grund", by=by)
    case = actions.open_case(dialogue, by=by)
    actions.log_dialogue(case, kind="note", text="Hemmelig note", by=by)
    actions.log_dialogue(case, kind="call", text="Hemmelig samtale", confidential_reason="Forhandling", by=by)
    actions.add_party(case, name="Hemmelig Part", phone="12 34 56 78", by=by)
    actions.add_task(case, what="Hemmelig opgave", user=ann.user, due_on=TODAY(), by=by)
    actions.set_next_step(case, kind="visit", on=TODAY() + timedelta(days=3), text="Hemmeligt formål", by=by)
    gone = actions.open_case(closed, by=by)
    actions.close_case(gone, outcome="advice", reason="Hemmelig årsag", by=by)
    Enquiry.objects.filter(pk=late.pk).update(respond_by=TODAY() - timedelta(days=2))
    return {
        written(text="Om ny"): "Jobcenter Erhverv, har den. Du får svar senest",
        answered: "Den blev besvaret",
        noise: "Vi har læst den og gør ikke mere ved den.",
        dialogue: "Du har fået et første svar.",
        closed: "kun råd",
        late: "Svaret er forsinket",
    }


def test_the_page_behind_the_link_says_how_far_it_is_and_nothing_internal(ann, client):
    for enquiry, sentence in states(ann).items():
        shown = page(client, receipt_path(enquiry))

        assert sentence in shown
        assert "Ann Eksempel" in shown or sentence.startswith("Vi har læst")
        assert enquiry.text in shown
        assert not re.search("hemmelig|12 34 56 78", shown, re.IGNORECASE)


def test_the_next_step_is_told_by_kind_and_day(ann, client):
    enquiry = next(one for one in states(ann) if one.text == "Om 2")

    assert re.search(r"Næste skridt:</strong> Besøg \w+ ", page(client, receipt_path(enquiry)))


def test_it_says_where_it_was_passed_on_to(ann, client):
    outside = make_external()
    enquiry = written(by=acting(outside))
    passed = actions.pass_on(enquiry, consent="Ja i telefonen", by=acting(outside))

    shown = page(client, receipt_path(enquiry))

    assert f"Jobcenter Erhverv, hvor den har nummer {passed.number}".replace("-", "\u2011") in shown
    assert "Ja i telefonen" not in shown


def test_opening_the_link_changes_nothing_and_no_search_machine_keeps_it(ann, client):
    enquiry = written()
    path, before = receipt_path(enquiry), AuditEntry.objects.count()

    answer = client.get(path)

    assert (answer["X-Robots-Tag"], answer.status_code) == ("noindex", 200)
    assert AuditEntry.objects.count() == before


def test_what_is_added_by_the_link_stands_in_the_case_with_its_file(ann, client, client_as):
    enquiry = written()
    case = actions.open_case(enquiry, by=acting(ann))
    form = {"text": "Her er et billede.", "form_key": str(uuid.uuid4())}

    for _time in range(2):
        client.post(receipt_path(enquiry), {**form, "files": [photo()]})

    assert Letter.objects.count() == 1
    adviser = client_as(Role.ADVISER)
    shown = page(adviser, f"/forloeb/{case.number}/")
    file = LetterFile.objects.get()
    assert "Her er et billede." in shown
    assert f"/henvendelser/fil/{file.pk}/" in shown
    assert "Her er et billede." in page(client, receipt_path(enquiry))
    opened = adviser.get(f"/henvendelser/fil/{file.pk}/")
    assert (opened["Content-Type"], opened["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in opened["Content-Security-Policy"]


def test_a_paper_is_saved_and_never_shown_as_a_page_of_ours(ann, client_as):
    enquiry = written()
    actions.write_back(enquiry, text="", files=[pdf()], by=acting(ann))

    opened = client_as(Role.ADVISER).get(f"/henvendelser/fil/{LetterFile.objects.get().pk}/")

    assert opened["Content-Disposition"] == 'attachment; filename="Tegning.pdf"'
    assert b"".join(opened.streaming_content) == PDF


def test_nobody_else_opens_a_file(ann, client, client_as):
    actions.write_back(written(), text="", files=[pdf()], by=acting(ann))
    path = f"/henvendelser/fil/{LetterFile.objects.get().pk}/"

    assert client_as(Role.FIRM).get(path).status_code == 404
    assert client.get(path).status_code == 302


def test_an_empty_addition_is_asked_to_say_something(ann, client):
    enquiry = written()

    assert "Skriv noget, eller vælg en fil." in client.post(receipt_path(enquiry), {"text": " "}).content.decode()
    assert "Det ligner et CPR-nummer." in client.post(receipt_path(enquiry), {"text": "010190-1234"}).content.decode()
    assert not Letter.objects.exists()


def test_one_link_is_written_by_twenty_times_an_hour(ann, client):
    enquiry = written()

    codes = [client.post(receipt_path(enquiry), {"text": f"Mere {number}"}).status_code for number in range(21)]

    assert codes == [302] * 20 + [429]


def test_a_forged_link_is_no_page_and_an_old_one_can_be_had_anew(ann, client):
    enquiry = written()
    path = receipt_path(enquiry)
    assert client.get(path[:-2] + "x/").status_code == 404

    AnswerLink.objects.update(valid_until=TODAY() - timedelta(days=1))
    old = client.get(path)
    assert old.status_code == 410
    assert "Send et nyt link" in old.content.decode()
    assert client.post(path, {"text": "Hallo"}).status_code == 410
    assert not Letter.objects.exists()

    client.post(f"{path}ny/")
    assert OutgoingMail.objects.get().subject == "Linket til din henvendelse"
    assert client.get(path).status_code == 200


def test_having_the_link_sent_again_says_the_same_for_every_address(ann, client):
    enquiry = written()
    sentence = "Hvis nogen har skrevet til os fra den adresse, er der et brev med linket på vej til den."

    for number, email in enumerate(("karl@snedker.example", "ukendt@andet.example", "karl@snedker.example")):
        form = {"email": email, "shown_at": shown_at(60 + number)}
        assert sentence in client.post("/skriv/link/", form, follow=True).content.decode()

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["karl@snedker.example"]
    assert link_of(enquiry).last_sent_at is not None


def test_what_an_adviser_typed_in_gets_no_link_and_is_never_shown_to_the_one_who_called(ann, client):
    said = {"text": "Hemmeligt notat om Karl", "by": acting(ann)}
    for channel in ("phone", "visit", "meeting", "mail"):
        ask(email="karl@snedker.example", name="Karl Eksempel", channel=channel, **said)

    client.post("/skriv/link/", {"email": "karl@snedker.example", "shown_at": shown_at()})

    assert not OutgoingMail.objects.exists()
    for enquiry in Enquiry.objects.all():
        actions.give_receipt(enquiry, by=Actor())
        assert "Hemmeligt" not in page(client, receipt_path(enquiry))
        assert "En af os har skrevet den ned" in page(client, receipt_path(enquiry))


def test_what_was_typed_in_elsewhere_and_passed_on_is_not_shown_either(ann, client):
    outside = make_external()
    said = {"text": "Hemmeligt notat om Karl", "by": acting(outside), "email": "karl@snedker.example"}
    called, wrote = ask(channel="phone", **said), written(text="Mit eget brev", by=acting(outside))
    passed = [actions.pass_on(one, consent="Ja", by=acting(outside)) for one in (called, wrote)]

    client.post("/skriv/link/", {"email": "karl@snedker.example", "shown_at": shown_at()})

    assert {link_of(one) is None for one in (called, passed[0])} == {True}
    assert "Mit eget brev" in page(client, receipt_path(passed[1]))


def test_an_address_that_is_put_right_closes_the_link_of_the_wrong_person(ann, client):
    enquiry = written()
    path = receipt_path(enquiry)
    actions.change_enquiry(enquiry, title="Om egeplanker", by=acting(ann))
    assert client.get(path).status_code == 200

    actions.change_enquiry(enquiry, email="karla@snedker.example", by=acting(ann))

    assert client.get(path).status_code == 410
    for number, email in enumerate(("karl@snedker.example", "karla@snedker.example")):
        client.post("/skriv/link/", {"email": email, "shown_at": shown_at(60 + number)})
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["karla@snedker.example"]
    assert client.get(receipt_path(enquiry)).status_code == 200


def test_an_address_put_right_after_it_was_passed_on_closes_the_first_link_too(ann, client):
    outside = make_external()
    enquiry = written(by=acting(outside))
    path = receipt_path(enquiry)
    passed = actions.pass_on(enquiry, consent="Ja", by=acting(outside))

    actions.change_enquiry(passed, email="karla@snedker.example", by=acting(ann))

    assert client.get(path).status_code == 410
    client.post("/skriv/link/", {"email": "karl@snedker.example", "shown_at": shown_at()})
    assert not OutgoingMail.objects.exists()


def test_no_letter_is_promised_where_none_was_sent(ann, client):
    answer = client.post("/skriv/", typed(email="noreply@snedker.example"), follow=True)

    shown = " ".join(answer.content.decode().split())
    assert not OutgoingMail.objects.exists()
    assert "på vej" not in shown
    assert "Vi kunne ikke sende et brev til noreply@snedker.example." in shown
    assert receipt_path(Enquiry.objects.get()) in shown


def test_one_connection_asks_for_links_ten_times_an_hour(ann, client):
    codes = [
        client.post("/skriv/link/", {"email": f"nr{number}@firma.example", "shown_at": shown_at()}).status_code
        for number in range(11)
    ]

    assert codes == [302] * 10 + [429]


def test_a_machine_that_asks_for_a_link_gets_none(ann, client):
    written()

    client.post("/skriv/link/", {"email": "karl@snedker.example", "shown_at": shown_at(), "web_page": "x"})

    assert not OutgoingMail.objects.exists()


def test_english_readers_get_the_form_and_the_receipt_in_english(ann, client):
    client.cookies["django_language"] = "en"

    assert "What would you like to ask or tell?" in page(client, "/skriv/")
    client.post("/skriv/", typed())

    assert OutgoingMail.objects.get().subject.startswith("We have received your enquiry")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_behind_the_link_costs_the_same_however_much_was_written(
    number, ann, client, django_assert_num_queries
):
    enquiry = written()
    case = make_case(acting(ann))
    actions.attach_enquiry(enquiry, case, by=acting(ann))
    for one in range(number):
        actions.write_back(enquiry, text=f"Mere {one}", files=[pdf(), photo()], by=acting(ann))
    path = receipt_path(enquiry)
    client.get(path)

    with django_assert_num_queries(6):
        client.get(path)
