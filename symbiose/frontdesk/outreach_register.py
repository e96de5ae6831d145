"""What the calling on firms makes known to the house: its kinds, verbs, notices, and what it shows elsewhere."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

PAGES = tuple(
    f"outreach:{name}"
    for name in (
        *("list", "firm", "stop", "lift", "calls", "call", "talk", "release", "mend", "withdraw"),
        *("rounds", "plan", "round", "change_round", "close_round"),
    )
)
VERBS = {
    "outreach.take": _("Taken to be called"),
    "outreach.take_over": _("Taken over by somebody else"),
    "outreach.release": _("Given back: free for others"),
    "outreach.talk": _("Talked with them"),
    "outreach.promise": _("Promised to call again"),
    "outreach.withdraw": _("Talk withdrawn"),
    "outreach.not_reached": _("Called without reaching anybody"),
    "outreach.mend": _("The note of the talk was put right"),
    "outreach.lead_on": _("Led to a case"),
    "outreach.hand_over": _("Handed on to the deputy"),
    "outreach.lapse": _("Run out: free for others"),
    "outreach.warn": _("Told that it runs out"),
    "outreach.remind": _("Reminded of the promise"),
    "outreach.stop": _("Wants no call"),
    "outreach.lift_stop": _("May be called again"),
    "outreach.plan_round": _("Round planned"),
    "outreach.change_round": _("Round put right"),
    "outreach.close_round": _("Round closed"),
    "outreach.reopen_round": _("Round opened again"),
}


def ready() -> None:
    """Called once, when the records are loaded."""
    from symbiose.common import registry
    from symbiose.frontdesk import outreach_waiting
    from symbiose.frontdesk.actions.outreach import following
    from symbiose.frontdesk.actions.outreach.telling import KIND, call_page
    from symbiose.frontdesk.queries import outreach as queries
    from symbiose.notices.kinds import register_kind
    from symbiose.organisations.queries import LABEL as ORGANISATION

    following.register()
    registry.register_verbs(VERBS)
    registry.register_waiting(outreach_waiting.waiting)
    registry.register_related(ORGANISATION, outreach_waiting.of_organisation)
    register_kind(
        KIND, _("Calls to firms"), _("When somebody calls a firm that you spoke with or took, and what falls due.")
    )
    registry.register(
        registry.ObjectKind(
            label=queries.CALL,
            noun=_("Call"),
            plural=_("Calls"),
            title=str,
            url=call_page,
            visible=queries.calls_visible_to,
            state=lambda call: capfirst(str(call.get_answer_display() or call.get_state_display())),
        )
    )
    registry.register(
        registry.ObjectKind(
            label=queries.ROUND,
            noun=_("Round of calls"),
            plural=_("Rounds of calls"),
            title=str,
            url=call_page,
            visible=queries.rounds_visible_to,
            state=lambda one: capfirst(str(one.get_state_display())),
        )
    )
