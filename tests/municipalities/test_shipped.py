"""What the two shipped municipalities hold, and what must stand nowhere in them."""

import re
from datetime import date

import pytest

from symbiose.municipalities.kinds import KINDS
from symbiose.municipalities.model import Certainty, MunicipalityConfiguration
from symbiose.municipalities.reader import find, load, shipped


@pytest.fixture(params=shipped())
def configuration(request: pytest.FixtureRequest) -> MunicipalityConfiguration:
    return load(find(request.param))


@pytest.fixture
def silkeborg() -> MunicipalityConfiguration:
    return load(find("silkeborg"))


@pytest.fixture
def kalundborg() -> MunicipalityConfiguration:
    return load(find("kalundborg"))


def test_profiles_carry_the_official_codes(silkeborg, kalundborg):
    assert (silkeborg.profile.code, kalundborg.profile.code) == ("740", "326")


def test_silkeborg_has_the_five_criteria_and_invents_no_target(silkeborg):
    goals = silkeborg.of_kind("goal")

    assert [goal.data.get("target") for goal in goals] == [None, 10, 100, None, 10]
    assert {(goal.data["period_from"], goal.data["period_to"]) for goal in goals} == {
        (date(2020, 1, 1), date(2025, 12, 31))
    }


def test_kalundborg_has_no_targets_prizes_or_leave(kalundborg):
    assert not [goal for goal in kalundborg.of_kind("goal") if "target" in goal.data]
    assert not kalundborg.of_kind("prize")
    assert not kalundborg.of_kind("leave_rule")


def test_principles_are_five_and_marked_as_our_reading(silkeborg):
    principles = silkeborg.of_kind("principle")

    assert len(principles) == 5
    assert {(item.certainty, item.data["reading"]) for item in principles} == {(Certainty.OURS, "ours")}


def test_prizes_hold_what_the_strategy_says(silkeborg):
    social, csr = silkeborg.of_kind("prize")

    assert (social.data["eligible"], csr.data["eligible"]) == ("social_enterprise", "company")
    assert social.data["emphases"] == csr.data["emphases"] == tuple(e.id for e in silkeborg.of_kind("emphasis"))
    assert len(social.data["emphases"]) == 5


def test_purchasing_line_and_leave_carry_their_numbers(silkeborg):
    amounts = {item.data["key"]: item.data.get("amount") for item in silkeborg.of_kind("purchasing_rule")}
    months = {item.data["key"]: item.data.get("months") for item in silkeborg.of_kind("leave_rule")}

    assert amounts["direct_purchase_below"] == 500_000
    assert months["full_pay"] == 3


def test_activities_are_the_twenty_four_in_order(configuration):
    activities = configuration.of_kind("activity")

    assert [item.id for item in activities] == [f"A{number}" for number in range(1, 25)]
    assert all(bool(item.clause) == item.data["asked"] for item in activities)


def test_every_text_that_pages_need_is_there(configuration):
    keys = {item.data["key"] for item in configuration.of_kind("text")}
    doors = configuration.of_kind("door")

    assert keys == {"headline", "lead", "doors_heading", "goals_intro", "contact_intro", "demo_line"}
    assert [door.data["main"] for door in doors] == [True, True, True, False, False, False, False]
    assert configuration.setting("entrance_name", date(2026, 11, 24))


def test_readings_cite_their_clauses_in_the_text(configuration):
    known = {item.id for item in configuration.of_kind("clause")}

    for reading in configuration.of_kind("reading"):
        cited = set(re.findall(r"[SK]-\d\d", str(reading.data["da"])))
        assert cited
        assert cited <= known
        assert 200 <= len(str(reading.data["da"]).split()) <= 280


def test_every_kind_is_used_by_some_municipality(silkeborg, kalundborg):
    used = {item.kind for item in silkeborg.items + kalundborg.items}

    assert used == set(KINDS)


def test_no_screen_text_says_a_word_that_the_house_avoids(configuration):
    ours = [item for item in configuration.items if item.kind != "clause"]
    texts = [value for item in ours for key, value in item.data.items() if key.endswith("da")]

    assert not [
        text for text in texts if re.search(r"\b(bruger(e|en|ne)?|sag(en)?|match|score)\b", str(text), re.IGNORECASE)
    ]


@pytest.mark.parametrize("name", shipped())
def test_no_file_holds_a_telephone_number_or_a_mail_address_of_somebody(name: str):
    text = "\n".join(path.read_text(encoding="utf-8") for path in find(name).glob("*.toml"))

    numbers = re.findall(r"\b\d{2}(?: ?\d{2}){3}\b", text)
    mails = re.findall(r"[\w.+-]+@[\w.-]+", text)

    assert mails
    assert set(numbers) <= {"00 00 00 00"}
    assert all(mail.endswith(".example") for mail in mails)
