"""Who is away and who stands in; who gets what."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form
from symbiose.frontdesk.forms.fields import topic_field
from symbiose.frontdesk.forms.work import PersonField, day_ahead
from symbiose.frontdesk.routing import Desk

LONGEST_AGO = timedelta(days=60)
FOUR_DIGITS = r"^[0-9]{4}$"


class AbsenceForm(Form):
    """From when, until when, and who stands in. Why is not asked."""

    user = PersonField(label=_("Who is away?"))
    valid_from = forms.DateField(
        label=_("First day away"), widget=DateInput, error_messages={"required": _("Write the first day away.")}
    )
    valid_to = forms.DateField(
        label=_("Last day away"), widget=DateInput, error_messages={"required": _("Write the last day away.")}
    )
    deputy = PersonField(label=_("Who stands in?"), required=False)

    def __init__(self, *args, at_desk: Desk, only: int | None = None, **options):
        super().__init__(*args, **options)
        self.fields["user"].offer(at_desk)
        if only is not None:
            self.fields["user"].choices = [one for one in self.fields["user"].choices if one[0] == str(only)]
        self.fields["deputy"].offer(at_desk)
        self.fields["deputy"].choices = [("", _("Whoever it falls to")), *self.fields["deputy"].choices]

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate() - LONGEST_AGO:
            raise ValidationError(_("That is too long ago to change anything."), code="past")
        return day

    def clean_valid_to(self):
        return day_ahead(self.cleaned_data["valid_to"])

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        if given["valid_to"] < given["valid_from"]:
            self.add_error("valid_to", _("The last day cannot lie before the first day."))
        if given["deputy"] == given["user"]:
            self.add_error("deputy", _("Nobody stands in for themselves."))
        return given


class RuleForm(Form):
    """A topic, an area, or both, and who gets them."""

    user = PersonField(label=_("Who gets them?"))
    postcode_from = forms.RegexField(
        FOUR_DIGITS,
        label=_("Postcode from"),
        required=False,
        error_messages={"invalid": _("A postcode has four digits.")},
        help_text=_("Leave both empty where the place does not matter."),
    )
    postcode_to = forms.RegexField(
        FOUR_DIGITS,
        label=_("Postcode to"),
        required=False,
        error_messages={"invalid": _("A postcode has four digits.")},
    )

    def __init__(self, *args, at_desk: Desk, **options):
        super().__init__(*args, **options)
        self.fields["user"].offer(at_desk)
        topic = topic_field()
        topic.required, topic.widget.attrs["class"] = False, "form-select"
        topic.choices = [("", _("Any topic")), *topic.choices]
        self.fields["topic"] = topic
        self.order_fields(["topic", "postcode_from", "postcode_to", "user"])

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        first, last = given["postcode_from"], given["postcode_to"]
        if bool(first) != bool(last) or last < first:
            self.add_error("postcode_to", _("Write both postcodes, the lower one first."))
        elif not first and not given["topic"]:
            self.add_error("topic", _("Choose a topic, an area, or both."))
        return given
