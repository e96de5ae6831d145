"""Another text for a listing that nobody has found yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.listings.forms.change import whole
from symbiose.listings.forms.seen import check_own_name
from symbiose.listings.forms.writing import LONGEST_TEXT
from symbiose.listings.models import Listing


class TextForm(Form):
    """The one text, read again for danger and conditions; a hidden name must not stand in it."""

    text = PlainText(label=_("Another text"), rows=5, max_length=LONGEST_TEXT)

    def __init__(self, data=None, *, listing: Listing):
        self.listing = listing
        super().__init__(data, initial={"text": listing.text})

    def clean(self):
        given = super().clean()
        if self.listing.anonymous:
            check_own_name(self, self.listing.organisation)
        return given

    def changes(self) -> dict[str, Any]:
        """The text with what only it says; nothing where it is the same."""
        text = self.cleaned_data["text"]
        if text == self.listing.text:
            return {}
        read = whole(text)
        hazard = True if read.hazard_words else self.listing.hazard
        return {"text": text, "hazard": hazard, "hazard_words": read.hazard_words, "conditions": read.conditions}
