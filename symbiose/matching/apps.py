"""Runs of the engine, proposals and what the parties say to them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

PAGES = (
    "proposal",
    "funnel",
    "funnel_rows",
    "why_not",
    "runs",
    "run",
    "set_aside",
    "answer_for",
    "answer",
    "write",
    "answers",
    "limit",
)
OPENING_PAGES = ("opening:upload", "opening:preview")
VERBS = {
    "matching.start_run": _("Run started"),
    "matching.run": _("Run began"),
    "matching.run_done": _("Run ended"),
    "matching.run_failed": _("Run failed"),
    "matching.run_given_up": _("Run given up: it stood still"),
    "matching.find": _("Found by a run"),
    "matching.renew": _("Brought up to date by a run"),
    "matching.find_again": _("Found again by a run"),
    "matching.send": _("Sent to the parties"),
    "matching.remind": _("Parties reminded"),
    "matching.set_aside": _("Put away"),
    "matching.take_up": _("Taken up again"),
    "matching.answer": _("Answered"),
    "matching.decline": _("Somebody said no"),
    "matching.agree": _("All said yes"),
    "matching.ask_again": _("Asked again after “later”"),
    "matching.lapse": _("Lapsed: no longer possible"),
    "matching.become_one": _("Lapsed: two of its parties are one organisation now"),
    "matching.become_two": _("Stands again: the parties that were one are two"),
    "matching.write": _("Message written"),
    "matching.limit_open": _("How many proposals at a time"),
    "matching.opening_stock": _("Brought in with what was known already"),
}


class MatchingConfig(AppConfig):
    name = "symbiose.matching"
    verbose_name = _("Proposals")

    def ready(self):
        from symbiose.listings.queries import register_without
        from symbiose.matching.actions import following  # models are ready only now
        from symbiose.matching.actions.letters import PURPOSE
        from symbiose.matching.exchanges.registering import PAGES as EXCHANGE_PAGES
        from symbiose.matching.exchanges.registering import register_exchanges
        from symbiose.matching.handing.registering import PAGES as HANDOVER_PAGES
        from symbiose.matching.handing.registering import register_handovers
        from symbiose.matching.queries import LABEL, visible_to, without_proposal
        from symbiose.matching.run_registering import register_runs
        from symbiose.matching.shown import titled
        from symbiose.matching.views.answering import by_link
        from symbiose.matching.waiting import waiting
        from symbiose.notices.kinds import register_kind
        from symbiose.notices.links import register_purpose

        following.register()
        registry.register(
            registry.ObjectKind(
                label=LABEL,
                noun=_("Proposal"),
                plural=_("Proposals"),
                title=titled,
                url=lambda proposal: reverse("matching:proposal", args=[proposal.number]),
                visible=visible_to,
                state=lambda proposal: str(proposal.get_state_display()),
            )
        )
        register_runs()
        registry.register_waiting(waiting)
        register_without(without_proposal)
        registry.register_verbs(VERBS)
        register_kind(
            "proposal", _("Proposals"), _("When a proposal waits for an answer, or all have said yes."), required=True
        )
        register_kind("message", _("Messages about proposals"), _("When somebody has written to you."))
        register_purpose(PURPOSE, by_link)
        register_exchanges()
        register_handovers()
        marks = tuple(f"matching:{page}" for page in PAGES)
        running = (
            *(f"exchanges:{page}" for page in EXCHANGE_PAGES),
            *(f"handovers:{page}" for page in HANDOVER_PAGES),
        )
        register_menu(
            MenuItem(
                Role.ADVISER, 50, _("Proposals"), "matching:list", (*marks, "exchanges:list", *running, *OPENING_PAGES)
            ),
            MenuItem(Role.FIRM, 40, _("Proposals"), "matching:list", marks),
            MenuItem(Role.FIRM, 50, _("Exchanges"), "exchanges:list", running),
        )
