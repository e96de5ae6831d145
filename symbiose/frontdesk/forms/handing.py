"""To whom a case or an enquiry goes, with which it is gathered, what is parted from it, and a yes to passing it on."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.frontdesk.forms.fields import note_to_the_next
from symbiose.frontdesk.forms.work import PersonField
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.routing import Desk


class HandOverForm(Form):
    """To whom, and what they must know."""

    to = PersonField(label=_("Who gets it?"), widget=forms.RadioSelect)
    note = note_to_the_next()

    def __init__(self, *args, at_desk: Desk, owner_id: int, **options):
        super().__init__(*args, **options)
        self.fields["to"].offer(at_desk, present=True, but=owner_id)
        if not self.fields["to"].choices:
            self.fields["to"].help_text = _("Nobody else is at the entrance today. Choose again when somebody is back.")


class MergeForm(Form):
    """Which case it is the same as, and why."""

    number = PlainText(
        label=_("Which case is it the same as?"),
        max_length=20,
        help_text=_("Write its number, for example 2026-0311. That one stays."),
    )
    reason = PlainText(
        label=_("Why?"), max_length=300, rows=2, error_messages={"required": _("Write why in a sentence.")}
    )

    def __init__(self, *args, cases, **options):
        self.cases = cases
        super().__init__(*args, **options)

    def clean_number(self):
        case = self.cases.filter(number=self.cleaned_data["number"].replace("\u2011", "-")).first()
        if case is None:
            raise ValidationError(_("We know no other open case of that number."), code="unknown")
        return case


class SplitForm(Form):
    """Which enquiries and lines were about another matter, and what that is called."""

    title = PlainText(label=_("What do they want in the other matter, in their own words?"), max_length=160)
    enquiries = forms.ModelMultipleChoiceField(
        Enquiry.objects.none(),
        label=_("Which enquiries belong to it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one enquiry.")},
    )
    lines = forms.MultipleChoiceField(
        label=_("Which lines of the dialogue?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = PlainText(
        label=_("Why?"), max_length=300, rows=2, error_messages={"required": _("Write why in a sentence.")}
    )

    def __init__(self, *args, case: Case, lines, **options):
        super().__init__(*args, **options)
        self.said = {str(line.pk): line for line in lines}
        self.fields["enquiries"].queryset = case.enquiries.order_by("received_at", "pk")
        self.fields["lines"].choices = [(pk, self._short(line)) for pk, line in self.said.items()]

    @staticmethod
    def _short(line) -> str:
        return f"{timezone.localtime(line.happened_at):%d.%m.%Y}: {line.text[:80]}"

    def clean_lines(self):
        return [self.said[pk] for pk in self.cleaned_data["lines"]]


class PassOnForm(Form):
    """How the one who asked said yes to it."""

    reason = PlainText(
        label=_("How did they say yes to passing it on?"),
        max_length=300,
        rows=2,
        help_text=_("For example: said yes on the telephone today. The municipality sees it beside the enquiry."),
        error_messages={"required": _("Write how they said yes. Without a yes nothing is passed on.")},
    )
