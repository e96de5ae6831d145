"""What is lacking, in words."""

from __future__ import annotations

from django import forms

from symbiose.common.pages.forms import PlainText
from symbiose.frontdesk.queries.partner import MOST_WORDS


class PartnerForm(forms.Form):
    """Words to look for, and whether only social enterprises are meant."""

    q = PlainText(max_length=MOST_WORDS, required=False)
    social = forms.BooleanField(required=False)

    @property
    def words(self) -> str:
        """The words; the first signs of what is longer."""
        return self.cleaned_data["q"] if self.is_valid() else str(self.data.get("q", ""))[:MOST_WORDS].strip()

    @property
    def social_only(self) -> bool:
        return self.is_valid() and self.cleaned_data["social"]
