"""Codes of the reference lists in the reader's language; a code that no list holds any more is shown as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language

from symbiose.engine.explain import number
from symbiose.reference import (
    accommodations,
    job_form,
    job_forms,
    pay_bases,
    skills,
    task_templates,
    work_demands,
)

Choices = list[tuple[str, str]]


class _Named(Protocol):
    @property
    def name(self) -> Mapping[str, str]: ...


def language() -> str:
    """The engine's and the reference's texts exist in Danish and English."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def figure(value: float) -> str:
    """2,5 or 1.200 in the reader's language, without a unit."""
    return number(value, language=language())


def day_name(day: int) -> str:
    """Mandag of 0, as a row or a sentence begins with it."""
    return capfirst(str(WEEKDAYS[day]))


def accommodation_choices() -> Choices:
    """What a place can offer and a person may ask for, by code and name."""
    rows = accommodations().values()
    return [(row.code, row.name_en if language() == "en" else row.name_da) for row in rows]


def skill_choices(on: date | None = None) -> Choices:
    """Skills of a day by code and name."""
    return _choices(skills(on or timezone.localdate()))


def demand_choices(on: date | None = None) -> Choices:
    """What work may demand on a day, by code and name."""
    return _choices(work_demands(on or timezone.localdate()))


def template_choices(on: date | None = None) -> Choices:
    """Templates of circular tasks of a day, by code and name."""
    return _choices(task_templates(on or timezone.localdate()))


def form_choices(on: date | None = None) -> Choices:
    """Job forms that may be chosen on a day, by code and name."""
    return _choices(job_forms(on or timezone.localdate()))


def pay_choices(on: date | None = None) -> Choices:
    """What may be paid on a day, by code and name."""
    return _choices(pay_bases(on or timezone.localdate()))


def form_name(code: str) -> str:
    """A job form, an expired one too."""
    try:
        return job_form(code, timezone.localdate()).name[language()] if code else ""
    except KeyError:
        return code


def names_of(codes: Iterable[str], choices: Choices) -> list[str]:
    """The names of codes, in the order in which the list shows them."""
    asked = list(codes)
    known = dict(choices)
    return [known[code] for code in known if code in asked] + [code for code in asked if code not in known]


def _choices(rows: Mapping[str, _Named]) -> Choices:
    return [(code, row.name[language()]) for code, row in rows.items()]
