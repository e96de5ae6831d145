"""A listing that is there already, as its owner or an adviser changes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import EditForm, PlainText
from symbiose.listings import bridge
from symbiose.listings.actions import FamilyGiven
from symbiose.listings.enums import Side, Waste
from symbiose.listings.forms.item import ItemFields, hours_from
from symbiose.listings.forms.seen import WhoMaySee, check_dates, check_own_name, check_photos_open
from symbiose.listings.forms.writing import LONGEST_TEXT, SIDE_CHOICES
from symbiose.listings.models import Listing

SAME_NAMES = (
    *("title", "text", "side", "kind", "quantity", "unit", "per", "estimated", "price", "hazard"),
    *("certificate", "insurance", "collects", "pays", "terms", "confidential_reason", "valid_from", "valid_to"),
    "photos_open",
)


class ChangeForm(ItemFields, WhoMaySee, EditForm):
    """All of a listing on one page."""

    side = forms.ChoiceField(label=_("What is it about?"), choices=SIDE_CHOICES, widget=forms.RadioSelect)
    text = PlainText(label=_("Tell us about it"), rows=6, max_length=LONGEST_TEXT)

    def __init__(self, data=None, *, listing: Listing):
        self.listing = listing
        super().__init__(data, initial=initial_of(listing))

    @property
    def read(self) -> bridge.ItemRead:
        """The text as it is read, for the reasons beside the chips."""
        return whole(self["text"].value() or "")

    def clean(self):
        given = super().clean()
        check_dates(self)
        if given.get("anonymous"):
            check_own_name(self, self.listing.organisation)
            if given.get("photos_open"):
                check_photos_open(self, self.listing)
        return given

    def changes(self) -> tuple[dict[str, Any], list[FamilyGiven]]:
        """Fields and families for the verb; the text is read again for what only it says."""
        given = self.cleaned_data
        read = whole(given["text"])
        fields = {
            **self.given_fields(read),
            "text": given["text"],
            "side": given["side"],
            "anonymous": given["anonymous"],
            "photos_open": given["photos_open"],
            "confidential_reason": given["confidential_reason"],
            "valid_from": given["valid_from"],
            "valid_to": given["valid_to"],
        }
        fields["title"] = fields["title"] or self.listing.title
        if fields["side"] != Side.HAVE or fields["kind"] != "material":
            fields["waste"] = Waste.NOT_RELEVANT.value
        return fields, self._kept_words(self.given_families(read))

    def _kept_words(self, codes: list[FamilyGiven]) -> list[FamilyGiven]:
        """A family that was there keeps the words and the confidence with which it came."""
        known = {code.family: code for code in self.listing.codes.all()}
        return [
            FamilyGiven(one.family, known[one.family].confidence, one.confirmed, known[one.family].words)
            if one.family in known and not one.words
            else one
            for one in codes
        ]


def whole(text: str) -> bridge.ItemRead:
    """The first thing of a text, with the danger that any of its things names."""
    items = bridge.read(text).items
    words = "|".join(dict.fromkeys(item.hazard_words for item in items if item.hazard_words))
    first = items[0] if items else None
    return bridge.ItemRead(
        text=text,
        side="",
        families=first.families if first else (),
        sure=bool(first and first.sure),
        quantity=None,
        unit="",
        per="",
        estimated=False,
        windows="",
        conditions={code: said for item in items for code, said in item.conditions.items()},
        hazard_words=words[:300],
    )


def initial_of(listing: Listing) -> dict[str, Any]:
    """The form as the listing stands."""
    codes = list(listing.codes.all())
    read = whole(listing.text)
    return {
        **{name: getattr(listing, name) for name in SAME_NAMES},
        "families": [code.family for code in codes if code.confirmed],
        "proposed": "|".join(dict.fromkeys([code.family for code in codes] + [one.code for one in read.families])),
        "place": listing.place,
        "waste": listing.waste or Waste.UNKNOWN.value,
        "anonymous": "1" if listing.anonymous else "",
        "version": listing.version,
        **hours_from(listing.windows),
    }
