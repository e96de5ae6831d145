"""When and why an organisation closed, and who carries it on."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, EditForm, Form, PlainText
from symbiose.organisations.actions.values import FIRST_YEAR
from symbiose.organisations.forms.naming import read_named
from symbiose.organisations.models import Organisation


class CloseForm(EditForm):
    """The day, the reason and, where there is one, the successor."""

    closed_on = forms.DateField(label=_("Which day did it close?"), widget=DateInput)
    reason = PlainText(
        label=_("Why did it close?"),
        max_length=300,
        help_text=_(
            "For example “bankrupt” or “gone together with another”. It is shown to those who may see the page."
        ),
    )
    successor = PlainText(
        label=_("Is it carried on by another?"),
        required=False,
        max_length=200,
        help_text=_("Company number or name of an organisation that we know. Leave empty where nobody carries it on."),
    )

    def __init__(self, *args, organisation: Organisation, **options):
        self.organisation = organisation
        super().__init__(*args, **options)

    def clean_closed_on(self):
        day = self.cleaned_data["closed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. Close it here when it has."), code="future")
        if day < date(FIRST_YEAR, 1, 1):
            raise ValidationError(_("Check the year of this date."), code="past")
        return day

    def clean_successor(self):
        said = self.cleaned_data["successor"]
        return read_named(said, other_than=self.organisation) if said else None


class NameForm(Form):
    """Which other record is the same organisation."""

    other = PlainText(
        label=_("Which one is the same?"), max_length=200, help_text=_("Company number or name, as it stands here.")
    )

    def __init__(self, *args, organisation: Organisation, **options):
        self.organisation = organisation
        super().__init__(*args, **options)

    def clean_other(self):
        return read_named(self.cleaned_data["other"], other_than=self.organisation)
