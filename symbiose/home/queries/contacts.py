"""Contact points as those who keep them see them: which hold, which are due to be confirmed, what was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from symbiose.common.models import MunicipalItem
from symbiose.engine.law.months import months_after
from symbiose.home.opening import week_in_words
from symbiose.municipalities.hours import parse_hours
from symbiose.municipalities.kinds import CONTACT

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact point with its state (holds, later, ended), and when somebody must say that it still holds."""

    item: MunicipalItem
    state: str
    confirmed_on: date | None
    due_on: date | None
    is_due: bool
    is_late: bool
    week: tuple[str, ...]


def all_contacts() -> list[ContactRow]:
    """Every wording of every contact point, in one query: those that hold first, then those to come, then the past."""
    order = {"holds": 0, "later": 1, "ended": 2}
    rows = [shown(row) for row in MunicipalItem.objects.filter(kind=CONTACT).order_by("position", "-valid_from")]
    return sorted(rows, key=lambda row: order[row.state])


def shown(row: MunicipalItem) -> ContactRow:
    """One contact point as it stands today."""
    today = timezone.localdate()
    state = "later" if row.valid_from > today else "holds" if holds_on(row, today) else "ended"
    due = confirm_by(row)
    is_due = state == "holds" and due is not None and due <= today
    spans = parse_hours(str(row.data.get("hours", "")))
    week = tuple(week_in_words(spans))
    return ContactRow(row, state, confirmed_on(row), due, is_due, is_due and due != today, week)


def holds_on(row: MunicipalItem, day: date) -> bool:
    """Whether an item holds on a day, both ends included."""
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)


def confirmed_on(row: MunicipalItem) -> date | None:
    """The day on which somebody last said that it still holds."""
    told = row.data.get("confirmed_on")
    return date.fromisoformat(told["date"]) if told else None


def confirm_by(row: MunicipalItem) -> date | None:
    """The day on which it must be confirmed: so many months after it was, or after it began. None without that duty."""
    months = int(row.data.get("confirm_every_months") or 0)
    return months_after(confirmed_on(row) or row.valid_from, months) if months else None


def wordings(row: MunicipalItem) -> list[MunicipalItem]:
    """All wordings of one item, newest first."""
    return list(MunicipalItem.objects.filter(kind=row.kind, key=row.key).order_by("-valid_from"))


def new_key(kind: str, words: str) -> str:
    """A key that no item has: the kind and the words in plain letters, with a number where they are taken."""
    plain = slugify(words.lower().translate(LETTERS))[: LONGEST_KEY - len(kind)].strip("-")
    return free(f"{kind}-{plain or 'item'}", set(MunicipalItem.objects.values_list("key", flat=True)))


def free(wanted: str, taken: set[str]) -> str:
    """The words, or the words with the first number that is free."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
