"""The day of which the funnel tells."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form


class AsOfForm(Form):
    """A day until today; what is known of it is what was recorded by its end."""

    on = forms.DateField(label=_("As it was known on"), widget=DateInput(), initial=timezone.localdate)

    def __init__(self, data=None):
        super().__init__(data)
        del self.fields["form_key"]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day has not come yet. Write today or an earlier day."), code="future")
        return day
