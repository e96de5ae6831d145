"""Shared tasks made known to the rooms below: how they are shown, what waits, whose links they answer."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.frontdesk import shared_waiting
from symbiose.frontdesk.actions.shared_tasks import following
from symbiose.frontdesk.actions.shared_tasks.telling import PURPOSE, page_of_shared
from symbiose.frontdesk.queries.shared_tasks import SHARED, shared_visible_to
from symbiose.frontdesk.views.shared_parts import by_link
from symbiose.notices.links import register_purpose
from symbiose.organisations.queries import LABEL as ORGANISATION

PAGES = tuple(
    f"shared_tasks:{name}"
    for name in (
        *("list", "add", "detail", "change", "hand_over", "lead_on", "close", "reopen"),
        *("invite", "give", "decline", "ask_again"),
    )
)
VERBS = {
    "frontdesk.start_shared": _("Shared task started"),
    "frontdesk.change_shared": _("Shared task put right"),
    "frontdesk.hand_over_shared": _("Shared task handed over"),
    "frontdesk.lead_on": _("It led to something"),
    "frontdesk.close_shared": _("Shared task closed"),
    "frontdesk.reopen_shared": _("Shared task opened again"),
    "frontdesk.ask_department": _("Department asked for its input"),
    "frontdesk.move_input_day": _("New deadline for the input"),
    "frontdesk.give_input": _("Input given"),
    "frontdesk.decline_input": _("No input"),
    "frontdesk.withdraw_department": _("Department no longer asked"),
    "frontdesk.remind_input": _("Reminded of the input"),
    "frontdesk.escalate_input": _("Input late: others have been told"),
}


def register() -> None:
    """Called once, when the room is ready."""
    following.register()
    registry.register(
        registry.ObjectKind(
            label=SHARED,
            noun=_("Shared task"),
            plural=_("Shared tasks"),
            title=str,
            url=page_of_shared,
            visible=shared_visible_to,
            state=lambda task: capfirst(str(task.get_state_display())),
        )
    )
    registry.register_verbs(VERBS)
    registry.register_waiting(shared_waiting.waiting)
    registry.register_related(ORGANISATION, shared_waiting.of_department)
    register_purpose(PURPOSE, by_link)
