"""The ratio rule of one workplace: its ordinary employees, the places that count, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry
from symbiose.engine.explain import law_sentence, source_text
from symbiose.engine.law.ratio_rule import Ratio, ratio_of
from symbiose.jobs import words
from symbiose.jobs.enums import LASTING
from symbiose.jobs.models import Placement, Workplace
from symbiose.jobs.queries.conditions import reads_terms, terms_of
from symbiose.jobs.queries.placement_room import Own, living, promised
from symbiose.reference import counting_rule, open_questions, ratio_rule

RATIO = "ratio_rule"  # the purpose of the reading, as the log says it
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

    `by_terms` is where it is counted by the form that each person has, and not by that of the position. `elsewhere_unknown` is where nobody said how many other subsidised places there are, so that what is left is unknown.
    """

    ratio: Ratio
    sentences: tuple[str, ...]
    counting: str
    counting_source: str
    by_terms: bool
    elsewhere_unknown: bool
    earlier: tuple[Earlier, ...]
    questions: tuple[str, ...]

    @property
    def left(self) -> int | None:
        """How many more there is room for; None where it is unknown."""
        return None if self.elsewhere_unknown else self.ratio.left


def ratio_by(workplace: Workplace, forms: Iterable[str], *, on: date) -> Ratio:
    """The ratio rule of a workplace with places of these job forms, beside the subsidised places that were told elsewhere.

    Those told of are subsidised by their meaning, so that they stand under a form that counts.
    """
    counting = counting_rule(on)
    places = Counter(forms)
    places[next(form for form, counts in counting.forms.items() if counts)] += workplace.subsidised_elsewhere or 0
    employees = workplace.ordinary_employees
    return ratio_of(None if employees is None else float(employees), places, rule=ratio_rule(on), counting=counting)


def forms_at(workplace: Workplace, *, by: Actor, without: Own = None) -> list[str]:
    """The job form of each who has a place at a workplace or is promised one.

    What counts is the form that the person has, and consultants read it; each reading is logged. All others count by the
    form of the position, which the workplace told itself, and so does a promise, which has no form of its own yet.
    """
    there = _forms(living(without=without).filter(position__workplace=workplace), by=by)
    coming = promised(without=without).filter(position__workplace=workplace)
    return [*there, *coming.values_list("position__form", flat=True)]


def _forms(rows: QuerySet[Placement], *, by: Actor) -> list[str]:
    there = rows.select_related("candidate", "position")
    read = terms_of(there, by=by, purpose=RATIO) if reads_terms(by) else {}
    return [read[one.pk].form if one.pk in read else one.position.form for one in there]


def counted_now(workplace: Workplace, *, by: Actor, on: date) -> int:
    """How many who have begun at a workplace count as subsidised; `forms_at` says by which form. Each reading is logged."""
    begun = Placement.objects.filter(position__workplace=workplace, state__in=LASTING)
    counting = counting_rule(on)
    return sum(1 for form in _forms(begun, by=by) if counting.counts(form))


def ratio_at(workplace: Workplace, *, by: Actor, on: date, more: Iterable[str] = (), without: Own = None) -> Ratio:
    """The ratio rule of a workplace as it stands, with these further job forms; counted as `forms_at` says."""
    return ratio_by(workplace, [*forms_at(workplace, by=by, without=without), *more], on=on)


def ratio_for(workplace: Workplace, *, by: Actor, on: date | None = None) -> RatioShown:
    """The rule for a workplace on a day, by the dated counting rule, as one who reads its page counts."""
    day = on or timezone.localdate()
    counting = counting_rule(day)
    ratio = ratio_at(workplace, by=by, on=day)
    unknown = workplace.subsidised_elsewhere is None
    language = words.language()
    basis = counting.basis
    return RatioShown(
        ratio=ratio,
        sentences=tuple(
            law_sentence(one, language=language) for one in ratio.reasons if not (unknown and one.code == "ratio_room")
        ),
        counting=counting.name[language],
        by_terms=reads_terms(by),
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
