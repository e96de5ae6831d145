"""A position as its workplace tells it: hours, times, place, what can be offered, job and pay, and the workplace's figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import DanishNumber, EditForm, Form, PlainText
from symbiose.jobs import words
from symbiose.jobs.actions.carving import proposed_hours
from symbiose.jobs.actions.workplaces import FIGURES
from symbiose.jobs.enums import WindowUse
from symbiose.jobs.forms.carving import LONGEST_CONSENT, acts_on_behalf
from symbiose.jobs.forms.week_times import WeekTimes, times_initial
from symbiose.jobs.models import Position
from symbiose.jobs.position_limits import MOST_SEATS, faults_of
from symbiose.organisations.actions.values import read_place

OWN = (
    *("title", "about", "hours", "min_hours", "seats", "total_hours", "use", "least_shifts", "accommodations"),
    *("skills", "demands", "form", "pay_basis", "wage_low", "wage_high"),
)
AT_FIELD = {"windows": "more_times"}  # where the sentence of a field stands that the page tells in parts
MOST_WAGE = Decimal(2000)
MOST_EMPLOYEES = Decimal(1_000_000)


def _checkboxes(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


def _hours(label: Any, help_text: Any) -> DanishNumber:
    return DanishNumber(label=label, help_text=help_text, min_value=Decimal(0), max_value=Decimal(999))


class PositionForm(WeekTimes, EditForm):
    """All of a position on one page."""

    title = PlainText(label=gettext_lazy("What does one do in the position?"), max_length=200)
    about = PlainText(label=gettext_lazy("The work in a few words"), required=False, rows=3, max_length=2000)
    hours = _hours(
        gettext_lazy("Hours a week of one person, at most"),
        gettext_lazy("From 1 hour, in whole and half hours: 5 or 7.5. Five hours are enough to begin with."),
    )
    min_hours = _hours(
        gettext_lazy("Hours a week of one person, at least"),
        gettext_lazy("The fewer, the more people can come. Hours can grow later."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many people is there room for?"),
        min_value=1,
        max_value=MOST_SEATS,
        help_text=gettext_lazy("Several people can share one function."),
    )
    total_hours = _hours(
        gettext_lazy("Hours a week in all"), gettext_lazy("What everybody in the position works together.")
    )
    use = forms.ChoiceField(label=gettext_lazy("How do the times lie?"), widget=forms.RadioSelect)
    least_shifts = forms.IntegerField(
        label=gettext_lazy("How many of the shifts must one take?"), required=False, min_value=0, max_value=99
    )
    postcode = PlainText(
        label=gettext_lazy("Where is the work?"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Postcode or town"),
    )
    accommodations = _checkboxes(
        gettext_lazy("What can the place offer?"),
        gettext_lazy("Tick only what holds every day. It decides who the position is proposed to."),
    )
    demands = _checkboxes(
        gettext_lazy("What does the work demand?"), gettext_lazy("So that nobody is proposed work that they cannot do.")
    )
    skills = _checkboxes(
        gettext_lazy("What must one be able to do from the first day?"),
        gettext_lazy("Leave out what can be learnt at the place: each tick makes it fit fewer people."),
    )
    form = forms.ChoiceField(label=gettext_lazy("Form of job"), required=False)
    pay_basis = forms.ChoiceField(label=gettext_lazy("Pay"), required=False)
    wage_low = DanishNumber(
        label=gettext_lazy("Hourly wage in DKK, from"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_WAGE,
        decimal_places=2,
    )
    wage_high = DanishNumber(
        label=gettext_lazy("Hourly wage in DKK, to"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_WAGE,
        decimal_places=2,
        help_text=gettext_lazy("Leave both empty where it is not known."),
    )
    mentor_hours = DanishNumber(
        label=gettext_lazy("Hours of support a week that the place has in all"),
        required=False,
        decimal_places=2,
        max_value=Decimal(999),
        help_text=gettext_lazy(
            "Time of a colleague who helps and explains. It says how many the place has room for, never what somebody is worth."
        ),
    )
    ordinary_employees = DanishNumber(
        label=gettext_lazy("Ordinary employees at the place, counted in full time"),
        required=False,
        decimal_places=2,
        max_value=MOST_EMPLOYEES,
        help_text=gettext_lazy("Without those in jobs with a subsidy. Two who work half time count as 1."),
    )
    subsidised_elsewhere = forms.IntegerField(
        label=gettext_lazy("Other people in jobs with a subsidy at the place"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=gettext_lazy("Those whom we do not know from here. Write 0 where there are none."),
    )
    told_on = forms.DateField(
        label=gettext_lazy("On which day do the figures hold?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = PlainText(
        label=gettext_lazy("Who told the figures?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example: the office, or the payroll list."),
    )
    consent = PlainText(
        label=gettext_lazy("How did they say yes to this?"),
        max_length=LONGEST_CONSENT,
        help_text=gettext_lazy("For example: on the telephone on 3 May, the works manager. It is shown."),
    )

    def __init__(self, data=None, *, position: Position, actor: Actor):
        self.position = position
        super().__init__(data, initial=initial_of(position))
        unknown = [("", _("Unknown so far"))]
        self.fields["use"].choices = [(value, capfirst(str(label))) for value, label in WindowUse.choices]
        self.fields["accommodations"].choices = words.accommodation_choices()
        self.fields["demands"].choices = words.demand_choices()
        self.fields["skills"].choices = words.skill_choices()
        self.fields["form"].choices = [*unknown, *_with(position.form, words.form_choices(), words.form_name)]
        self.fields["pay_basis"].choices = [*unknown, *words.pay_choices()]
        if not acts_on_behalf(actor, position.organisation_id):
            del self.fields["consent"]

    def clean_postcode(self):
        """The postcode of a place; towns outside Denmark are none."""
        return read_place(self.cleaned_data["postcode"])["postcode"]

    def clean(self):
        given = super().clean()
        if given.get("wage_low") is not None and given.get("wage_high") is None and "wage_high" not in self.errors:
            given["wage_high"] = given["wage_low"]
        if given.get("wage_high") is not None and given.get("wage_low") is None and "wage_low" not in self.errors:
            given["wage_low"] = given["wage_high"]
        self._check_told(given)
        asked = {name: given[name] for name in (*OWN, "postcode") if name in given}
        if not any(name.startswith(("from_", "to_", "more_")) for name in self.errors):
            asked["windows"] = self.week_times
        for fault in faults_of(asked, timezone.localdate()):
            self.add_error(AT_FIELD.get(fault.field, fault.field), fault.sentence)
        return given

    def _check_told(self, given: dict[str, Any]) -> None:
        """Figures of a workplace carry a day and a source, so that the newest can be told from an older one."""
        workplace = self.position.workplace
        changed = [name for name in FIGURES if given.get(name) is not None and given[name] != getattr(workplace, name)]
        self.tells = bool(changed)
        if not changed:
            return
        for name in ("mentor_hours", "ordinary_employees"):
            if (given.get(name) or 0) < 0:
                self.add_error(name, _("Write 0 or more."))
        if given.get("told_on") is None and "told_on" not in self.errors:
            self.add_error("told_on", _("Write on which day the figures hold."))
        elif given.get("told_on") and given["told_on"] > timezone.localdate():
            self.add_error("told_on", _("The day has not come yet. Write the day on which the figures were told."))
        if not given.get("source") and "source" not in self.errors:
            self.add_error("source", _("Write who told the figures; without a source nobody can check them."))

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        given = self.cleaned_data
        own = {name: given[name] for name in (*OWN, "postcode")}
        least = given["least_shifts"] if given["use"] == WindowUse.ANY else 0
        return own | {"windows": self.week_times, "least_shifts": least or 0}

    def told(self) -> dict[str, Any]:
        """The workplace's figures with their day and source."""
        return {name: self.cleaned_data[name] for name in (*FIGURES, "told_on", "source")}


def _with(code: str, choices: words.Choices, name_of: Any) -> words.Choices:
    """The choices, and one that has expired where the record has it."""
    return choices if not code or code in dict(choices) else [*choices, (code, name_of(code))]


def initial_of(position: Position) -> dict[str, Any]:
    """The form as the position stands; hours in all are what the tasks come to, until somebody decides."""
    place = position.workplace
    return {
        **{name: getattr(position, name) for name in (*OWN, "postcode", "version", "consent")},
        **times_initial(position.windows),
        **{name: getattr(place, name) for name in FIGURES},
        "told_on": timezone.localdate(),
        "source": "",
    }


def proposed_text(position: Position) -> str:
    """The sum of the tasks in half hours, in the reader's figures."""
    return words.figure(float(proposed_hours(list(position.parts.all()))))


class MoveForm(Form):
    """One step of a position: why, where the step asks for it, and how consent was given by whoever acts for another."""

    reason = PlainText(
        label=gettext_lazy("Why is the position closed?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write why it closes; it is shown on the position's page.")},
    )
    consent = PlainText(label=gettext_lazy("How did they say yes to this?"), max_length=LONGEST_CONSENT)

    def __init__(self, data=None, *, position: Position, actor: Actor, needs_reason: bool = False, **options):
        super().__init__(data, initial={"consent": position.consent}, **options)
        if not needs_reason:
            del self.fields["reason"]
        if not acts_on_behalf(actor, position.organisation_id):
            del self.fields["consent"]
