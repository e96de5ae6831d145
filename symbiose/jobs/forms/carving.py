"""What a position is carved from: a task in one's own words, or a template with its amount."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.forms import DanishNumber, Form, PlainText
from symbiose.engine.explain import task_sentence
from symbiose.engine.tasks import Hours, Measure, WeekHours, beside_yardstick, hours_a_week
from symbiose.jobs import words
from symbiose.jobs.actions.carving import CENT, TaskGiven
from symbiose.jobs.position_limits import MOST_TOTAL
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation, ProductionUnit
from symbiose.reference import TaskTemplate, reuse_yardstick, task_templates

LONGEST_CONSENT = 300
WEEKS = {"week": Decimal(1), "month": Decimal(12) / Decimal(52), "year": Decimal(1) / Decimal(52)}


def _number(label: Any, help_text: Any = "", **options: Any) -> DanishNumber:
    return DanishNumber(
        label=label, help_text=help_text, required=False, min_value=Decimal(0), decimal_places=2, **options
    )


LONGEST_TITLE, LONGEST_ABOUT = 200, 2000


class TaskForm(Form):
    """One task. With a template its hours follow from the amount; without one they are written as they are known."""

    template = forms.ChoiceField(label=gettext_lazy("A task that we know"), required=False)
    volume = _number(gettext_lazy("Tonnes a year"), max_value=Decimal(100_000))
    per_week = _number(gettext_lazy("Times a week"), max_value=Decimal(100))
    task = PlainText(
        label=gettext_lazy("What is the task?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "In your own words, for example: pack bird boxes, water the plants. No names of persons."
        ),
    )
    hours_central = _number(gettext_lazy("Hours a week, as you believe"), max_value=MOST_TOTAL)
    hours_low = _number(gettext_lazy("At least"), max_value=MOST_TOTAL)
    hours_high = _number(gettext_lazy("At most"), max_value=MOST_TOTAL)
    source = PlainText(
        label=gettext_lazy("Where do you know the hours from?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example: the foreman's estimate, or counted in week 45."),
    )
    counted = forms.BooleanField(label=gettext_lazy("The hours are counted, not an estimate"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.known = task_templates(timezone.localdate())
        self.fields["template"].choices = [("", _("None of them, I write it myself")), *words.template_choices()]

    @property
    def chosen(self) -> TaskTemplate | None:
        """The template that is chosen on the page."""
        return self.known.get(self["template"].value() or "")

    @property
    def chosen_meaning(self) -> str:
        """What one does in the chosen template's task."""
        return self.chosen.meaning[words.language()] if self.chosen else ""

    @property
    def reckoned(self) -> tuple[str, ...]:
        """The sum of the chosen template as sentences with source, as far as the amount can be read."""
        template = self.chosen
        if template is None or not self.is_bound or not hasattr(self, "cleaned_data"):
            return ()
        found = self._week(template)
        said = [task_sentence(found.reason, language=words.language())]
        if template.yardstick:
            yardstick = reuse_yardstick(template.yardstick, timezone.localdate())
            said.append(task_sentence(beside_yardstick(template.hours, yardstick), language=words.language()))
        return tuple(said)

    def _amount(self, template: TaskTemplate) -> Decimal | None:
        amount: Decimal | None = self.cleaned_data.get("volume" if template.measure is Measure.TONNES else "per_week")
        return amount

    def _week(self, template: TaskTemplate) -> WeekHours:
        amount = self._amount(template)
        return hours_a_week(
            template.measure, template.hours, None if amount is None else float(amount), basis=template.basis
        )

    def clean(self):
        given = super().clean()
        template = self.known.get(given.get("template") or "")
        if template is not None:
            self._check_amount(template)
        else:
            self._check_own(given)
        return given

    def _check_amount(self, template: TaskTemplate) -> None:
        field = "volume" if template.measure is Measure.TONNES else "per_week"
        if self._amount(template) is None and field not in self.errors:
            self.add_error(field, task_sentence(self._week(template).reason, language=words.language()))

    def _check_own(self, given: dict[str, Any]) -> None:
        if not given.get("task") and "task" not in self.errors:
            self.add_error("task", _("Write what the task is, or choose one that we know."))
        central = given.get("hours_central")
        if central is None:
            if "hours_central" not in self.errors:
                self.add_error("hours_central", _("Write how many hours a week it takes, as well as you know."))
            return
        low, high = given.get("hours_low"), given.get("hours_high")
        if low is not None and low > central:
            self.add_error(
                "hours_low",
                _("At least cannot be more than what you believe. Write %(hours)s or less.")
                % {"hours": words.figure(float(central))},
            )
        if high is not None and high < central:
            self.add_error(
                "hours_high",
                _("At most cannot be less than what you believe. Write %(hours)s or more.")
                % {"hours": words.figure(float(central))},
            )

    def given_task(self) -> TaskGiven:
        """The task as the verb takes it."""
        given = self.cleaned_data
        template = self.known.get(given["template"])
        if template is not None:
            return _of_template(template, self._amount(template), self._week(template).hours)
        central = given["hours_central"]
        return TaskGiven(
            title=given["task"],
            hours_low=central if given["hours_low"] is None else given["hours_low"],
            hours_central=central,
            hours_high=central if given["hours_high"] is None else given["hours_high"],
            estimated=not given["counted"],
            source=given["source"] or _("Told when the position was carved"),
        )


def _of_template(template: TaskTemplate, amount: Decimal | None, hours: Hours | None) -> TaskGiven:
    if hours is None:
        raise ValueError(template.code)  # the form has refused it
    by_weight = template.measure is Measure.TONNES
    low, central, high = (
        Decimal(str(one)).quantize(CENT, ROUND_HALF_UP) for one in (hours.low, hours.central, hours.high)
    )
    return TaskGiven(
        title=template.name[words.language()],
        hours_low=low,
        hours_central=central,
        hours_high=high,
        source=template.source[words.language()],
        template=template.code,
        volume=amount if by_weight else None,
        unit="t" if by_weight else "",
        per_week=None if by_weight else amount,
    )


class CarveForm(TaskForm):
    """The first step: where, what one does, and the first task."""

    title = PlainText(
        label=gettext_lazy("What does one do in the position?"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("As a person would say it, for example: assemble bird boxes."),
    )
    about = PlainText(label=gettext_lazy("The work in a few words"), required=False, rows=3, max_length=LONGEST_ABOUT)
    unit = forms.ChoiceField(label=gettext_lazy("At which place of work?"), required=False)
    consent = PlainText(
        label=gettext_lazy("How did they say yes to this?"),
        max_length=LONGEST_CONSENT,
        help_text=gettext_lazy("For example: on the telephone on 3 May, the works manager. It is shown."),
    )
    field_order = ("title", "about", "unit")

    def __init__(self, data=None, *, organisation: Organisation, actor: Actor, **options):
        super().__init__(data, **options)
        self.units = {str(unit.pk): unit for unit in organisation.units.filter(valid_to__isnull=True)}
        self.fields["unit"].choices = [("", organisation.name), *((key, str(unit)) for key, unit in self.units.items())]
        if not self.units:
            del self.fields["unit"]
        if not acts_on_behalf(actor, organisation.pk):
            del self.fields["consent"]

    @property
    def at_unit(self) -> ProductionUnit | None:
        """The place of work that was chosen; None for the organisation as a whole."""
        return self.units.get(self.cleaned_data.get("unit", ""))


def acts_on_behalf(actor: Actor, organisation_id: int) -> bool:
    """A consultant or an adviser who writes for another organisation than their own."""
    return actor.role is not Role.FIRM and actor.organisation_id != organisation_id


def told_task(title: str, text: str) -> dict[str, Any]:
    """The first step as what was said to the municipality fills it; nothing of it stands before somebody keeps it."""
    first = " ".join((title or text).split())[:LONGEST_TITLE]
    return {"title": first, "task": first, "about": text.strip()[:LONGEST_ABOUT]} if first else {}


def first_task(listing: Listing) -> dict[str, Any]:
    """The first step as a listing of a task fills it; hours only where the listing counts hours."""
    known: dict[str, Any] = {"title": listing.title, "about": listing.text, "task": listing.title}
    weekly = WEEKS.get(listing.per)
    if listing.unit == "hour" and listing.quantity is not None and weekly is not None:
        known["hours_central"] = (listing.quantity * weekly).quantize(CENT)
    return known | {"source": _("The listing “%(title)s”") % {"title": listing.title}}
