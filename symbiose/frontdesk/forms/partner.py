"""What is lacking, in words."""

from __future__ import annotations

from django import forms


class PartnerForm(forms.Form):
    """Words to look for, and whether only social enterprises are meant."""

    q = forms.CharField(max_length=200, required=False, strip=True)
    social = forms.BooleanField(required=False)

    @property
    def words(self) -> str:
        """The words; the first 200 signs of what is longer."""
        return self.cleaned_data["q"] if self.is_valid() else str(self.data.get("q", ""))[:200].strip()

    @property
    def social_only(self) -> bool:
        return self.is_valid() and self.cleaned_data["social"]
