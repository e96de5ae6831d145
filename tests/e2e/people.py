"""What people do in the browser, step by step; the journeys are made of these."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from symbiose.engine.law.company_number import NumberError, check_company_number

TWO_THINGS = (
    "Vi har cirka 120 kg afskær om ugen, mest fyr og lidt eg, ikke malet eller lakeret. Det står tørt og kan hentes "
    "tirsdag og torsdag formiddag. Vi har også en lukket trailer, som står stille torsdag eftermiddag."
)

PERSONS = {"person-asked": "/ansaettelsesforslag/?state=asked", "person-working": "/ansaettelser/?state=running"}


def company_number(start: int) -> str:
    """A made-up company number with leading zeros whose check digit is right."""
    for number in range(start, start + 100):
        try:
            return check_company_number(f"{number:08d}")
        except NumberError:
            continue
    raise ValueError(start)


def press(seen, words, *, seconds: int = 30) -> None:
    """Press the first button of that name, and wait for the page that it leads to."""
    with seen.page.expect_navigation(timeout=1000 * seconds):
        seen.page.get_by_role("button", name=words).first.click(timeout=1000 * seconds)


def says(seen, words: str) -> None:
    """Wait until the page says something."""
    seen.page.wait_for_selector(f"main >> text={words}")


def proposals_of(consultant, place: Place, person: str) -> None:
    """The consultant's page of what is proposed to a person."""
    consultant.page.goto(f"{place.address}/ansaettelsesforslag/person/{person}/")


def slip_code(consultant, demo: str, person: str) -> str:
    """The code of a new slip for a person, as it stands on the consultant's page this once."""
    consultant.page.goto(f"{demo}/kandidater/{person}/")
    with consultant.page.expect_navigation():
        consultant.page.get_by_role("button", name=re.compile(r"^Lav en (ny )?seddel$")).click()
    return consultant.page.inner_text(".slip-code")


def enter(seen, demo: str, code: str) -> None:
    """The person types the code of the slip, and stands on their own page."""
    seen.page.goto(f"{demo}/mit/")
    seen.page.fill("input[name=code]", code)
    with seen.page.expect_navigation():
        seen.page.locator(".own-form button.button-primary").click()
    seen.page.wait_for_url("**/mit/side/")


def enter_as(seen, consultant, demo: str, role: str) -> None:
    """Into the own page of a person who is asked about work, or who works: the consultant makes the slip first."""
    consultant.step_in(demo, "consultant")
    enter(seen, demo, slip_code(consultant, demo, person_on(consultant, demo + PERSONS[role])))


def person_on(consultant, address: str) -> str:
    """The code name of the person whom the first row of a consultant's list is about."""
    consultant.page.goto(address)
    told = consultant.page.locator(".list-row .name").first.inner_text()
    return "K-" + re.search(r"K\W(\d+)", told).group(1)


class Place:
    """A running demo: its address, and the folder where its database lies."""

    def __init__(self, address: str, folder: Path):
        self.address, self.folder = address, folder

    def ask(self, question: str, *values: str | int) -> list[tuple]:
        """Read the demo's database; nothing is ever written there."""
        with sqlite3.connect(f"file:{self.folder / 'silkeborg.sqlite3'}?mode=ro", uri=True) as connection:
            return connection.execute(question, values).fetchall()

    def letter_link(self, mail: str) -> str:
        """The personal link in the newest letter to an address."""
        bodies = self.ask('SELECT body FROM notices_outgoingmail WHERE "to" = ? ORDER BY id DESC', mail)
        return self.address + re.search(r"/svar/[^\s/]+/", bodies[0][0]).group()
