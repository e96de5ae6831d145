"""Everyday words for the format's own codes, Danish and English, from `words.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from symbiose.engine.resources.words import fold

_FILE = Path(__file__).parent / "words.csv"
_BETWEEN = re.compile(r"[^a-z0-9]+")


def plain_word(text: str) -> str:
    """Folded, with one space between words: ``M³`` is ``m3``, ``Gyldig_fra:`` is ``gyldig fra``."""
    return _BETWEEN.sub(" ", fold(text)).strip()


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split("|"):
                lists.setdefault(row["list"], {})[plain_word(word)] = row["code"]
    return lists


def word_list(name: str) -> Mapping[str, str]:
    """Codes of the list `name` by plain word; the codes themselves are among the words."""
    return _lists()[name]


def word_codes(name: str) -> tuple[str, ...]:
    """Codes of the list `name` in the order of the file."""
    return tuple(dict.fromkeys(word_list(name).values()))
