"""Which organisation here a row of a file is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from symbiose.organisations.models import Organisation, OrganisationFact, OrganisationYear

AT_ONCE = 500  # values of one query: SQLite takes a limited number


@dataclass(frozen=True, slots=True)
class Known:
    """Organisations that rows may be about, by company number and by name."""

    by_number: Mapping[str, Organisation]
    by_name: Mapping[str, Sequence[Organisation]]

    def of(self, values: Mapping[str, Any]) -> list[Organisation]:
        """By company number, else by exact name and postcode unless the numbers contradict each other."""
        number = values.get("company_number", "")
        if number in self.by_number:
            return [self.by_number[number]]
        return [
            other
            for other in self.by_name.get(values["name"], ())
            if other.postcode == values.get("postcode", "") and not (number and other.company_number)
        ]


def known_organisations(rows: Sequence[Mapping[str, Any]]) -> Known:
    """Read along with all their facts and years, newest first, in `all_facts` and `all_years`."""
    numbered = _read("company_number", {row["company_number"] for row in rows if row.get("company_number")})
    by_name: dict[str, list[Organisation]] = {}
    for organisation in _read("name", {row["name"] for row in rows}):
        by_name.setdefault(organisation.name, []).append(organisation)
    return Known({one.company_number: one for one in numbered}, by_name)


def _read(column: str, values: Iterable[str]) -> list[Organisation]:
    facts = Prefetch("facts", OrganisationFact.objects.order_by("-valid_from"), to_attr="all_facts")
    years = Prefetch("years", OrganisationYear.objects.order_by("-year"), to_attr="all_years")
    found: list[Organisation] = []
    wanted = sorted(values)
    for start in range(0, len(wanted), AT_ONCE):
        some = {f"{column}__in": wanted[start : start + AT_ONCE]}
        found.extend(Organisation.objects.filter(**some).prefetch_related(facts, years).order_by("pk"))
    return found


def last_fact(known: Organisation | None, kind: str) -> OrganisationFact | None:
    """The newest statement of a kind about an organisation that was read here."""
    facts: list[OrganisationFact] = getattr(known, "all_facts", [])
    return next((fact for fact in facts if fact.kind == kind), None)


def fact_today(known: Organisation | None, kind: str) -> bool | None:
    """What is stated about today: holds, does not hold, or None for unknown."""
    facts: list[OrganisationFact] = getattr(known, "all_facts", [])
    today = timezone.localdate()
    held = (fact for fact in facts if fact.kind == kind and fact.valid_from <= today)
    return next((fact.holds for fact in held if fact.valid_to is None or fact.valid_to >= today), None)


def year_of(known: Organisation | None, year: int) -> OrganisationYear | None:
    """The figures of a year of an organisation that was read here."""
    years: list[OrganisationYear] = getattr(known, "all_years", [])
    return next((one for one in years if one.year == year), None)


def headcount_at_most(known: Organisation | None, year: int) -> OrganisationYear | None:
    """The newest year until one whose number of employees is known, of an organisation that was read here."""
    years: list[OrganisationYear] = getattr(known, "all_years", [])
    return next((one for one in years if one.year <= year and one.headcount is not None), None)
