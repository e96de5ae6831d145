"""The yearly survey made known to the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.frontdesk.actions.survey import PURPOSE, follow
from symbiose.frontdesk.views.survey import by_link
from symbiose.notices.links import register_purpose

PAGES = ("survey:overview", "survey:start")
VERBS = {
    "frontdesk.start_survey": _("Round of the survey started"),
    "frontdesk.ask_survey": _("Asked in the survey"),
    "frontdesk.answer_survey": _("Survey answered"),
    "frontdesk.keep_answer": _("Answer of the survey kept"),
    "frontdesk.decline_survey": _("No thanks to the survey"),
    "frontdesk.remind_survey": _("Reminded of the survey"),
}


def register() -> None:
    """Called once, when the room is ready."""
    follow()
    registry.register_verbs(VERBS)
    register_purpose(PURPOSE, by_link)
