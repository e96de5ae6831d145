"""The questions that a person is asked, in their order: which fields they fill, and which of them a proposal needs.

`answered` of a candidate names each question that was answered; with a question mark where the answer is "don't know".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from symbiose.jobs.models import Candidate

CONDITIONS = "accommodations"
DONT_KNOW = "?"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its code, word in the address, what it asks, a sentence of help, what a summary calls it.

    `short` speaks to the person, `about` of the person; where they are the same, `about` is left out.

    The code is the name of the field that it fills; `needed` where no proposal can be found without an answer.
    """

    code: str
    slug: str
    asks: Any
    help: Any
    short: Any
    needed: bool = False
    about: Any = ""

    @property
    def name(self) -> Any:
        """What the consultant's pages call it."""
        return self.about or self.short


QUESTIONS = (
    Question(
        "hours",
        "timer",
        _("How many hours a week suit you now?"),
        _("One hour is enough. You can change it later."),
        _("Hours a week now"),
        needed=True,
    ),
    Question(
        "hours_hoped",
        "haab",
        _("How many hours do you hope for later?"),
        _("It is a hope. You promise nothing."),
        _("Hours hoped for"),
        about=_("Hours that the person hopes for"),
    ),
    Question(
        "windows",
        "tider",
        _("When can you work?"),
        _("Choose a time for each day that suits you. Leave the others."),
        _("When you can work"),
        needed=True,
        about=_("When the person can work"),
    ),
    Question(
        "postcode",
        "bopael",
        _("Which postcode do you live in?"),
        _("We use it to see how far it is to work."),
        _("Postcode"),
        needed=True,
    ),
    Question(
        "transport",
        "vej",
        _("How will you get to work?"),
        _("Choose the way you use most."),
        _("Way to work"),
        needed=True,
    ),
    Question(
        "max_travel",
        "rejse",
        _("How long may the way be?"),
        _("It is the time one way, from door to door."),
        _("Longest way, one way"),
        needed=True,
    ),
    Question(
        CONDITIONS,
        "hensyn",
        _("What do you need at work?"),
        _("Choose what is right for you. You do not say why. The workplace never sees your list."),
        _("What you need at work"),
        about=_("What the person asks for at work"),
    ),
    Question(
        "skills",
        "kan",
        _("What can you do?"),
        _("Choose what you know already. You can learn more later."),
        _("What you are able to do"),
        about=_("What the person can do"),
    ),
    Question(
        "wishes",
        "lyst",
        _("What would you like to do?"),
        _("Choose as many as you like."),
        _("What you would like to do"),
        about=_("What the person would like to do"),
    ),
    Question(
        "never",
        "ikke",
        _("What will you not do?"),
        _("You are not asked about it. You do not say why."),
        _("What you will not do"),
        about=_("What the person will not do"),
    ),
)
BY_CODE = {question.code: question for question in QUESTIONS}
BY_SLUG = {question.slug: question for question in QUESTIONS}
NEEDED = tuple(question.code for question in QUESTIONS if question.needed)
FIELDS = tuple(question.code for question in QUESTIONS if question.code != CONDITIONS)


def is_answered(candidate: Candidate, code: str) -> bool:
    """Whether the question was answered, "don't know" among the answers."""
    return bool({code, f"{code}{DONT_KNOW}"} & set(candidate.answered))


def unanswered(candidate: Candidate) -> list[Question]:
    """The questions that were not answered yet, in their order."""
    return [question for question in QUESTIONS if not is_answered(candidate, question.code)]


def is_unknown(candidate: Candidate, code: str) -> bool:
    """Whether the answer was "don't know"."""
    return f"{code}{DONT_KNOW}" in candidate.answered


def lacking(values: Mapping[str, Any]) -> list[Question]:
    """The questions without whose answers no proposal can be found, in their order."""
    return [question for question in QUESTIONS if question.needed and values.get(question.code) in (None, "")]


def lacks(candidate: Candidate) -> list[Question]:
    """What a candidate still has to be asked about."""
    return lacking({code: getattr(candidate, code) for code in NEEDED})


def noted(answered: list[str], values: Mapping[str, Any]) -> list[str]:
    """The answered questions after these were answered; None is "don't know"."""
    kept = [one for one in answered if one.removesuffix(DONT_KNOW) not in values]
    return [*kept, *(f"{code}{DONT_KNOW}" if value is None else code for code, value in values.items())]
