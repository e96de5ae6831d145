"""What people send about proposals of placement: an answer, how it was given, a button."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.jobs.enums import Answer

ANSWERS = [
    (Answer.YES.value, _("Yes")),
    (Answer.LATER.value, _("Later")),
    (Answer.NO.value, _("No thanks")),
]
REQUIRED = {"required": _("Choose yes, later or no.")}


class ButtonForm(Form):
    """A button: nothing but the key that makes a double click harmless."""


class PersonAnswerForm(Form):
    """The person's own answer: one of three buttons, and nothing to explain."""

    answer = forms.ChoiceField(choices=ANSWERS, error_messages=REQUIRED)


class PersonAnswerForForm(Form):
    """The consultant writes down what the person said. There is no field for why."""

    answer = forms.ChoiceField(
        label=_("What did the person say?"), choices=ANSWERS, widget=forms.RadioSelect, error_messages=REQUIRED
    )
    how = PlainText(
        label=_("How did the person say it?"),
        max_length=120,
        help_text=_("For example: at the table today, or on the telephone. Write nothing of why."),
    )


class WorkplaceAnswerForm(Form):
    """The workplace's answer; a no needs no reason."""

    answer = forms.ChoiceField(choices=ANSWERS, error_messages=REQUIRED)
    comment = PlainText(
        label=_("Anything you want to add"),
        max_length=300,
        required=False,
        help_text=_(
            "You need not. Write nothing of health: the municipality may have to release it (access to documents)."
        ),
    )


class WorkplaceAnswerForForm(WorkplaceAnswerForm):
    """The consultant answers on the workplace's behalf; how it agreed is shown wherever the answer is shown."""

    answer = forms.ChoiceField(
        label=_("What did the workplace say?"), choices=ANSWERS, widget=forms.RadioSelect, error_messages=REQUIRED
    )
    consent = PlainText(
        label=_("How did they agree?"),
        max_length=300,
        help_text=_("For example: agreed on the telephone today with the foreman. It is shown beside the answer."),
    )
