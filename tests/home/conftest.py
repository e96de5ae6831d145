"""Shipped configurations in the test's database."""

from __future__ import annotations

import pytest

from symbiose.common.actor import system
from symbiose.home.loading import load_municipality
from symbiose.municipalities import reader


@pytest.fixture
def load(db):
    """`load("kalundborg")` or `load(folder)`: that municipality's configuration is the database's."""

    def loaded(name_or_folder):
        configuration = reader.load(reader.find(str(name_or_folder)))
        load_municipality(configuration, by=system("test"))
        return configuration

    return loaded


@pytest.fixture
def silkeborg(load):
    return load("silkeborg")


TINY = {
    "profile.toml": """
[profile]
slug = "prisme"
name = "Prisme Kommune"
short_name = "Prisme"
code = "999"
region = "Eksempel"
postcode = "8600"
place = "Silkeborg"
radius_km = 20
languages = ["da"]
contacts_are_examples = true
valid_from = 2021-01-01
source = "Eksempel"

[[setting]]
id = "setting-entrance"
clause = "P-01"
key = "entrance_name"
value = "Prisme Erhvervskontor"
valid_from = 2021-01-01
valid_to = ""
source = "Eksempel"
certainty = "source"
""",
    "clauses.toml": """
[[clause]]
id = "P-01"
order = 1
title_da = "Vi bruger resterne"
form = "quotation"
da = "»Resterne skal bruges igen i Prisme.«"
valid_from = 2021-01-01
valid_to = ""
source = "Prisme Kommunes plan (eksempel)"
certainty = "source"
""",
    "strategy.toml": """
[[goal]]
id = "goal-one"
clause = "P-01"
order = 1
title_da = "Syv delte maskiner"
measure = "shared_machines"
unit_da = "maskiner"
target = 7
definition_da = "Maskiner, som to firmaer deler."
definition_reading = "ours"
valid_from = 2021-01-01
valid_to = ""
source = "Prisme Kommunes plan (eksempel)"
certainty = "source"
""",
    "contacts.toml": """
[[contact]]
id = "contact-entrance"
clause = "P-01"
order = 1
title_da = "Prisme Erhvervskontor"
role_da = "Indgangen"
mail = "kontor@prisme.example"
phone = "00 00 00 00"
hours = "mon-thu 09:00-15:00"
confirm_every_months = 12
external = false
valid_from = 2021-01-01
valid_to = ""
source = "Eksempel"
certainty = "ours"
""",
    "texts.toml": """
[[text]]
id = "text-headline"
clause = "P-01"
key = "headline"
da = "I Prisme går intet til spilde"
valid_from = 2021-01-01
valid_to = ""
source = "Eksempel"
certainty = "ours"
""",
}


@pytest.fixture
def third_municipality(tmp_path):
    """A folder such as any municipality could write: no code, and no demo content of its own."""
    folder = tmp_path / "prisme"
    folder.mkdir()
    for name, text in TINY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
