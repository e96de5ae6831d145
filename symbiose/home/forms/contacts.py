"""What an adviser writes about a contact point, and that it still holds."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.pages.forms import LONGEST_ADDRESS, Form, PlainText
from symbiose.home.forms.items import ItemForm
from symbiose.municipalities.hours import HoursError, parse_hours
from symbiose.municipalities.kinds import CONTACT

MOST_MONTHS = 24
PHONE = RegexValidator(r"^\+?[0-9][0-9 ]{6,18}[0-9]$", _("Write the number with digits, for example 12 34 56 78."))
BEHIND = ("department", "partner")
LABELS = {
    "role_da": _("Role, in Danish"),
    "role_en": _("Role, in English"),
    "title_da": _("Name of the place, in Danish"),
    "title_en": _("Name of the place, in English"),
    "da": _("What people can come with, in Danish"),
    "en": _("What people can come with, in English"),
    "mail": _("E-mail address"),
    "phone": _("Telephone"),
    "hours": _("Opening hours"),
    "postcode": _("Postcode"),
    "department": _("Department"),
    "partner": _("External partner"),
    "external": _("Not part of the municipality"),
    "confirm_every_months": _("Months between two confirmations"),
    "confirmed_on": _("Confirmed"),
}


class ContactForm(ItemForm):
    """A contact point: a role that people can reach, never a named person."""

    kind = CONTACT
    role_da = PlainText(
        label=LABELS["role_da"],
        max_length=120,
        help_text=_(
            "What people can reach, for example “Indgangen for virksomheder”. Never a person's name: names rot."
        ),
    )
    role_en = PlainText(label=LABELS["role_en"], max_length=120, required=False)
    behind = forms.ChoiceField(label=_("Department or external partner"), required=False)
    title_da = PlainText(label=LABELS["title_da"], max_length=120)
    title_en = PlainText(label=LABELS["title_en"], max_length=120, required=False)
    da = PlainText(label=LABELS["da"], rows=3, max_length=600, required=False)
    en = PlainText(label=LABELS["en"], rows=3, max_length=600, required=False)
    mail = forms.EmailField(
        label=LABELS["mail"],
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("A shared mailbox, so that nothing waits for somebody who is away."),
    )
    phone = PlainText(label=LABELS["phone"], required=False, max_length=20, validators=[PHONE])
    hours = PlainText(
        label=LABELS["hours"],
        required=False,
        max_length=200,
        help_text=_(
            "For example: man-tor 8.00-16.00; fre 8.00-14.00. Holidays are known already. Leave empty where the hours are unknown."
        ),
    )
    postcode = forms.RegexField(
        r"^[0-9]{4}$",
        label=LABELS["postcode"],
        required=False,
        error_messages={"invalid": _("A postcode has four digits, for example 8600.")},
    )
    confirm_every_months = forms.IntegerField(
        label=LABELS["confirm_every_months"],
        min_value=1,
        max_value=MOST_MONTHS,
        initial=12,
        help_text=_("When they have passed, the start page asks whether the contact still holds."),
    )
    field_order = (
        *("role_da", "role_en", "behind", "title_da", "title_en", "da", "en", "mail", "phone", "hours", "postcode"),
        *("valid_from", "valid_to", "confirm_every_months"),
    )

    def __init__(self, *args, known=None, **options):
        super().__init__(*args, known=known, **options)
        self.fields["behind"].choices = self._places()
        if known is not None:
            self.fields["valid_from"].help_text = _(
                "To mend what stands, leave the day. With a later day, what stands now holds until the day before."
            )
            self.initial["behind"] = next((f"{kind}:{known.data[kind]}" for kind in BEHIND if known.data.get(kind)), "")

    def _places(self):
        """The municipality itself, its departments, and those outside it."""
        names = {
            kind: [(f"{kind}:{row.key}", municipality.said(row.data, "title")[0]) for row in municipality.items(kind)]
            for kind in BEHIND
        }
        groups = ((_("Departments"), names["department"]), (_("External partners"), names["partner"]))
        return [("", _("The municipality as such")), *(group for group in groups if group[1])]

    def clean_hours(self):
        try:
            parse_hours(self.cleaned_data["hours"])
        except HoursError as error:
            raise ValidationError(
                gettext(
                    "We cannot read “%(part)s”. Write day, hyphen, day and two times, with a semicolon between: man-tor 8.00-16.00; fre 8.00-14.00"
                )
                % {"part": error.args[0]},
                code="hours",
            ) from error
        return self.cleaned_data["hours"]

    def clean_mail(self):
        mail = self.cleaned_data["mail"]
        if mail and settings.DEMO and not mail.endswith(".example"):
            raise ValidationError(_("This is a demo. Write an address that ends in .example."), code="example")
        return mail

    def clean(self):
        given = super().clean()
        if "mail" in given and "phone" in given and not given["mail"] and not given["phone"]:
            self.add_error("mail", _("Write an e-mail address or a telephone number, so that people can reach you."))
        return given

    def values(self):
        """The item's own values; who is behind it says whether it is part of the municipality."""
        given = super().values()
        kind, _colon, key = given.pop("behind").partition(":")
        given |= {name: key if kind == name else None for name in BEHIND}
        return given | {"external": kind == "partner"}


class ConfirmForm(Form):
    """Who said that a contact point still holds."""

    told_by = PlainText(
        label=_("Who said so?"),
        max_length=120,
        required=False,
        help_text=_("A role or a place, for example “the secretariat, by telephone”."),
    )

    def __init__(self, *args, external=False, **options):
        super().__init__(*args, **options)
        self.fields["told_by"].required = external
