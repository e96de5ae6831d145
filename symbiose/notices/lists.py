"""The lists of this room as the list kit draws them."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of
from symbiose.notices import queries
from symbiose.notices.kinds import KINDS, name_of
from symbiose.notices.models import IncomingState

NEWEST = Sort("nyeste", _("newest"), ("-created_at", "-pk"))
OLDEST = Sort("aeldste", _("oldest"), ("created_at",))


def with_unread(rows):
    """Notices with whether they are unread, as the filter counts it."""
    unread = Case(When(read_at=None, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(is_unread=unread)


NOTICES = ListKit(
    name="notices",
    search=queries.found,
    search_label=_("Search in your inbox"),
    filters=(
        Filter(
            "ulaest",
            _("Read or not"),
            lambda: [("True", _("Only unread"))],
            lambda rows, _values: rows.filter(read_at=None),
            by="is_unread",
        ),
        one_of(
            "slags",
            _("About"),
            lambda: sorted(((kind.code, kind.name) for kind in KINDS.values()), key=lambda pair: str(pair[1])),
            field="kind",
        ),
    ),
    sorts=(NEWEST, OLDEST),
    columns=(
        Column("at", lambda row: row.created_at),
        Column("about", lambda row: name_of(row.kind)),
        Column("text", lambda row: row.text, width=80),
        Column("read", lambda row: row.read_at),
    ),
)

INCOMING = ListKit(
    name="incoming",
    search=lambda rows, words: rows.filter(pk__in=queries.letters_in(words).values("pk")),
    search_label=_("Search in sender and subject"),
    filters=(
        one_of(
            "tilstand",
            _("State"),
            lambda: [(state.value, capfirst(state.label)) for state in IncomingState],
            field="state",
        ),
    ),
    sorts=(Sort("nyeste", NEWEST.label, ("-arrived_at",)), Sort("aeldste", OLDEST.label, ("arrived_at",))),
    columns=(
        Column("arrived", lambda row: row.arrived_at),
        Column("from", lambda row: row.from_address),
        Column("subject", lambda row: row.subject, width=50),
        Column("state", lambda row: row.state),
        Column("reason", lambda row: row.refusal, width=50),
    ),
)
