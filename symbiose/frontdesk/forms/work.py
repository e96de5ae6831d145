"""What is written in the daily work with a case: next step, dialogue, parties, tasks."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import LONGEST_ADDRESS, DateInput, EditForm, Form, PlainText
from symbiose.frontdesk.enums import NextKind
from symbiose.frontdesk.forms.fields import RELEASE, FirmField, KnowsFirms, choices_of, department_field, happened
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.routing import Desk
from symbiose.organisations.enums import ContactKind, Direction

FARTHEST = timedelta(days=3660)
LONGEST_TEXT = 4000


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **options):
        super().__init__(format="%H:%M", **options)


def day_ahead(day):
    """A day from today to ten years from now."""
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST:
        raise ValidationError(_("The day must lie within ten years from today."), code="range")
    return day


class PersonField(forms.ChoiceField):
    """One of the people at an entrance; cleaned to the user."""

    def __init__(self, **options):
        super().__init__(**options)
        self.people = {}

    def offer(self, at: Desk, *, present: bool = False, but: int | None = None):
        """The people of the desk; only those who are there where one must be."""
        ids = at.present if present else at.standing.keys()
        self.people = {str(pk): at.standing[pk].user for pk in ids if pk != but}
        self.choices = sorted(((pk, user.name) for pk, user in self.people.items()), key=lambda pair: pair[1])

    def clean(self, value):
        return self.people.get(super().clean(value))


class NextStepForm(EditForm):
    """What happens next, when, and who does it."""

    kind = forms.ChoiceField(
        label=_("What happens next?"),
        choices=choices_of(NextKind),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens next.")},
    )
    on = forms.DateField(
        label=_("Which day?"), widget=DateInput, error_messages={"required": _("Write which day it is.")}
    )
    at = forms.TimeField(label=_("At what time?"), widget=TimeInput, required=False)
    text = PlainText(label=_("About what?"), max_length=300, rows=2, required=False, help_text=RELEASE)
    owner = PersonField(label=_("Who does it?"))

    def __init__(self, *args, at_desk: Desk, **options):
        super().__init__(*args, **options)
        self.fields["owner"].offer(at_desk)

    @staticmethod
    def of(case: Case) -> dict[str, object]:
        """How it stands now."""
        first = {"kind": case.next_kind, "on": case.next_on, "at": case.next_at, "text": case.next_text}
        return first | {"owner": str(case.next_owner_id or case.owner_id), "version": case.version}

    def clean_on(self):
        return day_ahead(self.cleaned_data["on"])


class DialogueForm(Form):
    """A call, a visit, a meeting, a letter or a note."""

    kind = forms.ChoiceField(
        label=_("What was it?"), choices=choices_of(ContactKind), widget=forms.RadioSelect, initial="call"
    )
    direction = forms.ChoiceField(
        label=_("Who took the first step?"),
        choices=choices_of(Direction),
        widget=forms.RadioSelect,
        initial=Direction.OUT.value,
        required=False,
    )
    person = PlainText(label=_("With whom?"), max_length=200, required=False)
    text = PlainText(
        label=_("What was said?"),
        max_length=LONGEST_TEXT,
        rows=4,
        help_text=RELEASE,
        error_messages={"required": _("Write what was said.")},
    )
    happened_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Leave empty for just now."),
    )
    confidential_reason = PlainText(
        label=_("Confidential? Write why"),
        max_length=300,
        required=False,
        help_text=_("Then only the entrance reads it. The municipality may still have to release it."),
    )
    answers = forms.ModelMultipleChoiceField(
        Enquiry.objects.none(),
        label=_("Whom did you answer by it?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The others still wait, and it stays on the start page."),
    )
    step_done = forms.BooleanField(label=_("This was the next step"), required=False)

    def __init__(self, *args, step: str, keeps: bool, waiting, **options):
        super().__init__(*args, **options)
        self.fields["answers"].queryset = waiting
        self.fields["answers"].label_from_instance = self._writer
        self.initial["answers"] = list(waiting)
        if len(self.initial["answers"]) < 2:  # noqa: PLR2004  one alone is not chosen among
            del self.fields["answers"]
        if not step or not keeps:
            del self.fields["step_done"]
        if not keeps:
            del self.fields["confidential_reason"]

    @staticmethod
    def _writer(enquiry: Enquiry) -> str:
        return ": ".join(filter(None, (enquiry.name, enquiry.title)))

    def clean_happened_at(self):
        return happened(
            self.cleaned_data["happened_at"], _("That has not happened yet. Write it down as the next step.")
        )

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them; a note has no direction."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return given | ({"direction": ""} if given["kind"] == ContactKind.NOTE else {})


class PartyForm(KnowsFirms, Form):
    """Somebody else who takes part: an organisation, a person, or both."""

    organisation = FirmField(label=_("Which organisation?"))
    name = PlainText(label=_("Name of a person"), max_length=200, required=False)
    role = PlainText(
        label=_("In which role?"), max_length=120, required=False, help_text=_("For example “production manager”.")
    )
    phone = PlainText(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=LONGEST_ADDRESS)

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("organisation") and not given.get("name"):
            raise ValidationError(_("Write an organisation, a person, or both."), code="nobody")
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class TaskForm(Form):
    """What is to be done, by whom, by when."""

    what = PlainText(
        label=_("What is to be done?"),
        max_length=300,
        help_text=RELEASE,
        error_messages={"required": _("Write what is to be done.")},
    )
    user = PersonField(label=_("Who at the entrance?"), required=False)
    organisation = department_field(label=_("Or which department?"))
    due_on = forms.DateField(
        label=_("Until when?"), widget=DateInput, error_messages={"required": _("Write until when.")}
    )

    def __init__(self, *args, at_desk: Desk, **options):
        super().__init__(*args, **options)
        self.fields["user"].offer(at_desk)
        self.fields["user"].choices = [("", _("Nobody there")), *self.fields["user"].choices]

    def clean_due_on(self):
        return day_ahead(self.cleaned_data["due_on"])

    def clean(self):
        given = super().clean()
        if not self.errors and bool(given.get("user")) == bool(given.get("organisation")):
            raise ValidationError(_("Choose one: somebody at the entrance, or a department."), code="one")
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class ResultForm(Form):
    """What came of a task."""

    reason = PlainText(
        label=_("What came of it?"),
        max_length=500,
        rows=3,
        help_text=RELEASE,
        error_messages={"required": _("Write what came of it.")},
    )
