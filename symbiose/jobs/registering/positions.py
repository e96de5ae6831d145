"""Makes positions known to the house: their pages, verbs, menu words, and what can be begun from lower pages."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.common.pages.menu import MenuItem, register_menu
from symbiose.common.registry import Related, RelatedRow, Start
from symbiose.jobs.actions import following
from symbiose.jobs.enums import PositionState
from symbiose.jobs.permissions import may_carve, may_carve_from
from symbiose.jobs.position_shown import hours_text, seats_text
from symbiose.jobs.queries.positions import for_rows
from symbiose.jobs.queries.rows import POSITION, positions_visible_to
from symbiose.jobs.views.carving import page_of
from symbiose.listings.enums import ListingKind, Side
from symbiose.listings.models import Listing
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation

LISTING, ORGANISATION = "listings.listing", "organisations.organisation"
PAGES = tuple(f"positions:{name}" for name in ("add", "detail", "change", "tasks", "import", "preview_file"))
MOST_RELATED = 5
HANDS = (ListingKind.SERVICE, ListingKind.COMPETENCE)  # what is lacked of these can be work for somebody
VERBS = {
    "jobs.add_workplace": gettext_lazy("Workplace added"),
    "jobs.tell_workplace": gettext_lazy("Figures of the workplace told"),
    "jobs.tell_workplace_late": gettext_lazy("Older figures of the workplace told"),
    "jobs.carve_position": gettext_lazy("Position carved"),
    "jobs.change_position": gettext_lazy("Position changed"),
    "jobs.add_task": gettext_lazy("Task written down"),
    "jobs.task_added": gettext_lazy("Task added"),
    "jobs.task_removed": gettext_lazy("Task taken out"),
    "jobs.open_position": gettext_lazy("Position opened"),
    "jobs.draw_back_position": gettext_lazy("Position drawn back"),
    "jobs.close_position": gettext_lazy("Position closed"),
    "jobs.import_positions": gettext_lazy("Positions imported from a file"),
    "jobs.reopen_position": gettext_lazy("Position opened again"),
}


def register() -> None:
    """Called once, when the records are ready."""
    registry.register(
        registry.ObjectKind(
            label=POSITION,
            noun=gettext_lazy("Position"),
            plural=gettext_lazy("Positions"),
            title=lambda position: position.title,
            url=page_of,
            visible=positions_visible_to,
            state=lambda position: capfirst(str(position.get_state_display())),
        )
    )
    registry.register_verbs(VERBS)
    following.register()
    registry.register_related(ORGANISATION, of_organisation)
    registry.register_start(LISTING, from_listing)
    registry.register_start(ORGANISATION, from_organisation)
    register_menu(
        MenuItem(Role.CONSULTANT, 30, gettext_lazy("Positions"), "positions:list", PAGES),
        MenuItem(Role.FIRM, 60, gettext_lazy("Positions"), "positions:list", PAGES),
    )


def of_organisation(organisation: Organisation, actor: Actor) -> Related | None:
    """An organisation's positions on its page, those that stand first; None for those who may see none."""
    rows = positions_visible_to(actor).filter(organisation=organisation)
    first = list(for_rows(rows).order_by("-state", "-pk")[: MOST_RELATED + 1])
    if not first:
        return None
    total = rows.count() if len(first) > MOST_RELATED else len(first)
    shown = [
        RelatedRow(
            row.title,
            page_of(row),
            f"{hours_text(row)} · {seats_text(row)}" if row.state == PositionState.OPEN else hours_text(row),
            capfirst(str(row.get_state_display())),
        )
        for row in first[:MOST_RELATED]
    ]
    return Related(_("Positions"), shown, total, f"{reverse('positions:list')}?party={organisation.pk}")


def from_listing(listing: Listing, actor: Actor) -> Start | None:
    """A task that somebody would hand over, or hands that somebody lacks, can become a position.

    The name of an owner who hides it is told to nobody by that.
    """
    task = listing.kind == ListingKind.TASK or (listing.side == Side.NEED and listing.kind in HANDS)
    active = listing.organisation.state == OrganisationState.ACTIVE
    if not (task and active and may_carve(actor) and may_carve_from(actor, listing)):
        return None
    address = f"{reverse('positions:add')}?{urlencode({'fra': f'{LISTING}:{listing.pk}'})}"
    return Start(_("Make a position of the task"), address)


def from_organisation(organisation: Organisation, actor: Actor) -> Start | None:
    """Work that nobody has written a listing about becomes a position from the organisation's page."""
    own = actor.role is Role.FIRM and actor.party_id == organisation.pk
    others = actor.role is not Role.FIRM and may_carve(actor)
    if organisation.state != OrganisationState.ACTIVE or not (own or others):
        return None
    return Start(_("Carve a position"), f"{reverse('positions:add')}?{urlencode({'organisation': organisation.pk})}")
