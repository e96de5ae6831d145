"""What other rooms' pages know of handovers: their title, address and rights, their verbs' names, and the ledger's why."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.ledger.sources import Source, register_source
from symbiose.matching.actions.handing.letters import PURPOSE, page_of, title_of
from symbiose.matching.handing.waiting import waiting
from symbiose.matching.handing.words import explain
from symbiose.matching.models import Exchange, Handover
from symbiose.matching.views.handover_link import by_link
from symbiose.notices.kinds import register_kind
from symbiose.notices.links import register_purpose

LABEL = Handover._meta.label_lower
PAGES = ("handover", "new", "tell_for", "ask", "add_photos")
VERBS = {
    "matching.ask_handover": _("Asked about a handover"),
    "matching.handover_remind": _("Reminded of a handover"),
    "matching.tell_handover": _("Told of a handover"),
    "matching.correct_handover": _("Put its own figure right"),
    "matching.handover_day": _("It was another day"),
    "matching.handover_report": _("One side has told"),
    "matching.handover_confirm": _("Both sides say the same"),
    "matching.handover_differ": _("The two sides say different things"),
    "matching.handover_nothing": _("Nothing was handed over"),
    "matching.handover_photo": _("Photo added"),
    "matching.handover_photo_removed": _("Photo removed"),
    "matching.start_asking": _("Both sides are asked from now on"),
    "matching.stop_asking": _("Nobody is asked any more"),
}
MEND = _(
    "An entry follows what was told of the handover, and the price and weight of its exchange. What was told is put right there: the old entry is then taken back, and a new one is noted. A wrong price or weight is put right on the exchange, with the same result. Where another one holds from a day, the entries before that day stay."
)


def visible_to(actor: Actor) -> QuerySet[Handover]:
    """All for advisers; for a firm those of what it gives and receives; none for others."""
    if actor.is_adviser:
        return Handover.objects.all()
    if actor.role is not Role.FIRM or actor.organisation_id is None:
        return Handover.objects.none()
    own = actor.organisation_id
    gives, receives = Exchange.objects.filter(giver_id=own), Exchange.objects.filter(receiver_id=own)
    return Handover.objects.filter(exchange__in=(gives | receives).values("pk"))


def register_handovers() -> None:
    """Make handovers known to the registers that lower rooms read."""
    registry.register(
        registry.ObjectKind(
            label=LABEL,
            noun=_("Handover"),
            plural=_("Handovers"),
            title=title_of,
            url=page_of,
            visible=lambda actor: visible_to(actor).select_related("exchange"),  # its title is read from there
            state=lambda handover: str(handover.get_state_display()),
        )
    )
    registry.register_verbs(VERBS)
    registry.register_waiting(waiting)
    register_source(Source(label=LABEL, explain=explain, mend=MEND))
    register_kind(PURPOSE, _("Handovers"), _("When you are asked what was handed over, or the other side has told."))
    register_purpose(PURPOSE, by_link)
