"""Forms: the design system's markup, one key per form, Danish numbers, and free text that refuses a CPR-like number."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.engine.law.cpr_pattern import find_cpr_like

PLAIN_NUMBER = re.compile(r"^[+-]?(\d{1,20}([.,]\d{0,20})?|[.,]\d{1,20})$", re.ASCII)
ROW_NUMBER = re.compile(r"^\d{1,18}$", re.ASCII)  # what a row's id can be in either database
GROUPED = re.compile(r"^-?\d{1,3}([. ]\d{3})+(,\d+)?$")


def row_number(text: str) -> int | None:
    """The id of a row as an address or a file says it; None for everything else."""
    return int(text) if ROW_NUMBER.match(text) else None


class Renderer(TemplatesSetting):
    """Our own templates for fields and forms."""

    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"


def refuse_cpr(text: str) -> None:
    """Raise where a text holds something that looks like a CPR number; personal numbers are never stored here."""
    if find_cpr_like(text):
        raise ValidationError(
            _("This looks like a CPR number. Remove it: personal numbers are never stored here."), code="cpr"
        )


# Nothing is seen of them, and some turn the order of the signs round: a name of them alone would look empty.
UNSEEN = frozenset("\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_ADDRESS = 254  # of an e-mail address, RFC 5321


class PlainText(forms.CharField):
    """Free text: trimmed, kept as typed, without control characters and unseen signs, refusing a CPR-like number."""

    def __init__(self, *, rows: int = 0, **options):
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def validate(self, value):
        super().validate(value)
        refuse_cpr(value or "")

    def to_python(self, value):
        seen = "".join(sign for sign in str(value or "") if sign in "\n\t" or (ord(sign) >= 32 and sign not in UNSEEN))  # noqa: PLR2004  the first printable character
        return super().to_python(seen)


class DanishNumber(forms.Field):
    """A number as Danes and spreadsheets write it: 1.200,5 or 1200.5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {
        "invalid": _("Write a number, for example 120 or 1.200,5."),
        "min_value": _("The number must be greater than 0."),
        "max_value": _("That number is too large to be right. Check the unit."),
        "decimals": _("Write at most %(places)s decimals."),
    }

    def __init__(
        self,
        *,
        min_value: Decimal | None = None,
        max_value: Decimal | None = None,
        decimal_places: int | None = None,
        **options,
    ):
        self.min_value, self.max_value, self.decimal_places = min_value, max_value, decimal_places
        super().__init__(**options)

    def to_python(self, value):
        text = str(value if value is not None else "").strip().replace("\u00a0", " ")
        if not text:
            return None
        if GROUPED.match(text):
            text = text.replace(".", "").replace(" ", "")
        if not PLAIN_NUMBER.match(text):  # neither words nor exponents: 1E+999999999 is a number that fills the memory
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(text.replace(",", "."))

    def validate(self, value):
        super().validate(value)
        if value is not None and self.min_value is not None and value <= self.min_value:
            raise ValidationError(self.error_messages["min_value"], code="min_value")
        if value is not None and self.max_value is not None and value > self.max_value:
            raise ValidationError(self.error_messages["max_value"], code="max_value")
        if value is not None and self.decimal_places is not None and value != round(value, self.decimal_places):
            raise ValidationError(
                self.error_messages["decimals"], code="decimals", params={"places": self.decimal_places}
            )

    def prepare_value(self, value):
        if isinstance(value, Decimal | float):
            return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
        return value


class DateInput(forms.DateInput):
    """The browser's own date field; the value travels in ISO form."""

    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


CSS = {
    "Textarea": "form-input",
    "Select": "form-select",
    "CheckboxInput": "form-checkbox",
    "RadioSelect": "form-radio",
    "CheckboxSelectMultiple": "form-checkbox",
}


class Dressed:
    """Gives the fields of a form the design system's classes and one sentence each, and ties hints to their field."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            kind = type(field.widget).__name__
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _("Choose one of the answers that are shown.")
            css = CSS.get(kind, "" if field.widget.is_hidden else "form-input")
            if css:
                field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} {css}".strip()
            if field.help_text and kind not in {"RadioSelect", "CheckboxSelectMultiple"} and self.auto_id:
                field.widget.attrs.setdefault("aria-describedby", f"{self.auto_id % self.add_prefix(name)}_helptext")


class Form(Dressed, forms.Form):
    """A form with a key of its own, so that a double click does nothing twice.

    A page that the browser kept and shows again on "Back" has its old key: what was sent tells the two apart.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["form_key"].initial = uuid.uuid4
        self.sent, self.sent_files = self.data, self.files  # as it came: some forms write in their data when checked

    def run_once(self, act: Callable[[], str]) -> str:
        """Run the verb unless this very form already ran with the same in it; either way the address that it led to."""
        key = self.cleaned_data.get("form_key") or uuid.uuid4()
        return actions.once(key, act, digest=self._digest())

    def led_to(self) -> str | None:
        """Where this very form led when it was sent before; None where it has not run. Asked before it is checked."""
        name = self.add_prefix("form_key")
        try:
            key = self.fields["form_key"].clean(self.sent.get(name))
        except ValidationError:
            return None
        return actions.led_to(key, digest=self._digest()) if key else None

    def _digest(self) -> str:
        return digest_of(self.sent, self.sent_files, without={self.add_prefix("form_key"), "csrfmiddlewaretoken"})


def digest_of(data: Mapping[str, Any], files: Mapping[str, Any], *, without: AbstractSet[str]) -> str:
    """64 hexadecimal signs for all that was sent, in order: values, and of files name, size and content.

    By the secret key, so that nobody can try out what somebody may have written.
    """
    values = [[name, given] for name, given in _lists(data) if name not in without]
    parts = [[name, [[one.name, one.size, _content(one)] for one in given]] for name, given in _lists(files)]
    return salted_hmac("submitted form", json.dumps([values, parts], default=str), algorithm="sha256").hexdigest()


def _lists(sent: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    return list(sent.lists()) if isinstance(sent, MultiValueDict) else [(name, [given]) for name, given in sent.items()]


def _content(file: UploadedFile) -> str:
    """A digest of a file's content; the file is read from its beginning afterwards."""
    read = hashlib.sha256()
    for chunk in file.chunks():
        read.update(chunk)
    file.seek(0)
    return read.hexdigest()


class EditForm(Form):
    """A form on an existing record; it carries the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def show_conflict(form: Form, conflict: actions.Conflict) -> None:
    """Put the other's text beside one's own where both changed the record; the next save goes on from theirs."""
    theirs = conflict.args[0]
    form.conflict = [
        (field.label, getattr(theirs, name), form.cleaned_data.get(name))
        for name, field in form.fields.items()
        if hasattr(theirs, name) and name != "version" and getattr(theirs, name) != form.cleaned_data.get(name)
    ]
    form.add_error(
        None, _("Somebody else changed this while you wrote. Both texts are shown; save again to keep yours.")
    )
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = theirs.version
