"""What people write about organisations, read and checked."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, DateInput, EditForm, Form, PlainText
from symbiose.organisations.actions import broken_constraint, explain_constraint
from symbiose.organisations.actions.values import (
    FIRST_YEAR,
    read_company_number,
    read_headcount,
    read_headcount_year,
    read_place,
    read_trade,
)
from symbiose.organisations.enums import FactKind, OrganisationKind, TradeCodeVersion
from symbiose.organisations.models import Membership, Organisation, OrganisationFact
from symbiose.people.models import User

FIELD_OF = {
    "organisation_number_once": "company_number",
    "organisation_number_form": "company_number",
    "organisation_trade_code_has_version": "trade_code_version",
    "organisation_headcount_has_year": "headcount_year",
    "organisation_fact_once": "valid_from",
    "organisation_fact_one_open": "valid_from",
    "organisation_fact_dates": "valid_to",
    "organisation_fact_has_source": "source",
    "membership_one_open": "email",
    "membership_dates": "valid_to",
}
FARTHEST_AHEAD = timedelta(days=366)
LONGEST_ADDRESS = 254  # of an e-mail address, RFC 5321; what is stored holds no more
ASKED_FOR = {"form_key", "version"}


def explain(form: Form, error: IntegrityError) -> None:
    """Put the sentence of a broken rule at the field that it is about."""
    kinds = (Organisation, OrganisationFact, Membership)
    field = FIELD_OF.get(broken_constraint(error, *kinds))
    form.add_error(field if field in form.fields else None, explain_constraint(error, *kinds))


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
    headcount = DanishNumber(label=_("Number of employees"), required=False)
    headcount_year = forms.IntegerField(
        label=_("Year of that number"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    website = forms.URLField(label=_("Web page"), required=False, max_length=200, assume_scheme="https")
    contact_name = PlainText(label=_("Contact person"), required=False, max_length=200)
    contact_email = forms.EmailField(
        label=_("E-mail address of the contact person"), required=False, max_length=LONGEST_ADDRESS
    )
    contact_phone = PlainText(label=_("Telephone of the contact person"), required=False, max_length=30)
    in_directory = forms.BooleanField(
        label=_("Show in the public list “Who takes part”"),
        required=False,
        help_text=_("Only with the organisation's yes. Contact person and number of employees are not shown there."),
    )

    def clean_postcode(self):
        self.place = read_place(self.cleaned_data["postcode"])
        return self.place["postcode"]

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

    def _say(self, field, sentence):
        """One sentence per field: nothing is added where the field is already wrong."""
        if field not in self.errors:
            self.add_error(field, sentence)

    def values(self):
        """The organisation's own fields, with town and point of the postcode."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ASKED_FOR} | self.place


class OrganisationForm(KeptForm):
    """A whole organisation, as an adviser writes it."""

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
        *("trade_code", "trade_code_version", "headcount", "headcount_year"),
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


def check_days(form: Form) -> None:
    """First day before last day, and nothing further ahead than a year, which is most often a slip."""
    first, last = form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to")
    if first and last and last < first:
        form.add_error("valid_to", _("The last day cannot lie before the first day."))
    limits = (date(FIRST_YEAR, 1, 1), timezone.localdate() + FARTHEST_AHEAD)
    for name, day in (("valid_from", first), ("valid_to", last)):
        if day and not limits[0] <= day <= limits[1] and name not in form.errors:
            form.add_error(name, _("Check the year of this date."))


class FactForm(Form):
    """One of the three facts, from a day on, with its source."""

    kind = forms.ChoiceField(label=_("What is stated?"), choices=FactKind.choices)
    holds = forms.TypedChoiceField(
        label=_("Does it hold?"),
        choices=[("yes", _("Yes, it holds")), ("no", _("No, it does not hold"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("Until and with"), widget=DateInput, required=False, help_text=_("Leave empty where no end is known.")
    )
    source = PlainText(
        label=_("Where do you know it from?"),
        max_length=300,
        help_text=_(
            "Everybody who sees the fact sees its source. For example “the register of registered social enterprises, looked up 3 March 2025”."
        ),
    )
    reason = PlainText(label=_("Note for the history"), required=False, max_length=300)

    def clean(self):
        given = super().clean()
        check_days(self)
        return given


class EndForm(Form):
    """The last day of something that holds, and why it ends."""

    valid_to = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = PlainText(
        label=_("Why does it end?"),
        max_length=300,
        help_text=_("Stands in the history. The municipality may have to release it (access to documents)."),
    )

    def __init__(self, *args, valid_from: date, **options):
        self.valid_from = valid_from
        super().__init__(*args, **options)

    def clean(self):
        given = super().clean()
        given["valid_from"] = self.valid_from
        check_days(self)
        return given


class MemberForm(Form):
    """A person who is to act for an organisation."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=LONGEST_ADDRESS, help_text=_("The person signs in with this address.")
    )
    name = PlainText(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("Needed where the person is new here. A name that is known here stays as it is."),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        given = super().clean()
        new = given.get("email") and not User.objects.filter(email__iexact=given["email"]).exists()
        if new and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Nobody here has this address. Write the person's name."))
        return given


class UploadForm(Form):
    """A file with organisations, and what the file itself does not say."""

    file = forms.FileField(label=_("File"), help_text=_("CSV with commas or semicolons, at most 5 MB."))
    trade_code_version = forms.ChoiceField(
        label=_("Trade codes without a version are"), choices=TradeCodeVersion.choices, initial=TradeCodeVersion.DB25
    )
    headcount_year = forms.IntegerField(
        label=_("Numbers of employees are from the year"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def clean_headcount_year(self):
        return read_headcount_year(self.cleaned_data["headcount_year"])


class ImportForm(Form):
    """The yes to exactly the plan that was shown."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
