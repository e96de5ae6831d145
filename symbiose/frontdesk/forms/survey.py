"""The three questions, as a firm answers them by its personal link."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.pages.forms import Form
from symbiose.frontdesk.models.survey import Answer, SurveyAsked
from symbiose.frontdesk.queries.survey import questions


class SurveyForm(Form):
    """One choice for each question; each may be left out, but not all."""

    def __init__(self, *args, asked: SurveyAsked, **options):
        super().__init__(*args, **options)
        self.items = questions(asked.round.opened_on)
        known = dict(asked.answers.values_list("question", "value"))
        for item in self.items:
            self.fields[item.key] = forms.TypedChoiceField(
                label=municipality.said(item.data)[0],
                choices=[(one.value, capfirst(str(one.label))) for one in Answer],
                coerce=int,
                empty_value=None,
                required=False,
                initial=known.get(item.key),
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
            )

    def clean(self):
        given = super().clean()
        if not self.errors and not self.values():
            raise ValidationError(_("Choose an answer to at least one question, or say no thanks."), code="none")
        return given

    def values(self) -> dict[str, int]:
        """The answers that were chosen, by question."""
        given = self.cleaned_data
        return {item.key: given[item.key] for item in self.items if given.get(item.key) is not None}
