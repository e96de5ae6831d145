"""What people write about an organisation itself, read and checked."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import LONGEST_ADDRESS, DanishNumber, EditForm, Form, PlainText
from symbiose.organisations.actions.values import (
    read_company_number,
    read_headcount,
    read_headcount_year,
    read_place,
    read_trade,
)
from symbiose.organisations.enums import OrganisationKind, TradeCodeVersion
from symbiose.organisations.models import Organisation

ASKED_FOR = {"form_key", "version"}


class KeptForm(Form):
    """What an organisation keeps itself: what it does, where it is, how to reach it."""

    description = PlainText(
        label=_("What does the organisation do?"),
        rows=4,
        required=False,
        max_length=2000,
        help_text=_("A few plain sentences. People find the organisation by these words."),
    )
    street = PlainText(label=_("Street and number"), required=False, max_length=200)
    postcode = PlainText(
        label=_("Postcode or town"),
        required=False,
        max_length=80,
        help_text=_("For example 8600. Distances are counted from here."),
    )
    website = forms.URLField(label=_("Web page"), required=False, max_length=200, assume_scheme="https")
    contact_name = PlainText(label=_("Contact person"), required=False, max_length=200)
    contact_email = forms.EmailField(
        label=_("E-mail address of the contact person"), required=False, max_length=LONGEST_ADDRESS
    )
    contact_phone = PlainText(label=_("Telephone of the contact person"), required=False, max_length=30)

    def clean_postcode(self):
        self.place = read_place(self.cleaned_data["postcode"])
        return self.place["postcode"]

    def _say(self, field, sentence):
        """One sentence per field: nothing is added where the field is already wrong."""
        if field not in self.errors:
            self.add_error(field, sentence)

    def values(self):
        """The organisation's own fields, with town and point of the postcode."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ASKED_FOR} | self.place


class OrganisationForm(KeptForm):
    """A whole organisation, as an adviser keeps it."""

    name = PlainText(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Type"), choices=OrganisationKind.choices)
    company_number = PlainText(
        label=_("Company number (CVR)"), required=False, max_length=20, help_text=_("Eight digits, if there is one.")
    )
    trade_code = PlainText(
        label=_("Trade code"),
        required=False,
        max_length=20,
        help_text=_("For example 16.23.00, as in the CVR register."),
    )
    trade_code_version = forms.ChoiceField(
        label=_("Version of the trade code"),
        required=False,
        choices=[("", _("Choose")), *TradeCodeVersion.choices],
        help_text=_("The register went from DB07 to DB25 in 2025. The same digits can mean different trades."),
    )
    field_order = (
        *("name", "kind", "company_number", "description", "street", "postcode"),
        *("trade_code", "trade_code_version"),
    )

    def __init__(self, *args, known: Organisation | None = None, **options):
        self.known = known
        super().__init__(*args, **options)

    def clean_company_number(self):
        number = read_company_number(self.cleaned_data["company_number"])
        others = Organisation.objects.exclude(pk=self.known.pk if self.known else None)
        other = others.filter(company_number=number).first() if number else None
        if other is not None:
            raise ValidationError(
                format_html(
                    gettext('<a href="{}">{}</a> already has this company number.'),
                    reverse("organisations:detail", args=[other.pk]),
                    other.name,
                ),
                code="taken",
            )
        return number

    def clean(self):
        given = super().clean()
        code, version = given.get("trade_code", ""), given.get("trade_code_version", "")
        try:
            given["trade_code"], given["trade_code_version"] = read_trade(code, version)
        except ValidationError as error:
            self._say("trade_code_version" if error.code == "trade_code_version" else "trade_code", error)
        if version and not code:
            self._say("trade_code", _("Write the trade code, or leave the version out."))
        return given


class AddForm(OrganisationForm):
    """An organisation that is new here; a number of employees may come along with its year."""

    headcount = DanishNumber(label=_("Number of employees"), required=False)
    headcount_year = forms.IntegerField(
        label=_("Year of that number"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    field_order = (*OrganisationForm.field_order, "headcount", "headcount_year")

    def clean_headcount(self):
        return read_headcount(self.cleaned_data["headcount"])

    def clean_headcount_year(self):
        return read_headcount_year(self.cleaned_data["headcount_year"])

    def clean(self):
        given = super().clean()
        if given.get("headcount") is not None and given.get("headcount_year") is None:
            self._say("headcount_year", _("Say which year the number of employees is from."))
        if given.get("headcount") is None and given.get("headcount_year") is not None:
            self._say("headcount", _("Write the number of employees, or leave the year out."))
        return given

    def values(self):
        return {name: value for name, value in super().values().items() if not name.startswith("headcount")}


class ChangeForm(OrganisationForm, EditForm):
    """An organisation that is there already, as an adviser changes it."""

    reason = PlainText(
        label=_("Why it is changed"),
        required=False,
        max_length=300,
        help_text=_("Stands in the history. The municipality may have to release it (access to documents)."),
    )

    def values(self):
        return {name: value for name, value in super().values().items() if name != "reason"}


class OwnForm(KeptForm, EditForm):
    """What an organisation changes about itself."""
