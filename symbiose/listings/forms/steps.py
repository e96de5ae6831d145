"""The answer of an authority, whose task it is to get it, and why an answer is taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, EditForm, Form, PlainText
from symbiose.listings.authority import said, step_takers
from symbiose.listings.enums import StepOutcome, Waste
from symbiose.listings.models import AuthorityStep
from symbiose.organisations.queries import representatives

FIRST_DAY = date(2000, 1, 1)
FARTHEST = timedelta(days=3660)
ENTRANCE, OWNER = "entrance", "owner"
ANSWERED = _("Somebody has answered for one of them in the meantime. Nothing is recorded. Look again.")


def _within(day, first: date, last: date, sentence):
    if day is not None and not first <= day <= last:
        raise forms.ValidationError(sentence, code="range")
    return day


class StepForm(Form):
    """What was answered, by whom, when. A step that settles the waste status asks for the status."""

    waste = forms.ChoiceField(
        label=_("What is it, then?"),
        choices=[(one.value, capfirst(one.label)) for one in (Waste.BY_PRODUCT, Waste.WASTE, Waste.END_OF_WASTE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    outcome = forms.ChoiceField(
        label=_("What was the answer?"),
        choices=[(value, capfirst(label)) for value, label in StepOutcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the answer was.")},
    )
    authority = PlainText(
        label=_("Who answered?"), max_length=200, error_messages={"required": _("Write who answered.")}
    )
    settled_on = forms.DateField(
        label=_("Which day?"), widget=DateInput, error_messages={"required": _("Write on which day they answered.")}
    )
    reference = PlainText(
        label=_("Their reference number"), max_length=120, required=False, help_text=_("If there is one.")
    )
    note = PlainText(
        label=_("What did they say?"),
        max_length=2000,
        rows=3,
        help_text=_("One or two sentences. Also the conditions, if there are any."),
        error_messages={"required": _("Write in a sentence what they said.")},
    )
    valid_until = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=DateInput,
        help_text=_("Leave it empty where no day was said."),
    )

    def __init__(self, *args, step: AuthorityStep, kind, **options):
        super().__init__(*args, **options)
        self.step = step
        self.fields["authority"].initial = said(kind.authority)
        self.fields["settled_on"].initial = timezone.localdate
        if kind.opens_for != Waste.UNKNOWN:
            del self.fields["waste"]
        else:
            del self.fields["outcome"]
        if not kind.stops:
            del self.fields["valid_until"]

    def clean_settled_on(self):
        return _within(
            self.cleaned_data["settled_on"],
            FIRST_DAY,
            timezone.localdate(),
            _("The day cannot lie in the future, nor before 2000."),
        )

    def clean_valid_until(self):
        today = timezone.localdate()
        return _within(
            self.cleaned_data["valid_until"],
            today,
            today + FARTHEST,
            _("The last day must lie within ten years from today."),
        )

    def answer(self) -> dict[str, object]:
        """The fields of the verb; a settled status lets the material go."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return {"outcome": StepOutcome.ALLOWED.value, **given}


class GatheredForm(StepForm):
    """One answer to several steps of one kind. What stops is chosen one by one, the rest is chosen already."""

    chosen = forms.MultipleChoiceField(
        label=_("Which listings is the answer about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one listing.")},
    )
    field_order = ("chosen",)

    def __init__(self, *args, steps: list[AuthorityStep], kind, **options):
        super().__init__(*args, step=steps[0], kind=kind, **options)
        self.steps = {str(step.pk): step for step in steps}
        self.fields["chosen"].choices = [(pk, step.listing.title) for pk, step in self.steps.items()]
        self.fields["chosen"].error_messages["invalid_choice"] = ANSWERED
        self.fields["chosen"].initial = [] if kind.stops else list(self.steps)

    @property
    def boxes(self):
        """Each box with its step."""
        return list(zip(self["chosen"], self.steps.values(), strict=True))

    @property
    def other_fields(self):
        """The answer's own fields."""
        return [field for field in self.visible_fields() if field.name != "chosen"]

    def clean_chosen(self):
        return [self.steps[pk] for pk in self.cleaned_data["chosen"]]

    def answer(self) -> dict[str, object]:
        return {name: value for name, value in super().answer().items() if name != "chosen"}


class AssignForm(EditForm):
    """Whose task it is, and until when."""

    owner = forms.ChoiceField(label=_("Whose task is it?"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Until when?"), widget=DateInput)

    def __init__(self, *args, step: AuthorityStep, **options):
        super().__init__(*args, **options)
        colleagues = step_takers()
        self.people = {str(person.pk): person for person in colleagues}
        has_people = representatives(step.listing.organisation_id).exists()
        own = [(OWNER, step.listing.organisation.name)] if has_people else []
        self.fields["owner"].choices = [
            (ENTRANCE, _("The entrance")),
            *own,
            *((str(person.pk), person.name) for person in colleagues),
        ]

    def clean_due_on(self):
        today = timezone.localdate()
        return _within(
            self.cleaned_data["due_on"],
            today,
            today + FARTHEST,
            _("The deadline must lie within ten years from today."),
        )

    def taker(self, step: AuthorityStep) -> dict[str, object]:
        """The owner as the verb takes it."""
        chosen = self.cleaned_data["owner"]
        own = step.listing.organisation if chosen == OWNER else None
        return {"user": self.people.get(chosen), "organisation": own, "due_on": self.cleaned_data["due_on"]}

    @staticmethod
    def of(step: AuthorityStep) -> dict[str, object]:
        """How it stands now."""
        owner = OWNER if step.owner_organisation_id else str(step.owner_user_id or ENTRANCE)
        return {"owner": owner, "due_on": step.due_on, "version": step.version}


class UndoStepForm(Form):
    """Why a recorded answer does not hold."""

    reason = PlainText(
        label=_("Why is it taken back?"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Write why. The history keeps the answer and the reason.")},
    )
