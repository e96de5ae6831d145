"""Positions from a file: a preview row by row, findings with their line, all or nothing, and the same file twice writes once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.files.models import Upload
from symbiose.jobs.models import Position, Workplace
from tests.factories import make_organisation
from tests.jobs.people import make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db

HEAD = "id,organisation,hours,min_hours,seats,form,windows,pattern,place,accommodations,skills,tasks,mentor_hours,ordinary_employees,subsidised_now"
ROW = "p1,Eksempel Fuglekassen,5,3,2,flex_job,man 09:00-12:00; ons 09:00-12:00,flexible,8600,quiet_place;later_start,sorting,task_sorting,10,12,0"


@pytest.fixture
def firm(municipality):
    return make_organisation("Eksempel Fuglekassen")


@pytest.fixture
def consultant(client_as, firm):
    return client_as(Role.CONSULTANT)


def uploaded(client, *rows, head=HEAD):
    file = SimpleUploadedFile("stillinger.csv", "\n".join([head, *rows]).encode(), content_type="text/csv")
    answer = client.post("/stillinger/import/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def preview(client, *rows, head=HEAD):
    address = uploaded(client, *rows, head=head)
    answer = client.get(address)
    return address, answer.content.decode(), answer.context


def say_yes(client, address, **values):
    fingerprint = client.get(address).context["form"].initial["fingerprint"]
    return client.post(
        address, {"fingerprint": fingerprint, "consent": "Aftalt på mødet 3. maj", **values}, follow=True
    )


def test_a_file_is_previewed_and_written_with_its_workplace_and_one_row_of_the_trail(consultant, firm):
    address, page, _context = preview(consultant, ROW)
    before = (Position.objects.count(), AuditEntry.objects.filter(verb="jobs.import_positions").count())

    answer = say_yes(consultant, address, opened="on")

    assert before == (0, 0)
    assert "1 ny" in page
    assert answer.status_code == 200
    made = Position.objects.get()
    assert (made.external_id, made.title, made.state) == ("p1", "Sortering", "open")
    assert (made.hours, made.min_hours, made.seats, made.total_hours) == (Decimal(5), Decimal(3), 2, Decimal(10))
    assert made.windows == "man 09:00-12:00; ons 09:00-12:00"
    assert made.accommodations == ["quiet_place", "later_start"]
    assert (made.on_behalf, made.consent) == (True, "Aftalt på mødet 3. maj")
    place = Workplace.objects.get()
    assert (place.mentor_hours, place.ordinary_employees, place.subsidised_elsewhere) == (Decimal(10), Decimal(12), 0)
    assert place.source == Upload.objects.get().name
    assert AuditEntry.objects.filter(verb="jobs.import_positions").count() == 1
    assert not AuditEntry.objects.filter(verb="jobs.carve_position").exists()


@pytest.mark.parametrize(("pattern", "least"), [("", 5), ("flexible", 5), ("any:1", 1)])
def test_where_a_row_says_no_fewest_hours_all_are_asked_for_but_shifts_say_it_themselves(
    consultant, firm, pattern, least
):
    row = ROW.replace("5,3,", "5,,").replace(",flexible,", f",{pattern},")
    assert row != ROW
    address, page, _context = preview(consultant, row)

    say_yes(consultant, address)

    assert "Det bliver gemt ved hver stilling." in page
    assert Position.objects.get().min_hours == least


def test_what_a_row_would_write_is_shown_in_words_and_not_in_the_codes_of_the_file(consultant, firm):
    _address, page, _context = preview(consultant, ROW, ROW.replace("p1,", "p2,").replace("flexible", "any:1"))

    for code in ("flex_job", "quiet_place", "task_sorting", "flexible", ">any<"):
        assert code not in page
    for said in ("Fleksjob", "5 timer", "mandag 9–12 og onsdag 9–12", "8600 Silkeborg", "Mindst 1 af vagterne"):
        assert said in page


def test_the_same_file_again_writes_nothing_and_a_changed_row_changes_one(consultant, firm):
    address, _page, _context = preview(consultant, ROW)
    say_yes(consultant, address)

    _address, same, context = preview(consultant, ROW)
    address, _page, changed = preview(consultant, ROW.replace(",5,3,2,", ",7.5,3,2,"))
    say_yes(consultant, address)

    assert "alt i filen er her allerede" in same.lower()
    assert not context["ready"]
    assert dict(changed["counts"])["changed"] == 1
    made = Position.objects.get()
    assert (made.hours, made.state) == (Decimal("7.5"), "draft")


FAULTS = {
    "no organisation": ROW.replace("Eksempel Fuglekassen", ""),
    "unknown organisation": ROW.replace("Eksempel Fuglekassen", "Ingen Kender"),
    "0.3 hours": ROW.replace(",5,3,2,", ",0.3,0.3,2,"),
    "40 hours of small job": ROW.replace(",5,3,2,flex_job", ",40,3,2,small_job"),
    "ends before it starts": ROW.replace("man 09:00-12:00", "man 12:00-09:00"),
    "unknown accommodation": ROW.replace("quiet_place", "gratis_frokost"),
    "outside Denmark": ROW.replace(",8600,", ",Malmö,"),
    "unknown skill": ROW.replace(",sorting,", ",trylleri,"),
    "cpr": ROW.replace("p1,", "010190-1234,"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_row_that_cannot_be_holds_the_whole_file_back_and_says_why_with_its_line(consultant, what):
    address, page, context = preview(consultant, ROW.replace("p1", "p0"), FAULTS[what])

    assert dict(context["counts"])["wrong"] == 1
    assert "linje 3" in page
    assert not context["ready"]
    consultant.post(address, {"fingerprint": "x", "consent": "Aftalt"})
    assert not Position.objects.exists()


def test_rows_of_one_place_that_disagree_are_refused(consultant):
    other = ROW.replace("p1", "p2").replace(",10,12,0", ",10,20,0")

    _address, page, context = preview(consultant, ROW, other)

    assert not context["ready"]
    assert "12" in page
    assert "20" in page


def test_those_who_have_a_placement_here_are_not_counted_twice(consultant, firm):
    place = make_workplace(firm, subsidised_elsewhere=None)
    make_placement(position=make_position(place))

    address, _page, _context = preview(consultant, ROW.replace(",10,12,0", ",10,12,3"))
    say_yes(consultant, address)

    place.refresh_from_db()
    assert place.subsidised_elsewhere == 2


def test_those_who_begin_later_and_those_in_a_form_that_does_not_count_are_not_among_the_subsidised_of_today(
    consultant, firm
):
    place = make_workplace(firm, subsidised_elsewhere=None)
    make_placement(position=make_position(place))
    make_placement(position=make_position(place), state="agreed")
    make_placement(position=make_position(place), form="ordinary")

    address, _page, _context = preview(consultant, ROW.replace(",10,12,0", ",10,12,3"))
    say_yes(consultant, address)

    place.refresh_from_db()
    assert place.subsidised_elsewhere == 2


def test_more_times_than_a_position_holds_are_refused_with_the_line(consultant, firm):
    days = "man", "tir", "ons", "tor", "fre", "lør", "søn"
    times = "; ".join(f"{day} {hour:02}:00-{hour:02}:30" for day in days for hour in range(24))

    _address, page, context = preview(consultant, ROW.replace("man 09:00-12:00; ons 09:00-12:00", times))

    assert not context["ready"]
    assert "Så mange tider kan ikke gemmes" in page


def test_a_firm_imports_its_own_and_nobody_elses(client_as, firm):
    make_organisation("Eksempel Anden")
    own = client_as(Role.FIRM, firm)

    _address, _page, theirs = preview(own, ROW.replace("Eksempel Fuglekassen", "Eksempel Anden"))
    address, _page, ours = preview(own, ROW)
    say_yes(own, address)

    assert not theirs["ready"]
    assert ours["ready"]
    assert not Position.objects.get().on_behalf


def test_what_is_closed_here_is_not_written_over(consultant, firm):
    address, _page, _context = preview(consultant, ROW)
    say_yes(consultant, address)
    Position.objects.update(state="closed", closed_on="2026-01-01", close_reason="Solgt")

    _address, page, context = preview(consultant, ROW.replace(",5,3,2,", ",7,3,2,"))

    assert not context["ready"]
    assert "Stillingen er lukket her" in page


@pytest.mark.parametrize("address", ["/stillinger/import/", "/stillinger/import/skabelon.xlsx"])
def test_who_may_import(client_as, firm, address):
    seen = {role: client_as(role).get(address).status_code for role in (Role.CONSULTANT, Role.ADVISER, Role.LEADER)}

    assert list(seen.values()) == [200, 200, 403]
    assert client_as(Role.FIRM, firm).get(address).status_code == 200
