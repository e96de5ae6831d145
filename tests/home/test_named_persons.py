"""The persons, numbers and addresses in the municipalities' own texts are history; none of them stands anywhere here.

They are known by digests alone, so that this file does not name them either. A digest of a number is short, since a long
one would tell the number; it is therefore only a mark that some number here must be looked at.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
READ = {".py", ".toml", ".csv", ".html", ".txt", ".po", ".md", ".yml", ".json"}
NAMES = {"5bde62e812d00ed8", "2fff7582c463dffb", "4aef78c07dae7bdd", "d312acf8b2f6fe01"}
MAILS = {"36f60acc960093a7", "ee73ef3ea0fe1896", "26f4928068638d54"}
PHONES = {"62fd89", "789718", "cc4a89"}
WORD = re.compile(r"[a-zæøåéü]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]+")
PHONE = re.compile(r"(?<!\d)(?:45 ?)?(\d{2}(?:\s?\d{2}){3})(?!\d)")
PAGES = ("/", "/kontakt/", "/laes/", "/maal/", "/om/", "/om-dine-oplysninger/", "/organisationer/hvem-er-med/")
EXAMPLE = ("Kirsten Prøve", "kirsten@proeve.example", "12 34 56 78")


def digest(text, size=8):
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def told(text, names=NAMES, mails=MAILS, phones=PHONES):
    """Which of the digests a text holds."""
    plain = text.lower()
    words = WORD.findall(plain)
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    found = {digest(pair) for pair in pairs} & names
    found |= {digest(mail) for mail in MAIL.findall(plain)} & mails
    return found | {digest(re.sub(r"\s", "", number), 3) for number in PHONE.findall(plain)} & phones


def sources():
    folders = [ROOT / "symbiose", ROOT / "docs", ROOT / "tests"]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in READ]
    paths += [path for path in ROOT.glob("*") if path.suffix in READ]
    return [path for path in paths if "vendor" not in path.parts]


def test_a18_4_the_search_finds_a_name_an_address_and_a_number():
    name, mail, phone = EXAMPLE
    known = {digest(name.lower())}, {digest(mail)}, {digest(phone.replace(" ", ""), 3)}

    for text in EXAMPLE:
        assert told(f"Ring til {text}, eller skriv.", *known)
    assert told("Ring til indgangen.", *known) == set()


def test_a18_4_named_persons_of_the_seeds_stand_in_no_text_or_data_of_ours():
    assert [str(path.relative_to(ROOT)) for path in sources() if told(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", ["silkeborg", "kalundborg"])
def test_a18_4_named_persons_of_the_seeds_stand_on_no_page(name, load, client):
    load(name)

    assert [page for page in PAGES if told(client.get(page).text)] == []
