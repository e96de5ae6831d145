"""What anybody writes without an account: to the entrance, back to it, and to have a link sent again."""

from __future__ import annotations

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from symbiose.common.pages.forms import Form, PlainText
from symbiose.files.actions import check_upload
from symbiose.files.models import Purpose
from symbiose.files.rules import RULES
from symbiose.frontdesk.actions import Writer
from symbiose.frontdesk.forms.fields import topic_field

LONGEST_TEXT = 4000
MOST_FILES = 5
LEAST_SECONDS = 3  # nobody reads the form, writes and sends in less
SALT = "symbiose.writing"
RULE = RULES[Purpose.LETTER]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class LetterFilesField(forms.FileField):
    """Up to five files by the rules of what comes with a letter."""

    def __init__(self, **options):
        accepted = ",".join(sorted(RULE.endings))
        options.setdefault("label", _("Files or pictures, if you have some"))
        options.setdefault(
            "help_text",
            _("At most 5 files of 10 MB each: pictures, PDF, text and spreadsheets. Without names of people, please."),
        )
        super().__init__(
            widget=ManyFiles(attrs={"accept": accepted, "multiple": True, "class": "form-input"}),
            required=False,
            **options,
        )

    def clean(self, data, initial=None):
        files = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                ngettext_lazy(
                    "At most %(most)s file can be sent at a time. Send the others afterwards.",
                    "At most %(most)s files can be sent at a time. Send the others afterwards.",
                    MOST_FILES,
                )
                % {"most": MOST_FILES},
                code="many",
            )
        return [self._checked(one) for one in files]

    def _checked(self, file):
        """The file where it keeps the rules; the sentence names it, since there may be several."""
        try:
            check_upload(file, Purpose.LETTER)
        except ValidationError as error:
            sentence = " ".join(error.messages)
            raise ValidationError(f"{file.name[:60]}: {sentence}", code=error.code) from error
        return file


class Guarded(Form):
    """A form that anybody can send: with a field that people do not see, and the moment when it was shown.

    A machine that fills the hidden field is answered as if all were well. Whoever is too quick is asked to send it once
    more, and nothing that was typed is lost.
    """

    web_page = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    shown_at = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["shown_at"].initial = signing.dumps(int(time.time()), salt=SALT)

    @property
    def trapped(self) -> bool:
        """A machine has filled in the field that people do not see."""
        return bool(self.cleaned_data.get("web_page"))

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("web_page") and self._too_quick(given.get("shown_at", "")):
            self.add_error(None, _("That went very fast. Read it through, and send it once more."))
        return given

    def _too_quick(self, said: str) -> bool:
        try:
            return time.time() - int(signing.loads(said, salt=SALT)) < LEAST_SECONDS
        except (signing.BadSignature, TypeError, ValueError):
            self.data = self.data.copy()
            self.data[self.add_prefix("shown_at")] = self.fields["shown_at"].initial
            return True


class WriteForm(Guarded):
    """What somebody writes to the entrance."""

    text = PlainText(
        label=_("What would you like to ask or tell?"),
        rows=6,
        max_length=LONGEST_TEXT,
        help_text=_(
            "Write it as you would say it. No CPR numbers, nothing of health. The municipality may have to release it "
            "(access to documents)."
        ),
        error_messages={"required": _("Write what it is about, in a few words.")},
    )
    name = PlainText(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Write your name, so that we know whom to answer.")},
    )
    organisation_text = PlainText(
        label=_("Firm or organisation"), max_length=200, required=False, help_text=_("Leave it empty if there is none.")
    )
    postcode = forms.RegexField(
        r"^[0-9]{4}$",
        label=_("Postcode"),
        required=False,
        error_messages={"invalid": _("A postcode has four digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("There you get a receipt with a link. E-mail or telephone: one of the two is enough."),
    )
    phone = PlainText(label=_("Your telephone number"), max_length=30, required=False)
    files = LetterFilesField()
    field_order = ("topic", "text", "files", "name", "organisation_text", "postcode", "email", "phone")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["topic"] = topic_field()
        self.fields["topic"].widget.attrs["class"] = "form-select"
        self.fields["topic"].error_messages["invalid_choice"] = _("Choose one of the answers that are shown.")
        for name, what in (("name", "name"), ("organisation_text", "organization"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = what
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < 8:  # noqa: PLR2004  a Danish number has eight digits
            raise ValidationError(_("A telephone number has at least eight digits."), code="short")
        return phone

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        given = super().clean()
        if not given.get("email") and not given.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("email", _("Write your e-mail address or your telephone number, so that we can answer."))
        return given

    def asked(self, organisation=None) -> dict[str, object]:
        """What the verb takes."""
        names = ("name", "email", "phone", "postcode", "organisation_text")
        writer = Writer(**{name: self.cleaned_data[name] for name in names}, organisation=organisation)
        return {name: self.cleaned_data[name] for name in ("text", "topic", "files")} | {"writer": writer}


class WriteBackForm(Form):
    """What somebody adds to their enquiry by its link."""

    text = PlainText(
        label=_("What would you like to add?"),
        rows=4,
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_(
            "No CPR numbers, nothing of health. The municipality may have to release it (access to documents)."
        ),
    )
    files = LetterFilesField()

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("text") and not given.get("files"):
            self.add_error("text", _("Write something, or choose a file."))
        return given


class SendAgainForm(Guarded):
    """To which address a link was sent."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("The one that you wrote to us.")
    )
    number = PlainText(
        label=_("Number of the enquiry, if you know it"),
        max_length=20,
        required=False,
        help_text=_("For example H-2026-0012."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_number(self):
        return self.cleaned_data["number"].upper().replace("\u2011", "-")
