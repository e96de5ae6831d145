"""Positions and people in a file: the yes to the plan that was shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form
from symbiose.listings.forms.files import ImportForm


class ImportPositionsForm(ImportForm):
    """The yes to exactly the plan that was shown, and whether new positions open at once."""

    opened = forms.BooleanField(
        label=_("Open the new positions at once"),
        required=False,
        help_text=_("Those whose place is not known stay drafts."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "consent" in self.fields:
            self.fields["consent"].help_text = _(
                "For example “agreed at the meeting on 14 October”. It is kept with each position."
            )


class ImportCandidatesForm(Form):
    """The yes to exactly the plan that was shown, and whether new people wait for proposals at once."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ready = forms.BooleanField(
        label=_("The new people are ready for proposals"),
        required=False,
        help_text=_("Those who lack an answer are kept, and wait when it is told."),
    )
