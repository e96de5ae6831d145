"""The person's own forms about work: a call for help, what is left each month, the four questions."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.jobs import words
from symbiose.jobs.enums import Said, SurveyItem
from symbiose.reference import benefits


class OwnHelpForm(Form):
    """A few words, if one wishes."""

    note = PlainText(
        label=_("You may write a few words"),
        required=False,
        max_length=300,
        rows=3,
        help_text=_("You need not. Your job consultant calls you."),
    )


class LeftForm(Form):
    """Which benefit one has now. What is chosen is stored nowhere."""

    benefit = forms.ChoiceField(label=_("What do you live on now?"), widget=forms.RadioSelect, required=False)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        language = words.language()
        known = [(code, row.name[language]) for code, row in benefits(timezone.localdate()).items()]
        self.fields["benefit"].choices = [*known, ("", _("I don’t know"))]


class WellbeingForm(Form):
    """The four questions on one page: an answer that is saved question by question would lie beside who gave it."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for name, question in SurveyItem.choices:
            self.fields[name] = forms.ChoiceField(
                label=question,
                widget=forms.RadioSelect,
                required=False,
                choices=[
                    *((one.value, capfirst(str(one.label))) for one in (Said.YES, Said.PARTLY, Said.NO)),
                    ("", _("I will not answer this")),
                ],
            )
            self.fields[name].widget.attrs["class"] = "form-radio"
