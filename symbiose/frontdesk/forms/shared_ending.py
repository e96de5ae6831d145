"""What a shared task led to, and to whom it is handed over."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import Form, PlainText, row_number
from symbiose.common.registry import KINDS
from symbiose.frontdesk.forms.fields import RELEASE, choices_of, note_to_the_next, topic_field
from symbiose.frontdesk.forms.shared_tasks import CaseNumber, OwnerField
from symbiose.frontdesk.models.shared_tasks import LedTo, SharedTask
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.queries.shared_tasks import is_shared

LISTING = "listings.listing"
NUMBER_AT_END = re.compile(r"(\d{1,18})/?$")


class LeadForm(Form):
    """What a shared task led to."""

    to = forms.ChoiceField(
        label=_("What did it lead to?"),
        choices=choices_of(LedTo),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it led to.")},
    )
    outcome = PlainText(
        label=_("What was agreed?"),
        max_length=2000,
        rows=4,
        help_text=RELEASE,
        error_messages={"required": _("Write what was agreed, in a sentence or two.")},
    )
    case_number = CaseNumber(
        label=_("Which case is the step in?"),
        max_length=20,
        required=False,
        help_text=_("Only for a step in a case: its number. What was agreed is written in its dialogue."),
    )
    listing = PlainText(
        label=_("Which listing?"),
        max_length=300,
        required=False,
        help_text=_("Only for a listing: the address of its page, or the number at the end of it."),
    )

    def __init__(self, *args, actor: Actor, task: SharedTask, **options):
        case = task.case if task.case_id and cases_visible_to(actor).filter(pk=task.case_id).exists() else None
        super().__init__(*args, initial={"case_number": case.number if case else ""}, **options)
        self.actor, self.is_shared = actor, is_shared(task)
        self.fields["case_number"].cases = cases_visible_to(actor)
        self.fields["topic"] = topic_field()
        self.fields["topic"].required = False
        self.fields["topic"].help_text = _("Only for a new case.")
        self.fields["topic"].widget.attrs["class"] = "form-select"
        if not actor.is_adviser:
            del self.fields["topic"]
            self.fields["to"].choices = [one for one in choices_of(LedTo) if one[0] != LedTo.NEW_CASE]

    def clean_listing(self):
        said = NUMBER_AT_END.search(self.cleaned_data["listing"].strip())
        number = row_number(said[1]) if said else None
        if not self.cleaned_data["listing"]:
            return None
        found = KINDS[LISTING].visible(self.actor).filter(pk=number).first() if number else None
        if found is None:
            raise ValidationError(_("We know no listing of that number."), code="unknown")
        return found

    def clean(self):
        given = super().clean()
        if given.get("to") == LedTo.AGREEMENT and not self.is_shared:
            self.add_error("to", _("An agreement between departments takes input from two of them."))
        lacking = {LedTo.STEP: "case_number", LedTo.LISTING: "listing"}.get(given.get("to", ""))
        if lacking and not given.get(lacking) and lacking not in self.errors:
            self.add_error(lacking, _("Say which one, so that the chain leads there."))
        return given


class GiveSharedForm(Form):
    """To whom, and what they must know."""

    to = OwnerField(label=_("Who gets it?"), widget=forms.RadioSelect)
    note = note_to_the_next()

    def __init__(self, *args, actor: Actor, task: SharedTask, **options):
        super().__init__(*args, **options)
        self.fields["to"].offer(actor, task.asked_by_id)
        self.fields["to"].choices = [one for one in self.fields["to"].choices if one[0] != str(task.owner_id)]
