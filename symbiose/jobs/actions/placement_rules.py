"""A rule of placements that does not hold becomes a sentence for people, with its values, at the field where it was written."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from symbiose.jobs.models import Placement, PlacementHours, PlacementPause, Review
from symbiose.organisations.actions.constraints import broken_constraint

# Rule: the field of a form that the sentence stands at, empty for the form itself, and the sentence.
SENTENCES: dict[str, tuple[str, Any]] = {
    "placement_one_main": (
        "main",
        _("%(code)s has a main placement already. End that one first, or make this one a second, smaller one."),
    ),
    "placement_beside": ("main", _("%(code)s has %(count)s placements already, and %(most)s at a time is the most.")),
    "placement_dates": ("on", _("It cannot have ended before the first day. Change one of the two days.")),
    "placement_ended_says_how": ("outcome", _("Choose how it ended.")),
    "placement_behalf_has_consent": ("consent", _("Write how the workplace agreed.")),
    "hours_step_once": ("from_day", _("There is a step on that day already. Change that one.")),
    "hours_step_positive": ("hours", _("The hours must be above 0. Does nobody work, it is a pause.")),
    "placement_pause_once": ("starts", _("A pause begins on that day already.")),
    "placement_pause_one_lasts": ("starts", _("It is paused already.")),
    "placement_pause_dates": ("ends", _("The last day cannot lie before the first. Change one of the two.")),
    "review_once": ("due_on", _("There is a talk on that day already. Choose another day.")),
    # Rules that no table can hold, since they look at today or at another record.
    "placement_no_seat": (
        "",
        _("The position has room for %(seats)s, and %(taken)s are taken or promised: %(missing)s too few."),
    ),
    "placement_too_many_hours": (
        "hours",
        _(
            "The position has room for %(left)s of its %(total)s hours a week, and this is %(hours)s: %(over)s too many."
        ),
    ),
    "placement_hours_of_one": (
        "hours",
        _("One person has at most %(most)s hours a week there, and this is %(hours)s."),
    ),
    "placement_mentor": (
        "mentor_hours",
        _(
            "The workplace has %(left)s of its %(total)s hours of support a week left, and this takes %(hours)s: %(over)s too many."
        ),
    ),
    "placement_ratio": (
        "reason",
        _("With this one: %(law)s You can go on: write why."),
    ),
    "placement_position_closed": ("", _("The position is closed. Open it again first.")),
    "placement_workplace_closed": ("", _("The workplace has closed, so nobody can begin there.")),
    "placement_person_gone": ("", _("This person is no longer among those who want to work.")),
    "placement_form_unknown": ("form", _("Choose a form of job that holds on the first day.")),
    "placement_pay_unknown": ("pay_basis", _("Choose a pay that goes with the form of job.")),
    "placement_too_far_off": ("starts_on", _("The first day is too far off to be right. Check the year.")),
    "placement_too_long_ago": ("starts_on", _("The first day is too long ago to be right. Check the year.")),
    "placement_not_in_future": ("on", _("The day has not come yet. Write today or an earlier day.")),
    "placement_half_hours": ("hours", _("Write whole or half hours, for example 5 or 5,5.")),
    "placement_before_first_day": ("on", _("That is before the first day, %(day)s.")),
    "placement_pause_over": ("on", _("It was paused on that day already. Write another day.")),
    "placement_went_on_early": ("on", _("It cannot go on before it was paused, %(day)s.")),
    "placement_never_began": ("outcome", _("It did begin. Choose another way in which it ended.")),
    "placement_not_begun": ("outcome", _("It has not begun. Write first that it began, or that it never did.")),
    "placement_plan_too_far_off": ("due_on", _("The day is too far off to be right. Check the year.")),
    "placement_ends_before_first_day": (
        "expected_end",
        _("It cannot be expected to end before the first day, %(day)s."),
    ),
    "placement_first_step": ("from_day", _("The first step goes with the first day and cannot be taken out.")),
    "placement_lived_on": (
        "",
        _("Hours or pauses have been told since it began. Take those out first, or end the placement."),
    ),
    "placement_pause_gone": ("", _("This pause is no longer there: somebody has changed it. Here is how it stands.")),
    "placement_full_time": ("hours", _("Full time is %(most)s hours a week. Check the hours.")),
    "placement_vitas_day": ("vitas_on", _("Write the day of what VITAS says.")),
    "placement_talk_held": ("due_on", _("The talk has been held already.")),
    "placement_other_main": ("", _("%(code)s has another main placement now, so this one cannot run as one again.")),
}
KINDS = (Placement, PlacementHours, PlacementPause, Review)


class PlacementRefused(Exception):
    """A rule of placements that does not hold: its name in SENTENCES, and the values of the sentence."""

    def __init__(self, rule: str, *, at: str | None = None, **values: Any) -> None:
        self.rule, self.values = rule, values
        self._at = at
        super().__init__(rule)

    @property
    def field(self) -> str:
        """The field of a form that the sentence stands at; empty for the form itself."""
        return SENTENCES[self.rule][0] if self._at is None else self._at

    @property
    def sentence(self) -> str:
        """The rule for people, with how to mend it."""
        return str(SENTENCES[self.rule][1]) % self.values


def refusal(error: IntegrityError, **values: Any) -> PlacementRefused:
    """The broken rule of the database as a refusal. An error without a sentence is a fault of ours and is raised again."""
    name = broken_constraint(error, *KINDS)
    if name not in SENTENCES:
        raise error
    return PlacementRefused(name, **values)
