"""Which door led to the form."""

from __future__ import annotations

from django import forms

from symbiose.frontdesk.topics import topics


class DoorForm(forms.Form):
    """The topic that an address names."""

    emne = forms.SlugField(max_length=40, required=False)

    @property
    def topic(self) -> str:
        """A topic of today, or nothing."""
        said = self.cleaned_data["emne"] if self.is_valid() else ""
        return said if said in dict(topics()) else ""
