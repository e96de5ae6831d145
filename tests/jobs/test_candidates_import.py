"""People from a file: a preview row by row, findings with row and column, all or nothing, and the same file twice writes once."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry, Reading, SearchDocument
from symbiose.files.actions import erase_due
from symbiose.files.models import Upload
from symbiose.jobs.models import Candidate, CandidateConditions
from tests.factories import make_actor, make_membership
from tests.jobs.people import make_candidate
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
HEAD = "id,hours,windows,place,transport,max_travel,accommodations,skills,wishes,waiting_weeks,mentor_hours"
ROW = "K1,5,man 09:00-12:00; ons 09:00-12:00,8600,bike,30,quiet_place;later_start,sorting,task_sorting,40,0.5"
NAMED = "jobs.import_candidates"


@pytest.fixture
def consultant(client_as):
    return client_as(Role.CONSULTANT)


def uploaded(client, *rows, head=HEAD):
    file = SimpleUploadedFile("hold.csv", "\n".join([head, *rows]).encode(), content_type="text/csv")
    answer = client.post("/kandidater/import/", {"file": file})
    assert answer.status_code == 302, body(answer)
    return answer["Location"]


def preview(client, *rows, head=HEAD):
    address = uploaded(client, *rows, head=head)
    answer = client.get(address)
    return address, body(answer), answer.context


def say_yes(client, address, **values):
    form = client.get(address).context["form"]
    given = {"fingerprint": form.initial["fingerprint"], "form_key": str(form["form_key"].value()), **values}
    return client.post(address, given, follow=True), given


def test_a_file_is_previewed_and_written_with_what_was_asked_for_and_one_row_of_the_trail(consultant):
    address, page, _context = preview(consultant, ROW)
    before = (Candidate.objects.count(), AuditEntry.objects.filter(verb=NAMED).count())

    answer, _given = say_yes(consultant, address, ready="on")

    assert before == (0, 0)
    assert "1 ny" in page
    assert "et roligt sted med lidt støj" in page
    assert f"Venter siden: {date_format(timezone.localdate() - timedelta(weeks=40))}" in page
    assert "1 kandidat er importeret" in body(answer)
    made = Candidate.objects.get()
    assert (made.external_id, made.code, made.state) == ("K1", "K-0001", "waiting")
    assert (made.hours, made.windows) == (Decimal(5), "man 09:00-12:00; ons 09:00-12:00")
    assert (made.postcode, made.transport, made.max_travel) == ("8600", "bike", 30)
    assert (made.skills, made.wishes) == (["sorting"], ["task_sorting"])
    assert made.waiting_since == timezone.localdate() - timedelta(weeks=40)
    kept = CandidateConditions.objects.get()
    assert (kept.accommodations, kept.mentor_hours) == (["quiet_place", "later_start"], Decimal("0.5"))
    entry = AuditEntry.objects.get(verb=NAMED)
    assert made.consultant_id == entry.actor_user_id
    assert "quiet_place" not in str(entry.changes)
    assert SearchDocument.objects.get(label="jobs.candidate").title == "K-0001"
    assert "Importeret fra en fil" in body(consultant.get(f"/kandidater/{made.code}/"))


def test_without_the_tick_nobody_is_ready_and_the_wait_is_kept(consultant):
    address, _page, _context = preview(consultant, ROW)
    say_yes(consultant, address)

    made = Candidate.objects.get()
    assert made.state == "told"
    consultant.post(f"/kandidater/{made.code}/tilstand/", {"verb": "wait"})

    made.refresh_from_db()
    assert (made.state, made.waiting_since) == ("waiting", timezone.localdate() - timedelta(weeks=40))


def test_the_same_file_again_writes_nothing_and_a_changed_row_changes_one(consultant):
    address, _page, _context = preview(consultant, ROW)
    say_yes(consultant, address)

    _address, same, context = preview(consultant, ROW)
    address, page, changed = preview(consultant, ROW.replace("K1,5,", "K1,7.5,").replace("quiet_place;", ""))
    say_yes(consultant, address)

    assert "alt i filen er her allerede" in same.lower()
    assert not context["ready"]
    assert dict(changed["counts"])["changed"] == 1
    assert "K‑0001" in page
    assert (Candidate.objects.get().hours, CandidateConditions.objects.get().accommodations) == (
        Decimal("7.5"),
        ["later_start"],
    )


def test_a_double_click_leads_to_the_list_and_the_file_is_gone_once_it_is_used(consultant):
    address, _page, _context = preview(consultant, ROW)
    first, given = say_yes(consultant, address)
    again = consultant.post(address, given)

    assert first.redirect_chain[-1][0] == again["Location"] == "/kandidater/?sort=newest"
    assert Candidate.objects.count() == 1
    assert (Upload.objects.get().file.name, Upload.objects.get().name) == ("", "")


def test_a_file_that_was_only_looked_at_is_erased_the_day_after(consultant):
    preview(consultant, ROW)

    gone = erase_due(on=timezone.localdate() + timedelta(days=2), by=make_actor(Role.SYSTEM))

    assert gone == 1


def test_what_is_known_of_a_person_is_read_through_the_door(consultant):
    person = make_candidate(external_id="K1", consultant_id=None)
    preview(consultant, "K2" + ROW[2:])
    before = Reading.objects.count()

    preview(consultant, ROW)

    assert before == 0
    row = Reading.objects.get()
    assert (row.what, row.purpose, row.subject_id) == ("conditions", "intake", person.pk)


MANY = "; ".join(
    f"{day} {hour:02}:00-{hour:02}:30" for day in ("man", "tir", "ons", "tor", "fre") for hour in range(5, 23)
)
FAULTS = {
    "times": ("man 09:00-12:00; ons 09:00-12:00", MANY, "tider", "Så mange tider kan ikke gemmes."),
    "0.3 hours": ("K1,5,", "K1,0.3,", "timer", "halve timer"),
    "0.5 hours": ("K1,5,", "K1,0.5,", "hours", "Skriv fra 1 til 37 timer om ugen."),
    "40 hours": ("K1,5,", "K1,40,", "hours", "højst 37"),
    "ends first": ("man 09:00-12:00", "man 12:00-09:00", "windows", "slutter, før det begynder"),
    "free text": ("quiet_place", "har ondt i ryggen", "accommodations", "skånehensynet"),
    "outside Denmark": (",8600,", ",Malmö,", "place", "Skriv et dansk postnummer"),
    "unknown skill": (",sorting,", ",trylleri,", "skills", "Vi kender ikke “trylleri”"),
    "unknown wish": (",task_sorting,", ",at sove,", "wishes", "Vi kender ikke “at sove”"),
    "cpr": ("K1,", "010190-1234,", "id", "CPR-nummer"),
    "a name": ("K1,", "Lars Hansen,", "id", "kodenavn"),
    "no way to get about": (",bike,", ",,", "transport", "skal udfyldes"),
    "too far": (",30,", ",3,", "max_travel", "Skriv hele minutter, fra 5 til 180."),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_row_that_cannot_be_holds_the_whole_file_back_and_says_where_and_how_to_mend_it(consultant, what):
    good, bad, column, sentence = FAULTS[what]
    address, page, context = preview(consultant, "K0" + ROW[2:], ROW.replace(good, bad))

    assert dict(context["counts"])["wrong"] == 1
    assert "linje 3" in page
    assert sentence in page
    assert any(found.column for row in context["page"] for found in row.findings) or column == "timer"
    assert not context["ready"]
    assert "Lars Hansen" not in page
    consultant.post(address, {"fingerprint": "x"})
    assert not Candidate.objects.exists()


def test_a_code_that_stands_twice_is_refused(consultant):
    _address, page, context = preview(consultant, ROW, ROW)

    assert not context["ready"]
    assert "er allerede brugt på linje 2" in page


def test_columns_about_name_or_health_are_not_kept_and_the_page_says_so(consultant):
    address, page, _context = preview(consultant, f"{ROW},Lars,Ryg", head=f"{HEAD},navn,diagnose")
    say_yes(consultant, address)

    assert "Disse kolonner er ikke beholdt" in page
    assert "Lars" not in page + str(AuditEntry.objects.get(verb=NAMED).changes)


def test_skills_and_wishes_may_be_written_by_their_names(consultant):
    address, _page, _context = preview(consultant, ROW.replace(",sorting,", ",Sortering,"))
    say_yes(consultant, address)

    assert Candidate.objects.get().skills == ["sorting"]


def test_a_colleagues_person_is_not_written_over(consultant):
    colleague = make_membership(Role.CONSULTANT).user
    person = make_candidate(external_id="K1", consultant=colleague)

    _address, page, context = preview(consultant, ROW)

    assert not context["ready"]
    assert colleague.name in page
    assert not Reading.objects.filter(subject_id=person.pk).exists()


def test_a_person_who_ended_is_not_written_over(consultant):
    make_candidate(external_id="K1", state="ended", ended_on=timezone.localdate(), waiting_since=None)

    _address, page, context = preview(consultant, ROW)

    assert not context["ready"]
    assert "er afsluttet" in page


def test_who_changed_in_between_is_shown_anew(consultant):
    person = make_candidate(external_id="K1", consultant=None)
    address, _page, _context = preview(consultant, ROW)
    fingerprint = consultant.get(address).context["form"].initial["fingerprint"]
    Candidate.objects.filter(pk=person.pk).update(version=9, hours=3)

    answer = consultant.post(address, {"fingerprint": fingerprint})

    assert "Intet er skrevet" in body(answer)
    assert Candidate.objects.get().hours == 3


def test_the_empty_spreadsheet_reads_back_and_formulas_are_not_worked_out(consultant):
    blank = consultant.get("/kandidater/import/skabelon.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(blank.content))
    sheet = book["Kandidater"]
    sheet.append(["K1", 5, "man 09:00-12:00", "8600", "bike", 30, "quiet_place", "", "", 40, '=HYPERLINK("x")'])
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("hold.xlsx", out.getvalue())

    address = consultant.post("/kandidater/import/", {"file": file})["Location"]

    page = consultant.get(address)
    assert not page.context["ready"]
    assert page.context["counts"][0] == ("wrong", 1)


def test_other_files_and_other_peoples_files_are_refused(consultant, client_as):
    file = SimpleUploadedFile("hold.exe", b"MZ")
    answer = consultant.post("/kandidater/import/", {"file": file})
    address = uploaded(consultant, ROW)

    assert "Gem den som" in body(answer)
    assert address == reverse("candidates:preview_file", args=[Upload.objects.get().pk])
    assert client_as(Role.CONSULTANT).get(address).status_code == 404
    assert client_as(Role.ADVISER).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/kandidater/import/", "/kandidater/import/skabelon.xlsx"])
def test_only_consultants_import_people(client_as, address):
    roles = (Role.CONSULTANT, Role.ADVISER, Role.LEADER, Role.ENTRANCE, Role.FIRM)

    assert [client_as(role).get(address).status_code for role in roles] == [200, 403, 403, 403, 403]


def test_empty_lists_offer_the_import(consultant):
    for address in ("/kandidater/", "/dem-du-foelger/"):
        assert "/kandidater/import/" in body(consultant.get(address))


def test_the_page_names_the_columns_as_the_spreadsheet_does_and_the_words_that_count(consultant):
    page = body(consultant.get("/kandidater/import/"))
    sheet = openpyxl.load_workbook(io.BytesIO(consultant.get("/kandidater/import/skabelon.xlsx").content)).worksheets[0]

    assert "; ".join(cell.value for cell in sheet[1]) in page
    for word in ("et roligt sted med lidt støj", "pakning", "pakke varer"):
        assert word in page


def test_what_the_spreadsheet_gives_as_examples_can_be_imported(consultant):
    guide = openpyxl.load_workbook(io.BytesIO(consultant.get("/kandidater/import/skabelon.xlsx").content)).worksheets[1]
    rows = [[cell.value for cell in row] for row in guide.iter_rows(min_row=2)]

    _address, page, context = preview(
        consultant, ";".join(f'"{row[4]}"' for row in rows), head=";".join(row[1] for row in rows)
    )

    assert context["ready"], page


@pytest.mark.parametrize("word", ["på cykel", "i bil", "med bus eller tog", "til fods"])
def test_the_way_to_work_may_be_written_as_the_page_says_it(consultant, word):
    assert preview(consultant, ROW.replace(",bike,", f",{word},"))[2]["ready"]


def test_a_word_that_is_near_one_of_the_list_is_met_with_it(consultant):
    page = preview(consultant, ROW.replace(",sorting,", ",paknin,"))[1]

    assert "Vi kender ikke “paknin”. Er det et af disse: pakning" in page
