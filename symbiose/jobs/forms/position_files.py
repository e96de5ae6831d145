"""Positions in a file: the yes to the plan that was shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.listings.forms.files import ImportForm


class ImportPositionsForm(ImportForm):
    """The yes to exactly the plan that was shown, and whether new positions open at once."""

    opened = forms.BooleanField(
        label=_("Open the new positions at once"),
        required=False,
        help_text=_("Those whose place is not known stay drafts."),
    )
