"""Places of work with their P-numbers: added, mended, ended, and found by number."""

from datetime import date

import pytest
from django.urls import reverse

from symbiose.organisations.actions import UnitTaken, add_unit, end_unit
from symbiose.organisations.models import ProductionUnit
from tests.factories import make_organisation, make_unit

NUMBER = "1012345678"


def add(client, organisation, **values):
    said = {"p_number": "1012 345 678", "name": "Værkstedet", "postcode": "Gjern", "valid_from": "2024-01-01", **values}
    return client.post(reverse("organisations:add_unit", args=[organisation.pk]), said, follow=True)


def test_a_place_of_work_is_added_and_shown(adviser, organisation):
    text = add(adviser, organisation).text

    unit = ProductionUnit.objects.get()
    assert (unit.p_number, unit.postcode, unit.town) == (NUMBER, "8883", "Gjern")
    assert f"P-nummer {NUMBER}" in text
    assert "Arbejdssted tilføjet" in text


def test_an_organisation_is_found_by_its_p_number(adviser, organisation):
    add(adviser, organisation)
    make_organisation("Eksempel Anden")

    text = adviser.get(reverse("organisations:list"), {"q": NUMBER}).text

    assert f"{organisation.name}</a>" in text
    assert "Eksempel Anden</a>" not in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"p_number": "12345678"}, "ti cifre"),
        ({"p_number": "abcdefghij"}, "ti cifre"),
        ({"p_number": ""}, "påkrævet"),
        ({"name": ""}, "påkrævet"),
        ({"postcode": "Langtbortistan"}, "Vi kender ikke det sted"),
        ({"valid_from": "2204-01-01"}, "Se årstallet"),
    ],
)
def test_bad_values_are_refused_with_a_sentence(adviser, organisation, values, sentence):
    assert sentence in add(adviser, organisation, **values).text
    assert not ProductionUnit.objects.exists()


def test_a_number_that_is_taken_leads_to_its_owner(adviser, organisation):
    owner = make_organisation("Eksempel Først")
    make_unit(owner, NUMBER)

    text = add(adviser, organisation).text

    assert "Eksempel Først</a> har allerede dette P-nummer" in text
    assert ProductionUnit.objects.count() == 1


def test_the_number_of_one_that_ended_may_be_anothers(organisation, actor_adviser):
    unit = make_unit(make_organisation(), NUMBER, valid_from=date(2020, 1, 1))
    with pytest.raises(UnitTaken):
        add_unit(organisation, p_number=NUMBER, name="Her", by=actor_adviser)
    end_unit(unit, valid_to=date(2024, 12, 31), reason="Flyttet", by=actor_adviser)

    moved = add_unit(organisation, p_number=NUMBER, name="Her", by=actor_adviser)

    assert add_unit(organisation, p_number=NUMBER, name="Her", by=actor_adviser) == moved
    assert ProductionUnit.objects.count() == 2


def test_a_place_is_mended_and_two_at_once_see_both(adviser, organisation):
    unit = make_unit(organisation)
    address = reverse("organisations:change_unit", args=[organisation.pk, unit.pk])
    said = {"name": "Hallen", "street": "Eksempelvej 2", "postcode": "8600", "valid_from": "", "version": 1}

    first = adviser.post(address, said, follow=True).text
    second = adviser.post(address, {**said, "name": "Laden"}).text

    unit.refresh_from_db()
    assert (unit.name, unit.street) == ("Hallen", "Eksempelvej 2")
    assert "Eksempel Værksted → Hallen" in first
    assert "Begge tekster er vist" in second


def test_an_end_needs_a_reason_and_stays_readable(adviser, organisation):
    unit = make_unit(organisation, valid_from=date(2024, 1, 1))
    address = reverse("organisations:end_unit", args=[organisation.pk, unit.pk])

    refused = adviser.post(address, {"valid_to": "2024-12-31", "reason": ""}).text
    early = adviser.post(address, {"valid_to": "2023-12-31", "reason": "Lukket"}).text
    text = adviser.post(address, {"valid_to": "2024-12-31", "reason": "Lukket"}, follow=True).text

    assert "påkrævet" in refused
    assert "kan ikke ligge før" in early
    assert "ophørt 31. december 2024" in text
    assert unit.p_number in text


def test_a_place_of_another_organisation_is_not_found(adviser, organisation):
    unit = make_unit(make_organisation())

    assert adviser.get(reverse("organisations:end_unit", args=[organisation.pk, unit.pk])).status_code == 404
