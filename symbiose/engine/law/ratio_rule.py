"""How many subsidised places one production unit may have (rimelighedskrav, forholdstalskrav).

At most one for every five ordinary employees up to fifty, then one for every ten, and always at least one (source:
ligevaerd.dk; bedsteemner.dk), counted in full-time persons and as a rule per production unit (source: virk.dk). Which
job forms count is disputed (unverified), so that the counting rule is dated data beside the numbers of the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, isfinite

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.reasons import met, note, todo, unmet
from symbiose.engine.reason import Reason


@dataclass(frozen=True, slots=True)
class RatioRule:
    """One place for each `per_first` employees up to `first` of them, then one for each `per_next`, at least `least`."""

    per_first: int
    first: int
    per_next: int
    least: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A reading of which job forms count; `forms` says yes or no by code, and says nothing of any other form."""

    code: str
    name: Mapping[str, str]
    forms: Mapping[str, bool]
    basis: Basis

    def counts(self, form: str) -> bool | None:
        """Whether places of a job form count; None where this reading says nothing of it."""
        return self.forms.get(form)


@dataclass(frozen=True, slots=True)
class Ratio:
    """What the rule gives for one production unit; None is unknown, and never none at all.

    `counted` places count against `most`; of `unclear` places it is not known whether they count. `left` is how many
    more the rule allows, `over` how many there are too many.
    """

    employees: float | None
    most: int | None
    counted: int
    unclear: int
    left: int | None
    over: int | None
    reasons: tuple[Reason, ...]


def most_subsidised(employees: float | None, rule: RatioRule) -> int | None:
    """The most subsidised places for so many ordinary employees in full-time persons; None where that is unknown.

    0-9 employees give 1, 10-14 give 2, 20-24 give 4, 50 give 10 and 60 give 11. Raises ValueError below zero and for
    what is no number.
    """
    if employees is None:
        return None
    if not isfinite(employees) or employees < 0:
        raise ValueError(employees)
    first = floor(min(employees, rule.first) / rule.per_first)
    return max(rule.least, first + floor(max(0.0, employees - rule.first) / rule.per_next))


def ratio_of(employees: float | None, places: Mapping[str, int], *, rule: RatioRule, counting: CountingRule) -> Ratio:
    """The ratio rule of one production unit with its reasons; `places` are those that exist, by job form.

    Raises ValueError where a number is below zero.
    """
    if any(count < 0 for count in places.values()):
        raise ValueError(places)
    most = most_subsidised(employees, rule)
    counted = sum(count for form, count in places.items() if counting.counts(form))
    unclear = sum(count for form, count in places.items() if counting.counts(form) is None)
    left = None if most is None else max(0, most - counted)
    if left and unclear:
        left = None
    return Ratio(
        employees=employees,
        most=most,
        counted=counted,
        unclear=unclear,
        left=left,
        over=None if most is None else max(0, counted - most),
        reasons=(
            _limit(employees, most, rule),
            note("ratio_counted", counted=counted, **_reading(counting)),
            *([todo("ratio_form_unclear", unclear=unclear)] if unclear else []),
            *([] if most is None else _room(counted, most, left)),
        ),
    )


def _limit(employees: float | None, most: int | None, rule: RatioRule) -> Reason:
    if employees is None:
        return todo("ratio_employees_unknown")
    return note(
        "ratio_most",
        employees=employees,
        most=most,
        per_first=rule.per_first,
        first=rule.first,
        per_next=rule.per_next,
        least=rule.least,
        **rule.basis.values(),
    )


def _reading(counting: CountingRule) -> dict[str, str]:
    return {"rule_da": counting.name["da"], "rule_en": counting.name["en"], **counting.basis.values()}


def _room(counted: int, most: int, left: int | None) -> list[Reason]:
    if counted > most:
        return [unmet("ratio_over", counted=counted, most=most, over=counted - most)]
    if counted == most:
        return [unmet("ratio_no_room", counted=counted, most=most)]
    return [] if left is None else [met("ratio_room", left=left, counted=counted, most=most)]
