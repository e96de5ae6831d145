"""The municipality that this installation runs for, and its dated items, as every page reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from symbiose.common.models import MunicipalItem, Municipality
from symbiose.engine.law.working_days import ClosedDay, add_working_days


def current() -> Municipality | None:
    """The municipality, or None before a configuration is loaded."""
    return Municipality.objects.first()


def items(kind: str, *, on: date | None = None) -> QuerySet[MunicipalItem]:
    """Items of a kind that hold on a date (today unless said), in the order of the configuration."""
    day = on or timezone.localdate()
    return MunicipalItem.objects.filter(kind=kind, valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def item(kind: str, key: str, *, on: date | None = None) -> MunicipalItem | None:
    """The one item of that kind and key that holds on a date."""
    return items(kind, on=on).filter(key=key).order_by("-valid_from").first()


def main_contact() -> MunicipalItem | None:
    """The contact that stands at the foot of every page: the first of the configuration."""
    return items("contact").first()


def said(values: Mapping[str, Any], part: str = "") -> tuple[str, bool]:
    """A text of an item in the reader's language, and whether it fell back to Danish.

    `part` is the title, role or link; without it, the item's own text.
    """
    language = (translation.get_language() or "da")[:2]
    prefix = f"{part}_" if part else ""
    own, danish = str(values.get(f"{prefix}{language}") or ""), str(values.get(f"{prefix}da") or "")
    return (own, False) if own else (danish, language != "da" and bool(danish))


def setting(key: str, default: str = "") -> str:
    """A setting of the municipality by its key, as it holds today, in the reader's language."""
    for row in items("setting"):
        if row.data.get("key") == key:
            english = (translation.get_language() or "da").startswith("en") and row.data.get("value_en")
            return str(english or row.data["value"])
    return default


def closing_days() -> tuple[ClosedDay, ...]:
    """The yearly days on which the municipality is closed beside the public holidays, each with its own dates."""
    return tuple(
        ClosedDay(
            month=int(row.data["month"]),
            day=int(row.data["day"]),
            name_da=str(row.data["title_da"]),
            name_en=str(row.data.get("title_en") or row.data["title_da"]),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in MunicipalItem.objects.filter(kind="closing_day")
    )


def after_working_days(day: date, many: int) -> date:
    """The working day that lies so many working days after a day, past public holidays and the municipality's own."""
    return add_working_days(day, many, closed=closing_days())
