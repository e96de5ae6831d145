"""Where an extract of the register contradicts what the municipality wrote, it asks or says so, and never undoes it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.organisations.actions import change_organisation, close_organisation
from symbiose.organisations.models import ProductionUnit
from tests.factories import make_actor, make_organisation, make_unit, make_year
from tests.organisations.test_register import HEAD, ONE, facts, known, line, press, upload

pytestmark = pytest.mark.usefixtures("demo")
LATER = "2026-11-15"
ASKED = "Tag registrets adresse: »Havnen 1, 8600 Silkeborg«. Her står »Ny Vej 7, 8600 Silkeborg«."


def wrote(organisation, **values):
    """The municipality puts it right itself."""
    organisation.refresh_from_db()
    return change_organisation(organisation, by=make_actor(Role.ADVISER), **values)


@pytest.mark.parametrize("tick", [False, True])
def test_what_was_taken_once_and_written_otherwise_since_is_asked_about(adviser, tick):
    organisation, text = known(postcode=""), HEAD + line(street="Havnen 1", postcode="8600")
    press(adviser, upload(adviser, text))
    wrote(organisation, street="Ny Vej 7")
    page = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text
    address = upload(adviser, text, on=LATER)
    shown = adviser.get(address).text

    press(adviser, address, **({"take": [shown.split('name="take" value="')[1].split('"')[0]]} if tick else {}))

    organisation.refresh_from_db()
    assert ASKED in shown
    assert page.count("vores gælder") == 1
    assert organisation.street == ("Havnen 1" if tick else "Ny Vej 7")
    assert ("Tag registrets adresse" in adviser.get(upload(adviser, text, on=LATER)).text) is not tick


def test_what_was_taken_once_and_emptied_since_is_filled_again(adviser):
    organisation, text = known(), HEAD + line(trade="16.24.00")
    press(adviser, upload(adviser, text))
    wrote(organisation, trade_code="", trade_code_version="")

    press(adviser, upload(adviser, text, on=LATER))

    organisation.refresh_from_db()
    assert organisation.trade_code == "162400"


def test_a_place_of_work_that_ended_here_is_not_begun_again(adviser):
    organisation = known()
    make_unit(organisation, "1000000001", valid_to=date(2026, 1, 31))
    address = upload(adviser, HEAD + line(p="1000000001 1000000002"))
    shown = adviser.get(address).text

    press(adviser, address)

    assert "P-nummeret 1000000001 sluttede her 31. januar 2026." in shown
    assert set(organisation.units.filter(valid_to__isnull=True).values_list("p_number", flat=True)) == {"1000000002"}


def test_a_place_of_work_that_ended_and_was_begun_again_here_is_known(adviser):
    organisation = known()
    make_unit(organisation, "1000000001", valid_to=date(2026, 1, 31))
    make_unit(organisation, "1000000001", valid_from=date(2026, 3, 1))

    shown = adviser.get(upload(adviser, HEAD + line(p="1000000001"))).text

    assert "P-nummeret" not in shown


def test_a_place_of_work_that_ends_later_here_stands_until_then(adviser):
    organisation = known()
    make_unit(organisation, "1000000001", valid_to=date(2030, 1, 31))

    press(adviser, upload(adviser, HEAD + line(p="1000000001")))

    assert ProductionUnit.objects.get().valid_to == date(2030, 1, 31)


def test_a_place_of_work_that_ended_at_another_is_taken_where_the_register_has_it(adviser):
    organisation, other = known(), make_organisation("Eksempel Anden")
    make_unit(other, "1000000001", valid_to=date(2026, 1, 31))

    press(adviser, upload(adviser, HEAD + line(p="1000000001")))

    assert organisation.units.get().p_number == "1000000001"


def test_what_is_closed_here_and_active_in_the_register_is_said_and_stays_closed(adviser):
    organisation = known()
    close_organisation(organisation, closed_on=date(2026, 1, 31), reason="Lukket", by=make_actor(Role.ADVISER))
    address = upload(adviser, HEAD + line())
    shown = adviser.get(address).text

    press(adviser, address)

    organisation.refresh_from_db()
    assert "Den er lukket her og aktiv i registret." in shown
    assert organisation.state == "closed"


def test_an_older_extract_fills_the_number_of_employees_of_its_own_year(adviser):
    organisation = known()
    press(adviser, upload(adviser, HEAD + line(employees="24")))
    text = HEAD + line(employees="20")

    press(adviser, upload(adviser, text, on="2025-06-01"))
    again = adviser.get(upload(adviser, text, on="2025-06-01")).text

    assert list(organisation.years.order_by("year").values_list("year", "headcount")) == [(2025, 20), (2026, 24)]
    assert facts(organisation)["headcount"] == ("24 (2026)", True)
    assert "Alt i udtrækket er her allerede." in again


def test_an_older_extract_asks_about_the_employees_of_its_own_year(adviser):
    organisation = known()
    press(adviser, upload(adviser, HEAD + line(employees="24")))
    make_year(organisation, year=2025, headcount=18)

    shown = adviser.get(upload(adviser, HEAD + line(employees="20"), on="2025-06-01")).text

    assert "Tag registrets ansatte: »20 (2025)«. Her står »18 (2025)«." in shown


@pytest.mark.parametrize("source", ["010203-1234", "x" * 201, "%07%08"])
def test_a_source_in_the_address_is_held_to_what_the_form_asks(adviser, source):
    known(postcode="")
    address = upload(adviser, HEAD + line(postcode="8600"))

    assert adviser.get(address.replace("kilde=CVR", f"kilde={source}")).status_code == 404


def test_a_field_of_json_that_holds_more_than_a_list_of_values_is_named(adviser):
    known()
    text = '[{"cvr": "1", "navn": "Eksempel", "p-numre": [{"pnr": 1000000001}]}]'

    assert "»p-numre« indeholder mere end én værdi" in adviser.get(upload(adviser, text, name="cvr.json")).text


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("OPLØST EFTER ERKLÆRING", "ophørt"),
        ("Opløst efter fusion", "ophørt"),
        ("OPLØST EFTER SPALTNING", "ophørt"),
        ("OPLØST EFTER GRÆNSEOVERSKRIDENDE HJEMSTEDSFLYTNING", "ophørt"),
        ("UNDER FRIVILLIG LIKVIDATION", "under afvikling eller rekonstruktion"),
        ("UNDER TVANGSOPLØSNING", "under afvikling eller rekonstruktion"),
        ("UNDER REKONSTRUKTION", "under afvikling eller rekonstruktion"),
    ],
)
def test_the_register_s_own_words_of_a_status_are_read(adviser, status, said):
    organisation = known()
    address = upload(adviser, HEAD + line(status=status))

    shown = adviser.get(address).text
    press(adviser, address)

    assert f"Status: Ukendt → {said}" in shown
    assert ("Den bliver ikke lukket her af den grund" in shown) is (said == "ophørt")
    assert said.capitalize() in adviser.get(reverse("organisations:detail", args=[organisation.pk])).text


def test_the_companies_of_a_json_file_are_found_beside_other_lists(adviser):
    organisation = known(postcode="")
    text = f'{{"fejl": [], "koder": ["a"], "virksomheder": [{{"cvr": "{ONE}", "navn": "Eksempel Træværk", "postnr": 8600}}]}}'

    press(adviser, upload(adviser, text, name="cvr.json"))

    organisation.refresh_from_db()
    assert organisation.postcode == "8600"


def test_one_company_of_a_json_file_may_have_a_list_of_p_numbers(adviser):
    organisation = known()
    text = f'{{"cvr": "{ONE}", "navn": "Eksempel Træværk", "p-numre": [1000000001, 1000000002]}}'

    press(adviser, upload(adviser, text, name="cvr.json"))

    assert organisation.units.count() == 2


def test_leaving_open_what_the_register_no_longer_says_has_closed_writes_nothing(adviser):
    organisation = known()
    press(adviser, upload(adviser, HEAD + line(status="ophørt")))
    press(adviser, upload(adviser, HEAD + line(status="aktiv"), on=LATER))

    adviser.post(reverse("organisations:leave_open", args=[organisation.pk]), {"reason": "Talte med lederen"})

    assert not AuditEntry.objects.filter(verb="organisations.leave_open").exists()
