"""A file with organisations, and the yes to what it would do."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form
from symbiose.organisations.actions.values import read_headcount_year
from symbiose.organisations.enums import TradeCodeVersion


class UploadForm(Form):
    """A file with organisations, and what the file itself does not say."""

    file = forms.FileField(label=_("File"), help_text=_("XLSX, or CSV with commas or semicolons, at most 5 MB."))
    trade_code_version = forms.ChoiceField(
        label=_("Trade codes without a version are"), choices=TradeCodeVersion.choices, initial=TradeCodeVersion.DB25
    )
    headcount_year = forms.IntegerField(
        label=_("Numbers of employees are from the year"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def clean_headcount_year(self):
        return read_headcount_year(self.cleaned_data["headcount_year"])


class ImportForm(Form):
    """The yes to exactly the plan that was shown."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
