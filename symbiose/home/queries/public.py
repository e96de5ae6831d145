"""The municipality's own words, who is in, what is new, and what we aim for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem
from symbiose.home.opening import OpeningShown, opening_at
from symbiose.home.queries.contacts import ContactRow
from symbiose.home.queries.contacts import shown as kept_contact
from symbiose.home.queries.readings import minutes_of, paragraphs_of
from symbiose.listings import queries as listings
from symbiose.listings.models import Listing
from symbiose.listings.permissions import may_write
from symbiose.organisations import queries as organisations
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation

NEWEST = 3
CLAUSE = re.compile(r"\b[A-Z]{1,2}-\d{2}\b")
CERTAINTY = {
    "source": _("From the municipality's own text"),
    "second-hand": _("Known through others"),
    "unverified": _("Not confirmed"),
    "ours": _("Our reading"),
}


def of_kinds(*kinds: str) -> dict[str, list[MunicipalItem]]:
    """The items of several kinds that hold today, by kind, in one query."""
    today = timezone.localdate()
    rows = MunicipalItem.objects.filter(kind__in=kinds, valid_from__lte=today).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    )
    found: dict[str, list[MunicipalItem]] = {kind: [] for kind in kinds}
    for row in rows:
        found[row.kind].append(row)
    return found


def by_key(rows: list[MunicipalItem]) -> dict[str, MunicipalItem]:
    """Texts or settings by the key that pages know them by."""
    return {str(row.data["key"]): row for row in rows}


@dataclass(frozen=True, slots=True)
class Door:
    """A way in from the front page."""

    item: MunicipalItem
    url: str


def doors(rows: list[MunicipalItem], actor: Actor) -> tuple[list[Door], list[Door]]:
    """The main doors and the other ways in."""
    shown = [Door(row, door_url(str(row.data["action"]), actor)) for row in rows]
    return [door for door in shown if door.item.data["main"]], [door for door in shown if not door.item.data["main"]]


def door_url(action: str, actor: Actor) -> str:
    """Where a door leads: to writing a listing for those who may, to the form for all that people help with."""
    if action == "listing" and may_write(actor):
        return reverse("listings:add")
    return f"{reverse('writing:write')}?emne={action}"


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact with whether somebody answers now."""

    item: MunicipalItem
    opening: OpeningShown

    @property
    def kept(self) -> ContactRow:
        """When it was last confirmed, and whether somebody must do so."""
        return kept_contact(self.item)


def contacts(rows: list[MunicipalItem], now: datetime) -> list[ContactShown]:
    """The contacts with their opening at a local time; closed on holidays and on the municipality's own closing days."""
    closed = municipality.closing_days()
    return [ContactShown(row, opening_at(str(row.data.get("hours", "")), now, closed=closed)) for row in rows]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest of the market place, and how many there are in all."""

    rows: list[Listing]
    total: int


def newest(actor: Actor) -> Newest:
    """The newest listings that anybody may look into."""
    market = listings.market(actor)
    return Newest(list(market.order_by("-shown_at", "-pk")[:NEWEST]), market.count())


@dataclass(frozen=True, slots=True)
class Member:
    """One of the directory, with the two facts that stand beside a name."""

    organisation: Organisation
    social: bool
    registered: bool


@dataclass(frozen=True, slots=True)
class Members:
    """Some of the directory, and how many it holds."""

    rows: list[Member]
    total: int


def members() -> Members:
    """Social enterprises that came last into the public directory; where there are none, whoever came last."""
    directory = organisations.directory()
    social = organisations.having(directory, [FactKind.SOCIAL_ENTERPRISE])
    shown = []
    for row in organisations.with_facts(social if social.exists() else directory).order_by("-created_at", "-pk")[
        :NEWEST
    ]:
        held = organisations.flags(row)
        shown.append(Member(row, FactKind.SOCIAL_ENTERPRISE in held, FactKind.REGISTERED in held))
    return Members(shown, organisations.entries().count())


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with the clause that sets it. No figure: what is not counted is said to be not measured."""

    number: int
    item: MunicipalItem
    clause: MunicipalItem | None
    certainty: object
    period: tuple[date, date] | None


def goals(rows: list[MunicipalItem], clauses: list[MunicipalItem]) -> list[GoalShown]:
    """The goals in the order of the configuration."""
    known = {row.key: row for row in clauses}
    return [
        GoalShown(number, row, known.get(row.clause), CERTAINTY.get(row.certainty, row.certainty), _period(row))
        for number, row in enumerate(rows, start=1)
    ]


def _period(row: MunicipalItem) -> tuple[date, date] | None:
    first, last = row.data.get("period_from"), row.data.get("period_to")
    return (date.fromisoformat(first["date"]), date.fromisoformat(last["date"])) if first and last else None


@dataclass(frozen=True, slots=True)
class Covered:
    """An activity with the clauses that ask for it, the principle, and whether its room is in this installation."""

    item: MunicipalItem
    clauses: tuple[MunicipalItem, ...]
    principle: MunicipalItem | None
    built: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Activities with their clauses, and the clauses that some activity answers, and those that none does."""

    activities: list[Covered]
    cited: list[MunicipalItem]
    without: list[MunicipalItem]

    @property
    def unasked(self) -> int:
        """How many activities no clause asks for."""
        return sum(not one.clauses for one in self.activities)


def coverage(found: dict[str, list[MunicipalItem]]) -> Coverage:
    """Which clause asks for which activity, from `of_kinds("activity", "clause", "principle")`."""
    clauses = {row.key: row for row in found["clause"]}
    principles = {row.key: row for row in found["principle"]}
    shown = []
    for row in found["activity"]:
        cited = dict.fromkeys(key for key in [row.clause, *row.data.get("clauses", [])] if key in clauses)
        shown.append(
            Covered(
                row,
                tuple(clauses[key] for key in cited),
                principles.get(str(row.data.get("principle", ""))),
                apps.is_installed(f"symbiose.{row.data['room']}"),
            )
        )
    cited_keys = {clause.key for one in shown for clause in one.clauses}
    return Coverage(
        shown,
        [row for row in found["clause"] if row.key in cited_keys],
        [row for row in found["clause"] if row.key not in cited_keys],
    )


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading page: its paragraphs in the reader's language, how long it takes, and the clauses that it cites."""

    item: MunicipalItem
    slug: str
    paragraphs: tuple[str, ...]
    in_danish: bool
    minutes: int


def reading_shown(row: MunicipalItem) -> ReadingShown:
    """A reading item ready for a page."""
    text, fell_back = municipality.said(row.data)
    return ReadingShown(row, str(row.data["slug"]), paragraphs_of(text), fell_back, minutes_of(text))


def cited_clauses(row: MunicipalItem, clauses: list[MunicipalItem]) -> list[MunicipalItem]:
    """The clauses that a reading page builds on, in the text's order."""
    wanted = {row.clause, *row.data.get("clauses", []), *CLAUSE.findall(str(row.data.get("da", "")))}
    return [clause for clause in clauses if clause.key in wanted]
