"""The pages that everybody reads, as those who write them see them, and what a text becomes on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from symbiose.common.models import MunicipalItem
from symbiose.home.queries.contacts import LETTERS, free, holds_on

READING = "reading"
WORDS_A_MINUTE = 180  # quiet reading of plain prose
RESERVED = frozenset({"ny", "side"})  # addresses of ours under the same path
LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Wording:
    """A page in one language as it will be read; `falls_back` where the Danish text stands in for it."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    minutes: int
    falls_back: bool


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One wording of a page with its state: shown, later, ended."""

    item: MunicipalItem
    state: str


def kept() -> list[ReadingRow]:
    """What is not on the public list: wordings that come later, and pages of which nothing is shown any more."""
    rows = list(MunicipalItem.objects.filter(kind=READING).order_by("position", "-valid_from"))
    today = timezone.localdate()
    shown = {row.key for row in rows if holds_on(row, today)}
    later = [row for row in rows if row.valid_from > today]
    ended: dict[str, MunicipalItem] = {}
    for row in rows:
        if row.key not in shown and row.valid_from <= today:
            ended.setdefault(row.key, row)
    return [ReadingRow(row, state_of(row)) for row in [*later, *ended.values()]]


def state_of(row: MunicipalItem) -> str:
    """shown, later or ended, as of today."""
    today: date = timezone.localdate()
    if row.valid_from > today:
        return "later"
    return "shown" if holds_on(row, today) else "ended"


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text, parted by empty lines."""
    lines = text.replace("\r\n", "\n").strip().split("\n\n")
    return tuple(part.strip() for part in lines if part.strip())


def minutes_of(text: str) -> int:
    """How long a text takes to read, in whole minutes and at least one."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def wordings_of(data: dict[str, object]) -> list[Wording]:
    """A page in Danish and English, as each reader will see it."""
    danish, title = str(data.get("da") or ""), str(data.get("title_da") or "")
    found = []
    for language in ("da", "en"):
        own = str(data.get(language) or "")
        text = own or danish
        name = str(data.get(f"title_{language}") or title)
        found.append(Wording(language, name, paragraphs_of(text), minutes_of(text), not own))
    return found


def free_slug(title: str) -> str:
    """An address for a new page, made of its title."""
    taken = {str(row["slug"]) for row in MunicipalItem.objects.filter(kind=READING).values_list("data", flat=True)}
    plain = slugify(title.lower().translate(LETTERS))[:LONGEST_SLUG].strip("-")
    return free(plain or "tekst", taken | RESERVED)
