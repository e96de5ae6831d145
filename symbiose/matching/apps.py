"""Runs of the engine, proposals and what the parties say to them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

PAGES = (
    "proposal",
    "funnel",
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
EXCHANGE_PAGES = ("detail", "tell", "change", "add")
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
    "matching.write": _("Message written"),
    "matching.limit_open": _("How many proposals at a time"),
    "matching.agree_exchange": _("Agreed: an exchange"),
    "matching.declare_exchange": _("Recorded: it is known from elsewhere"),
    "matching.begin_exchange": _("Begun"),
    "matching.pause_exchange": _("Paused"),
    "matching.resume_exchange": _("Goes on"),
    "matching.end_exchange": _("Ended"),
    "matching.reopen_exchange": _("Taken up again: it runs"),
    "matching.agree_again_exchange": _("Taken up again: agreed"),
    "matching.change_exchange": _("Put right"),
}


class MatchingConfig(AppConfig):
    name = "symbiose.matching"
    verbose_name = _("Proposals")

    def ready(self):
        from symbiose.listings.queries import register_without
        from symbiose.matching import exchanges
        from symbiose.matching.actions.exchanges.telling import PURPOSE as EXCHANGE
        from symbiose.matching.actions.exchanges.telling import page_of
        from symbiose.matching.actions.letters import PURPOSE  # models are ready only now
        from symbiose.matching.queries import LABEL, visible_to, without_proposal
        from symbiose.matching.shown import titled
        from symbiose.matching.views.answering import by_link
        from symbiose.matching.views.exchanges import by_link as exchange_by_link
        from symbiose.matching.waiting import waiting
        from symbiose.notices.links import register_purpose

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
        registry.register(
            registry.ObjectKind(
                label=exchanges.LABEL,
                noun=_("Exchange"),
                plural=_("Exchanges"),
                title=str,
                url=page_of,
                visible=exchanges.visible_to,
                state=lambda exchange: capfirst(str(exchange.get_state_display())),
            )
        )
        registry.register_waiting(waiting)
        register_without(without_proposal)
        registry.register_verbs(VERBS)
        register_purpose(PURPOSE, by_link)
        register_purpose(EXCHANGE, exchange_by_link)
        marks = tuple(f"matching:{page}" for page in PAGES)
        running = tuple(f"exchanges:{page}" for page in EXCHANGE_PAGES)
        register_menu(
            MenuItem(Role.ADVISER, 50, _("Proposals"), "matching:list", (*marks, "exchanges:list", *running)),
            MenuItem(Role.FIRM, 40, _("Proposals"), "matching:list", marks),
            MenuItem(Role.FIRM, 50, _("Exchanges"), "exchanges:list", running),
        )
