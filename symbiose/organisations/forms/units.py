"""A place of work with its P-number."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, EditForm, Form, PlainText
from symbiose.engine.law.company_number import NumberError, check_unit_number
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.forms.rules import check_days


class PlaceOfWork(Form):
    """Name, address and first day of a place of work."""

    name = PlainText(label=_("Name of the place"), max_length=200, help_text=_("For example “The workshop in Gjern”."))
    street = PlainText(label=_("Street and number"), required=False, max_length=200)
    postcode = PlainText(label=_("Postcode or town"), required=False, max_length=80)
    valid_from = forms.DateField(label=_("From"), widget=DateInput, required=False)

    def clean_postcode(self):
        place = read_place(self.cleaned_data["postcode"])
        self.town = place["town"]
        return place["postcode"]

    def clean(self):
        given = super().clean()
        check_days(self)
        return given

    def values(self):
        """The place's own fields."""
        given = self.cleaned_data
        return {name: given[name] for name in ("name", "street", "postcode", "valid_from")} | {"town": self.town}


class UnitForm(PlaceOfWork):
    """A place of work that is new here."""

    p_number = forms.CharField(
        label=_("P-number"), max_length=20, help_text=_("Ten digits, as the CVR register says it.")
    )
    field_order = ("p_number", "name", "street", "postcode", "valid_from")

    def clean_p_number(self):
        try:
            return check_unit_number(self.cleaned_data["p_number"])
        except NumberError as error:
            raise ValidationError(_("A P-number has ten digits and nothing else."), code="p_number") from error

    def taken(self, unit, address):
        """Say who has the number."""
        said = gettext('<a href="{}">{}</a> already has this P-number. Has it moved? Then end it there first.')
        self.add_error("p_number", ValidationError(format_html(said, address, unit.organisation.name), code="taken"))


class ChangeUnitForm(PlaceOfWork, EditForm):
    """A place of work that stands, as it is mended; another number is another place."""
