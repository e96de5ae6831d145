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


def company_number(start: int) -> str:
    """A made-up company number with leading zeros whose check digit is right."""
    for number in range(start, start + 100):
        try:
            return check_company_number(f"{number:08d}")
        except NumberError:
            continue
    raise ValueError(start)


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
