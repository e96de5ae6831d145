"""Proposals of placement and the fairness policy made known: kind, verbs, menu, what waits, notices, personal links."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu
from symbiose.jobs.actions.offer_letters import KIND, PURPOSE
from symbiose.jobs.offer_tiles import offer_tiles
from symbiose.jobs.offer_waiting import waiting
from symbiose.jobs.own_tiles import register_own_tiles
from symbiose.jobs.queries import OFFER, offers_visible_to
from symbiose.jobs.shown import offer_title
from symbiose.jobs.views.offer_answering import by_link
from symbiose.notices.kinds import register_kind
from symbiose.notices.links import register_purpose

VERBS = {
    "jobs.start_run": _("Search for proposals started"),
    "jobs.run": _("Search began"),
    "jobs.run_done": _("Search ended"),
    "jobs.run_failed": _("Search failed"),
    "jobs.run_given_up": _("Search given up: it stood still"),
    "jobs.find_offer": _("Found by a search"),
    "jobs.renew_offer": _("Brought up to date by a search"),
    "jobs.lapse_offer": _("Lapsed: no longer possible"),
    "jobs.ask_person": _("The person was asked"),
    "jobs.ask_person_again": _("The person was asked again"),
    "jobs.ask_no_more": _("The question was taken back"),
    "jobs.person_answered": _("The person answered"),
    "jobs.person_thinks_again": _("The person took the answer back"),
    "jobs.show_workplace": _("Shown to the workplace"),
    "jobs.remind_workplace": _("The workplace was asked again"),
    "jobs.workplace_answered": _("The workplace answered"),
    "jobs.set_aside_offer": _("Put away"),
    "jobs.take_up_offer": _("Taken up again"),
    "jobs.set_fairness": _("Set who is covered first"),
}
PAGES = (
    "offer",
    "person",
    "why_not",
    "position",
    "without",
    "runs",
    "run",
    "answer_person",
    "answer_workplace",
    "talk_sheet",
)


def register() -> None:
    """Called once, when the room is ready."""
    registry.register(
        registry.ObjectKind(
            label=OFFER,
            noun=_("Proposal of placement"),
            plural=_("Proposals of placement"),
            title=offer_title,
            url=lambda offer: reverse("offers:offer", args=[offer.number]),
            visible=offers_visible_to,
            state=lambda offer: capfirst(str(offer.get_state_display())),
        )
    )
    registry.register_verbs(VERBS)
    registry.register_waiting(waiting)
    register_own_tiles(offer_tiles)
    register_kind(
        KIND,
        _("Positions and people"),
        _("When somebody would like to work in one of your positions, or one of your candidates has an answer."),
        required=True,
    )
    register_purpose(PURPOSE, by_link)
    marks = tuple(f"offers:{page}" for page in PAGES)
    policy = (_("Who comes first"), "fairness:policy", ("fairness:set",))
    register_menu(
        MenuItem(Role.CONSULTANT, 40, pgettext_lazy("menu", "Proposals"), "offers:list", marks),
        MenuItem(Role.CONSULTANT, 60, *policy),
        MenuItem(Role.LEADER, 20, *policy),
    )
