"""The list of entries: filters, sorts and the file of exactly what is shown."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.engine.accounting import measure, measures
from symbiose.ledger import queries, words
from symbiose.ledger.enums import Evidence, Fraction, PartyRole

UNKNOWN = "unknown"
NEWEST = Sort("newest", gettext_lazy("newest"), ("-happened_on", "-root"))
OLDEST = Sort("oldest", gettext_lazy("oldest"), ("happened_on", "root"))
NOTED = Sort("noted", gettext_lazy("noted last"), ("-recorded_at",))
LARGEST = Sort("largest", gettext_lazy("largest quantity"), ("-quantity",))


def _measures(codes):
    """Those measures that have rows, in the order of the list."""
    return lambda: [(code, measure(code).name(get_language() or "da")) for code in measures() if code in codes]


def _any_fraction(rows, values):
    return rows.filter(fraction__in=["" if value == UNKNOWN else value for value in values])


FRACTION = Filter(
    "fraction",
    gettext_lazy("Waste fraction"),
    lambda: [*Fraction.choices, (UNKNOWN, gettext_lazy("not known"))],
    _any_fraction,
    widget="select",
)
EVIDENCE = Filter(
    "evidence",
    gettext_lazy("How sure"),
    lambda: Evidence.choices,
    lambda rows, values: rows.filter(evidence__in=values),
)
ESTIMATED = Filter(
    "estimated",
    gettext_lazy("Estimates"),
    lambda: [("True", gettext_lazy("only estimates")), ("False", gettext_lazy("no estimates"))],
    lambda rows, values: rows.filter(estimated__in=[value == "True" for value in values]),
)


def kit_for(actor, *, organisations=()):
    """The list but for its filter of measures; with organisations, also by whether they gave or received."""
    role = Filter(
        "role",
        gettext_lazy("Gave or received"),
        lambda: PartyRole.choices,
        lambda rows, values: rows.filter(pk__in=queries.of_any(organisations, roles=values).values("pk")),
    )
    return ListKit(
        name="entries",
        search=queries.found_by_party,
        search_label=gettext_lazy("Search for an organisation"),
        filters=(*((role,) if organisations else ()), FRACTION, EVIDENCE, ESTIMATED),
        sorts=(NEWEST, OLDEST, NOTED, LARGEST),
        columns=_columns(actor),
    )


def with_measures(kit, counted):
    """The whole list: what the other filters leave are the rows that the figures above it are made of, this one opens them.

    `counted` says how many rows a measure has.
    """
    by_measure = one_of("measure", gettext_lazy("What is counted"), _measures(counted))
    return replace(kit, filters=(by_measure, *kit.filters), counts=lambda _rows: {"measure": counted})


def _columns(actor):
    noted_by = (Column(_("noted by"), lambda row: row.posted_by),) if actor.is_adviser else ()
    return (
        Column(_("entry no."), lambda row: row.pk),
        Column(_("happened on"), lambda row: row.happened_on),
        Column(_("period"), lambda row: row.period),
        Column(_("column"), lambda row: words.column_name(measure(row.measure).column)),
        Column(_("measure"), lambda row: words.measure_name(row.measure)),
        Column(_("quantity"), lambda row: row.quantity),
        Column(_("unit"), lambda row: words.unit_name(row.unit)),
        Column(_("fraction"), lambda row: words.fraction_name(row.fraction)),
        Column(_("evidence"), word_of("evidence")),
        Column(_("an estimate"), lambda row: row.estimated),
        Column(_("gave"), lambda row: words.names(row, PartyRole.GIVER)),
        Column(_("received"), lambda row: words.names(row, PartyRole.RECEIVER)),
        Column(_("source"), lambda row: words.source_name(row.source_label, row.source_id)),
        Column(_("belongs to"), lambda row: words.source_name(row.thread_label, row.thread_id)),
        Column(_("revision"), lambda row: row.revision),
        Column(_("takes back entry no."), lambda row: row.reverses_id),
        Column(_("reason"), lambda row: row.reason),
        Column(_("values used"), lambda row: row.parameters),
        Column(_("recorded at"), lambda row: row.recorded_at),
        *noted_by,
    )
