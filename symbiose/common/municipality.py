"""The municipality that this installation runs for, and its dated items, as every page reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from symbiose.common.models import MunicipalItem, Municipality


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


def said(values: dict[str, object], name: str) -> tuple[str, bool]:
    """A text of an item in the reader's language, and whether it fell back to Danish: `name_en`, else `name_da`."""
    language = translation.get_language() or "da"
    own = values.get(f"{name}_{language}") or ""
    danish = values.get(f"{name}_da") or values.get(name) or ""
    return (str(own), False) if own else (str(danish), language != "da" and bool(danish))


def names(found: Iterable[MunicipalItem]) -> list[str]:
    """Names of items in the reader's language."""
    return [said(row.data, "name")[0] for row in found]
