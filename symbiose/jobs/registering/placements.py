"""Makes placements and the four questions known to the house: pages, verbs, what waits, links, the ledger's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu
from symbiose.jobs.actions.helping import NOTICE
from symbiose.jobs.own_tiles import register_own_tiles
from symbiose.jobs.queries.own_work import tiles
from symbiose.jobs.queries.placement_beside import beside
from symbiose.jobs.queries.placement_waiting import waiting
from symbiose.jobs.queries.rows import CANDIDATE, PLACEMENT, POSITION, placements_visible_to
from symbiose.jobs.shown import placement_title
from symbiose.jobs.views import placement_firm, wellbeing
from symbiose.jobs.words import figure
from symbiose.ledger.sources import Source, register_source
from symbiose.notices.kinds import register_kind
from symbiose.notices.links import register_purpose

PAGES = ("add", "agree", "detail", "change", "terms", "first_day", "left", "figures", "figure_rows")
VERBS = {
    "jobs.agree_placement": gettext_lazy("Placement agreed"),
    "jobs.declare_placement": gettext_lazy("Placement written down: made elsewhere"),
    "jobs.begin_placement": gettext_lazy("Begun"),
    "jobs.not_begun_placement": gettext_lazy("Not begun after all"),
    "jobs.pause_placement": gettext_lazy("Paused"),
    "jobs.resume_placement": gettext_lazy("Goes on"),
    "jobs.change_pause": gettext_lazy("A pause is put right"),
    "jobs.remove_pause": gettext_lazy("A pause is taken out"),
    "jobs.end_placement": gettext_lazy("Ended"),
    "jobs.reopen_placement": gettext_lazy("Taken up again: it runs"),
    "jobs.agree_again_placement": gettext_lazy("Taken up again: agreed"),
    "jobs.change_placement": gettext_lazy("Put right"),
    "jobs.change_terms": gettext_lazy("Form, pay or VITAS put right"),
    "jobs.set_hours": gettext_lazy("Hours a week written down"),
    "jobs.call_for_help": gettext_lazy("Somebody wants help"),
    "jobs.take_call": gettext_lazy("Help: taken"),
    "jobs.settle_call": gettext_lazy("Help: settled"),
    "jobs.write_first_day": gettext_lazy("First-day sheet written"),
}


def register() -> None:
    """Called once, when the records are ready."""
    registry.register(
        registry.ObjectKind(
            label=PLACEMENT,
            noun=gettext_lazy("Placement"),
            plural=gettext_lazy("Placements"),
            title=placement_title,
            url=lambda placement: reverse("placements:detail", args=[placement.number]),
            visible=lambda actor: placements_visible_to(actor).select_related("candidate", "position"),
            state=lambda placement: capfirst(str(placement.get_state_display())),
        )
    )
    registry.register_waiting(waiting)
    registry.register_verbs(VERBS)
    register_kind(
        NOTICE, gettext_lazy("Help wanted"), gettext_lazy("When somebody in a placement wants help."), required=True
    )
    register_purpose(
        placement_firm.PURPOSE,
        placement_firm.by_link,
        words=(gettext_lazy("Your page about an employee"), gettext_lazy("Here you can ask for help any day.")),
    )
    register_purpose(wellbeing.PURPOSE, wellbeing.by_link)
    register_source(Source(PLACEMENT, explain=explained))
    register_own_tiles(tiles)
    for label in (POSITION, CANDIDATE):
        registry.register_related(label, beside)
    marks = tuple(f"placements:{page}" for page in PAGES)
    register_menu(
        MenuItem(
            Role.CONSULTANT,
            50,
            gettext_lazy("Placements"),
            "placements:list",
            (*marks, "wellbeing:overview", "wellbeing:sheet"),
        ),
    )


def explained(why: Mapping[str, Any]) -> str:
    """How an entry of a placement came about."""
    if "first" in why:
        return _("%(hours)s hours a week now, and %(first)s when it began.") % {
            "hours": figure(float(why["hours"])),
            "first": figure(float(why["first"])),
        }
    if "hours" in why:
        return _("%(hours)s hours a week, as it was told.") % {"hours": figure(float(why["hours"]))}
    if "months" in why:
        said = _("%(months)s months after the first day.") % {"months": why["months"]}
        moved = _("Pauses moved the day by %(days)s days.") % {"days": why["moved_days"]}
        return f"{said} {moved}" if why.get("moved_days") else said
    return _("Somebody works in the placement.")
