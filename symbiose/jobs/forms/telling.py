"""Answers to the questions that a person is asked: one at a time on a phone, or all on one page with the consultant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.forms import DanishNumber, EditForm, Form
from symbiose.jobs import choices
from symbiose.jobs.candidate_limits import check_hope, check_hours, check_minutes, check_support
from symbiose.jobs.enums import Transport
from symbiose.jobs.forms.windows import WindowsField
from symbiose.jobs.questions import BY_CODE, CONDITIONS, QUESTIONS, Question
from symbiose.jobs.words import Choices, accommodation_choices, form_choices, form_name, skill_choices
from symbiose.reference import find_place

POSTCODE = re.compile(r"^\d{4}$", re.ASCII)
OTHER, UNKNOWN = "other", "unknown"


class HalfHours(DanishNumber):
    """Hours a week in half hours, from one to full time."""

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None:
            check_hours(value)


class Minutes(DanishNumber):
    """Minutes one way."""

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None:
            check_minutes(value)

    def clean(self, value: Any) -> int | None:
        cleaned = super().clean(value)
        return None if cleaned is None else int(cleaned)


class Support(DanishNumber):
    """Hours a week of support at work."""

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None:
            check_support(value)


class PostcodeField(forms.CharField):
    """A Danish postcode."""

    def __init__(self, **options: Any):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "size": 6})
        super().__init__(max_length=20, widget=widget, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if not POSTCODE.match(value):
            raise ValidationError(_("A Danish postcode has four digits, for example 8600."), code="form")
        if find_place(value) is None:
            raise ValidationError(_("%(postcode)s is no Danish postcode.") % {"postcode": value}, code="unknown")


def _several(named: Callable[[], Choices], **options: Any) -> forms.MultipleChoiceField:
    rows = [(code, capfirst(name)) for code, name in named()]
    return forms.MultipleChoiceField(choices=rows, widget=forms.CheckboxSelectMultiple, required=False, **options)


def never_choices(known: list[str]) -> Choices:
    """Tasks and organisations that somebody may say no to, those that were said before among them."""
    rows = [*choices.task_choices(), *choices.organisation_choices()]
    listed = {code for code, _name in rows}
    return [*rows, *choices.organisation_names(code for code in known if code not in listed)]


def field_of(question: Question, *, initial: Any = None, required: bool = False) -> forms.Field:
    """The field in which a question is answered."""
    known = initial or []
    made: dict[str, Callable[..., forms.Field]] = {
        "hours": HalfHours,
        "hours_hoped": HalfHours,
        "windows": WindowsField,
        "postcode": PostcodeField,
        "max_travel": Minutes,
    }
    if question.code in made:
        return made[question.code](label=question.short, required=required, initial=initial)
    if question.code == "transport":
        modes = [(value, capfirst(str(name))) for value, name in Transport.choices]
        return forms.ChoiceField(
            label=question.short, choices=modes, widget=forms.RadioSelect, required=required, initial=initial
        )
    lists: dict[str, Callable[[], Choices]] = {
        CONDITIONS: accommodation_choices,
        "skills": skill_choices,
        "wishes": choices.task_choices,
        "never": lambda: never_choices(known),
    }
    return _several(lists[question.code], label=question.short, initial=initial)


CSS = {
    "RadioSelect": "form-radio",
    "CheckboxSelectMultiple": "form-checkbox",
    "CheckboxInput": "form-checkbox",
    "TextInput": "form-input",
    "Select": "form-select",
}


def dress(fields: Mapping[str, forms.Field]) -> None:
    """The design system's classes and one sentence for fields that a form was given after it was made."""
    for field in fields.values():
        kind = type(field.widget).__name__
        if kind in CSS:
            field.widget.attrs["class"] = CSS[kind]
        if isinstance(field, forms.ChoiceField):
            field.error_messages["invalid_choice"] = _("Choose one of the answers that are shown.")


class OneQuestion(Form):
    """One question on a page. `unknown` is "don't know"; usual numbers are chosen, others written."""

    unknown = forms.BooleanField(label=gettext_lazy("I do not know"), required=False)

    def __init__(
        self,
        *args: Any,
        question: Question,
        initial_answer: Any = None,
        was_unknown: bool = False,
        hours_now: Decimal | None = None,
        **options: Any,
    ):
        super().__init__(*args, **options)
        self.question, self.hours_now = question, hours_now
        today = timezone.localdate()
        usual = {"hours": "hours", "hours_hoped": "hours", "max_travel": "travel"}.get(question.code)
        self.numbers = choices.usual(usual, today) if usual else []
        if self.numbers:
            self._choose_among(initial_answer, was_unknown=was_unknown)
        else:
            self.fields["answer"] = field_of(question, initial=initial_answer)
            self.fields["answer"].label = question.asks
            self.fields["unknown"].initial = was_unknown
        dress(self.fields)

    def _choose_among(self, known: Any, *, was_unknown: bool) -> None:
        travel = self.question.code == "max_travel"
        words: Callable[[Any], str] = choices.minutes_words if travel else choices.hours_words
        rows = [(str(number), _("At most %(amount)s") % {"amount": words(number)}) for number in self.numbers]
        rows += [(OTHER, _("Another number")), (UNKNOWN, _("I do not know"))]
        listed = known is not None and known in self.numbers
        initial = UNKNOWN if was_unknown else str(int(known)) if listed else OTHER if known is not None else None
        self.fields["answer"] = forms.ChoiceField(
            label=self.question.asks, choices=rows, widget=forms.RadioSelect, initial=initial, required=False
        )
        kind, label = (Minutes, _("Another number of minutes")) if travel else (HalfHours, _("Another number of hours"))
        self.fields["other"] = kind(label=label, required=False, initial=None if listed else known)
        del self.fields["unknown"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if self.numbers:
            self._clean_number(given)
        elif not given.get("unknown") and given.get("answer") in (None, "") and self.question.code not in LISTS:
            self.add_error("answer", _("Answer, or choose “I do not know”."))
        if self.question.code == "hours_hoped" and not self.errors:
            try:
                check_hope(self.value(), self.hours_now)
            except ValidationError as error:
                self.add_error("other" if self._wrote() else "answer", error)
        return given

    def _clean_number(self, given: dict[str, Any]) -> None:
        chosen, other = given.get("answer"), given.get("other")
        if not chosen and other is None:
            self.add_error("answer", _("Answer, or choose “I do not know”."))
        elif chosen == OTHER and other is None:
            self.add_error("other", _("Write the number."))
        elif self._wrote() and "answer" in self.changed_data and chosen not in ("", OTHER, str(other)):
            self.add_error("other", _("You chose an answer above and wrote a number. Keep one of them."))

    def _wrote(self) -> bool:
        """Whether a number is newly written: it counts, also where the choice of before is still marked above it."""
        return "other" in self.changed_data and self.cleaned_data.get("other") is not None

    def value(self) -> Any:
        """The answer; None is "don't know"."""
        given = self.cleaned_data
        if not self.numbers:
            return None if given.get("unknown") else given["answer"]
        chosen = given.get("answer")
        if self._wrote() or chosen in ("", None, OTHER):
            return given["other"]
        if chosen == UNKNOWN:
            return None
        return int(chosen) if self.question.code == "max_travel" else Decimal(chosen)


LISTS = (CONDITIONS, "skills", "wishes", "never")


class TellForm(EditForm):
    """All questions on one page, for the consultant with the person at the table. An empty field is "not told yet"."""

    def __init__(self, *args: Any, known: dict[str, Any], **options: Any):
        super().__init__(*args, **options)
        for question in QUESTIONS:
            self.fields[question.code] = field_of(question, initial=known.get(question.code))
            self.fields[question.code].label = question.name
        self.fields["hours"].help_text = _("Whole or half hours.")
        self.fields["max_travel"].help_text = _("Minutes one way.")
        self.fields["form"] = _form_field(known.get("form") or "")
        self.fields["mentor_hours"] = Support(
            label=_("Support at work, hours a week"),
            required=False,
            initial=known.get("mentor_hours"),
            help_text=_("A workplace must have room for it. It never counts against the person."),
        )
        self.fields["helper_along"] = forms.BooleanField(
            label=_("Somebody sits along and helps the person"), required=False, initial=known.get("helper_along")
        )
        self.known = known
        dress(self.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        try:
            check_hope(given.get("hours_hoped"), given.get("hours"))
        except ValidationError as error:
            self.add_error("hours_hoped", error)
        return given

    def values(self) -> dict[str, Any]:
        """What was told, by question: all that is filled in, and what was taken away again."""
        given = {code: self.cleaned_data[code] for code in BY_CODE}
        return {
            code: None if value in (None, "") else value
            for code, value in given.items()
            if value not in (None, "", []) or self.known.get(code) not in (None, "", [])
        }

    def terms(self) -> dict[str, Any]:
        """Form of job and support where they were told otherwise than they are known."""
        given = {"form": self.cleaned_data["form"], "mentor_hours": self.cleaned_data["mentor_hours"]}
        return {name: value for name, value in given.items() if value != (self.known.get(name) or EMPTY[name])}


EMPTY: dict[str, Any] = {"form": "", "mentor_hours": None}


def _form_field(known: str) -> forms.ChoiceField:
    """Which form of job is possible; one that is chosen no more stays while it is known."""
    rows = [("", _("Any, or not known yet")), *form_choices()]
    if known and known not in dict(rows):
        rows.append((known, form_name(known)))
    return forms.ChoiceField(
        label=_("Form of job"),
        choices=rows,
        required=False,
        initial=known,
        help_text=_("Choose one only where no other is possible. Positions of another form are then not proposed."),
    )


class HelperForm(Form):
    """Whether somebody sits along."""

    along = forms.ChoiceField(
        label=gettext_lazy("Does somebody help you answer?"),
        choices=[("yes", gettext_lazy("Yes, somebody sits along")), ("no", gettext_lazy("No, I answer myself"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )

    def value(self) -> bool:
        """True where somebody helps."""
        return bool(self.cleaned_data["along"] == "yes")
