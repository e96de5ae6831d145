"""A search for a partner made known to pages: its words, how much it found, and where it is shown again."""

from __future__ import annotations

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symbiose.common import registry
from symbiose.frontdesk.models import PartnerSearch
from symbiose.frontdesk.queries.partner import searches_visible_to


def page_of_search(search: PartnerSearch) -> str:
    """The search once more, as of today."""
    asked = {"q": search.words, **({"social": "1"} if search.social else {})}
    return f"{reverse('cases:partner', args=[search.case.number])}?{urlencode(asked)}"


def search_in_words(search: PartnerSearch) -> str:
    """What was looked for, when, and how much there was."""
    many = search.organisations
    found = ngettext("%(many)s organisation", "%(many)s organisations", many) % {"many": many}
    found += ", " + ngettext("%(many)s listing", "%(many)s listings", search.listings) % {"many": search.listings}
    words = _("“%(words)s”") % {"words": search.words} if search.words else _("Erased")
    return f"{words}, {formats.date_format(search.searched_on, 'DATE_FORMAT')}: {found}"


def register() -> None:
    """Called once, when the room is ready."""
    registry.register(
        registry.ObjectKind(
            label=PartnerSearch._meta.label_lower,
            noun=gettext_lazy("Search for a partner"),
            plural=gettext_lazy("Searches for partners"),
            title=search_in_words,
            url=page_of_search,
            visible=lambda actor: searches_visible_to(actor).select_related("case"),
            state=lambda search: formats.date_format(search.searched_on, "j. F"),
        )
    )
    registry.register_verbs({"frontdesk.look_for_partner": gettext_lazy("Looked for a partner")})
