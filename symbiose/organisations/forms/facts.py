"""What is stated about an organisation, and when it ends."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.organisations.enums import FactKind
from symbiose.organisations.forms.rules import check_days


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
