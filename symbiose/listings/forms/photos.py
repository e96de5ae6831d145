"""Photos: several at a time from the telephone's camera or library, and a few words for those who cannot see them."""

from __future__ import annotations

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import Form, PlainText
from symbiose.files.models import Upload
from symbiose.listings.actions import MOST_PHOTOS
from symbiose.listings.forms.seen import check_own_name
from symbiose.listings.models import Listing, ListingPhoto

ACCEPTED = "image/jpeg,image/png,image/webp"  # a telephone then offers its camera, and turns its own format into JPEG
SALT = "symbiose.listing-photos"


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to five pictures; what they hold is judged by the verb that receives them."""

    widget = ManyFiles(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data, initial=None):
        files = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise ValidationError(too_many(), code="many")
        return [super(PhotosField, self).clean(one, None) for one in files] if files else self._nothing()

    def _nothing(self):
        if self.required:
            raise ValidationError(_("Choose a picture first."), code="required")
        return []

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"class": "form-input"}


def too_many():
    """The one sentence for a sixth photo."""
    return ngettext_lazy(
        "A listing can have at most %(most)s photo. Remove one first.",
        "A listing can have at most %(most)s photos. Remove one first.",
        MOST_PHOTOS,
    ) % {"most": MOST_PHOTOS}


class AddPhotosForm(Form):
    """Photos for a listing that is there already."""

    photos = PhotosField(
        label=_("Take or choose pictures"),
        help_text=_("JPEG, PNG or WebP, at most 15 MB each. Place, time and camera are removed from the file."),
    )
    description = PlainText(
        label=_("What does the picture show?"),
        required=False,
        max_length=200,
        help_text=_(
            "A few words for people who cannot see it. Without them the listing's heading stands for the picture."
        ),
    )
    consent = PlainText(
        label=_("How did they agree that the pictures are shown?"),
        max_length=300,
        help_text=_("For example “on the telephone with the manager, 14 October”. It stands in the listing's history."),
        error_messages={"required": _("Write how they agreed: the pictures are shown in their name.")},
    )

    def __init__(self, *args, actor: Actor, listing: Listing, **options):
        super().__init__(*args, **options)
        self.actor, self.listing, self.owner_id = actor, listing, listing.organisation_id
        if not self.on_behalf:
            del self.fields["consent"]

    def clean(self):
        given = super().clean()
        _check_words(self, self.listing)
        return given

    @property
    def on_behalf(self) -> bool:
        return self.owner_id != self.actor.organisation_id

    @property
    def acting(self) -> Actor:
        """The actor, on behalf of the owner where the listing is not the actor's own."""
        if not self.on_behalf:
            return self.actor
        return self.actor.acting_for(self.owner_id, consent=self.cleaned_data["consent"])


class DescribePhotoForm(Form):
    """The few words for one photo."""

    description = PlainText(label=_("What does the picture show?"), required=False, max_length=200)

    def __init__(self, *args, listing: Listing, **options):
        super().__init__(*args, **options)
        self.listing = listing

    def clean(self):
        given = super().clean()
        _check_words(self, self.listing)
        return given


def _check_words(form: Form, listing: Listing) -> None:
    """The words under a photo are read by others too, so they keep a hidden name hidden."""
    if listing.anonymous:
        check_own_name(form, listing.organisation)


def carried(uploads: list[Upload], *, by: Actor) -> str:
    """Pictures that were received before the listing is written, as a field of the page holds them; only theirs."""
    return signing.dumps([by.user_id, [upload.pk for upload in uploads]], salt=SALT) if uploads else ""


def read_carried(text: str, *, by: Actor) -> list[Upload]:
    """The pictures that a page carries, as far as they are the reader's own, still there and on no listing."""
    try:
        owner, ids = signing.loads(text, salt=SALT) if text else (None, [])
    except signing.BadSignature:
        return []
    if owner is None or owner != by.user_id:
        return []
    used = ListingPhoto.objects.values("upload_id")
    found = Upload.objects.filter(pk__in=ids, uploaded_by=owner).exclude(file="").exclude(pk__in=used)
    return sorted(found, key=lambda upload: ids.index(upload.pk))
