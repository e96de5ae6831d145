"""What people tell of a handover: as usual, as the other side says, another amount, or nothing this time; and pictures."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, DateInput, Form, PlainText
from symbiose.ledger.enums import PartyRole
from symbiose.listings.enums import Per
from symbiose.listings.forms.photos import PhotosField
from symbiose.matching.actions.handing.judging import (
    HandoverRefused,
    require_quantity,
    times_usual,
    units_for,
    wrong_unit,
)
from symbiose.matching.dates import When, on_day, read_when
from symbiose.matching.enums import Precision, SaidHow
from symbiose.matching.forms.proposals import RELEASE
from symbiose.matching.handing.counting import Said, said_of
from symbiose.matching.handing.periods import is_month, month_before, say_period, usual
from symbiose.matching.handing.words import amount, number, unit_name
from symbiose.matching.models import Exchange, Handover, HandoverReport

USUAL, THEIRS, OTHER, UNKNOWN, NOTHING = "usual", "theirs", "other", "unknown", "nothing"
DECIMALS = 3


class TellForm(Form):
    """Two taps: choose what fits, and send. `mine` is what one's own side has said, `theirs` what the other has."""

    answer = forms.ChoiceField(
        label=_("Was it handed over?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    quantity = DanishNumber(
        label=_("About how much?"),
        required=False,
        min_value=Decimal(0),
        decimal_places=DECIMALS,
        error_messages={
            "min_value": _("Write how much it was, above 0. If nothing was handed over, choose “No”."),
            "invalid": _("Write a number, for example 120 or 1.200,5."),
        },
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    how = forms.ChoiceField(
        label=_("Weighed or estimated?"),
        choices=[(SaidHow.ESTIMATED.value, _("Estimated")), (SaidHow.WEIGHED.value, _("Weighed or counted"))],
        widget=forms.RadioSelect,
        required=False,
    )
    comment = PlainText(label=_("Anything you want to add"), rows=2, max_length=1000, required=False, help_text=RELEASE)
    when = forms.DateField(
        label=_("On which day?"),
        widget=DateInput,
        required=False,
        error_messages={"invalid": _("Write a day, for example 4.3.2026.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, handover: Handover, mine=None, theirs=None, initial=None, **options):
        self.handover, self.mine, self.theirs = handover, mine, theirs
        self.expected = usual(handover.exchange, handover.starts_on, handover.ends_on)
        super().__init__(data, initial=_initial(handover.exchange, mine) | (initial or {}), **options)
        if handover.pk and not is_month(handover.starts_on, handover.ends_on) and not (mine or theirs):
            self.initial["when"] = handover.starts_on
        else:
            del self.fields["when"]
        self.fields["answer"].choices = self._answers()
        units = dict.fromkeys([*units_for(handover.exchange), *([mine.unit] if mine and mine.unit else [])])
        self.fields["unit"].choices = [(code, unit_name(code)) for code in units]
        self.fields["unit"].error_messages["invalid_choice"] = wrong_unit(handover.exchange)

    def _answers(self):
        answers = [(OTHER, _("Yes, another amount")), (UNKNOWN, _("Yes, but we do not know how much"))]
        if self.expected and not (self.theirs_amount and said_of(self.theirs).quantity == self.expected):
            answers.insert(0, (USUAL, _("Yes, about %(amount)s as agreed") % {"amount": self.usual_amount}))
        if self.theirs_amount:
            answers.insert(0, (THEIRS, _("Yes, %(amount)s, as they say") % {"amount": self.theirs_amount}))
        return [*answers, (NOTHING, _("No, not this time"))]

    @property
    def amount_fields(self):
        """The two fields of a figure of one's own; needed only with that answer."""
        return [self["quantity"], self["unit"]]

    @property
    def usual_amount(self) -> str:
        """What the agreement says for the period."""
        return amount(self.expected, self.handover.exchange.unit) if self.expected else ""

    @property
    def theirs_amount(self) -> str:
        """What the other side says that it was; empty where it has said no figure."""
        return amount(self.theirs.quantity, self.theirs.unit) if self.theirs and self.theirs.quantity else ""

    def clean(self):
        given = super().clean()
        if given.get("answer") == OTHER:
            self._require_amount(given)
        self.said = self._said(given)
        if not self.errors:
            self._judge(given)
        return given

    def _judge(self, given):
        """What cannot be is said before what is only unusual."""
        try:
            mine = said_of(self.mine) if self.mine else None
            require_quantity(self.handover.exchange, self.handover, self.said, mine=mine)
        except HandoverRefused as refused:
            self.add_error(refused.field, refused.sentence)
        else:
            self._ask_if_sure(given)

    def _require_amount(self, given):
        if given.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Write about how much it was."))
        if not given.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose a unit."))
        if not given.get("how") and "how" not in self.errors:
            self.add_error("how", _("Choose whether it was weighed or estimated."))

    def _said(self, given) -> Said:
        answer, estimated = given.get("answer"), SaidHow.ESTIMATED.value
        if answer == USUAL and self.expected:
            return Said(True, self.expected, self.handover.exchange.unit, estimated)
        if answer == THEIRS and self.theirs_amount:
            return Said(True, self.theirs.quantity, self.theirs.unit, estimated)
        if answer == OTHER and given.get("quantity") is not None:
            return Said(True, given["quantity"], given.get("unit", ""), given.get("how", ""))
        return Said(answer not in {NOTHING, None})

    def _ask_if_sure(self, given):
        """Once: whoever sends the same figure again means it."""
        times = times_usual(self.handover.exchange, self.handover, self.said)
        if given["answer"] != OTHER or times is None:
            return
        asked = amount(self.said.quantity, self.said.unit)
        if given.get("sure") == asked:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("sure")] = asked
        self.add_error(
            "quantity",
            gettext(
                "Are you sure? %(amount)s is about %(times)s times as much as agreed (%(usual)s). "
                "If it is right, send once more."
            )
            % {"amount": asked, "times": number(Decimal(round(times))), "usual": self.usual_amount},
        )

    def take_up(self, mine: HandoverReport | None) -> None:
        """The next save goes on from what was said meanwhile."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = mine.version if mine else 0


def _initial(exchange: Exchange, mine: HandoverReport | None):
    """What one's own side said before, ready to be put right."""
    if mine is None:
        return {"unit": exchange.unit, "seen": 0}
    answer = NOTHING if not mine.happened else OTHER if mine.quantity is not None else UNKNOWN
    return {
        "answer": answer,
        "quantity": mine.quantity,
        "unit": mine.unit or exchange.unit,
        "how": mine.how,
        "comment": mine.comment,
        "seen": mine.version,
    }


class BehalfTellForm(TellForm):
    """An adviser tells for one side; how it agreed is shown wherever the figure is shown."""

    consent = PlainText(
        label=_("How did they agree?"),
        max_length=300,
        help_text=_("For example: told on the telephone today by the foreman. It is shown beside the figure."),
    )


def period_when(text: str) -> When | None:
    """A day or a month as somebody wrote it; None for anything else."""
    found = read_when(text)
    return found if found and found.precision != Precision.YEAR else None


class WhenField(forms.CharField):
    """A day or a month: 4.3.2026, or marts 2026."""

    def clean(self, value):
        text = super().clean(value)
        found = period_when(text)
        if found is None:
            raise forms.ValidationError(_("Write a day or a month, for example 4.3.2026 or March 2026."))
        return found


class PeriodForm(Form):
    """Of which day or month somebody tells, before they are asked how much; an adviser says for whom."""

    when = WhenField(
        label=_("When was it?"),
        max_length=40,
        help_text=_("A day, or a whole month: 4.3.2026, or March 2026."),
        error_messages={"required": _("Write a day or a month, for example 4.3.2026 or March 2026.")},
    )
    side = forms.ChoiceField(label=_("For whom do you tell?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, exchange: Exchange, own: str = "", **options):
        super().__init__(data, initial={"when": _usual_when(exchange)}, **options)
        if own:
            del self.fields["side"]
        else:
            self.fields["side"].choices = [(side.value, exchange.party(side).name) for side in PartyRole]


def _usual_when(exchange: Exchange) -> str:
    """The last whole month of a stream, else today."""
    today = timezone.localdate()
    if exchange.per == Per.ONCE:
        return f"{today.day}.{today.month}.{today.year}"
    return say_period(*month_before(today))


def draft_of(exchange: Exchange, when: When | None) -> Handover:
    """A handover that nobody has told of yet, for the form that asks how much."""
    told = when or on_day(timezone.localdate())
    return Handover(exchange=exchange, starts_on=told.first, ends_on=told.last)


class PicturesForm(Form):
    """Pictures from the telephone."""

    photos = PhotosField(
        label=_("Take or choose pictures"),
        help_text=_("JPEG, PNG or WebP, at most 15 MB each. Place, time and camera are removed from the file."),
    )
