"""What is known of an organisation for a calendar year."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, EditForm, Form, PlainText
from symbiose.organisations.actions.values import read_headcount, read_headcount_year

MOST_KRONER = Decimal(10) ** 13  # ten thousand billion: more than any enterprise here turns over


def check_amount(amount):
    """An amount that can be right, or None."""
    if amount is not None and amount < 0:
        raise ValidationError(_("An amount of this kind cannot be below 0."), code="negative")
    return amount


class FiguresForm(Form):
    """Employees, turnover and balance sheet total, and where they are known from; at least one of the three."""

    headcount = DanishNumber(label=_("Number of employees"), required=False)
    turnover = DanishNumber(
        label=_("Turnover, DKK"),
        required=False,
        max_value=MOST_KRONER,
        decimal_places=2,
        help_text=_("The whole year's net turnover in kroner, for example 12.500.000."),
    )
    balance = DanishNumber(
        label=_("Balance sheet total, DKK"),
        required=False,
        max_value=MOST_KRONER,
        decimal_places=2,
        help_text=_("All assets at the end of the year, as the accounts say."),
    )
    source = PlainText(
        label=_("Where do you know it from?"),
        max_length=300,
        help_text=_("For example “annual report 2024” or “told by the accountant 3 March 2025”."),
    )

    def clean_headcount(self):
        return read_headcount(self.cleaned_data["headcount"])

    def clean_turnover(self):
        return check_amount(self.cleaned_data["turnover"])

    def clean_balance(self):
        return check_amount(self.cleaned_data["balance"])

    def clean(self):
        given = super().clean()
        figures = ("headcount", "turnover", "balance")
        if all(given.get(name) is None for name in figures) and not any(name in self.errors for name in figures):
            self.add_error("headcount", _("Write at least one of the three figures."))
        return given

    def figures(self):
        """The figures with their source, as the verbs take them."""
        return {name: self.cleaned_data[name] for name in ("headcount", "turnover", "balance", "source")}


class YearForm(FiguresForm):
    """The figures of a year. Where another source says otherwise, the reader decides which one stands."""

    year = forms.IntegerField(label=_("Year"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    replace = forms.BooleanField(label=_("Mine are right: let them take the place of those that stand"), required=False)
    field_order = ("year", "headcount", "turnover", "balance", "source", "replace")

    def clean_year(self):
        return read_headcount_year(self.cleaned_data["year"])

    @property
    def asks_which(self):
        """Other figures stand for the year, so that the page asks."""
        return hasattr(self, "standing") or bool(self["replace"].value())

    def contradicts(self, standing):
        """Say at the year that other figures stand, and ask which ones are right."""
        self.standing = standing
        self.add_error("year", _("Other figures stand for %(year)s already. See both below.") % {"year": standing.year})


class ChangeYearForm(FiguresForm, EditForm):
    """The figures of a year that stand, as they are mended."""

    reason = PlainText(label=_("Why are they changed?"), required=False, max_length=300)


class ReasonForm(Form):
    """The reason of something that is taken back."""

    reason = PlainText(
        label=_("Why?"),
        max_length=300,
        help_text=_("Stands in the history. The municipality may have to release it (access to documents)."),
    )
