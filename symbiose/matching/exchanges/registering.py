"""Makes exchanges known to the house: their pages, verbs, letters, what waits, and how they follow a merge."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.matching import exchanges
from symbiose.matching.actions.exchanges.telling import PURPOSE, page_of
from symbiose.matching.exchanges.beside import of_organisation
from symbiose.matching.exchanges.waiting import waiting
from symbiose.matching.views.exchanges import by_link
from symbiose.notices.kinds import register_kind
from symbiose.notices.links import register_purpose
from symbiose.organisations.queries import LABEL as ORGANISATION

PAGES = ("detail", "tell", "change", "add")
VERBS = {
    "matching.agree_exchange": _("Agreed: an exchange"),
    "matching.declare_exchange": _("Recorded: it is known from elsewhere"),
    "matching.begin_exchange": _("Begun"),
    "matching.pause_exchange": _("Paused"),
    "matching.resume_exchange": _("Goes on"),
    "matching.change_pause": _("A pause is put right"),
    "matching.remove_pause": _("A pause is taken out: it did not stand still"),
    "matching.keep_pause": _("Kept: the days on which it stood still"),
    "matching.end_exchange": _("Ended"),
    "matching.reopen_exchange": _("Taken up again: it runs"),
    "matching.agree_again_exchange": _("Taken up again: agreed"),
    "matching.change_exchange": _("Put right"),
    "matching.keep_terms": _("Kept: the price and the weight until then"),
    "matching.drop_terms": _("Taken out: a price or weight that never held"),
    "matching.follow_merge": _("Follows the organisation into which another was gathered"),
}


def register_exchanges() -> None:
    """Called once, when the records are ready."""
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
    registry.register_related(ORGANISATION, of_organisation)
    registry.register_verbs(VERBS)
    register_kind(PURPOSE, _("Exchanges"), _("When an exchange is agreed, begins, pauses or ends."))
    register_purpose(PURPOSE, by_link)
