"""Listings in a file: the upload, and the yes to the plan that was shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText


class UploadForm(Form):
    """The file itself."""

    file = forms.FileField(label=_("File"), help_text=_("XLSX, or CSV with commas or semicolons, at most 5 MB."))


class ImportForm(Form):
    """The yes to exactly the plan that was shown, and for whom it is given."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    consent = PlainText(
        label=_("How did the organisations give their consent?"),
        max_length=300,
        help_text=_("For example “agreed at the meeting on 14 October”. It is shown with each listing."),
    )

    def __init__(self, *args, on_behalf: bool, **options):
        super().__init__(*args, **options)
        if not on_behalf:
            del self.fields["consent"]
