"""The continuing dialogue made known to the rooms below: what waits, what stands on an organisation's page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.frontdesk import rhythm_waiting
from symbiose.frontdesk.actions.rhythm_counting import follow
from symbiose.organisations.queries import LABEL as ORGANISATION

PAGES = tuple(f"dialogue:{name}" for name in ("list", "detail", "agree", "talk", "topics", "withdraw"))
VERBS = {
    "frontdesk.agree_rhythm": _("Rhythm of the dialogue agreed"),
    "frontdesk.agree_next_talk": _("Next talk agreed"),
    "frontdesk.answer_withdrawn": _("First answer withdrawn"),
    "frontdesk.mark_topic": _("Topic of the agenda touched"),
    "frontdesk.unmark_topic": _("Topic of the agenda not touched after all"),
}


def register() -> None:
    """Called once, when the room is ready."""
    follow()
    registry.register_verbs(VERBS)
    registry.register_waiting(rhythm_waiting.waiting)
    registry.register_related(ORGANISATION, rhythm_waiting.of_organisation)
