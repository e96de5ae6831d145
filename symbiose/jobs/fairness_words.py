"""The fixed names of what can weigh in a plan, with what each means; nothing else can be entered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WEIGHT_NAMES = {
    "own_hours": _("All the hours that the person can do"),
    "wishes": _("What the person would like to do"),
    "waiting": _("A year waited"),
    "continuity": _("A workplace that the person knows"),
    "workplace_hour": _("An hour that the workplace gets"),
    "travel_minute": _("A minute of travel, taken away"),
}
WEIGHT_MEANINGS = {
    "own_hours": _("Five hours count as much as thirty where five are all that one can do."),
    "wishes": _("Where all tasks of the position are wished for; in part for some of them."),
    "waiting": _("Beside the promise to those who waited longest; two years at most."),
    "continuity": _("Coming back to where one has been before."),
    "workplace_hour": _("The workplace's need counts too, and less than the person's."),
    "travel_minute": _("Of two that are alike, the nearer one is proposed."),
}
