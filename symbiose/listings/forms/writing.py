"""One text on its way to one or more listings: read, shown in sections, and taken in."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import Form, PlainText
from symbiose.files.models import Upload
from symbiose.listings import bridge
from symbiose.listings.actions import VALID_DAYS, FamilyGiven
from symbiose.listings.enums import Side
from symbiose.listings.forms.item import ItemFields, first_values, heard
from symbiose.listings.forms.photos import PhotosField, read_carried
from symbiose.listings.forms.seen import WhoMaySee, check_dates, check_own_name
from symbiose.organisations.models import Organisation

LONGEST_TEXT = 4000
MOST_ITEMS = 6
READ, FIND, SHOW, DRAFT = "read", "find", "show", "draft"
SIDE_CHOICES = [(Side.HAVE.value, _("We have something")), (Side.NEED.value, _("We lack something"))]
SHARED = ("anonymous", "photos_open", "confidential_reason", "valid_from", "valid_to")
KEPT_FROM_TEXT = {"quantity", "unit", "per", "estimated", "heard", *(f"day_{day}" for day in range(7))}


class WriteForm(WhoMaySee):
    """The one text, for whom it is written, and who may see it."""

    side = forms.ChoiceField(
        label=_("What is it about?"),
        choices=SIDE_CHOICES,
        widget=forms.RadioSelect,
    )
    text = PlainText(
        label=_("Tell us about it"),
        rows=6,
        max_length=LONGEST_TEXT,
        help_text=_(
            "What it is, how much, how often, and when it can be collected. "
            "Do not write about people's health, and no CPR numbers."
        ),
    )
    consent = PlainText(
        label=_("How did the organisation give its consent?"),
        max_length=300,
        help_text=_("For example “on the telephone with the manager, 14 October”. It is shown with the listing."),
    )
    organisation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    photos = PhotosField(
        label=_("Pictures (optional)"),
        required=False,
        help_text=_("Take or choose up to five. Place, time and camera are removed from the file."),
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    items = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ITEMS)
    read_from = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, owner: Organisation, on_behalf: bool, **options):
        super().__init__(*args, **options)
        self.owner = owner
        self.fields["text"].widget.attrs["class"] = "form-textarea form-input"
        if not on_behalf:
            del self.fields["consent"]

    def clean(self):
        given = super().clean()
        check_dates(self)
        if given.get("anonymous"):
            check_own_name(self, self.owner)
        return given


class FindOrganisationForm(Form):
    """Which organisation an adviser writes for."""

    find = PlainText(
        label=_("Which organisation do you write for?"),
        max_length=80,
        error_messages={"required": _("Write a name, a company number (CVR) or a town.")},
    )


class Writing:
    """The page "new listing": the one form, a section per thing, and how the text was read.

    Without posted data the form is empty. A posted text is read anew unless it is the text that the posted sections
    were made from; what the writer chose is carried over where the text still says the same.
    """

    def __init__(
        self, data: QueryDict | None, *, actor: Actor, organisation: Organisation, side: str = "", text: str = ""
    ):
        self.organisation = organisation
        self.actor = actor
        self.on_behalf = actor.organisation_id != organisation.pk
        self.options = {"owner": organisation, "on_behalf": self.on_behalf}
        self.data = data
        self.reading: bridge.TextRead | None = None
        self.items: list[ItemFields] = []
        self.changed_since = False
        if data is None:
            self.form = WriteForm(initial=self._first(side, text), **self.options)
        elif self._may_take_in():
            self._take_in()
        else:
            self._read_again()

    @property
    def step(self) -> str:
        return self.data.get("step", READ) if self.data is not None else READ

    def _first(self, side: str, text: str) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "side": side or Side.HAVE.value,
            "text": text,
            "anonymous": "",
            "valid_from": today,
            "valid_to": today + timedelta(days=VALID_DAYS),
            "organisation": self.organisation.pk,
        }

    def _may_take_in(self) -> bool:
        if self.step not in {SHOW, DRAFT}:
            return False
        same = self.data.get("read_from") == fingerprint(self.data.get("text", ""))
        self.changed_since = not same
        return same

    def _take_in(self) -> None:
        self.form = WriteForm(self.data, **self.options)
        self.reading = bridge.read(self.data.get("text", "").strip())
        self.items = [
            ItemFields(self.data, prefix=f"item-{number}")
            for number, _item in enumerate(self.reading.items[:MOST_ITEMS])
        ]

    def _read_again(self) -> None:
        checked = WriteForm(self.data, **self.options)
        wrong = checked.errors.get("text")
        initial = {**self._first("", ""), **{name: self.data[name] for name in checked.fields if name in self.data}}
        initial.pop("form_key", None)
        self.form = WriteForm(initial=initial, **self.options)
        if wrong:
            self.form = checked
            for name in [name for name in checked.errors if name != "text"]:
                del checked.errors[name]
            return
        text = checked.cleaned_data["text"]
        self.reading = bridge.read(text)
        self.form.initial |= {"read_from": fingerprint(text), "items": len(self.reading.items[:MOST_ITEMS])}
        self.items = [self._section(number, item) for number, item in enumerate(self.reading.items[:MOST_ITEMS])]

    def _section(self, number: int, item: bridge.ItemRead) -> ItemFields:
        prefix = f"item-{number}"
        initial = first_values(item, side=self.form.initial["side"], place=self.organisation.place)
        posted = ItemFields(self.data, prefix=prefix)
        before = posted["proposed"].value()
        if before and initial["proposed"] == _without_found(before, initial["proposed"]):
            initial = self._carried_over(initial, posted, item)
        if posted["find"].value():
            found = bridge.search_families(posted["find"].value())
            initial["proposed"] = "|".join(dict.fromkeys([*initial["proposed"].split("|"), *found])).strip("|")
        return ItemFields(initial=initial, prefix=prefix)

    def _carried_over(self, initial: dict[str, Any], posted: ItemFields, item: bridge.ItemRead) -> dict[str, Any]:
        """What the writer chose, but amount and times from the text where it now says something else."""
        same = posted["heard"].value() == heard(item)
        kept = {
            name: posted[name].value()
            for name in posted.fields
            if name not in {"form_key", "find"} and (same or name not in KEPT_FROM_TEXT)
        }
        return {**initial, **kept}

    def is_valid(self) -> bool:
        """Every part is right; all parts are checked, so that all errors are shown at once."""
        if not self.form.is_bound or not self.items or self.step not in {SHOW, DRAFT}:
            return False
        valid = all([self.form.is_valid(), *[item.is_valid() for item in self.items]])
        if self.form.cleaned_data.get("anonymous"):
            for item in self.items:
                check_own_name(item, self.organisation)
        return valid and not any(item.errors for item in self.items)

    @property
    def acting(self) -> Actor:
        """The actor, on behalf of the organisation where it is not the actor's own."""
        if not self.on_behalf:
            return self.actor
        return self.actor.acting_for(self.organisation.pk, consent=self.form.cleaned_data["consent"])

    def listings(self) -> list[tuple[dict[str, Any], list[FamilyGiven]]]:
        """Fields and families of every listing that the text becomes."""
        given = self.form.cleaned_data
        shared = {name: given[name] for name in SHARED}
        return [
            (
                {
                    **shared,
                    "text": read.text,
                    "side": section.cleaned_data["side"] or given["side"],
                    **section.given_fields(read),
                },
                section.given_families(read),
            )
            for section, read in zip(self.items, self.reading.items, strict=False)
        ]

    @property
    def photos(self) -> list[Upload]:
        """The pictures that were chosen and wait for the listing."""
        return read_carried(self.data.get("carried", "") if self.data is not None else "", by=self.actor)

    @property
    def sections(self):
        """The sections with how sure the reading was, for the page."""
        return list(zip(self.items, self.reading.items, strict=False)) if self.reading else []

    @property
    def until(self):
        """The last day as it stands in the form, or None where it is no date."""
        try:
            return self.form.fields["valid_to"].to_python(self.form["valid_to"].value())
        except ValidationError:
            return None

    @property
    def forms(self) -> list[Form]:
        """All parts, for the list of errors."""
        return [self.form, *self.items]

    def refuse(self, sentence: str) -> None:
        """Something that only the verb could see."""
        self.form.add_error(None, ValidationError(sentence))


def _without_found(before: str, now: str) -> str:
    """The families of the earlier reading, without those that the writer searched for."""
    known = now.split("|")
    return "|".join(code for code in before.split("|") if code in known)


def fingerprint(text: str) -> str:
    """Tells whether the sections on the page were made from this very text."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]
