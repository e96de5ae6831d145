"""What the leaders send: who is covered first, and what weighs how much. The names of the weights are fixed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, DateInput, Form, PlainText
from symbiose.jobs.bridge import WEIGHTS, Policy
from symbiose.jobs.fairness_words import WEIGHT_NAMES
from symbiose.reference import offer_policy

MOST_TIERS = 3
MOST_WEEKS, MOST_PERCENT, MOST_POINTS = 520, 100, 1000
HUNDRED = 100
BACK_IN_TIME = _("Choose today or a later day: what was proposed before stays as it was decided.")
AGAINST = "travel_minute"  # the one weight that is taken away


def _in_steps(step: int) -> str:
    said = _("Write a number of weeks that %(step)s goes into, for example %(two)s, %(three)s or %(four)s.")
    return said % {"step": step, "two": 2 * step, "three": 3 * step, "four": 4 * step}


def _whole_steps(step: int) -> Callable[[int], None]:
    """Refuses weeks that are no whole number of steps: freely chosen weeks would single out one person."""

    def check(weeks: int) -> None:
        if weeks % step:
            raise ValidationError(_in_steps(step))

    return check


class PolicyForm(Form):
    """Tiers by weeks waited, tolerance in per cent, points by fixed names, from when, who decided and why."""

    tier_1 = forms.IntegerField(label=_("First those who waited at least, weeks"), min_value=1, max_value=MOST_WEEKS)
    tier_2 = forms.IntegerField(
        label=_("Then those who waited at least, weeks"), min_value=1, max_value=MOST_WEEKS, required=False
    )
    tier_3 = forms.IntegerField(
        label=_("And then those who waited at least, weeks"), min_value=1, max_value=MOST_WEEKS, required=False
    )
    tolerance = DanishNumber(
        label=_("How much of the best coverage may be given up, per cent"),
        min_value=Decimal(-1),
        max_value=Decimal(MOST_PERCENT),
        decimal_places=1,
        help_text=_("0 is the strictest: nobody of a group is passed over so that others gain more."),
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput, help_text=_("Today or later, never back in time."))
    decided_by = PlainText(
        label=_("Decided by"),
        max_length=200,
        help_text=_("For example: the head of the job centre."),
        error_messages={"required": _("Write who decided it.")},
    )
    reason = PlainText(
        label=_("Why"),
        rows=3,
        max_length=500,
        error_messages={"required": _("Write why: everybody who works by it reads it.")},
    )

    def __init__(self, *args, trial=False, **options):
        """`trial`: it is only tried, so that nobody needs to have decided it yet."""
        super().__init__(*args, **options)
        self.trial = trial
        step = int(offer_policy(timezone.localdate())["tier.step"].value)
        for place in range(1, MOST_TIERS + 1):
            self.fields[f"tier_{place}"].widget.attrs.update({"step": step, "min": step})
            self.fields[f"tier_{place}"].validators.append(_whole_steps(step))
        self.fields["tier_1"].help_text = _in_steps(step)
        for name in WEIGHTS:
            self.fields[f"weight_{name}"] = DanishNumber(
                label=WEIGHT_NAMES[name], min_value=Decimal(-1), max_value=Decimal(MOST_POINTS), decimal_places=2
            )
            self.fields[f"weight_{name}"].widget.attrs["class"] = "form-input"

    @classmethod
    def of(cls, policy: Policy) -> PolicyForm:
        """The form with what holds now."""
        tiers = {f"tier_{place}": int(weeks) for place, weeks in enumerate(policy.tiers[:MOST_TIERS], start=1)}
        weights = {f"weight_{name}": Decimal(str(getattr(policy.weights, name))) for name in WEIGHTS}
        tolerance = Decimal(str(policy.tolerance)) * HUNDRED
        return cls(initial={**tiers, **weights, "tolerance": tolerance, "valid_from": timezone.localdate()})

    def clean_tolerance(self) -> Decimal:
        return self._not_negative("tolerance") / HUNDRED

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise ValidationError(BACK_IN_TIME)
        return day

    def clean(self) -> dict[str, Any]:
        for name in WEIGHTS:
            if self.cleaned_data.get(f"weight_{name}") is not None:
                try:
                    self._not_negative(f"weight_{name}")
                except ValidationError as error:
                    self.add_error(f"weight_{name}", error)
        given = [self.cleaned_data.get(f"weight_{name}") for name in WEIGHTS if name != AGAINST]
        if all(value == 0 for value in given):
            told = _("Give at least one of the numbers but travel more points than 0, or nobody gets a proposal.")
            self.add_error(f"weight_{WEIGHTS[0]}", told)
        for name in ("decided_by", "reason"):
            if self.trial and self.has_error(name, "required"):
                del self.errors[name]
        return self.cleaned_data

    def _not_negative(self, name: str) -> Decimal:
        value: Decimal = self.cleaned_data[name]
        if value < 0:
            raise ValidationError(_("The number cannot be below 0."))
        return value

    @property
    def tiers(self) -> list[int]:
        """Weeks that were written, each once, longest first."""
        given = (self.cleaned_data.get(f"tier_{place}") for place in range(1, MOST_TIERS + 1))
        return sorted({weeks for weeks in given if weeks}, reverse=True)

    @property
    def weights(self) -> dict[str, Decimal]:
        """Points by the fixed names."""
        return {name: self.cleaned_data[f"weight_{name}"] for name in WEIGHTS}

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """The fields of the weights, in their order."""
        return [self[f"weight_{name}"] for name in WEIGHTS]
