"""What a consultant writes of a person beside the answers: how to reach them, a rest, an end, an erasure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.forms import DateInput, Form, PlainText

LONGEST_REST = timedelta(days=366)


class ContactForm(Form):
    """Name, telephone and address for letters; nothing else, and no CPR number."""

    name = PlainText(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PlainText(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = PlainText(label=gettext_lazy("Address for letters"), max_length=300, required=False, rows=3)

    def values(self) -> dict[str, str]:
        """What was written."""
        return {name: self.cleaned_data[name] for name in ("name", "phone", "address")}


class RestForm(Form):
    """Until when somebody rests, where a day is known."""

    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("Leave it empty if you do not know yet."),
        error_messages={"invalid": gettext_lazy("Choose a date.")},
    )

    def clean_until(self) -> Any:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if day and not today < day <= today + LONGEST_REST:
            raise ValidationError(_("Choose a day after today, within a year."))
        return day


class SureForm(Form):
    """A box that says "I am sure"."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase it all"),
        error_messages={"required": gettext_lazy("Tick the box if you are sure.")},
    )


class ActForm(Form):
    """A button of a person's page: which verb was pressed."""

    verb = forms.ChoiceField(choices=[(one, one) for one in ("wait", "wait_no_more", "come_back", "end", "take_up")])
