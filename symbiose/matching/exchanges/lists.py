"""The list of exchanges: all for advisers, a firm's own for a firm."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.listings.bridge import family_name, with_kinds_of
from symbiose.listings.enums import ListingKind
from symbiose.matching import exchanges
from symbiose.matching.enums import ExchangeState
from symbiose.matching.models import Exchange
from symbiose.matching.shown.exchanges import show_exchange
from symbiose.organisations.models import Organisation

STATE = one_of(
    "state", gettext_lazy("State"), lambda: [(value, capfirst(str(label))) for value, label in ExchangeState.choices]
)
KIND = one_of(
    "kind",
    gettext_lazy("Kind of thing"),
    lambda: [(value, capfirst(str(label))) for value, label in ListingKind.choices],
)
ORIGIN = Filter(
    "declared",
    gettext_lazy("Known from"),
    lambda: [("False", gettext_lazy("A proposal")), ("True", gettext_lazy("Elsewhere"))],
    lambda rows, values: rows.filter(declared__in=[value == "True" for value in values]),
    by="declared",
)
NEWEST = Sort("newest", gettext_lazy("newest"), ("-pk",))
OLDEST = Sort("since", gettext_lazy("has run longest"), ("since",))
TITLE = Sort("title", gettext_lazy("title"), ("title",))
CALENDAR = range(1, 10_000)  # the years that a date can hold


def kit_for(actor: Actor, rows: QuerySet[Exchange], asked: list[str] | None = None) -> ListKit:
    """The list as the actor may use it; years and groups are those of its rows. `asked` are parties that an address names."""
    return ListKit(
        name="exchanges",
        search=exchanges.found,
        search_label=gettext_lazy("Search in titles, numbers and parties"),
        filters=(
            STATE,
            KIND,
            ORIGIN,
            Filter("year", gettext_lazy("Ran in the year"), partial(_years, rows), _in_years, widget="select"),
            Filter("group", gettext_lazy("Group"), partial(_groups, rows), _in_groups, widget="select"),
            *_party_filter(rows, asked or []),
        ),
        sorts=(NEWEST, OLDEST, TITLE),
        columns=_columns(actor),
    )


def _party_filter(rows: QuerySet[Exchange], asked: list[str]) -> list[Filter]:
    """One organisation's exchanges; it stands among the filters only while it is in use, and names nobody outside the rows."""
    ids = [pk for value in asked if (pk := row_number(value))]
    if not asked:
        return []
    known = Organisation.objects.filter(pk__in=ids).filter(Exists(rows.filter(exchanges.with_party(OuterRef("pk")))))
    choices = [(str(pk), name) for pk, name in known.order_by("name", "pk").values_list("pk", "name")]

    def keep(found: QuerySet[Exchange], _values: list[str]) -> QuerySet[Exchange]:
        kept = Q(pk__in=[])
        for pk in ids:
            kept |= exchanges.with_party(pk)
        return found.filter(kept)

    return [Filter("party", gettext_lazy("Organisation"), lambda: choices, keep)]


def _years(rows: QuerySet[Exchange]) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in exchanges.years(rows)]


def _in_years(rows: QuerySet[Exchange], values: list[str]) -> QuerySet[Exchange]:
    asked = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) == len("2026")]
    for year in asked:
        rows = exchanges.running_in(rows, year) if year in CALENDAR else rows.none()
    return rows if asked else rows.none()


def _groups(rows: QuerySet[Exchange]) -> list[tuple[str, str]]:
    codes = rows.exclude(family="").order_by("family").values_list("family", flat=True).distinct()
    return sorted(((code, family_name(code)) for code in codes), key=lambda pair: pair[1])


def _in_groups(rows: QuerySet[Exchange], values: list[str]) -> QuerySet[Exchange]:
    return exchanges.of_families(rows, [one for value in values for one in (value, *with_kinds_of(value))])


def _columns(actor: Actor) -> tuple[Column, ...]:
    return (
        Column(_("number"), lambda row: row.number),
        Column(_("what goes from one to the other"), lambda row: row.title),
        Column(_("who gives"), lambda row: row.giver.name),
        Column(_("who receives"), lambda row: row.receiver.name),
        Column(_("kind"), lambda row: show_exchange(row, actor).kind),
        Column(_("group"), lambda row: show_exchange(row, actor).family),
        Column(_("quantity"), lambda row: show_exchange(row, actor).quantity),
        Column(_("state"), word_of("state")),
        Column(_("since"), lambda row: show_exchange(row, actor).since),
        Column(_("until"), lambda row: show_exchange(row, actor).until if row.until else ""),
        Column(_("why it ended"), word_of("end_reason")),
        Column(_("known from"), lambda row: show_exchange(row, actor).origin),
        Column(_("evidence"), word_of("evidence")),
        Column(_("source"), lambda row: row.source),
    )
