"""The ratio rule of one workplace: its ordinary employees, the places that count, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from symbiose.common.models import AuditEntry
from symbiose.engine.explain import law_sentence, source_text
from symbiose.engine.law.ratio_rule import CountingRule, Ratio, ratio_of
from symbiose.jobs import words
from symbiose.jobs.enums import LIVING
from symbiose.jobs.models import Workplace
from symbiose.reference import counting_rule, open_questions, ratio_rule

TELLINGS = ("jobs.tell_workplace", "jobs.tell_workplace_late")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A number of ordinary employees that was told before, or that an older telling said."""

    employees: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class RatioShown:
    """The rule for a page: the numbers (None is unknown), the sentences with source, and what else was told.

    `elsewhere_unknown` is where nobody said how many other subsidised places there are, so that what is left is unknown.
    """

    ratio: Ratio
    sentences: tuple[str, ...]
    counting: str
    counting_source: str
    elsewhere_unknown: bool
    earlier: tuple[Earlier, ...]
    questions: tuple[str, ...]

    @property
    def left(self) -> int | None:
        """How many more there is room for; None where it is unknown."""
        return None if self.elsewhere_unknown else self.ratio.left


def places_of(workplace: Workplace, counting: CountingRule) -> dict[str, int]:
    """Places at a workplace by job form: live placements in its positions, and what was told of others.

    Those told of are subsidised by their meaning, so that they stand under a form that counts.
    """
    places: dict[str, int] = {}
    rows = workplace.positions.filter(placements__state__in=LIVING).values_list("form", flat=True)
    for form in rows:
        places[form] = places.get(form, 0) + 1
    if workplace.subsidised_elsewhere:
        counted = next(form for form, counts in counting.forms.items() if counts)
        places[counted] = places.get(counted, 0) + workplace.subsidised_elsewhere
    return places


def ratio_for(workplace: Workplace, *, on: date | None = None) -> RatioShown:
    """The rule for a workplace on a day, by the dated counting rule."""
    day = on or timezone.localdate()
    counting = counting_rule(day)
    employees = workplace.ordinary_employees
    ratio = ratio_of(
        None if employees is None else float(employees),
        places_of(workplace, counting),
        rule=ratio_rule(day),
        counting=counting,
    )
    unknown = workplace.subsidised_elsewhere is None
    language = words.language()
    basis = counting.basis
    return RatioShown(
        ratio=ratio,
        sentences=tuple(
            law_sentence(one, language=language) for one in ratio.reasons if not (unknown and one.code == "ratio_room")
        ),
        counting=counting.name[language],
        counting_source=source_text(basis.source[language], basis.certainty, language=language),
        elsewhere_unknown=unknown,
        earlier=_earlier(workplace),
        questions=tuple(one.text[language] for one in open_questions("ratio_rule", day)),
    )


def _earlier(workplace: Workplace) -> tuple[Earlier, ...]:
    """What was told of ordinary employees and is not what holds, newest day first."""
    entries = AuditEntry.objects.filter(
        subject_label="jobs.workplace", subject_id=workplace.pk, verb__in=TELLINGS
    ).order_by("-pk")
    told = [entry.changes["told"][1] for entry in entries if "told" in entry.changes]
    found = [
        Earlier(words.figure(float(one["ordinary_employees"])), date.fromisoformat(one["on"]), one["source"])
        for one in told
        if "ordinary_employees" in one and float(one["ordinary_employees"]) != float(workplace.ordinary_employees or -1)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.on, reverse=True))
