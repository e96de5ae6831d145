"""A yes to the public directory, and a community champion."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import LONGEST_ADDRESS, DateInput, EditForm, Form, PlainText
from symbiose.organisations.actions import Yes
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.enums import ConsentHow
from symbiose.organisations.forms.naming import read_named

TOLD_TO_US = [(one.value, one.label) for one in ConsentHow if one not in {ConsentHow.SYMBIOSE, ConsentHow.BEFORE}]


class YesForm(Form):
    """How somebody said yes, who, and when; an adviser writes down what was told."""

    how = forms.ChoiceField(label=_("How did they say yes?"), choices=TOLD_TO_US, widget=forms.RadioSelect)
    given_by = PlainText(
        label=_("Who said yes?"),
        max_length=200,
        help_text=_("Name and role, for example “the manager”. Only the entrance and the organisation itself see it."),
    )
    given_on = forms.DateField(label=_("Which day?"), widget=DateInput)
    note = PlainText(label=_("Note"), required=False, max_length=300)

    def clean_given_on(self):
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. A yes is written down when it has been given."))
        return day

    def yes(self):
        """The yes, as the verbs take it."""
        given = self.cleaned_data
        return Yes(how=given["how"], given_by=given["given_by"], given_on=given["given_on"], note=given["note"])


class ChampionYesForm(YesForm):
    """A champion's yes, with the name or without."""

    with_name = forms.BooleanField(
        label=_("The name may be shown"),
        required=False,
        help_text=_("Without it the public reads what the person does, and no name."),
    )


class ChampionFields(Form):
    """A champion as an adviser writes one down."""

    name = PlainText(label=_("Name"), max_length=200)
    role = PlainText(
        label=_("What does the person do?"),
        max_length=120,
        help_text=_("For example “Leads the repair café”. It stands in the public list."),
    )
    offers = PlainText(
        label=_("What can the person be asked about?"),
        rows=4,
        required=False,
        max_length=1000,
        help_text=_("A few plain sentences for the public. No health, no private address."),
    )
    postcode = PlainText(
        label=_("Postcode or town"), required=False, max_length=80, help_text=_("For example 8600. The town is shown.")
    )
    organisation = PlainText(
        label=_("Association or firm"),
        required=False,
        max_length=200,
        help_text=_("Company number or name of an organisation that we know. Leave empty where there is none."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("For the entrance alone. The public reaches the person through you."),
    )
    contact_phone = PlainText(label=_("Telephone"), required=False, max_length=30)

    def clean_postcode(self):
        self.place = read_place(self.cleaned_data["postcode"])
        return self.place["postcode"]

    def clean_organisation(self):
        said = self.cleaned_data["organisation"]
        return read_named(said) if said else None

    def values(self):
        """The champion's own fields, with town and point of the postcode."""
        return {name: self.cleaned_data[name] for name in ChampionFields.base_fields if name != "form_key"} | self.place


class AddChampionForm(ChampionFields, ChampionYesForm):
    """A champion and the yes that they stand on."""

    field_order = (
        *("name", "role", "offers", "postcode", "organisation", "contact_email", "contact_phone"),
        *("with_name", "how", "given_by", "given_on", "note"),
    )


class ChampionForm(ChampionFields, EditForm):
    """A champion who is written down already."""
