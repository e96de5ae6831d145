"""The texts of letters, a closed list: each room registers its own with the words that come as standard.

A placeholder is a word in braces, such as {link}. Which there are, and which a text cannot do without, is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(r"\{([^{}\s]{1,40})\}")
LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in braces: what stands there instead in a letter, an example, and whether a text must hold it."""

    name: str
    about: Any
    example: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a letter, with placeholders or filled in."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MailText:
    """A text of letters: when it is sent, the standard words by language, and its placeholders."""

    key: str
    name: Any
    about: Any
    standard: Mapping[str, Words]
    placeholders: tuple[Placeholder, ...]

    @property
    def examples(self) -> dict[str, str]:
        return {one.name: one.example for one in self.placeholders}


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong with the placeholders of a text."""

    unknown: tuple[str, ...]
    lacking: tuple[str, ...]
    loose: bool  # a brace that opens or closes nothing


TEXTS: dict[str, MailText] = {}


def register_text(text: MailText) -> None:
    """Make a text of letters known to the page where a municipality writes its own words."""
    TEXTS[text.key] = text


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """The words with every placeholder replaced; what a value holds is never read as a placeholder again."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    subject = " ".join(PLACEHOLDER.sub(value, words.subject).split())  # a header is one line
    return Words(subject[:200], PLACEHOLDER.sub(value, words.body))


def flaws(words: Words, known: Collection[Placeholder]) -> Flaws:
    """Placeholders that do not exist, those that a text cannot do without, and braces that are no placeholder."""
    whole = f"{words.subject}\n{words.body}"
    used = dict.fromkeys(PLACEHOLDER.findall(whole))
    names = {one.name for one in known}
    body = set(PLACEHOLDER.findall(words.body))
    return Flaws(
        unknown=tuple(name for name in used if name not in names),
        lacking=tuple(one.name for one in known if one.required and one.name not in body),
        loose=bool({"{", "}"} & set(PLACEHOLDER.sub("", whole))),
    )
