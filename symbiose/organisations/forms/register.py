"""An extract of the company register, and the yes to what it would do."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.organisations.actions.register import RegisterPlan
from symbiose.organisations.actions.values import FIRST_YEAR
from symbiose.organisations.enums import TradeCodeVersion

MOST_SOURCE = 200


class RegisterForm(Form):
    """The file, and what it does not say itself: where and when it was drawn, and the version of its trade codes."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV, XLSX, or JSON with a list of companies. At most 5 MB and 20,000 companies.")
    )
    source = PlainText(
        label=_("Where was it drawn?"),
        max_length=MOST_SOURCE,
        help_text=_("For example “CVR, drawn at virk.dk”. It stands beside everything that is taken from the file."),
    )
    on = forms.DateField(
        label=_("Which day was it drawn?"),
        widget=DateInput(),
        initial=timezone.localdate,
        help_text=_("The number of employees counts for the year of that day."),
    )
    trade_code_version = forms.ChoiceField(
        label=_("Trade codes without a version are"), choices=TradeCodeVersion.choices, initial=TradeCodeVersion.DB25
    )

    def clean_on(self):
        return possible_day(self.cleaned_data["on"])


def possible_day(day):
    """A day on which an extract can have been drawn: not before 1990 and not in the future."""
    if day.year < FIRST_YEAR or day > timezone.localdate():
        raise forms.ValidationError(_("Write a day between 1990 and today."), code="day")
    return day


class RegisterYesForm(Form):
    """The yes to exactly the plan that was shown, with the register's word and the new companies that were ticked."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    take = forms.MultipleChoiceField(required=False)
    add = forms.MultipleChoiceField(required=False)

    def __init__(self, data=None, *, plan: RegisterPlan, **options):
        super().__init__(data, **options)
        self.fields["take"].choices = [(one.key, one.label) for row in plan.rows for one in row.asked]
        self.fields["add"].choices = [(row.number, row.title) for row in plan.rows if row.offered]
