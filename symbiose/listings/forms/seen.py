"""Who may see a listing, for how long, and what would give away a name that is hidden."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.listings.hiding import tells_who
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation

FARTHEST = timedelta(days=366)  # nothing stands for years without somebody saying that it still holds


def check_dates(form: Form) -> None:
    """The last day lies on or after the first, not in the past, and both within a year of today."""
    first, last = form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to")
    today = timezone.localdate()
    if first and last and last < first:
        form.add_error("valid_to", _("The last day cannot lie before the first day."))
    elif last and last < today:
        form.add_error("valid_to", _("This day has passed. Choose a later one."))
    for name, day in (("valid_from", first), ("valid_to", last)):
        if day and abs(day - today) > FARTHEST and name not in form.errors:
            form.add_error(name, _("Choose a day within a year. You can renew the listing whenever you like."))


TOLD_TO_OTHERS = ("text", "title", "terms", "certificate", "insurance", "description")


def check_own_name(form: Form, organisation: Organisation) -> None:
    """A hidden name that stands in what others read is not hidden."""
    for name in TOLD_TO_OTHERS:
        if name in form.fields and tells_who(form.cleaned_data.get(name) or "", organisation):
            form.add_error(name, _("This text tells who you are. Take name and contact out, or show your name."))


def check_photos_open(form: Form, listing: Listing) -> None:
    """Photos that others see beside a hidden name may not tell it in the words under them either."""
    standing = (one.description for one in listing.photos.all() if one.removed_at is None)
    told = [words for words in standing if tells_who(words, listing.organisation)]
    if told:
        form.add_error(
            "photos_open",
            _("The words under a photo tell who you are: “%(words)s”. Put them right first.") % {"words": told[0]},
        )


class WhoMaySee(Form):
    """Who may see it, for how long, and whether something is confidential."""

    anonymous = forms.TypedChoiceField(
        label=_("Our name"),
        required=False,
        choices=[("", _("Show our name")), ("1", _("Hide our name until both have said yes"))],
        coerce=bool,
        empty_value=False,
        widget=forms.RadioSelect,
    )
    photos_open = forms.BooleanField(
        label=_("Show the photos although the name is hidden"),
        required=False,
        help_text=_(
            "Photos can tell who you are: a logo, a building, a number plate, a person. Tick only if yours do not."
        ),
    )
    confidential_reason = PlainText(
        label=_("Is something confidential? Write why"),
        required=False,
        max_length=300,
        help_text=_("For example prices or a recipe. The municipality decides in the end what must be released."),
    )
    valid_from = forms.DateField(label=_("Can be seen from"), widget=DateInput)
    valid_to = forms.DateField(label=_("Can be seen until"), widget=DateInput)
