"""The demo's own content: made-up organisations in real places, readable by the engine's rules."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

import symbiose
from symbiose.engine.exchange.model import Side, Waste
from symbiose.engine.law.company_number import check_company_number, is_example_number
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.resources.model import Kind
from symbiose.engine.units import UNITS, Per
from symbiose.engine.windows import parse_windows

DEMO = Path(symbiose.__file__).parent / "home" / "demo"
POSTCODES = {
    "silkeborg": {"8600", "8620", "8632", "8641", "8643", "8653", "8654", "8882", "8883"},
    "kalundborg": {"4270", "4281", "4400", "4460", "4470", "4480", "4490", "4591", "4592", "4593"},
}
TYPES = {"company", "social_enterprise", "department", "association", "school"}


class Demo:
    """The three files of one municipality."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.organisations = _rows(DEMO / name / "organisations.csv")
        self.listings = {row["id"]: row for row in _rows(DEMO / name / "listings.csv")}
        self.story = tomllib.loads((DEMO / name / "story.toml").read_text(encoding="utf-8"))

    @property
    def organisation_ids(self) -> set[str]:
        return {row["id"] for row in self.organisations}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=sorted(POSTCODES))
def demo(request: pytest.FixtureRequest) -> Demo:
    return Demo(request.param)


def test_organisations_are_marked_as_examples_of_every_type(demo):
    assert len(demo.organisation_ids) == len(demo.organisations) >= 30
    assert all(row["name"].startswith("Eksempel ") for row in demo.organisations)
    assert {row["type"] for row in demo.organisations} == TYPES
    assert {row["social_enterprise"] for row in demo.organisations} == {"yes", "no"}


def test_company_numbers_pass_the_check_digit_and_only_departments_lack_one(demo):
    for row in demo.organisations:
        if row["cvr"]:
            assert is_example_number(check_company_number(row["cvr"]))
        else:
            assert row["type"] == "department"


def test_company_numbers_are_unique_across_municipalities():
    numbers = [row["cvr"] for name in POSTCODES for row in Demo(name).organisations if row["cvr"]]

    assert len(set(numbers)) == len(numbers)


def test_places_lie_in_the_municipality(demo):
    places = {row["place"] for row in [*demo.organisations, *demo.listings.values()]}

    assert places <= POSTCODES[demo.name]


def test_listings_keep_to_the_folder_format(demo):
    assert len(demo.listings) >= 45
    for row in demo.listings.values():
        assert row["organisation"] in demo.organisation_ids
        assert Side(row["side"])
        assert Kind(row["kind"])
        assert (not row["quantity"]) == (not row["unit"]) == (not row["per"])
        if row["unit"]:
            assert row["unit"] in UNITS
            assert Per(row["per"])
        parse_windows(row["windows"])
        assert not row["code"]
        assert not find_cpr_like(row["text"])


def test_every_kind_of_listing_is_shown_in_some_municipality():
    kinds = {row["kind"] for name in POSTCODES for row in Demo(name).listings.values()}

    assert kinds == {kind.value for kind in Kind}


def test_listings_show_every_state_that_the_market_place_can_show(demo):
    story = demo.story["listing"]

    assert {entry["id"] for entry in story} == set(demo.listings)
    assert all(entry["posted_days"] < 0 < entry["expires_days"] for entry in story)
    assert sum(entry["anonymous"] for entry in story) >= 3
    assert sum(entry["expires_days"] <= 14 for entry in story) >= 2
    assert sum(entry.get("waste") == Waste.UNKNOWN for entry in story) >= 5
    assert all(Waste(entry["waste"]) for entry in story if "waste" in entry)
    assert 1 <= sum(row["hazard"] == "yes" for row in demo.listings.values()) <= 2


def test_loops_close_and_are_two_of_three_and_one_of_two_at_least(demo):
    for loop in demo.story["loop"]:
        parties = loop["organisations"]
        pairs = [tuple(demo.listings[part] for part in flow.split(">")) for flow in loop["flows"]]

        assert [(have["side"], need["side"]) for have, need in pairs] == [("have", "need")] * len(parties)
        assert [have["organisation"] for have, _ in pairs] == parties
        assert [need["organisation"] for _, need in pairs] == parties[1:] + parties[:1]

    sizes = [len(loop["organisations"]) for loop in demo.story["loop"]]
    assert sizes.count(3) >= 2
    assert sizes.count(2) >= 1


def test_story_speaks_only_of_what_exists(demo):
    story = demo.story

    assert [user["role"] for user in story["user"]] == ["adviser", "enterprise", "consultant", "leader", "visitor"]
    assert {entry["id"] for entry in story["organisation"]} == demo.organisation_ids
    assert {entry["organisation"] for entry in story["fact"]} <= demo.organisation_ids
    assert {entry["loop"] for entry in story["answer"]} <= {entry["id"] for entry in story["loop"]}
    for entry in [*story["step"], *story["answer"], *story["user"]]:
        assert entry["organisation"] in {"", *demo.organisation_ids}
    posted = {entry["id"]: entry["posted_days"] for entry in story["listing"]}
    told = [step for step in story["step"] if "listing" in step]
    assert [posted[step["listing"]] for step in told] == [step["days"] for step in told]
    assert [step["days"] for step in story["step"]] == sorted(step["days"] for step in story["step"])


def test_facts_agree_with_the_table_and_are_three_separate_ones(demo):
    facts = {(entry["organisation"], entry["fact"]) for entry in demo.story["fact"]}
    table = {
        (row["id"], fact)
        for row in demo.organisations
        for fact in ("social_enterprise", "registered")
        if row[fact] == "yes"
    }

    assert {fact for _, fact in facts} == {"social_enterprise", "registered", "shown_to_trade"}
    assert {(organisation, fact) for organisation, fact in facts if fact != "shown_to_trade"} == table
    assert all(entry["since_days"] < 0 and entry["source_da"] for entry in demo.story["fact"])


def test_people_are_examples_and_addresses_are_nobodys(demo):
    text = (DEMO / demo.name / "story.toml").read_text(encoding="utf-8")

    mails = re.findall(r"[\w.+-]+@[\w.-]+", text)

    assert mails
    assert all(mail.endswith(".example") for mail in mails)
    assert set(re.findall(r"\b\d{2}(?: ?\d{2}){3}\b", text)) == {"00 00 00 00"}
    assert all(entry["by"].endswith("Eksempel") for entry in demo.story["step"] if entry["by"])
