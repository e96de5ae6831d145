"""What a person told, in words: for the person, for the consultant, and to take along as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.engine.explain import times_text
from symbiose.engine.windows import WindowError, parse_windows
from symbiose.jobs import choices
from symbiose.jobs.models import Candidate, CandidateConditions
from symbiose.jobs.questions import CONDITIONS, QUESTIONS, Question, is_answered, is_unknown
from symbiose.jobs.words import accommodation_choices, form_name, language, names_of, skill_choices


@dataclass(frozen=True, slots=True)
class Told:
    """One question and what was answered, as lines; `state` is "told", "none", "unknown" or "open"."""

    question: Question
    lines: list[str]
    state: str

    @property
    def missing(self) -> bool:
        """Whether a proposal needs the answer and there is none."""
        return self.question.needed and self.state in ("unknown", "open")


def week_lines(text: str) -> list[str]:
    """Monday–Thursday 9–14 and Friday 9–13, as proposals say it; the text itself where it cannot be read."""
    try:
        return [capfirst(times_text(parse_windows(text), language=language()))]
    except WindowError:
        return [text]


def _lines(candidate: Candidate, code: str, value: Any) -> list[str]:
    if code in ("hours", "hours_hoped"):
        return [choices.hours_words(value)]
    if code == "windows":
        return week_lines(value)
    if code == "postcode":
        return [choices.place_words(value)]
    if code == "transport":
        return [capfirst(str(candidate.get_transport_display()))]
    if code == "max_travel":
        return [choices.minutes_words(value)]
    named = {CONDITIONS: accommodation_choices, "skills": skill_choices, "wishes": choices.task_choices}
    rows = named[code]() if code in named else [*choices.task_choices(), *choices.organisation_names(value)]
    return [capfirst(name) for name in names_of(value, rows)]


def told(
    candidate: Candidate, conditions: CandidateConditions | None, *, of: Iterable[Question] = QUESTIONS
) -> list[Told]:
    """Every question with its answer. Who calls this has read `conditions` through the door that logs it."""
    found = []
    for question in of:
        value = _value(candidate, conditions, question.code)
        if value not in (None, "", []):
            found.append(Told(question, _lines(candidate, question.code, value), "told"))
        elif is_unknown(candidate, question.code):
            found.append(Told(question, [_("I do not know")], "unknown"))
        elif is_answered(candidate, question.code):
            found.append(Told(question, [_("Nothing chosen")], "none"))
        else:
            found.append(Told(question, [_("Not answered yet")], "open"))
    return found


def terms_told(conditions: CandidateConditions | None) -> list[tuple[str, str]]:
    """Form of job and support, as label and words; "" where nobody told. Read through the same door."""
    form = form_name(conditions.form) if conditions else ""
    hours = conditions.mentor_hours if conditions else None
    return [
        (_("Form of job"), form),
        (_("Support at work, hours a week"), "" if hours is None else choices.hours_words(hours)),
    ]


def _value(candidate: Candidate, conditions: CandidateConditions | None, code: str) -> Any:
    if code == CONDITIONS:
        return conditions.accommodations if conditions else []
    return getattr(candidate, code)


def values_of(candidate: Candidate, conditions: CandidateConditions | None) -> dict[str, Any]:
    """Every answer as it is kept, by question."""
    return {question.code: _value(candidate, conditions, question.code) for question in QUESTIONS}
