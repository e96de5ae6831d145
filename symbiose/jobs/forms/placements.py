"""Forms of placements: how one begins to be, what is told of it, its hours, talks and terms, help, the first day."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, DateInput, EditForm, Form, PlainText
from symbiose.jobs import words
from symbiose.jobs.enums import Outcome, VitasState, Voice
from symbiose.jobs.forms.telling import Support
from symbiose.jobs.models import Candidate, Position

MOST_WORDS = 300
RELEASE = _("What you write here may have to be released if somebody asks for access to documents.")
NOTHING_OF_HEALTH = _("Write nothing of illness, cause or treatment.")
NO_CHOICE = [("", "")]
WHO = {"required": _("Choose who asks for help.")}


def day_field(label, **options):
    """A day in the browser's own field."""
    return forms.DateField(label=label, widget=DateInput(), **options)


class ButtonForm(Form):
    """A button: nothing but the key that makes a double click harmless, and what it is about."""

    row = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TermsFields(Form):
    """What a placement begins with."""

    starts_on = day_field(_("First day"))
    hours = DanishNumber(
        label=_("Hours a week from the first day"), help_text=_("Whole or half hours."), decimal_places=1
    )
    form = forms.ChoiceField(label=_("Form of job"))
    pay_basis = forms.ChoiceField(
        label=_("Pay"), required=False, help_text=_("Empty is what is usual for the form of job.")
    )
    mentor = PlainText(label=_("Mentor at the workplace"), required=False, max_length=200)
    mentor_hours = Support(
        label=_("Support, hours a week"),
        required=False,
        help_text=_("How much room it takes at the workplace. It is never a cost of the person."),
    )
    expected_end = day_field(_("Expected last day"), required=False)
    second = forms.BooleanField(label=_("It is a second, smaller placement beside the main one"), required=False)
    reason = PlainText(
        label=_("Why, where the ratio rule has no room"), required=False, max_length=MOST_WORDS, help_text=RELEASE
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["form"].choices = [*NO_CHOICE, *words.form_choices()]
        self.fields["pay_basis"].choices = [*NO_CHOICE, *words.pay_choices()]

    def values(self):
        """What the verb takes."""
        told = self.cleaned_data
        return {
            name: told[name]
            for name in ("starts_on", "hours", "form", "pay_basis", "mentor", "mentor_hours", "expected_end", "reason")
        } | {"main": not told["second"]}


class AgreeForm(TermsFields):
    """A placement from an offer that both said yes to."""


class DeclareForm(TermsFields):
    """A placement that was made elsewhere: who, where, and how both agreed."""

    code = PlainText(label=_("The person's code"), max_length=12, help_text=_("For example K-0417."))
    position = PlainText(
        label=_("Number of the position"), max_length=12, help_text=_("It stands on the page of the position.")
    )
    consent = PlainText(
        label=_("How did both agree?"),
        max_length=MOST_WORDS,
        help_text=_("For example: agreed at a visit on 3 November with both."),
    )
    field_order = ("code", "position", "starts_on")

    def clean_code(self):
        """The person behind a code."""
        return _found(Candidate, "code", self.cleaned_data["code"], _("There is no person with this code."))

    def clean_position(self):
        """The position behind a number."""
        return _found(Position, "number", self.cleaned_data["position"], _("There is no position with this number."))


def _found(kind, field, text, sentence):
    written = text.strip().upper().replace("\N{NON-BREAKING HYPHEN}", "-")
    found = kind.objects.filter(**{field: written}).first()
    if found is None:
        raise ValidationError(sentence, code="unknown")
    return found


class TellForm(Form):
    """One thing that is told of a placement; the prefix is its verb, so that several stand on one page."""

    def __init__(self, data=None, *, placement, verb):
        self.placement = placement
        super().__init__(data, prefix=verb)


class BeginForm(TellForm):
    """The first day."""

    on = day_field(_("When was the first day?"))

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["on"].initial = min(self.placement.starts_on, timezone.localdate())


class PauseForm(TellForm):
    """From and to; nobody is asked why."""

    on = day_field(_("Paused from"), initial=timezone.localdate)
    until = day_field(_("To, where a last day is known"), required=False)


class ResumeForm(TellForm):
    """Since when somebody works again."""

    on = day_field(_("Works again from"), initial=timezone.localdate)


class EndForm(TellForm):
    """How it ended, and when."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    on = day_field(_("Last day"), initial=timezone.localdate)
    note = PlainText(
        label=_("In a few words, if there is something to add"),
        required=False,
        max_length=MOST_WORDS,
        help_text=NOTHING_OF_HEALTH,
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        begun = self.placement.state != "agreed"
        told = [one for one in Outcome if one is not Outcome.NOT_FOLLOWED]
        only = [one for one in told if (one is Outcome.NEVER_BEGAN) is not begun]
        self.fields["outcome"].choices = [(one.value, capfirst(str(one.label))) for one in only]
        if not begun:
            del self.fields["on"]
            self.fields["outcome"].initial = Outcome.NEVER_BEGAN.value


class ReopenForm(TellForm):
    """Why it is taken up again."""

    reason = PlainText(label=_("Why is it taken up again?"), max_length=MOST_WORDS, help_text=RELEASE)
    despite = PlainText(
        label=_("Why, where the ratio rule has no room"), required=False, max_length=MOST_WORDS, help_text=RELEASE
    )


class UnbeginForm(TellForm):
    """It was told too early: a button."""


TOLD = {
    "begin": BeginForm,
    "not_begun": UnbeginForm,
    "pause": PauseForm,
    "resume": ResumeForm,
    "end": EndForm,
    "reopen": ReopenForm,
}


class PauseRightForm(Form):
    """Other days of a pause."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    starts = day_field(_("Paused from"))
    ends = day_field(_("Last day of the pause"), required=False)


class StepForm(Form):
    """So many hours a week from a day on."""

    from_day = day_field(_("From"), initial=timezone.localdate)
    hours = DanishNumber(label=_("Hours a week"), help_text=_("Whole or half hours."), decimal_places=1)


class PlanTalkForm(Form):
    """A day for a talk; `row` where one that is planned gets another day."""

    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    due_on = day_field(_("Day of the talk"))


class HoldTalkForm(Form):
    """A talk that was held."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    held_on = day_field(_("Held on"), initial=timezone.localdate)
    note = PlainText(label=_("What was agreed"), required=False, max_length=2000, rows=3, help_text=NOTHING_OF_HEALTH)


class ChangeForm(EditForm):
    """What is agreed beside the days."""

    mentor = PlainText(label=_("Mentor at the workplace"), required=False, max_length=200)
    mentor_hours = Support(label=_("Support, hours a week"), required=False)
    expected_end = day_field(_("Expected last day"), required=False)
    main = forms.BooleanField(label=_("It is the person's main placement"), required=False)


class TermsForm(EditForm):
    """Form, pay and what VITAS says."""

    form = forms.ChoiceField(label=_("Form of job"))
    pay_basis = forms.ChoiceField(label=_("Pay"), required=False)
    vitas_state = forms.ChoiceField(
        label=_("What does VITAS say?"),
        required=False,
        help_text=_("The application itself lies in VITAS. Here stands only its state, number and day."),
    )
    vitas_reference = PlainText(label=_("Number in VITAS"), required=False, max_length=40)
    vitas_on = day_field(_("Day in VITAS"), required=False)

    def __init__(self, data=None, *, terms, **options):
        super().__init__(data, **options)
        self.fields["form"].choices = _with_old(words.form_choices(), terms.form, words.form_name)
        self.fields["pay_basis"].choices = [*NO_CHOICE, *_with_old(words.pay_choices(), terms.pay_basis, str)]
        self.fields["vitas_state"].choices = [(value, capfirst(str(label))) for value, label in VitasState.choices]


def _with_old(choices, code, name):
    """The choices of today, and the one that the record has where it holds no more."""
    return choices if not code or code in dict(choices) else [*choices, (code, name(code))]


class HelpForm(Form):
    """Help wanted: who asks, and a few words if they wish."""

    voice = forms.ChoiceField(label=_("Who asks?"), widget=forms.RadioSelect, error_messages=WHO)
    note = PlainText(
        label=_("A few words, if you wish"), required=False, max_length=MOST_WORDS, help_text=NOTHING_OF_HEALTH
    )

    def __init__(self, data=None, *, voices, **options):
        super().__init__(data, **options)
        self.fields["voice"].choices = [(one.value, capfirst(str(one.label))) for one in Voice if one in voices]
        if len(voices) == 1:
            self.fields["voice"].widget = forms.HiddenInput()
            self.fields["voice"].initial = voices[0].value


class SettleForm(Form):
    """What was done about a call."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    settlement = PlainText(
        label=_("What was done?"), required=False, max_length=MOST_WORDS, help_text=NOTHING_OF_HEALTH
    )


class FirstDayForm(EditForm):
    """The first-day sheet; everything may wait."""

    at = forms.TimeField(
        label=_("When to come"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    who_meets = PlainText(label=_("Who meets the person?"), required=False, max_length=200)
    where = PlainText(label=_("Where?"), required=False, max_length=MOST_WORDS)
    way = PlainText(label=_("Which bus or way?"), required=False, max_length=MOST_WORDS)
    work = PlainText(label=_("What does one do the first day?"), required=False, max_length=2000, rows=4)
    break_at = PlainText(label=_("When is the break?"), required=False, max_length=120)
    bring = PlainText(label=_("What to bring?"), required=False, max_length=MOST_WORDS)


class PhotoForm(Form):
    """A photo of the place or of who meets the person, given by those who may give it."""

    photo = forms.FileField(
        label=_("Photo of the place, or of who meets the person"),
        help_text=_("JPEG, PNG or WebP, at most 15 MB. Place, time and camera are removed from the file."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    given = forms.BooleanField(label=_("Those in the photo have said yes to it being shown"))
