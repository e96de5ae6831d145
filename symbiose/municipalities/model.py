"""A municipality's configuration as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | bool | date | tuple[str, ...]


class Certainty(StrEnum):
    """Where an item comes from, so that nothing is firmer on screen than its source."""

    SOURCE = "source"  # the municipality's own text says it
    SECOND_HAND = "second-hand"  # known through a summary by others
    UNVERIFIED = "unverified"
    OURS = "ours"  # our own words or reading


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is in, which may be another than the one that was asked for."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the municipality is: official code of three digits, default place, and radius in km for searches.

    `contacts_are_examples` is True where mail addresses and telephone numbers are placeholders;
    then the reader refuses any that could be real.
    """

    slug: str
    name: str
    short_name: str
    code: str
    region: str
    postcode: str
    place: str
    radius_km: int
    languages: tuple[str, ...]
    contacts_are_examples: bool
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One dated thing that the configuration holds; `clause` is "" only where the certainty is ours."""

    kind: str
    id: str
    clause: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: Certainty
    data: Mapping[str, Value]

    def holds_on(self, day: date) -> bool:
        """Whether the item is valid on `day`, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def text(self, language: str, part: str = "") -> Text:
        """The item's own text, or its `part` (title, role, …), in `language`; Danish where that is missing."""
        prefix = f"{part}_" if part else ""
        words = self.data.get(f"{prefix}{language}")
        if words:
            return Text(str(words), language)
        return Text(str(self.data.get(f"{prefix}da", "")), "da")


@dataclass(frozen=True, slots=True)
class MunicipalityConfiguration:
    """A profile and its items, in the order of the files."""

    profile: Profile
    items: tuple[Item, ...]

    def of_kind(self, kind: str, day: date | None = None) -> tuple[Item, ...]:
        """Items of one kind, in their `order` where they have one; with `day` only those that hold on it."""
        found = (item for item in self.items if item.kind == kind and (day is None or item.holds_on(day)))
        return tuple(sorted(found, key=_order))

    def setting(self, key: str, day: date) -> Item | None:
        """The setting `key` that holds on `day`; the latest where several do."""
        found = [item for item in self.of_kind("setting", day) if item.data["key"] == key]
        return max(found, key=lambda item: item.valid_from, default=None)


def _order(item: Item) -> int:
    order = item.data.get("order", 0)
    return order if isinstance(order, int) else 0
