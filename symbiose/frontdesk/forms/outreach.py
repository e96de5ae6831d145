"""What is written when firms are called on: taking one, the talk, noes, rounds."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, EditForm, Form, PlainText
from symbiose.frontdesk.actions.outreach import Talk
from symbiose.frontdesk.forms.fields import RELEASE, choices_of
from symbiose.frontdesk.forms.work import FARTHEST
from symbiose.frontdesk.models import CallRound
from symbiose.frontdesk.outreach_enums import CallAnswer
from symbiose.frontdesk.outreach_limits import after_no
from symbiose.frontdesk.outreach_shown import trade_names

FOR_GOOD, UNTIL = "for_good", "until"
HOW_LONG = [(UNTIL, _("Not before a day")), (FOR_GOOD, _("No, never again"))]


class TakeForm(Form):
    """On which round, and why in spite of what is in the way where something is."""

    on_round = forms.ModelChoiceField(
        CallRound.objects.none(), label=_("On which round?"), required=False, empty_label=_("None in particular")
    )
    knowingly = PlainText(
        label=_("Why do you call them all the same?"),
        max_length=300,
        rows=2,
        help_text=_("The one who spoke with them or had taken them is told your reason."),
        error_messages={"required": _("Write why in a sentence. Without a reason nobody calls twice.")},
    )

    def __init__(self, *args, rounds, in_the_way: bool, **options):
        super().__init__(*args, **options)
        self.fields["on_round"].queryset = rounds
        if not rounds:
            del self.fields["on_round"]
        if not in_the_way:
            del self.fields["knowingly"]


class TalkForm(Form):
    """What was talked about and answered."""

    answer = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=choices_of(CallAnswer),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they answered.")},
    )
    outsource = forms.BooleanField(
        label=_("We talked about letting a new firm take over part of the production"), required=False
    )
    partner = forms.BooleanField(label=_("We talked about a partnership with a social enterprise"), required=False)
    neither_reason = PlainText(
        label=_("If neither: why not?"),
        max_length=300,
        required=False,
        help_text=_("For example: they only wanted to ask about something else."),
    )
    line = PlainText(label=_("What was said, in a sentence"), max_length=500, rows=2, required=False, help_text=RELEASE)
    person = PlainText(
        label=_("With whom?"),
        max_length=200,
        required=False,
        help_text=_("A role is enough, for example “the manager”."),
    )
    again_on = forms.DateField(
        label=_("If later: which day do you call again?"),
        widget=DateInput,
        required=False,
        help_text=_("The day stands on your start page when it comes."),
    )
    how_long = forms.ChoiceField(
        label=_("If no: may we call again?"), choices=HOW_LONG, widget=forms.RadioSelect, initial=UNTIL, required=False
    )
    stop_until = forms.DateField(label=_("Not before"), widget=DateInput, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["stop_until"].initial = after_no(timezone.localdate())

    def clean(self):
        given = super().clean()
        answer = given.get("answer")
        if self.errors or answer == CallAnswer.NOT_REACHED:
            return given
        if not given["line"]:
            self.add_error("line", _("Write in a sentence what was said."))
        if not (given["outsource"] or given["partner"] or given["neither_reason"]):
            self.add_error("neither_reason", _("Tick what you talked about, or write why it was neither."))
        if answer == CallAnswer.LATER:
            need_coming_day(self, "again_on", _("Write which day you call again."))
        if answer == CallAnswer.NO and given["how_long"] != FOR_GOOD:
            need_coming_day(self, "stop_until", _("Write from which day they may be called again, or choose never."))
        return given

    def talk(self) -> Talk:
        """What the verb takes; what does not belong to the answer is left out."""
        given = self.cleaned_data
        answer = given["answer"]
        if answer == CallAnswer.NOT_REACHED:
            return Talk(answer=answer, line=given["line"])
        stops = answer == CallAnswer.NO and given["how_long"] != FOR_GOOD
        neither = not (given["outsource"] or given["partner"])
        return Talk(
            answer=answer,
            line=given["line"],
            outsource=given["outsource"],
            partner=given["partner"],
            neither_reason=given["neither_reason"] if neither else "",
            person=given["person"],
            again_on=given["again_on"] if answer == CallAnswer.LATER else None,
            stop_until=the_day_before(given["stop_until"]) if stops else None,
        )


def need_coming_day(form: Form, name: str, sentence) -> None:
    """A day from tomorrow to ten years from now, or a sentence at its field."""
    day = form.cleaned_data.get(name)
    if day is None:
        form.add_error(name, sentence)
    elif not timezone.localdate() < day <= timezone.localdate() + FARTHEST:
        form.add_error(name, _("The day must lie after today and within ten years."))


def the_day_before(day: date) -> date:
    """A no holds until and with the day before they may be called again."""
    return date.fromordinal(day.toordinal() - 1)


class StopForm(Form):
    """Who said that they want no call, and for how long."""

    said_by = PlainText(
        label=_("Who said it?"),
        max_length=200,
        help_text=_("A role is enough, for example “the manager”."),
        error_messages={"required": _("Write who said it.")},
    )
    reason = PlainText(label=_("What did they say?"), max_length=500, rows=2, required=False, help_text=RELEASE)
    how_long = forms.ChoiceField(
        label=_("May we call again?"), choices=HOW_LONG, widget=forms.RadioSelect, initial=FOR_GOOD
    )
    stop_until = forms.DateField(label=_("Not before"), widget=DateInput, required=False)

    def clean(self):
        given = super().clean()
        if not self.errors and given["how_long"] == UNTIL:
            need_coming_day(self, "stop_until", _("Write from which day they may be called again, or choose never."))
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        given = self.cleaned_data
        until = the_day_before(given["stop_until"]) if given["how_long"] == UNTIL else None
        return {"said_by": given["said_by"], "reason": given["reason"], "until": until}


class RoundForm(EditForm):
    """Name, place, trade and period of a round."""

    name = PlainText(
        label=_("What is the round called?"),
        max_length=120,
        help_text=_("For example “Plastics and metal round Kjellerup”."),
        error_messages={"required": _("Give the round a name.")},
    )
    area = PlainText(
        label=_("Postcode or town"), max_length=80, required=False, help_text=_("Leave empty for everywhere.")
    )
    division = forms.ChoiceField(label=_("Trade"), required=False)
    starts_on = forms.DateField(
        label=_("From"), widget=DateInput, error_messages={"required": _("Write the first day.")}
    )
    ends_on = forms.DateField(label=_("To"), widget=DateInput, error_messages={"required": _("Write the last day.")})

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["version"].required = False
        names = trade_names(timezone.localdate())
        self.fields["division"].choices = [
            ("", _("All trades")),
            *((code, f"{code} {capfirst(name)}") for code, name in sorted(names.items())),
        ]

    @staticmethod
    def of(call_round: CallRound) -> dict[str, object]:
        """How it stands now."""
        names = ("name", "area", "division", "starts_on", "ends_on", "version")
        return {name: getattr(call_round, name) for name in names}

    def clean(self):
        given = super().clean()
        if not self.errors and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("The last day cannot lie before the first day."))
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"form_key", "version"}}


class WhyForm(Form):
    """One sentence that says why; the page asks the question."""

    reason = PlainText(
        label=_("Why?"),
        max_length=300,
        rows=2,
        help_text=RELEASE,
        error_messages={"required": _("Write why in a sentence.")},
    )

    def __init__(self, *args, label="", **options):
        super().__init__(*args, **options)
        if label:
            self.fields["reason"].label = label
