"""The advisers' list of organisations."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, build, exported, one_of
from symbiose.organisations import queries
from symbiose.organisations.enums import FactKind, OrganisationKind, OrganisationState
from symbiose.organisations.queries.register import closed_in_register

KIND = one_of("type", _("Type"), lambda: OrganisationKind.choices, field="kind")
FACTS = Filter(
    name="status",
    label=_("Holds today"),
    choices=lambda: FactKind.choices,
    apply=lambda rows, values: queries.having(rows, [value for value in values if value in FactKind.values]),
)
STATE = one_of(
    "tilstand",
    _("State"),
    lambda: [(state.value, state.label) for state in (OrganisationState.ACTIVE, OrganisationState.CLOSED)],
    field="state",
)
PLACE = Filter(
    name="sted",
    label=_("Postcode or town"),
    choices=list,
    apply=lambda rows, values: queries.at_place(rows, values[0]),
    widget="text",
)

REGISTER = Filter(
    name="cvr",
    label=_("Company register"),
    choices=lambda: [("lukket", _("closed there, open here"))],
    apply=lambda rows, _values: rows.filter(closed_in_register()),
)


def yes_or_no(organisation, kind):
    """Yes, no, or nothing where it is unknown, as the folder format writes it."""
    if kind in queries.flags(organisation):
        return "yes"
    return "no" if kind in queries.denied(organisation) else ""


def employees(organisation):
    """The newest number of employees that is known."""
    known = queries.headcount_of(organisation)
    return known and known.headcount


def trade_code(organisation):
    """DB25 162300: version and digits."""
    return f"{organisation.trade_code_version} {organisation.trade_code}".strip()


ALL = ListKit(
    name="organisations",
    search=queries.found,
    search_label=_("Search in organisations"),
    filters=(KIND, STATE, FACTS, REGISTER, PLACE),
    sorts=(
        Sort("navn", _("name"), ("name",)),
        Sort("nyeste", _("last changed"), ("-changed_at",)),
        Sort("sted", _("place"), ("postcode", "name")),
    ),
    columns=(
        Column("id", lambda row: row.pk),
        Column("name", lambda row: row.name),
        Column("cvr", lambda row: row.company_number),
        Column("type", lambda row: row.kind),
        Column("place", lambda row: row.postcode),
        Column("nace", trade_code),
        Column("employees", employees),
        Column("social_enterprise", lambda row: yes_or_no(row, FactKind.SOCIAL_ENTERPRISE)),
        Column("registered", lambda row: yes_or_no(row, FactKind.REGISTERED)),
    ),
)


@advisers_only
def index(request):
    rows = queries.with_facts(queries.with_headcount(queries.visible_to(request.actor)))
    return exported(request, rows, ALL) or render(
        request, "organisations/list.html", {"shown": build(request, rows, ALL)}
    )
