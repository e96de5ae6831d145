"""Contact points: roles with days and hours, edited on pages, confirmed once a year, and never shown when they have ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actions import Conflict
from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, MunicipalItem, Municipality
from symbiose.engine.law.months import months_after
from symbiose.home import actions
from symbiose.home.loading import configuration_of_database
from symbiose.home.queries import contacts as queries
from symbiose.municipalities import reader
from tests.factories import make_item

LIST, PUBLIC = "/kontakt/punkter/", "/kontakt/"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITTEN = {
    "role_da": "Vejledning om stillinger",
    "title_da": "Jobcenteret",
    "mail": "stillinger@silkeborg.example",
    "phone": "00 00 00 00",
    "hours": "man-tor 8.00-15.00; fre 8.00-13.00",
    "confirm_every_months": "12",
    "valid_from": "2020-01-01",
}


def today():
    return timezone.localdate()


def contact(key="contact-test", **values):
    data = {
        "title_da": "Værkstedet",
        "role_da": "Indgangen for prøver",
        "mail": "proeve@silkeborg.example",
        "phone": "00 00 00 00",
        "hours": "",
        "confirm_every_months": 12,
        "external": False,
        **values.pop("data", {}),
    }
    return make_item("contact", key, data=data, **values)


def page(row):
    return f"{LIST}{row.pk}/"


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def test_a18_1_the_public_page_says_closed_and_when_it_opens(municipality, client):
    contact(data={"hours": f"{DAYS[(today().weekday() + 1) % 7]} 08:00-16:00"})

    shown = client.get(PUBLIC).text

    assert "Lukket nu" in shown
    assert "Vi åbner" in shown
    assert "kl. 8.00." in shown


def test_a18_2_what_has_ended_shows_on_no_public_page_and_the_next_stands_in(municipality, client):
    old = contact("contact-old", data={"title_da": "Gamle Kontor"}, position=0)
    contact("contact-next", data={"title_da": "Nye Kontor"}, position=1)
    addresses = (PUBLIC, "/", "/laes/", "/om/", "/organisationer/hvem-er-med/")
    assert all("Gamle Kontor" in client.get(address).text for address in (PUBLIC, "/om/"))

    old.valid_to = today() - timedelta(days=1)
    old.save()

    for address in addresses:
        shown = client.get(address).text
        assert "Gamle Kontor" not in shown
        assert "Nye Kontor" in shown


def test_a18_2_what_begins_tomorrow_does_not_show_today(municipality, client, adviser):
    contact(valid_from=today() + timedelta(days=1))

    assert "Værkstedet" not in client.get(PUBLIC).text
    assert "Vises fra" in adviser.get(LIST).text


def test_an_adviser_writes_a_contact_point_and_the_public_reads_it(municipality, adviser, client):
    answer = adviser.post(f"{LIST}nyt/", WRITTEN)

    row = MunicipalItem.objects.get(kind="contact")
    assert answer.url == page(row)
    assert row.key == "contact-vejledning-om-stillinger"
    shown = client.get(PUBLIC).text
    assert "Vejledning om stillinger" in shown
    assert "Mandag–torsdag kl. 8.00–15.00" in shown
    assert AuditEntry.objects.get(verb="home.add_contact").subject_id == row.pk


def test_a_double_click_writes_one(municipality, adviser):
    given = WRITTEN | {"form_key": "6d6cf9f0-0f2c-4a44-9a06-6c36fb4b8a1f"}

    first, second = (adviser.post(f"{LIST}nyt/", given).url for _ in range(2))

    assert first == second
    assert MunicipalItem.objects.filter(kind="contact").count() == 1


@pytest.mark.parametrize("hours", ["hverdage 8-16", "man-fre 8-16", "fre-man 8.00-16.00", "man 16.00-8.00"])
def test_hours_that_cannot_be_read_are_told_with_an_example_and_nothing_is_lost(municipality, adviser, hours):
    shown = adviser.post(f"{LIST}nyt/", WRITTEN | {"hours": hours}).text

    assert f"Vi kan ikke læse „{hours}“." in shown
    assert "man-tor 8.00-16.00; fre 8.00-14.00" in shown
    assert f'value="{hours}"' in shown
    assert not MunicipalItem.objects.filter(kind="contact").exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"mail": "", "phone": ""}, "Skriv en mailadresse eller et telefonnummer"),
        ({"phone": "ring til mig"}, "Skriv nummeret med cifre"),
        ({"postcode": "86"}, "Et postnummer har fire cifre"),
        ({"valid_to": "2019-12-31"}, "Sidste dag kan ikke ligge før første dag."),
        ({"title_da": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_bad_values_are_told_at_the_field(municipality, adviser, given, sentence):
    assert sentence in adviser.post(f"{LIST}nyt/", WRITTEN | given).text
    assert not MunicipalItem.objects.filter(kind="contact").exists()


def test_a_demo_takes_example_addresses_alone(municipality, adviser, settings):
    settings.DEMO = True

    assert "ender på .example" in adviser.post(f"{LIST}nyt/", WRITTEN | {"mail": "hej@silkeborg.dk"}).text


def test_a_change_from_a_later_day_leaves_what_holds_until_then(municipality, adviser, client):
    row = contact()
    later = today() + timedelta(days=30)

    given = WRITTEN | {"phone": "11 11 11 11", "valid_from": later.isoformat(), "version": row.version}
    adviser.post(f"{page(row)}ret/", given | {"reason": "Nyt nummer"})

    row.refresh_from_db()
    follows = MunicipalItem.objects.get(key=row.key, valid_from=later)
    assert row.valid_to == later - timedelta(days=1)
    assert (row.data["phone"], follows.data["phone"]) == ("00 00 00 00", "11 11 11 11")
    assert "11 11 11 11" not in client.get(PUBLIC).text
    assert "Nyt nummer" in adviser.get(page(row)).text


def test_a_mending_keeps_the_days_and_stands_in_the_history(municipality, adviser):
    row = contact()

    adviser.post(f"{page(row)}ret/", WRITTEN | {"phone": "22 22 22 22", "version": row.version})

    row.refresh_from_db()
    assert (row.valid_from, row.data["phone"]) == (date(2020, 1, 1), "22 22 22 22")
    assert "Telefon: 00 00 00 00 → 22 22 22 22" in adviser.get(page(row)).text


def test_two_advisers_at_once_lose_nothing(municipality, adviser):
    row = contact()
    old = row.version
    adviser.post(f"{page(row)}ret/", WRITTEN | {"phone": "22 22 22 22", "version": old})

    shown = adviser.post(f"{page(row)}ret/", WRITTEN | {"phone": "33 33 33 33", "version": old}).text

    row.refresh_from_db()
    assert row.data["phone"] == "22 22 22 22"
    assert "22 22 22 22" in shown
    assert "33 33 33 33" in shown


def test_no_two_wordings_hold_on_one_day(actor_adviser):
    row = contact()
    later = contact(valid_from=today() + timedelta(days=10))
    row.valid_to = today() + timedelta(days=9)
    row.save()

    with pytest.raises(actions.Overlap) as refused:
        actions.write_contact(row, values={}, valid_from=row.valid_from, valid_to=None, by=actor_adviser)

    assert refused.value.args == (later,)


def test_only_those_at_the_entrance_write_and_confirm(actor_firm):
    row = contact()
    days = {"valid_from": today(), "valid_to": None}

    for actor in (actor_firm, Actor()):
        with pytest.raises(PermissionError):
            actions.write_contact(row, values={}, by=actor, **days)
        with pytest.raises(PermissionError):
            actions.confirm_contact(row, by=actor)


@pytest.mark.parametrize("name", ["contact_points", "add_contact", "contact_point", "change_contact"])
def test_pages_are_for_advisers(municipality, client_as, name):
    at = reverse(f"home:{name}", args=[contact().pk] if name in {"contact_point", "change_contact"} else [])

    assert client_as(Role.ADVISER).get(at).status_code == 200
    assert client_as(Role.FIRM).get(at).status_code == 403
    assert client_as(Role.VISITOR).get(at).status_code == 302


@pytest.mark.parametrize(
    ("confirmed", "due", "late"),
    [
        (None, True, True),
        (timedelta(days=400), True, True),
        (timedelta(days=30), False, False),
    ],
)
def test_the_duty_to_confirm_waits_on_the_start_page(municipality, adviser, confirmed, due, late):
    told = {"confirmed_on": {"date": (today() - confirmed).isoformat()}} if confirmed else {}
    row = contact(data=told)

    shown = adviser.get("/i-dag/").text

    assert ("Gælder det stadig?" in shown) is due
    assert ("row-when late" in shown) is late
    assert ("Aldrig bekræftet" in adviser.get(LIST).text) is (confirmed is None)
    assert queries.shown(row).is_due is due


def test_others_cannot_confirm(municipality, client_as):
    row = contact()
    at = reverse("home:confirm_contact", args=[row.pk])

    assert client_as(Role.FIRM).post(at).status_code == 403
    assert client_as(Role.VISITOR).post(at).status_code == 302
    assert client_as(Role.ADVISER).get(at).status_code == 405
    row.refresh_from_db()
    assert "confirmed_on" not in row.data


def test_firms_are_not_asked_to_confirm(municipality, client_as):
    contact()

    assert "Gælder det stadig?" not in client_as(Role.FIRM).get("/i-dag/").text


def test_confirming_is_dated_told_and_settles_the_line(municipality, adviser, client):
    row = contact()

    for _ in range(2):
        adviser.post(f"{page(row)}bekraeft/", {"told_by": "sekretariatet, i telefonen"})

    row.refresh_from_db()
    assert queries.confirmed_on(row) == today()
    assert AuditEntry.objects.get(verb="home.confirm_contact").reason == "sekretariatet, i telefonen"
    assert "Gælder det stadig?" not in adviser.get("/i-dag/").text
    assert "Sidst bekræftet" in client.get(PUBLIC).text


def test_an_external_one_is_confirmed_with_who_said_so(municipality, adviser):
    row = contact(data={"external": True})

    shown = adviser.post(f"{page(row)}bekraeft/", {"told_by": ""}).text

    row.refresh_from_db()
    assert "confirmed_on" not in row.data
    assert 'id="form-errors"' in shown


def test_an_ended_one_cannot_be_confirmed(actor_adviser):
    row = contact(valid_to=today() - timedelta(days=1))

    with pytest.raises(actions.NotNow):
        actions.confirm_contact(row, by=actor_adviser)


def test_an_overdue_one_still_stands_before_the_public_and_is_marked_to_advisers(municipality, adviser, client):
    contact()

    assert "Værkstedet" in client.get(PUBLIC).text
    assert "Gælder det stadig?" not in client.get(PUBLIC).text
    assert "Gælder det stadig?" in adviser.get(PUBLIC).text


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 6, 15), 24, date(2027, 6, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, expected):
    assert months_after(day, months) == expected


def test_a_stale_write_is_a_conflict(actor_adviser):
    row = contact()

    with pytest.raises(Conflict):
        actions.write_contact(
            row, values={}, valid_from=row.valid_from, valid_to=None, version=row.version + 1, by=actor_adviser
        )


def test_what_was_edited_is_exported_and_read_back(silkeborg, actor_adviser, tmp_path):
    row = MunicipalItem.objects.get(kind="contact", key="contact-entrance")
    actions.confirm_contact(row, by=actor_adviser)
    later = today() + timedelta(days=5)
    values = {"phone": "00 00 00 00", "mail": "ny@silkeborg.example"}
    actions.write_contact(row, values=values, valid_from=later, valid_to=None, by=actor_adviser)
    exported = configuration_of_database()

    reader.dump(exported, tmp_path)

    assert reader.load(tmp_path) == exported
    assert [item.valid_from for item in exported.items if item.id == row.key] == [row.valid_from, later]


def test_the_first_real_address_ends_that_contacts_are_examples(silkeborg, actor_adviser, tmp_path):
    row = MunicipalItem.objects.get(kind="contact", key="contact-entrance")

    values = {"mail": "indgang@silkeborg.dk"}
    actions.write_contact(row, values=values, valid_from=row.valid_from, valid_to=None, by=actor_adviser)

    assert Municipality.objects.get().data["contacts_are_examples"] is False
    reader.dump(configuration_of_database(), tmp_path)
    assert reader.load(tmp_path) == configuration_of_database()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(municipality, client_as, rows, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for number in range(rows):
        contact(f"contact-{number}")

    with django_assert_num_queries(6):
        client.get(LIST)


def test_an_empty_list_says_what_to_do(municipality, adviser):
    assert "Skriv den første." in adviser.get(LIST).text
    assert "Skriv den første" in adviser.get(PUBLIC).text
