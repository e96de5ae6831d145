"""The list and the page of a position: seats, hours covered, the week, the ratio rule; numbers alone where people are not shown."""

from __future__ import annotations

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.jobs.actions.carving import index_position
from symbiose.jobs.actions.workplaces import tell_workplace
from symbiose.jobs.models import PlacementHours
from symbiose.jobs.queries.positions import for_rows
from symbiose.jobs.queries.ratio import ratio_for
from symbiose.jobs.queries.rows import positions_visible_to
from tests.factories import make_actor, make_organisation
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db

LIST_QUERIES = 10


def text(answer):
    return answer.content.decode()


def body(answer):
    return b"".join(answer.streaming_content).decode()


def page_of(client, position):
    return text(client.get(f"/stillinger/{position.number}/"))


def fill(position, hours=5, **values):
    person = make_candidate()
    return make_placement(person, position, hours=hours, **values)


def asked_for(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_hours_and_seats_count_what_runs_and_is_agreed_and_nothing_that_ended(client_as):
    position = make_position(hours=Decimal(10), total_hours=Decimal(20), seats=3)
    fill(position, hours=7)
    grown = fill(position, hours=3)
    PlacementHours.objects.create(placement=grown, from_day=timezone.localdate() - timedelta(days=2), hours=Decimal(5))
    PlacementHours.objects.create(placement=grown, from_day=timezone.localdate() + timedelta(days=20), hours=Decimal(9))
    fill(position, hours=4, state="ended", ends_on=timezone.localdate(), outcome="agreed_time")

    page = page_of(client_as(Role.CONSULTANT), position)

    assert "12 af 20 timer om ugen er dækket" in page
    assert "1 af 3 pladser er ledige" in page


def test_what_is_agreed_counts_with_its_first_step_before_it_begins(municipality):
    position = make_position()
    placement = fill(position, state="agreed", starts_on=timezone.localdate() + timedelta(days=10))

    row = for_rows(positions_visible_to(make_actor(Role.CONSULTANT))).get(pk=position.pk)

    assert placement.state == "agreed"
    assert (row.taken, row.covered) == (1, Decimal(5))


def test_seats_that_cannot_reach_the_hours_in_all_are_told(client_as):
    position = make_position(hours=Decimal(5), total_hours=Decimal(20), seats=3)

    assert "Med 3 pladser på højst 5 timer kan 5 af timerne ikke dækkes." in page_of(
        client_as(Role.CONSULTANT), position
    )


def test_a_firm_sees_codes_and_hours_and_the_entrance_numbers_alone(client_as):
    position = make_position()
    placement = fill(position)
    code = placement.candidate.code.replace("-", "‑")

    firm = page_of(client_as(Role.FIRM, position.organisation), position)
    consultant = page_of(client_as(Role.CONSULTANT), position)
    adviser = page_of(client_as(Role.ADVISER), position)

    assert code in firm
    assert "5 t om ugen" in firm
    assert code in consultant
    assert code not in adviser
    assert "1 person arbejder her" in adviser


def test_the_week_shows_where_the_position_lies_and_what_is_agreed(client_as):
    position = make_position(windows="man 09:00-12:00; ons 09:00-12:30")
    person = make_candidate()
    offer = make_offer(person, position, overlap="man 10:00-12:00", state="found")
    make_placement(person, position, offer=offer)
    firm = client_as(Role.FIRM, position.organisation)

    page = page_of(firm, position)
    table = firm.get(f"/stillinger/{position.number}/uge.csv").content.decode("utf-8-sig")

    assert page.count("<svg xmlns") == 2
    rows = list(csv.reader(StringIO(table), delimiter=";"))
    assert rows[0] == ["Dag", "Stillingen ligger her", "Aftalt, at nogen kan komme"]
    assert rows[1:4] == [["Mandag", "9–12", "2 t"], ["Tirsdag", "–", "0 t"], ["Onsdag", "9–12.30", "0 t"]]
    assert "Aftalt, at nogen" not in page_of(client_as(Role.ADVISER), position)


@pytest.mark.parametrize(
    ("use", "windows", "told"),
    [
        ("flexible", "man 09:00-14:00; tir 09:00-14:00; fre 20:30-24:00", "Mandag–tirsdag 9–14 og fredag 20.30–24<br>"),
        ("all", "man 06:00-10:00; man 10:00-14:00", "Mandag 6–10<br>Mandag 10–14<br>"),
    ],
)
def test_times_are_told_in_words_and_each_shift_by_itself(client_as, use, windows, told):
    page = page_of(client_as(Role.CONSULTANT), make_position(use=use, windows=windows))

    assert told in page
    assert ":00-" not in page


def test_free_times_are_told_instead_of_drawn(client_as):
    position = make_position(windows="")
    consultant = client_as(Role.CONSULTANT)

    assert "Tiderne er frie" in page_of(consultant, position)
    assert consultant.get(f"/stillinger/{position.number}/uge.csv").status_code == 200


def test_a_page_of_a_position_reads_no_special_category_data(client_as):
    position = make_position()
    fill(position)
    firm = client_as(Role.FIRM, position.organisation)

    with CaptureQueriesContext(connection) as asked:
        firm.get(f"/stillinger/{position.number}/")

    kept = ("candidateconditions", "placementterms", "offerbasis", "outlook")
    assert [one["sql"] for one in asked if any(table in one["sql"] for table in kept)] == []


def test_the_ratio_rule_is_explained_with_counting_rule_source_and_certainty(client_as):
    place = make_workplace(ordinary_employees=Decimal(12), subsidised_elsewhere=1)
    position = make_position(place, form="flex_job")
    make_position(place, form="small_job", title="Andet")

    page = page_of(client_as(Role.CONSULTANT), position)

    assert (
        "Ansatte på almindelige vilkår, regnet i fuld tid: 12. Det giver højst så mange pladser med tilskud: 2." in page
    )
    assert "Sådan tæller vi: fleksjob, løntilskud og virksomhedspraktik tæller med" in page
    assert "(ikke bekræftet)" in page
    assert "Der er plads til 1 mere med tilskud: 1 af højst 2 er i brug." in page


def test_placements_count_by_the_form_of_their_position(municipality):
    place = make_workplace(ordinary_employees=Decimal(12), subsidised_elsewhere=0)
    fill(make_position(place, form="flex_job"))
    fill(make_position(place, form="small_job"))

    shown = ratio_for(place, by=make_actor(Role.ENTRANCE))

    assert (shown.ratio.most, shown.ratio.counted, shown.left) == (2, 1, 1)


def test_unknown_employees_are_unknown_with_what_to_do(client_as):
    place = make_workplace(ordinary_employees=None, subsidised_elsewhere=None)
    position = make_position(place, form="flex_job")

    page = page_of(client_as(Role.FIRM, place.organisation), position)

    assert "Vi ved ikke, hvor mange ansatte på almindelige vilkår arbejdsstedet har." in page
    assert "Ingen har fortalt, hvor mange andre der er ansat med tilskud" in page
    assert '<dd class="unknown">Ukendt</dd>' in page
    assert "Skriv arbejdspladsens tal" in page


def test_of_two_tellings_the_newest_holds_and_the_other_is_shown_beside_it(client_as):
    position = make_position(make_workplace(ordinary_employees=None, told_on="2026-01-01", source=""))
    place, by = position.workplace, make_actor(Role.FIRM, position.organisation)
    own = client_as(Role.FIRM, position.organisation)
    today = timezone.localdate()

    tell_workplace(place, by=by, told_on=today, source="Kontoret", ordinary_employees=Decimal(20))
    older = tell_workplace(
        place, by=by, told_on=today - timedelta(days=60), source="Lønlisten", ordinary_employees=Decimal(12)
    )
    page = page_of(own, position)

    place.refresh_from_db()
    assert older.older == ("ordinary_employees",)
    assert (place.ordinary_employees, place.source) == (Decimal(20), "Kontoret")
    assert "Også fortalt, men ikke det nyeste: 12 den" in page
    assert "(Lønlisten)" in page


def test_an_older_telling_fills_what_nobody_told(municipality):
    place = make_workplace(mentor_hours=None, ordinary_employees=Decimal(20))
    by = make_actor(Role.FIRM, place.organisation)

    told = tell_workplace(
        place, by=by, told_on=place.told_on - timedelta(days=9), source="Før", mentor_hours=Decimal(6)
    )

    assert (told.workplace.mentor_hours, told.workplace.ordinary_employees, told.older) == (Decimal(6), Decimal(20), ())
    assert told.workplace.told_on == place.told_on


def test_the_form_says_that_newer_figures_hold(client_as):
    position = make_position(state="draft")
    own = client_as(Role.FIRM, position.organisation)
    told = {"ordinary_employees": "30", "told_on": "2020-01-01", "source": "Gammel liste"}
    plain = {
        "title": "Samle",
        "hours": "5",
        "min_hours": "3",
        "seats": "1",
        "total_hours": "5",
        "use": "flexible",
        "version": 1,
    }

    page = text(own.post(f"/stillinger/{position.number}/ret/", plain | told, follow=True))

    position.workplace.refresh_from_db()
    assert "Der er nyere tal for arbejdspladsen" in page
    assert position.workplace.ordinary_employees == Decimal(12)


def test_the_list_asks_the_same_number_of_questions_for_one_row_and_three(client_as):
    consultant = client_as(Role.CONSULTANT)
    fill(make_position(form="flex_job"))
    one = asked_for(consultant, "/stillinger/")
    for title in ("To", "Tre"):
        fill(make_position(make_workplace(make_organisation()), title=title))

    assert (one, asked_for(consultant, "/stillinger/")) == (LIST_QUERIES, LIST_QUERIES)


def test_a_firm_sees_its_own_positions_and_nobody_elses(client_as):
    own, other = (
        make_position(title="Vores stilling"),
        make_position(make_workplace(make_organisation()), title="Deres stilling"),
    )

    page = text(client_as(Role.FIRM, own.organisation).get("/stillinger/"))

    assert "Vores stilling" in page
    assert other.title not in page


def test_the_list_is_narrowed_by_state_seats_form_place_and_words(client_as):
    consultant = client_as(Role.CONSULTANT)
    full = make_position(title="Fyldt op", form="flex_job", postcode="8620")
    fill(full)
    draft = make_position(make_workplace(make_organisation()), title="Kladden", state="draft")
    for one in (full, draft):
        index_position(one)

    def titles(query):
        page = text(consultant.get(f"/stillinger/?{query}"))
        return [title for title in ("Fyldt op", "Kladden") if f">{title}</a>" in page]

    assert titles("") == ["Fyldt op", "Kladden"]
    assert titles("state=draft") == ["Kladden"]
    assert titles("free=1") == ["Kladden"]
    assert titles("form=flex_job") == ["Fyldt op"]
    assert titles("form=unknown") == ["Kladden"]
    assert titles("place=8620") == ["Fyldt op"]
    assert titles("q=kladde") == ["Kladden"]
    assert titles(f"party={full.organisation_id}") == ["Fyldt op"]


def test_the_export_holds_exactly_what_is_shown(client_as):
    make_position(title="Åben stilling", form="flex_job")
    make_position(make_workplace(make_organisation()), title="Kladden", state="draft")

    rows = list(
        csv.DictReader(
            StringIO(body(client_as(Role.CONSULTANT).get("/stillinger/?state=open&format=csv")).lstrip("\ufeff")),
            delimiter=";",
        )
    )

    assert [row["hvad man laver"] for row in rows] == ["Åben stilling"]
    assert rows[0]["ansættelsesform"] == "Fleksjob"
    assert rows[0]["ledige pladser"] == "1"


def test_an_organisations_page_shows_its_positions_and_carves_one(client_as):
    position = make_position(title="Samle fuglekasser")

    page = text(client_as(Role.ADVISER).get(f"/organisationer/{position.organisation_id}/"))

    assert f"/stillinger/{position.number}/" in page
    assert f"/stillinger/ny/?organisation={position.organisation_id}" in page


def test_an_empty_list_says_what_to_do(client_as, organisation):
    assert "Lav den første" in text(client_as(Role.FIRM, organisation).get("/stillinger/"))
