"""The list of positions: all for consultants and advisers, a firm's own for a firm."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.jobs import words
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Position
from symbiose.jobs.queries.positions import found, postcodes_of
from symbiose.organisations.models import Organisation
from symbiose.reference import find_place

STATE = one_of(
    "state", gettext_lazy("State"), lambda: [(value, capfirst(str(label))) for value, label in PositionState.choices]
)
FREE = Filter(
    "free",
    gettext_lazy("Seats"),
    lambda: [("1", gettext_lazy("There is a free seat"))],
    lambda rows, _values: rows.filter(free="1"),
    by="free",
)
NEWEST = Sort("newest", gettext_lazy("newest"), ("-pk",))
FEWEST = Sort("hours", gettext_lazy("fewest hours"), ("min_hours", "hours"))
TITLE = Sort("title", gettext_lazy("title"), ("title",))


def kit_for(actor: Actor, rows: QuerySet[Position], asked: list[str] | None = None) -> ListKit:
    """The list as the actor may use it; places are those of its rows. `asked` are organisations that an address names."""
    return ListKit(
        name="positions",
        search=found,
        search_label=gettext_lazy("Search in positions"),
        filters=(
            STATE,
            FREE,
            Filter("form", gettext_lazy("Form of job"), _forms, _in_forms, by="form"),
            Filter("place", gettext_lazy("Place"), partial(_places, rows), _at_places, widget="select"),
            *_organisation_filter(rows, asked or []),
        ),
        sorts=(NEWEST, FEWEST, TITLE),
        columns=_columns(actor),
    )


def _forms() -> list[tuple[str, str]]:
    return [*words.form_choices(), ("unknown", _("Unknown so far"))]


def _in_forms(rows: QuerySet[Position], values: list[str]) -> QuerySet[Position]:
    return rows.filter(form__in=["" if value == "unknown" else value for value in values])


def _places(rows: QuerySet[Position]) -> list[tuple[str, str]]:
    return [(postcode, place_name(postcode)) for postcode in postcodes_of(rows)]


def _at_places(rows: QuerySet[Position], values: list[str]) -> QuerySet[Position]:
    return rows.filter(postcode__in=values)


def _organisation_filter(rows: QuerySet[Position], asked: list[str]) -> list[Filter]:
    """One organisation's positions; it stands among the filters only while it is in use, and names nobody outside the rows."""
    ids = [pk for value in asked if (pk := row_number(value))]
    if not asked:
        return []
    known = Organisation.objects.filter(pk__in=ids).filter(Exists(rows.filter(organisation=OuterRef("pk"))))
    choices = [(str(pk), name) for pk, name in known.order_by("name", "pk").values_list("pk", "name")]
    return [
        Filter(
            "party",
            gettext_lazy("Organisation"),
            lambda: choices,
            lambda shown, _asked: shown.filter(organisation__in=ids),
        )
    ]


def place_name(postcode: str) -> str:
    """8600 Silkeborg."""
    place = find_place(postcode) if postcode else None
    return f"{postcode} {place.name.removeprefix(postcode).strip()}".strip() if place else postcode


def _columns(actor: Actor) -> tuple[Column, ...]:
    columns = (
        Column(_("number"), lambda row: row.number),
        Column(_("what one does"), lambda row: row.title, width=40),
        Column(_("organisation"), lambda row: row.organisation.name, width=30),
        Column(_("state"), word_of("state")),
        Column(_("hours a week of one person, at least"), lambda row: row.min_hours),
        Column(_("hours a week of one person, at most"), lambda row: row.hours),
        Column(_("hours a week in all"), lambda row: row.total_hours),
        Column(_("hours a week that are covered"), lambda row: row.covered),
        Column(_("how many people"), lambda row: row.seats),
        Column(_("seats that are free"), lambda row: max(0, row.seats - row.taken)),
        Column(_("times"), lambda row: row.windows, width=40),
        Column(_("postcode"), lambda row: row.postcode),
        Column(_("form of job"), lambda row: words.form_name(row.form)),
        Column(
            _("what the place can offer"),
            lambda row: ", ".join(words.names_of(row.accommodations, words.accommodation_choices())),
            width=40,
        ),
        Column(_("hourly wage, from"), lambda row: row.wage_low),
        Column(_("hourly wage, to"), lambda row: row.wage_high),
    )
    return columns if actor.role is not Role.FIRM else tuple(one for one in columns if one.name != _("organisation"))
