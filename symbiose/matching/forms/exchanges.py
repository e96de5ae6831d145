"""What is told of an exchange: when it began, that it pauses, why it ended."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.matching.dates import read_when, write_when
from symbiose.matching.enums import EndReason, Precision
from symbiose.matching.forms.proposals import RELEASE

MOST_NOTE = 300
WHEN_HINT = _("A day, a month or a year, for example 14.3.2025, 3.2025 or 2025.")


class WhenField(PlainText):
    """A day, a month or a year as people write it; cleaned to a `When`, None for empty."""

    def __init__(self, **options):
        options.setdefault("help_text", WHEN_HINT)
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        when = read_when(text)
        if when is None:
            raise ValidationError(_("We cannot read this. Write for example 14.3.2025, 3.2025 or 2025."), code="when")
        return when


def today():
    """Today as a form of this room shows a day."""
    return write_when(timezone.localdate(), Precision.DAY)


class TellForm(Form):
    """One thing that is told of an exchange; the prefix is its verb, so that several stand on one page."""

    def __init__(self, data=None, *, exchange, verb):
        self.exchange = exchange
        super().__init__(data, prefix=verb)


class AgreeForm(Form):
    """How the parties agreed, as an adviser heard it."""

    consent = PlainText(
        label=_("How did they agree?"),
        max_length=MOST_NOTE,
        help_text=_("For example: agreed on the telephone today with both. It is shown beside the exchange."),
    )


class BeginForm(TellForm):
    """When the first time was."""

    on = WhenField(label=_("When was the first time?"), initial=today)


class PauseForm(TellForm):
    """Since when it stands still, and why."""

    on = forms.DateField(label=_("Paused since"), widget=DateInput(), initial=timezone.localdate)
    reason = PlainText(label=_("Why?"), required=False, max_length=MOST_NOTE, help_text=RELEASE)


class PauseRightForm(Form):
    """Other days of a pause, or that it was none, and why; the prefix tells the pauses of a page apart."""

    starts = forms.DateField(label=_("Paused since"), widget=DateInput())
    ends = forms.DateField(label=_("Last day of the pause"), widget=DateInput())
    reason = PlainText(label=_("Why?"), max_length=MOST_NOTE, help_text=RELEASE)

    def __init__(self, data=None, *, still, remove=False):
        """`still` is the pause as the page shows it; `remove` where its days are of no matter."""
        self.still, self.pause = still, still.pk
        self.seen = f"{still.starts} {still.ends or ''}".strip()  # what the page showed
        super().__init__(
            data, prefix=f"pause-{still.pk or 'now'}", initial={"starts": still.starts, "ends": still.ends}
        )
        if still.ends is None:
            del self.fields["ends"]
        for name in {"starts", "ends"} & set(self.fields):
            self.fields[name].required = not remove


class ResumeForm(TellForm):
    """Since when it goes on, today unless said."""

    on = forms.DateField(label=_("Goes on since"), required=False, widget=DateInput(), initial=timezone.localdate)


class EndForm(TellForm):
    """Why and when it ended."""

    reason = forms.ChoiceField(
        label=_("Why did it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it ended.")},
    )
    note = PlainText(label=_("Anything to add"), required=False, max_length=MOST_NOTE, help_text=RELEASE)
    on = WhenField(label=_("When did it end?"), initial=today)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        left_out = EndReason.NEVER_BEGAN if self.exchange.began else EndReason.HISTORICAL
        self.fields["reason"].choices = [
            (value, capfirst(str(label))) for value, label in EndReason.choices if value != left_out
        ]


class ReopenForm(TellForm):
    """Why it is taken up again."""

    reason = PlainText(label=_("Why is it taken up again?"), max_length=MOST_NOTE, help_text=RELEASE)


TOLD = {"begin": BeginForm, "pause": PauseForm, "resume": ResumeForm, "end": EndForm, "reopen": ReopenForm}
