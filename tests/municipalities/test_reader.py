from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.municipalities.model import Certainty, Item, MunicipalityConfiguration, Profile, Text
from symbiose.municipalities.reader import ConfigurationError, dump, find, load, shipped

PROFILE = """[profile]
slug = "eksempelby"
name = "Eksempelby Kommune"
short_name = "Eksempelby"
code = "999"
region = "Eksempel"
postcode = "9999"
place = "Eksempelby"
radius_km = 20
languages = ["da"]
contacts_are_examples = true
valid_from = 2026-01-01
source = "Eksempel"
"""
TAIL = 'valid_from = 2026-01-01\nvalid_to = ""\nsource = "Eksempel"\ncertainty = "source"\n'
CLAUSES = f"""[[clause]]
id = "E-01"
order = 1
title_da = "Fællesskab"
form = "paraphrase"
da = "Flere skal med."
{TAIL}"""
CONTACT = f"""[[contact]]
id = "entrance"
clause = "E-01"
order = 1
role_da = "Indgang"
title_da = "Eksempel Indgang"
mail = "indgang@eksempelby.example"
phone = "00 00 00 00"
hours = "mon-thu 09:00-15:00"
confirm_every_months = 12
external = false
{TAIL}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A third municipality, as small as one can be."""
    (tmp_path / "profile.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "clauses.toml").write_text(CLAUSES, encoding="utf-8")
    (tmp_path / "contacts.toml").write_text(CONTACT, encoding="utf-8")
    return tmp_path


def test_x7_third_municipality_needs_no_code(folder: Path):
    configuration = load(find(str(folder)))

    assert configuration.profile.name == "Eksempelby Kommune"
    assert [item.id for item in configuration.items] == ["E-01", "entrance"]
    assert configuration.of_kind("contact")[0].data["hours"] == "mon-thu 09:00-15:00"


def test_find_knows_the_shipped_by_name():
    assert shipped() == ("kalundborg", "silkeborg")
    assert find("Kalundborg").name == "kalundborg"


def test_find_says_what_is_shipped_where_the_name_is_unknown():
    with pytest.raises(ConfigurationError, match="shipped are kalundborg, silkeborg"):
        find("ingensteder")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("profile.toml", 'code = "999"', 'code = "99"', "profile.toml: profile: code: '99' is not of the form"),
        ("profile.toml", 'languages = ["da"]', 'languages = ["en"]', "languages: Danish"),
        ("profile.toml", "radius_km = 20", 'radius_km = "20"', "radius_km: must be a whole number"),
        ("profile.toml", "radius_km = 20", "radius_km = true", "radius_km: must be a whole number"),
        ("profile.toml", "radius_km = 20\n", "", "radius_km: the key is missing"),
        ("profile.toml", 'languages = ["da"]', 'languages = ["da", 1]', "languages: must be a list of texts"),
        ("profile.toml", "[profile]", "[other]", "profile.toml: profile: the table is missing"),
        ("clauses.toml", "[[clause]]", "[clause]", r"clauses.toml: clause: write each one as \[\[clause\]\]"),
        ("clauses.toml", "[[clause]]", "[[paragraph]]", "paragraph: no such kind in this file; it may hold clause"),
        ("clauses.toml", "[[clause]]", "[[clause", "clauses.toml: the file is not TOML"),
        ("clauses.toml", 'form = "paraphrase"', 'form = "poem"', "form: must be one of quotation, paraphrase"),
        ("contacts.toml", 'id = "entrance"\n', "", "contact number 1: id: the key is missing"),
        ("contacts.toml", 'id = "entrance"', 'id = ""', "id: must not be empty"),
        (
            "contacts.toml",
            'id = "entrance"',
            'id = "E-01"',
            "contact E-01: id: is used already by a clause in clauses.toml",
        ),
        (
            "contacts.toml",
            'clause = "E-01"',
            'clause = "E-02"',
            "contacts.toml: contact entrance: clause: there is no clause 'E-02'",
        ),
        ("contacts.toml", 'clause = "E-01"', 'clause = ""', "clause: cite a clause"),
        (
            "contacts.toml",
            'certainty = "source"',
            'certainty = "sure"',
            "certainty: must be one of source, second-hand",
        ),
        ("contacts.toml", 'source = "Eksempel"', 'source = ""', "source: must not be empty"),
        ("contacts.toml", 'valid_to = ""\n', "", "valid_to: the key is missing"),
        ("contacts.toml", 'valid_to = ""', "valid_to = 2025-12-31", "valid_to: lies before valid_from"),
        ("contacts.toml", 'valid_to = ""', 'valid_to = "snart"', "valid_to: write a date"),
        ("contacts.toml", "valid_from = 2026-01-01", "valid_from = 2026-01-01T08:00:00", "valid_from: must be a date"),
        ("contacts.toml", "external = false", 'external = "no"', "external: must be true or false"),
        ("contacts.toml", "external = false", 'external = false\nfax = "x"', "fax: the key is not known here"),
        ("contacts.toml", "external = false", 'external = false\npartner = "x"', "partner: there is no partner 'x'"),
        (
            "contacts.toml",
            "mon-thu 09:00-15:00",
            "hver dag",
            "hours: 'hver dag' is not of the form 'mon-fri 08:00-16:00'",
        ),
        ("contacts.toml", "eksempelby.example", "eksempelby.dk", "mail: example addresses end in .example"),
        ("contacts.toml", "00 00 00 00", "00 00 00 01", "phone: example telephone numbers are written 00 00 00 00"),
    ],
)
def test_load_names_file_and_key(folder: Path, name: str, old: str, new: str, message: str):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message) as error:
        load(folder)

    assert str(error.value).startswith(name)


def test_load_names_a_missing_file(folder: Path):
    (folder / "clauses.toml").unlink()

    with pytest.raises(ConfigurationError, match=r"^clauses.toml: the file is missing"):
        load(folder)


def test_load_refuses_a_file_that_is_not_of_a_municipality(folder: Path):
    (folder / "notes.toml").write_text("", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"^notes.toml: no file of this name"):
        load(folder)


def test_load_refuses_latin_1(folder: Path):
    (folder / "clauses.toml").write_bytes(CLAUSES.encode("latin-1"))

    with pytest.raises(ConfigurationError, match=r"^clauses.toml: the file is not UTF-8 text"):
        load(folder)


def test_load_refuses_a_period_that_ends_before_it_begins(folder: Path):
    text = '[[strategy]]\nid = "s"\nclause = "E-01"\ntitle_da = "S"\nda = "S"\n'
    period = "period_from = 2026-01-01\nperiod_to = 2025-01-01\n"
    (folder / "strategy.toml").write_text(text + period + TAIL, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"^strategy.toml: strategy s: period_to: lies before"):
        load(folder)


def test_load_refuses_what_is_asked_for_without_a_clause(folder: Path):
    text = '[[activity]]\nid = "A1"\nclause = ""\norder = 1\ntitle_da = "A"\nasked = true\nroom = "frontdesk"\n'
    (folder / "activities.toml").write_text(text + TAIL.replace('"source"', '"ours"'), encoding="utf-8")

    with pytest.raises(ConfigurationError, match="asked: what the municipality asks for must cite its clause"):
        load(folder)


@pytest.mark.parametrize(("month", "day"), [(2, 29), (13, 1), (4, 31)])
def test_load_refuses_a_closing_day_that_does_not_come_every_year(folder: Path, month: int, day: int):
    written = CONTACT + f'\n[[closing_day]]\nid = "c"\nclause = ""\nmonth = {month}\nday = {day}\ntitle_da = "Lukket"\n'
    (folder / "contacts.toml").write_text(written + TAIL.replace('"source"', '"ours"'), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=f"contacts.toml: closing_day c: day: there is no day {day}"):
        load(folder)


def test_load_lets_a_real_municipality_write_its_own_contacts(folder: Path):
    profile = folder / "profile.toml"
    profile.write_text(
        PROFILE.replace("contacts_are_examples = true", "contacts_are_examples = false"), encoding="utf-8"
    )
    contacts = folder / "contacts.toml"
    contacts.write_text(CONTACT.replace("eksempelby.example", "eksempelby.test"), encoding="utf-8")

    assert load(folder).of_kind("contact")[0].data["mail"] == "indgang@eksempelby.test"


@pytest.mark.parametrize("name", shipped())
def test_dump_reads_back_to_the_same_configuration(name: str, tmp_path: Path):
    configuration = load(find(name))

    dump(configuration, tmp_path / "again")

    assert load(tmp_path / "again") == configuration


@given(
    words=st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: "@" not in text),
    listed=st.lists(st.sampled_from(["E-01"]), max_size=3).map(tuple),
    valid_to=st.none() | st.dates(min_value=date(2026, 1, 1)),
)
def test_dump_keeps_any_text(tmp_path_factory: pytest.TempPathFactory, words, listed, valid_to):
    profile = Profile(
        "e", words, words, "999", words, "9999", words, 20, ("da",), contacts_are_examples=False,
        valid_from=date(2026, 1, 1), source=words,
    )  # fmt: skip
    clause = {"order": 1, "title_da": words, "form": "quotation", "da": words}
    reading = {"order": 1, "slug": words, "title_da": words, "da": words, "clauses": listed}
    configuration = MunicipalityConfiguration(
        profile,
        (_item("clause", "E-01", valid_to, clause), _item("reading", "r", valid_to, reading)),
    )
    folder = tmp_path_factory.mktemp("municipality")

    dump(configuration, folder)

    assert load(folder) == configuration


def _item(kind: str, item_id: str, valid_to: date | None, data: dict) -> Item:
    return Item(kind, item_id, "E-01", date(2026, 1, 1), valid_to, "Eksempel", Certainty.OURS, MappingProxyType(data))


def test_item_text_falls_back_to_danish_and_says_so():
    item = _item("reading", "r", None, {"da": "Hej", "en": "", "title_da": "Titel", "title_en": "Title"})

    assert item.text("en") == Text("Hej", "da")
    assert item.text("en", "title") == Text("Title", "en")
    assert item.text("da", "link") == Text("", "da")


def test_setting_is_the_latest_that_holds_on_the_day():
    def named(item_id: str, year: int, valid_to: date | None, value: str) -> Item:
        data = MappingProxyType({"key": "entrance_name", "value": value})
        return Item("setting", item_id, "", date(year, 1, 1), valid_to, "Eksempel", Certainty.OURS, data)

    old, new = named("a", 2020, date(2025, 12, 31), "Gammel"), named("b", 2026, None, "Ny")
    configuration = MunicipalityConfiguration(load(find("silkeborg")).profile, (old, new))

    assert configuration.setting("entrance_name", date(2025, 12, 31)) == old
    assert configuration.setting("entrance_name", date(2026, 1, 1)) == new
    assert configuration.setting("entrance_name", date(2019, 1, 1)) is None
    assert configuration.of_kind("setting", date(2026, 1, 1)) == (new,)


def test_wordings_that_follow_one_another_share_an_id_and_two_on_one_day_do_not(folder: Path):
    path = folder / "contacts.toml"
    text = path.read_text(encoding="utf-8")
    first = text.replace('valid_to = ""', "valid_to = 2026-06-30")
    follows = text.replace("valid_from = 2026-01-01", "valid_from = 2026-07-01")
    path.write_text(first + "\n" + follows, encoding="utf-8")

    assert [item.id for item in load(folder).items] == ["E-01", "entrance", "entrance"]

    path.write_text(text + "\n" + follows, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="id: is used already by a contact"):
        load(folder)
