"""What is written down while one talks."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.frontdesk.actions import NextStep, Writer
from symbiose.frontdesk.enums import NextKind
from symbiose.frontdesk.forms.fields import RELEASE, choices_of, topic_field
from symbiose.frontdesk.forms.work import TimeInput, day_ahead
from symbiose.frontdesk.limits import respond_by
from symbiose.frontdesk.shown import next_step_in_words
from symbiose.frontdesk.topics import OTHER

LONGEST_NOTE = 4000
ANSWERED, FOLLOW_UP = "answered", "follow_up"


class FindForm(forms.Form):
    """What one types while somebody talks, the firm that was chosen, and whether the first hit is meant."""

    q = forms.CharField(max_length=200, required=False, strip=True)
    firma = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    gemt = forms.SlugField(max_length=20, required=False)

    @property
    def words(self) -> str:
        """The words; the first 200 signs of what is longer."""
        self.is_valid()
        return self.cleaned_data.get("q") or str(self.data.get("q", ""))[:200].strip()

    def value(self, name: str):
        """One of the others; None for what makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


def in_words(case) -> str:
    """S-2026-0004: Vi har træ til overs (besøg 12. januar)."""
    step = next_step_in_words(case)
    return f"{case.number}: {case.title}" + (f" ({step})" if step else "")


class CallForm(Form):
    """What it was about, who called where that is not known, and what was promised."""

    note = PlainText(
        label=_("What was it about, and what did you say?"),
        max_length=LONGEST_NOTE,
        rows=3,
        required=False,
        help_text=RELEASE,
    )
    name = PlainText(label=_("Who is it?"), max_length=200, required=False)
    organisation_text = PlainText(label=_("Organisation that we do not know yet"), max_length=200, required=False)
    phone = PlainText(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    kind = forms.ChoiceField(label=_("What happens next?"), choices=choices_of(NextKind), required=False)
    on = forms.DateField(label=_("Which day?"), widget=DateInput, required=False)
    at = forms.TimeField(label=_("At what time?"), widget=TimeInput, required=False)

    replace = forms.BooleanField(
        label=_("Let this replace the next step that is agreed in the case"),
        help_text=_("Otherwise the agreed step stays as it is."),
        required=False,
    )

    def __init__(self, *args, firm=None, cases=(), **options):
        options["initial"] = {"kind": NextKind.CALL.value, "on": self.promised(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        if firm is not None:
            self.fields["note"].widget.attrs["autofocus"] = True
        self.firm, self.cases = firm, {case.number: case for case in cases}
        self.fields["topic"] = topic_field()
        self.fields["topic"].required, self.fields["topic"].initial = False, OTHER
        titles = [(number, in_words(case)) for number, case in self.cases.items()]
        self.fields["case"] = forms.ChoiceField(
            label=_("Where does it belong?"), choices=[("", _("In a case of its own")), *titles], required=False
        )
        for name in ("topic", "case"):
            self.fields[name].widget.attrs["class"] = "form-select"
        if not self.cases:
            del self.fields["case"]
        if not any(case.next_on for case in self.cases.values()):
            del self.fields["replace"]
        if firm is not None:
            del self.fields["organisation_text"]

    @staticmethod
    def promised():
        """The day by which one answers at the latest: what the municipality has promised those who turn up today."""
        return respond_by(timezone.localdate())

    @property
    def follows_up(self) -> bool:
        """Which of the two buttons was pressed; Enter is the first."""
        return self.data.get("act") == FOLLOW_UP

    def clean_on(self):
        day = self.cleaned_data["on"]
        return day_ahead(day) if day and self.follows_up else day

    def clean(self):
        given = super().clean()
        if self.follows_up and not self.errors:
            if not given["note"]:
                self.add_error("note", _("Write in a few words what it is about."))
            if not given["on"]:
                self.add_error("on", _("Write which day it is."))
        return given

    @property
    def replaces_step(self) -> bool:
        """Whether what was promised now takes the place of what is agreed in the case."""
        return bool(self.cleaned_data.get("replace"))

    def writer(self) -> Writer:
        """Who called, as the verbs take it."""
        given = self.cleaned_data
        return Writer(
            name=given["name"],
            phone=given["phone"],
            organisation_text=given.get("organisation_text", ""),
            organisation=self.firm,
        )

    def chosen_topic(self) -> str:
        """What it was about, in the municipality's own topics."""
        return self.cleaned_data["topic"] or OTHER

    def chosen_case(self):
        """The open case that it belongs to; None for one of its own."""
        return self.cases.get(self.cleaned_data.get("case", ""))

    def next_step(self) -> NextStep:
        """What was promised."""
        given = self.cleaned_data
        return NextStep(kind=given["kind"] or NextKind.CALL.value, on=given["on"], at=given["at"])
