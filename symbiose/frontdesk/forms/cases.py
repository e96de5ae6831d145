"""What is written about a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import EditForm, Form, PlainText
from symbiose.frontdesk.enums import Outcome, Stage
from symbiose.frontdesk.forms.fields import RELEASE, FirmField, KnowsFirms, choices_of, topic_field
from symbiose.frontdesk.models import Case

STEPS = (Stage.RECEIVED, Stage.DIALOGUE, Stage.UNDER_WAY)  # the last one is reached by closing


class ChangeCaseForm(KnowsFirms, EditForm):
    """Title, topic, step and organisation."""

    title = PlainText(label=_("What do they want, in their own words?"), max_length=160)
    organisation = FirmField()
    stage = forms.ChoiceField(
        label=_("How far is it?"),
        choices=[one for one in choices_of(Stage) if one[0] in STEPS],
        widget=forms.RadioSelect,
        help_text=_("The last step, the outcome, is reached by closing the case."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["topic"] = topic_field()
        self.fields["topic"].widget.attrs["class"] = "form-select"

    @staticmethod
    def of(case: Case) -> dict[str, object]:
        """How it stands now."""
        firm = case.organisation
        named = (firm.company_number or firm.name) if firm else ""
        values = {name: getattr(case, name) for name in ("title", "topic", "stage", "version")}
        return values | {"organisation": named}

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "topic", "stage", "organisation")}


class CloseForm(EditForm):
    """What came out of a case, and why."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=choices_of(Outcome),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it. “Nothing came of it” is an answer too.")},
    )
    reason = PlainText(
        label=_("In a sentence: what, or why not?"),
        max_length=500,
        rows=3,
        help_text=RELEASE,
        error_messages={"required": _("Write in a sentence what came of it, or why nothing did.")},
    )


class ReasonForm(Form):
    """Why."""

    reason = PlainText(
        label=_("Why?"), max_length=300, rows=2, error_messages={"required": _("Write why in a sentence.")}
    )
