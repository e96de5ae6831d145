"""Who is to act for an organisation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.organisations.forms.organisation import LONGEST_ADDRESS
from symbiose.people.models import User


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
