"""What is personal is erased when its time is over or somebody asks; what is counted still opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, SearchDocument
from symbiose.common.states import NotAllowed
from symbiose.files.models import Upload
from symbiose.frontdesk import actions
from symbiose.frontdesk.actions.receipts import link_of
from symbiose.frontdesk.models import Case, CaseParty, Enquiry, LetterFile, SharedTask
from symbiose.notices.actions import take_in
from symbiose.notices.models import IncomingMail, Notice, OutgoingMail
from symbiose.organisations.models import Contact
from tests.factories import make_actor, make_item, make_organisation
from tests.frontdesk.cases import acting, ask, make_adviser, make_case, make_department, make_desk, make_external
from tests.frontdesk.letters import CLOCK, pdf, receipt_path
from tests.frontdesk.sharing import make_shared
from tests.notices.letters import PDF, letter

pytestmark = pytest.mark.django_db
SECRETS = ("Anna", "firma.example", "egeplanker", "00 00 00 11", "Tegning", "Kom forbi", "Hemmelig")


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def by_mail():
    """An enquiry that came by mail with a file, with a receipt and an addition."""
    mail = take_in(
        letter(
            "Anna her, vi har egeplanker. Ring på 00 00 00 11.\n", files=[("Annas Tegning.pdf", "application/pdf", PDF)]
        ),
        by=CLOCK,
    )
    enquiry = Enquiry.objects.get(pk=mail.became_id)
    actions.write_back(enquiry, text="Kom forbi, hilsen Anna", files=[pdf("Annas anden Tegning.pdf")], by=CLOCK)
    return enquiry


def all_that_is_kept():
    kinds = (
        Enquiry,
        Case,
        CaseParty,
        Contact,
        LetterFile,
        SharedTask,
        Upload,
        OutgoingMail,
        IncomingMail,
        Notice,
        SearchDocument,
    )
    rows = [row for kind in kinds for row in kind.objects.values() if kind is not IncomingMail]
    mails = list(IncomingMail.objects.values("from_address", "subject"))
    return str([*rows, *mails, *AuditEntry.objects.values("changes", "reason")])


def test_a_person_is_erased_with_words_files_letters_and_link_and_the_enquiry_still_counts(ann, client):
    enquiry = by_mail()
    path = receipt_path(enquiry)
    actions.answer_now(enquiry, answer="Hemmelig aftale med Anna", by=acting(ann))
    assert all(secret in all_that_is_kept() for secret in SECRETS)
    files = [upload.file.path for upload in Upload.objects.all()]

    erased = actions.forget_enquiry(enquiry, reason="Bad selv om det.", by=acting(ann))

    assert [secret for secret in SECRETS if secret in all_that_is_kept()] == []
    assert (erased.number, erased.state, erased.topic, erased.title) == (enquiry.number, "answered", "other", "Slettet")
    assert (Enquiry.objects.count(), LetterFile.objects.count()) == (1, 2)
    assert not Upload.objects.exclude(file="").exists()
    assert files
    assert client.get(path).status_code == 410
    assert link_of(enquiry) is None
    assert actions.forget_enquiry(enquiry, reason="Igen", by=acting(ann)).version == erased.version


def test_a_closed_case_is_erased_with_its_people_and_keeps_what_is_counted(ann):
    enquiry = by_mail()
    case = actions.open_case(enquiry, organisation=make_organisation("Eksempel Træværk"), by=acting(ann))
    firm = make_organisation("Eksempel Partner")
    actions.add_party(case, name="Anna Hemmelig", email="anna@firma.example", by=acting(ann))
    actions.add_party(case, organisation=firm, name="Anna Partner", by=acting(ann))
    actions.add_task(case, what="Ring til Anna", user=ann.user, due_on=timezone.localdate(), by=acting(ann))
    actions.log_dialogue(case, kind="note", text="Hemmelig note om Anna", person="Anna", by=acting(ann))
    shared = make_shared(acting(ann), case=case, title="Må Anna få egeplanker?", text="Hemmelig sag om Anna")
    actions.close_case(case, outcome="advice", reason="Fik råd.", by=acting(ann))

    erased = actions.forget_case(case, reason="Bad selv om det.", by=acting(ann))

    assert [secret for secret in SECRETS if secret in all_that_is_kept()] == []
    shared.refresh_from_db()
    assert (shared.title, shared.text) == ("Slettet", "Slettet")
    assert (erased.outcome, erased.organisation.name, erased.number) == ("advice", "Eksempel Træværk", case.number)
    assert [party.organisation.name for party in case.parties.all()] == ["Eksempel Træværk", "Eksempel Partner"]
    assert {enquiry.forgotten_at is not None for enquiry in case.enquiries.all()} == {True}


def test_the_pages_of_what_is_erased_still_open(ann, client):
    enquiry = by_mail()
    actions.set_aside(enquiry, reason="Reklame", by=acting(ann))
    actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann))
    client.force_login(ann.user)

    shown = client.get(f"/henvendelser/{enquiry.number}/").content.decode()

    assert "Slettet" in shown
    assert "Fil, som er slettet" in shown
    assert f"/henvendelser/{enquiry.number}/slet/" not in shown
    assert client.get("/henvendelser/").status_code == 200


def test_an_adviser_erases_on_the_page_with_a_reason(ann, client):
    enquiry = by_mail()
    client.force_login(ann.user)
    path = f"/henvendelser/{enquiry.number}/slet/"
    assert path not in client.get(f"/henvendelser/{enquiry.number}/").content.decode()  # it waits for an answer
    actions.answer_now(enquiry, answer="Ja", by=acting(ann))

    assert path in client.get(f"/henvendelser/{enquiry.number}/").content.decode()
    assert "Skriv hvorfor med en sætning." in client.post(path, {"reason": ""}).content.decode()
    client.post(path, {"reason": "Har bedt om det"})

    enquiry.refresh_from_db()
    assert enquiry.forgotten_at is not None
    assert AuditEntry.objects.filter(verb="frontdesk.forget", reason="Har bedt om det").exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("adviser", True),
        ("system", True),
        ("visitor", False),
        ("firm", False),
        ("department", False),
        ("external", False),
    ],
)
def test_only_the_entrance_erases(who, may, ann):
    enquiry = ask()
    case = make_case(acting(ann))
    actions.answer_now(enquiry, answer="Ja", by=acting(ann))
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    people = {
        "adviser": acting(ann),
        "system": CLOCK,
        "visitor": Actor(),
        "firm": make_actor(Role.FIRM, make_organisation()),
        "department": acting(make_department()),
        "external": acting(make_external()),
    }

    for forget, one in ((actions.forget_enquiry, enquiry), (actions.forget_case, case)):
        if may:
            assert forget(one, reason="Bad om det", by=people[who]).forgotten_at is not None
        else:
            with pytest.raises(NotAllowed):
                forget(one, reason="Bad om det", by=people[who])


def test_what_waits_is_open_or_has_no_reason_is_not_erased(ann):
    enquiry, case = ask(), make_case(acting(ann))

    for forget, one in ((actions.forget_enquiry, enquiry), (actions.forget_case, case)):
        with pytest.raises(NotAllowed):
            forget(one, reason="Bad om det", by=acting(ann))
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    with pytest.raises(NotAllowed):
        actions.forget_case(case, reason=" ", by=acting(ann))


def test_noise_goes_soon_answered_later_and_closed_last_by_dated_periods(ann):
    noise, answered, case = ask(), ask(), make_case(acting(ann))
    actions.set_aside(noise, reason="Reklame", by=acting(ann))
    actions.answer_now(answered, answer="Ja", by=acting(ann))
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    waiting, open_one = ask(), make_case(acting(ann))

    def erased_after(days):
        actions.forget_due(now=timezone.now() + timedelta(days=days), by=CLOCK)
        rows = [kind.objects.get(pk=one.pk) for kind, one in ((Enquiry, noise), (Enquiry, answered), (Case, case))]
        return [row.forgotten_at is not None for row in rows]

    assert erased_after(29) == [False, False, False]
    assert erased_after(31) == [True, False, False]
    assert erased_after(731) == [True, True, False]
    assert erased_after(1826) == [True, True, True]
    for kind, one in ((Enquiry, waiting), (Case, open_one)):
        assert kind.objects.get(pk=one.pk).forgotten_at is None


def test_a_letter_to_what_is_settled_begins_its_time_anew(ann):
    noise, answered = ask(), ask()
    actions.set_aside(noise, reason="Reklame", by=acting(ann))
    actions.answer_now(answered, answer="Ja", by=acting(ann))
    case = make_case(acting(ann))
    asked = case.enquiries.get()
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    long_ago = timezone.localtime() - timedelta(days=2000)
    for kind in (Enquiry, Case):
        kind.objects.update(changed_at=long_ago)
    Case.objects.update(closed_at=long_ago)
    Contact.objects.update(happened_at=long_ago)
    for enquiry in (noise, answered, asked):
        actions.write_back(enquiry, text="Hov, jeg har lige et spørgsmål mere.", by=CLOCK)

    assert actions.forget_due(now=timezone.now(), by=CLOCK) == 0
    Contact.objects.update(happened_at=long_ago)
    assert actions.forget_due(now=timezone.now(), by=CLOCK) == 3


def found_by(word):
    return any(word.lower() in str(row).lower() for row in SearchDocument.objects.values())


def test_what_was_gathered_in_a_case_is_erased_with_it(ann):
    first, into = make_case(acting(ann), text="Hemmelig om Anna", name="Anna Eksempel"), make_case(acting(ann))
    actions.add_party(first, name="Anna Partner", by=acting(ann))
    actions.merge_cases(first, into, reason="Det samme", by=acting(ann))
    actions.close_case(into, outcome="nothing", reason="Nej", by=acting(ann))
    assert found_by("Anna")

    actions.forget_case(into, reason="Bad om det", by=acting(ann))

    first.refresh_from_db()
    assert (first.title, first.forgotten_at is not None) == ("Slettet", True)
    assert not found_by("Anna")
    assert "Anna" not in all_that_is_kept()


def test_who_is_erased_is_no_party_of_an_open_case_and_not_found_by_it(ann):
    case = make_case(acting(ann), text="Noget om planker", name="Anna Eksempel", email="anna@firma.example")
    other = ask(name="Bo Eksempel", text="Også om planker")
    actions.attach_enquiry(other, case, by=acting(ann))

    actions.forget_enquiry(case.enquiries.get(name="Anna Eksempel"), reason="Bad om det", by=acting(ann))

    assert [party.name for party in case.parties.all()] == ["Bo Eksempel"]
    assert not found_by("Anna")
    assert found_by("Bo Eksempel")


def test_why_somebody_had_it_is_erased_with_what_was_written_about_it(ann):
    bo = make_adviser(ann.organisation, "Bo Eksempel")
    case, enquiry = make_case(acting(ann)), ask()
    for hand_over, one in ((actions.hand_over_case, case), (actions.hand_over_enquiry, enquiry)):
        to = ann.user if one.owner == bo.user else bo.user
        assert "Anna" in hand_over(one, to=to, note="Hilsen til Anna", by=acting(ann)).owner_reason
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    actions.set_aside(enquiry, reason="Reklame", by=acting(ann))

    case = actions.forget_case(case, reason="Bad om det", by=acting(ann))
    enquiry = actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann))

    assert (case.owner_reason, enquiry.owner_reason) == ("Slettet", "Slettet")
    assert "Anna" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_what_is_erased_is_not_begun_again_and_its_page_says_so(ann, client):
    case, answered, noise = make_case(acting(ann)), ask(), ask()
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    actions.answer_now(answered, answer="Ja", by=acting(ann))
    actions.set_aside(noise, reason="Reklame", by=acting(ann))
    actions.forget_case(case, reason="Bad om det", by=acting(ann))
    for enquiry in (answered, noise):
        actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann))

    other = make_case(acting(ann))
    for begin in (
        lambda: actions.reopen_case(case, reason="Igen", by=acting(ann)),
        lambda: actions.take_up(answered, by=acting(ann)),
        lambda: actions.take_up(noise, by=acting(ann)),
        lambda: actions.open_case(answered, by=acting(ann)),
        lambda: actions.attach_enquiry(answered, other, by=acting(ann)),
    ):
        with pytest.raises(NotAllowed):
            begin()
    client.force_login(ann.user)
    shown = client.get(f"/henvendelser/{answered.number}/").content.decode()
    assert "Der kan ikke gøres mere ved den." in shown
    assert f"/henvendelser/{answered.number}/forloeb/" not in shown


def test_what_was_passed_on_lasts_as_long_as_it_does_there(ann):
    outside = make_external()
    enquiry = ask(by=acting(outside))
    passed = actions.pass_on(enquiry, consent="Ja", by=acting(outside))
    case = actions.open_case(passed, by=acting(ann))
    later = timezone.now() + timedelta(days=3000)

    assert actions.forget_due(now=later, by=CLOCK) == 0
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))
    actions.forget_case(case, reason="Bad om det", by=acting(ann))
    actions.forget_due(now=later, by=CLOCK)

    enquiry.refresh_from_db()
    assert enquiry.forgotten_at is not None


def test_the_municipality_s_own_period_counts_before_ours(ann):
    noise = ask()
    actions.set_aside(noise, reason="Reklame", by=acting(ann))
    make_item("setting", "setting-keep-noise", data={"key": "keep_noise_days", "value": "7"})

    assert actions.forget_due(now=timezone.now() + timedelta(days=6), by=CLOCK) == 0
    assert actions.forget_due(now=timezone.now() + timedelta(days=8), by=CLOCK) == 1


def test_files_of_what_is_open_are_kept_on(ann):
    enquiry = by_mail()
    soon = timezone.localdate() + timedelta(days=10)
    Upload.objects.update(keep_until=soon)

    actions.forget_due(now=timezone.now(), by=CLOCK)

    assert set(Upload.objects.values_list("keep_until", flat=True)) == {timezone.localdate() + timedelta(days=365)}
    assert enquiry.forgotten_at is None


def test_nothing_is_added_to_what_is_erased_and_a_reply_begins_anew(ann):
    enquiry = by_mail()
    actions.answer_now(enquiry, answer="Ja", by=acting(ann))
    actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann))

    with pytest.raises(actions.Forgotten):
        actions.write_back(enquiry, text="Mere", by=CLOCK)
    mail = take_in(letter("Hej igen\n", Message_ID="<9@firma.example>", Subject=enquiry.number), by=CLOCK)
    assert mail.became_id != enquiry.pk
