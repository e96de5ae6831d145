"""Which organisation here a row of a file is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from symbiose.organisations.models import Organisation, OrganisationFact, OrganisationYear
from symbiose.organisations.queries import stands_for

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
    for name, organisation in _read("name", {row["name"] for row in rows}):
        if organisation not in by_name.setdefault(name, []):
            by_name[name].append(organisation)
    return Known(dict(numbered), by_name)


def known_by_number(numbers: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by company number, read along as in `known_organisations`."""
    return dict(_read("company_number", numbers))


def _read(column: str, values: Iterable[str]) -> list[tuple[str, Organisation]]:
    """Each value that is known with its organisation: the one that still stands where it was gathered in another."""
    rows: list[Organisation] = []
    wanted = sorted(values)
    for start in range(0, len(wanted), AT_ONCE):
        some = {f"{column}__in": wanted[start : start + AT_ONCE]}
        rows.extend(_whole(Organisation.objects.filter(**some)))
    return [(getattr(row, column), _standing(row)) for row in rows]


def _whole(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    facts = Prefetch("facts", OrganisationFact.objects.order_by("-valid_from"), to_attr="all_facts")
    years = Prefetch("years", OrganisationYear.objects.order_by("-year"), to_attr="all_years")
    return rows.prefetch_related(facts, years).order_by("pk")


def _standing(row: Organisation) -> Organisation:
    """The organisation itself, or the one that it was gathered in, which knows the old number and name in `once`."""
    if row.merged_into_id is None:
        return row
    standing = _whole(Organisation.objects.filter(pk=stands_for(row).pk)).get()
    standing.once = {"company_number": row.company_number, "name": row.name}  # type: ignore[attr-defined]  # carried to the plan, not stored
    return standing


def is_old(known: Organisation, name: str, value: Any) -> bool:
    """A number or name from before an organisation that was read here was gathered in this one."""
    once: dict[str, str] = getattr(known, "once", {})
    return name in once and once[name] == value


def last_fact(known: Organisation | None, kind: str) -> OrganisationFact | None:
    """The newest statement of a kind about an organisation that was read here."""
    facts: list[OrganisationFact] = getattr(known, "all_facts", [])
    return next((fact for fact in facts if fact.kind == kind), None)


def fact_on(known: Organisation | None, kind: str, on: date) -> bool | None:
    """What is stated about a day: holds, does not hold, or None for unknown."""
    facts: list[OrganisationFact] = getattr(known, "all_facts", [])
    held = (fact for fact in facts if fact.kind == kind and fact.valid_from <= on)
    return next((fact.holds for fact in held if fact.valid_to is None or fact.valid_to >= on), None)


def year_of(known: Organisation | None, year: int) -> OrganisationYear | None:
    """The figures of a year of an organisation that was read here."""
    years: list[OrganisationYear] = getattr(known, "all_years", [])
    return next((one for one in years if one.year == year), None)


def headcount_at_most(known: Organisation | None, year: int) -> OrganisationYear | None:
    """The newest year until one whose number of employees is known, of an organisation that was read here."""
    years: list[OrganisationYear] = getattr(known, "all_years", [])
    return next((one for one in years if one.year <= year and one.headcount is not None), None)
