"""What people ask of the ledger: which year, as it stood on which day; and why an entry is taken back."""

from __future__ import annotations

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Dressed, Form, PlainText

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class AskedForm(Dressed, forms.Form):
    """The year and the day of a ledger page; both may be left out, and what cannot be read counts as left out."""

    year = forms.ChoiceField(label=_("Year in which it happened"), required=False)
    as_of = forms.DateField(
        label=_("As it stood on"),
        required=False,
        widget=DateInput,
        help_text=_("Shows what was noted by the end of that day."),
        error_messages={"invalid": _("Write a date, for example 2026-03-31.")},
    )

    def __init__(self, data, *, years, all_years=True):
        choices = [(str(year), str(year)) for year in years]
        given = data.copy()
        if not all_years and given.get("year") not in dict(choices):
            given["year"] = choices[0][0] if choices else ""
        super().__init__(given)
        self.fields["year"].choices = [("", _("All years")), *choices] if all_years else choices
        self.fields["year"].widget.attrs["form"] = "list-form"
        self.full_clean()

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(self.fields["as_of"].error_messages["invalid"])
        return day

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("as_of")

    @property
    def moment(self) -> datetime | None:
        """The end of the day that was asked for."""
        day = self.cleaned_data.get("as_of")
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None

    @property
    def chosen_year(self) -> str:
        return self.cleaned_data.get("year", "")


class ReverseForm(Form):
    """Why an entry is taken back."""

    reason = PlainText(
        label=_("Why is the entry taken back?"),
        rows=3,
        max_length=500,
        help_text=_("Everybody who sees the entry reads it. The municipality may have to release it."),
        error_messages={"required": _("Write why it is taken back, for example: weighed on the wrong scale.")},
    )
