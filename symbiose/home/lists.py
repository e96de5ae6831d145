"""The public list of who takes part, as the list kit draws it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of
from symbiose.home.queries import directory as queries
from symbiose.listings import bridge
from symbiose.listings import queries as listings
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import DirectoryConsent
from symbiose.organisations.queries import REGISTRATIONS, denied, flags

KILOMETRES = (5, 10, 25, 50)


def directory_kit(request: HttpRequest, offers: list[tuple[str, str, int]]) -> ListKit:
    """The list with the groups that are to spare now. A distance counts from the place that is asked for beside it."""
    place = request.GET.get("sted", "").strip()
    asked = next((km for km in KILOMETRES if str(km) == request.GET.get("inden")), None)
    return ListKit(
        name="directory",
        search=queries.found,
        search_label=_("Search among those who take part"),
        filters=(
            one_of(
                "slags",
                _("Who"),
                lambda: [(code, capfirst(label)) for code, label in REGISTRATIONS.items()],
                field="registration",
            ),
            Filter(
                "har",
                _("Has to spare"),
                lambda: (
                    [(code, f"{capfirst(name)} ({number})") for code, name, number in offers]
                    + [(code, capfirst(bridge.family_name(code))) for code in _others(request, offers)]
                ),
                queries.offering,
                widget="select",
            ),
            Filter(
                "sted",
                _("Postcode or town"),
                list,
                lambda rows, values: rows if asked else queries.at_place(rows, values[0]),
                widget="text",
            ),
            Filter(
                "inden",
                _("How far from there?"),
                lambda: [(str(km), gettext("within %(km)s km") % {"km": km}) for km in KILOMETRES],
                lambda rows, _values: near(rows, place, asked),
                widget="select",
            ),
        ),
        sorts=(Sort("navn", _("name"), ("shown_name",)), Sort("sted", _("place"), ("at_postcode", "shown_name"))),
        columns=COLUMNS,
        counts=queries.counted,
    )


def _others(request: HttpRequest, offers: list[tuple[str, str, int]]) -> list[str]:
    """A group that was asked for and that nobody has now, so that its tag has a name."""
    known = {code for code, _name, _number in offers}
    return [code for code in request.GET.getlist("har") if bridge.family(code) and code not in known]


def near(rows, place: str, km: int | None):
    """Those within so many kilometres; nobody where the place is unknown, all where no distance is asked."""
    if km is None:
        return rows
    spot = queries.spot_of(place)
    return rows.none() if spot is None else listings.within(rows, spot, km)


def spare_of(row: DirectoryConsent) -> list[str]:
    """The names of what somebody has to spare now, each once."""
    held = row.organisation.spare if row.organisation else []
    return sorted({bridge.family_name(code.family) for listing in held for code in listing.codes.all()})


def known_of(row: DirectoryConsent, kind: FactKind) -> str:
    """Yes, no, or nothing where it is unknown, as the folder format writes it."""
    if row.organisation is None:
        return ""
    if kind in flags(row.organisation):
        return "yes"
    return "no" if kind in denied(row.organisation) else ""


def words_of(row: DirectoryConsent) -> str:
    """What somebody does, in their own words."""
    return row.organisation.description if row.organisation else f"{row.champion.role}. {row.champion.offers}".strip()


COLUMNS = (
    Column("name", lambda row: row.shown_name, width=30),
    Column("who", lambda row: REGISTRATIONS[row.registration]),
    Column("about", words_of, width=60),
    Column("offers", lambda row: "; ".join(spare_of(row)), width=40),
    Column("place", lambda row: f"{row.at_postcode} {row.at_town}".strip()),
    Column("website", lambda row: row.organisation.website if row.organisation else "", width=30),
    Column("social_enterprise", lambda row: known_of(row, FactKind.SOCIAL_ENTERPRISE)),
    Column("registered", lambda row: known_of(row, FactKind.REGISTERED)),
)
