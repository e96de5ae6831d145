"""Letters to the entrance: one that answers goes to what it answers, any other becomes an enquiry; no machine is answered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Enquiry, Letter, LetterFile
from symbiose.notices.actions import letter_id, take_in
from symbiose.notices.incoming import LetterRefused
from symbiose.notices.models import IncomingMail, IncomingState, Notice, OutgoingMail
from symbiose.organisations.models import Contact
from tests.factories import make_membership, make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_desk, make_external
from tests.frontdesk.letters import CLOCK, take
from tests.notices.letters import PDF, letter

pytestmark = pytest.mark.django_db
ANNA = "anna@firma.example"


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def lines(subject):
    rows = Contact.objects.filter(thread_label=subject._meta.label_lower, thread_id=subject.pk)
    return list(rows.order_by("pk").values_list("text", flat=True))


def test_a1_1_a_letter_becomes_an_enquiry_with_an_owner_and_its_files_and_gets_a_receipt(ann):
    made = take(files=[("Tilbud.pdf", "application/pdf", PDF)])

    assert (made.channel, made.topic, made.title, made.text) == (
        "mail",
        "other",
        "Vi har træ til overs",
        "Vi vil gerne høre mere.",
    )
    assert (made.name, made.email, made.owner) == ("Anna Eksempel", ANNA, ann.user)
    assert LetterFile.objects.get().name == "Tilbud.pdf"
    assert OutgoingMail.objects.get().to == ANNA
    assert Notice.objects.filter(user=ann.user).count() == 1


def test_the_same_letter_twice_is_one_enquiry(ann):
    assert take() == take()
    assert (Enquiry.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_a_file_of_the_wrong_kind_is_named_and_the_letter_kept(ann, client):
    made = take(files=[("program.exe", "application/octet-stream", b"MZ"), ("Plan.pdf", "application/pdf", PDF)])
    client.force_login(ann.user)

    shown = client.get(f"/henvendelser/{made.number}/").content.decode()

    assert "program.exe" in shown
    assert "Ikke modtaget" in shown
    assert "Plan.pdf" in shown


def test_a_letter_that_only_carries_a_file_says_so(ann):
    made = take("", Subject=None, files=[("Plan.pdf", "application/pdf", PDF)])

    assert (made.title, made.text) == ("Brev uden emne", "Brevet har ingen tekst.")


def test_a_letter_in_which_nothing_stands_is_refused(ann):
    with pytest.raises(LetterRefused, match="Brevet er tomt"):
        take("", Subject=None)


def test_what_a_letter_quotes_stands_in_a_new_enquiry(ann):
    made = take("Kan I bruge det?\n\nDen 1. november skrev Ida:\n> Vi har 12 stole til overs.\n")

    assert made.text.startswith("Kan I bruge det?")
    assert "12 stole" in made.text


def test_the_firm_that_can_be_written_to_at_the_address_is_perhaps_theirs(ann):
    firm = make_organisation("Eksempel Træværk", contact_email=ANNA)

    found = take()
    assert (found.organisation, found.claimed) == (None, firm)


def replies(enquiry):
    """A reply in each of the ways that mail programs make one."""
    actions.send_receipt(enquiry, by=Actor())
    ours = f"<{letter_id(OutgoingMail.objects.get())}>"
    return {
        "to the receipt": {"In_Reply_To": ours, "Subject": "SV: Vi har fået din henvendelse"},
        "to the receipt, further down": {"References": f"<fremmed@andet.example> {ours}", "Subject": "SV: Noget"},
        "by number": {"Subject": f"Om {enquiry.number}: mere"},
        "by number in small letters": {"Subject": f"re: {enquiry.number.lower()}"},
    }


def test_a_reply_of_the_one_who_wrote_is_a_line_and_no_new_enquiry(ann):
    enquiry = ask(email=ANNA, name="Anna Eksempel")
    for number, (how, said) in enumerate(replies(enquiry).items()):
        assert take(f"Svar {how}\n", Message_ID=f"<svar{number}@firma.example>", **said) == enquiry

    assert lines(enquiry)[1:] == [f"Svar {how}" for how in replies_named()]
    assert Enquiry.objects.count() == 1


def replies_named():
    return ("to the receipt", "to the receipt, further down", "by number", "by number in small letters")


def test_a_reply_in_the_thread_of_their_own_first_letter_is_a_line(ann):
    made = take()

    assert (
        take("Og en ting til\n", Message_ID="<2@firma.example>", References="<1@firma.example>", Subject="SV: x")
        == made
    )
    again = take("Og en til\n", Message_ID="<3@firma.example>", In_Reply_To="<2@firma.example>", Subject="SV: x")
    assert again == made


def test_a_reply_goes_to_the_case_also_by_its_number_and_after_merging(ann):
    enquiry = ask(email=ANNA)
    case = actions.open_case(enquiry, by=acting(ann))
    assert take("Til forløbet\n", Subject=f"Om {case.number}") == case
    other = make_case(acting(ann), text="Noget andet")
    actions.merge_cases(case, other, reason="Det samme.", by=acting(ann))

    for number, subject in enumerate((enquiry.number, case.number, other.number)):
        assert take(f"Om {subject}\n", Subject=subject, Message_ID=f"<m{number}@firma.example>") == other

    assert Enquiry.objects.count() == 2
    assert {f"Om {case.number}", "Til forløbet"} <= set(lines(other))


@pytest.mark.parametrize("known", ["party", "firm", "member", "writer of another enquiry"])
def test_whoever_a_case_knows_may_write_to_it(known, ann):
    firm = make_organisation("Eksempel Træværk", contact_email=ANNA if known == "firm" else "")
    case = make_case(acting(ann), email="ida@andet.example", organisation=firm)
    if known == "party":
        actions.add_party(case, name="Anna Eksempel", email=ANNA.upper(), by=acting(ann))
    if known == "member":
        member = make_membership("firm", firm)
        type(member.user).objects.filter(pk=member.user_id).update(email=ANNA)
    if known == "writer of another enquiry":
        actions.attach_enquiry(ask(email=ANNA), case, by=acting(ann))

    assert take("Fra en part\n", Subject=f"Om {case.number}") == case
    assert lines(case)[-1] == "Fra en part"


def test_a_number_forged_by_a_stranger_begins_an_enquiry_of_its_own(ann):
    enquiry = ask(email="ida@andet.example")
    case = make_case(acting(ann), email="ida@andet.example")
    before = lines(enquiry), lines(case)

    for number, subject in enumerate((enquiry.number, case.number, "H-2026-9999", "2026-9999")):
        made = take("Slip mig ind\n", Subject=subject, Message_ID=f"<f{number}@firma.example>")
        assert (made.email, made.state, made.text) == (ANNA, "new", "Slip mig ind")

    assert (lines(enquiry), lines(case)) == before


def test_a_reply_to_our_letter_by_another_begins_an_enquiry_of_its_own(ann):
    enquiry = ask(email="ida@andet.example")
    actions.send_receipt(enquiry, by=Actor())

    made = take(In_Reply_To=f"<{letter_id(OutgoingMail.objects.get())}>")

    assert made != enquiry


def test_what_came_in_outside_the_municipality_is_not_written_to_from_its_mailbox(ann):
    outside = make_external()
    enquiry = ask(by=acting(outside), email=ANNA)

    assert take(Subject=enquiry.number) != enquiry
    assert len(lines(enquiry)) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"List_Id": "<nyt.firma.example>"},
        {"X_Loop": "symbiose"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@firma.example"},
    ],
)
def test_a_machine_makes_neither_enquiry_nor_line_and_gets_no_receipt(said, ann):
    enquiry = ask(email=ANNA)

    mail = take_in(letter(Subject=f"Fraværende: {enquiry.number}", **said), by=CLOCK)

    assert mail.state == IncomingState.REFUSED
    assert (Enquiry.objects.count(), Letter.objects.count(), OutgoingMail.objects.count()) == (1, 0, 0)


def test_two_machines_do_not_talk_for_long(ann):
    for number in range(30):
        take_in(
            letter(f"Auto {number}\n", Message_ID=f"<l{number}@firma.example>", Subject="Vi har modtaget"), by=CLOCK
        )

    assert OutgoingMail.objects.count() == 1
    assert Enquiry.objects.count() == 20
    assert IncomingMail.objects.filter(state=IncomingState.REFUSED).count() == 10


def test_no_receipt_goes_to_where_nobody_reads(ann):
    take(From="Nyt <no-reply@firma.example>")

    assert Enquiry.objects.count() == 1
    assert not OutgoingMail.objects.exists()


def test_a_dropped_letter_leads_the_same_way_and_a_machine_s_gets_no_receipt(ann):
    enquiry = ask(email=ANNA)

    answered = take_in(letter("Mere\n", Subject=enquiry.number), by=acting(ann))
    new = take_in(letter(Message_ID="<ny@firma.example>", Auto_Submitted="auto-generated"), by=acting(ann))

    assert (answered.became_id, answered.state) == (enquiry.pk, IncomingState.HANDLED)
    assert lines(enquiry)[-1] == "Mere"
    assert Enquiry.objects.filter(pk=new.became_id).exists()
    assert not OutgoingMail.objects.exists()


def test_an_adviser_drops_a_letter_on_the_page(ann, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(ann.user)
    file = SimpleUploadedFile("brev.eml", letter(files=[("Plan.pdf", "application/pdf", PDF)]))

    shown = client.post("/indbakke/modtaget/laeg-ind/", {"file": file}, follow=True).content.decode()

    made = Enquiry.objects.get()
    assert f'href="/henvendelser/{made.number}/"' in shown
    assert made.received_at <= timezone.now()
    assert LetterFile.objects.get().name == "Plan.pdf"


def test_two_letters_whose_long_numbers_begin_alike_are_two_enquiries_and_each_of_them_one():
    make_desk("Ann")
    numbers = [f"<1@{'a' * 189}.example{place}>" for place in range(2)]

    made = [take(Message_ID=number) for number in [*numbers, *numbers]]

    assert made[0] != made[1]
    assert made[2:] == made[:2]
    assert Enquiry.objects.count() == 2
