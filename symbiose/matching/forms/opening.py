"""A workbook with what is known already, and where it is known from."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.organisations.enums import TradeCodeVersion

FIRST_YEAR = 1990
MOST_SOURCE = 200


class OpeningForm(Form):
    """The file, and what it does not say itself."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX with up to three sheets, or a CSV with exchanges alone, at most 5 MB."),
    )
    source = PlainText(
        label=_("Where do you know it from?"),
        max_length=MOST_SOURCE,
        help_text=_(
            "For example “the secretariat's list of partners”. It stands as the source of everything in the file."
        ),
    )
    on = forms.DateField(
        label=_("On which day did it hold?"),
        widget=DateInput(),
        initial=timezone.localdate,
        help_text=_("Facts and pauses count from that day; headcounts without a year are of its year."),
    )
    trade_code_version = forms.ChoiceField(
        label=_("Trade codes without a version are"), choices=TradeCodeVersion.choices, initial=TradeCodeVersion.DB25
    )

    def clean_on(self):
        return possible_day(self.cleaned_data["on"])


def possible_day(day):
    """A day that what is known can be from: not before 1990 and not in the future."""
    if not day.year >= FIRST_YEAR or day > timezone.localdate():
        raise ValidationError(_("Write a day between 1990 and today."), code="day")
    return day
