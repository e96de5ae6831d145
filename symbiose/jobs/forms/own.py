"""What a person writes on their own pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form

LONGEST_CODE = 60  # with spaces and dashes wherever somebody puts them


class EnterForm(Form):
    """The code of a slip."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=LONGEST_CODE,
        help_text=_("It is on your slip. Small letters and no lines are fine."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
