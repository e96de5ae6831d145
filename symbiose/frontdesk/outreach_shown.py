"""Firms, calls and contacts as rows and pages show them: why this firm, who spoke with it last, who has it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Call, CallStop, Prospect
from symbiose.frontdesk.outreach_enums import ReasonKind
from symbiose.frontdesk.queries.outreach import latest_spoken, live_calls, may_read_line, quiet_from, standing_stops
from symbiose.listings.bridge import family_name
from symbiose.listings.models import Listing
from symbiose.organisations.models import Contact
from symbiose.reference import Certainty, TradeGroup, trade_group, trade_groups

MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One reason: its sentence, where it is known from and from when, its term in the order, whether it is an estimate."""

    kind: str
    label: str
    text: str
    source: str
    day: date
    points: int
    estimate: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class ContactShown:
    """Who spoke with a firm, when, how; `about` is empty where the reader may not know what was said."""

    who: str
    when: date
    how: str
    about: str
    confidential: bool
    quiet: bool  # within the quiet period


@dataclass(frozen=True, slots=True)
class ProspectShown:
    """What a row or a page says of a firm beside its own fields."""

    trade: str
    reasons: tuple[ReasonShown, ...]
    last: ContactShown | None
    taken: Call | None
    stop: CallStop | None

    @property
    def is_quiet(self) -> bool:
        return bool(self.last and self.last.quiet)


def in_reader(values: Any) -> str:
    """A text that is kept in both languages, in the reader's."""
    return str(values["en" if (translation.get_language() or "da").startswith("en") else "da"])


def trade_names(on: date) -> dict[str, str]:
    """The groups of trades by their first two digits, to choose from: 22 as 22 gummi og plast."""
    return {division: in_reader(group.name) for group in trade_groups(on) for division in group.divisions}


def trade_words(code: str, version: str) -> str:
    """Branche 22, gummi og plast; unknown where no code is known."""
    if not code:
        return _("Trade: unknown")
    group = trade_group(code, version, on=timezone.localdate())
    name = in_reader(group.name) if group else ""
    return ", ".join(filter(None, (_("Trade %(code)s") % {"code": code[:2]}, name)))


def open_listings(ids: Iterable[int]) -> dict[int, Listing]:
    """Of these listings those that anybody may read with their owner's name today."""
    today = timezone.localdate()
    rows = Listing.objects.filter(
        pk__in=list(ids), state="shown", anonymous=False, valid_from__lte=today, valid_to__gte=today
    )
    return {row.pk: row for row in rows.select_related("organisation")}


def listing_ids(reasons: Iterable[dict[str, Any]]) -> set[int]:
    """The listings that reasons speak of."""
    return {one["listing"] for one in reasons if "listing" in one}


def dress_prospects(rows: list[Prospect], actor: Actor) -> None:
    """Put what a row shows on each firm; the same questions for any number."""
    ids = [row.organisation_id for row in rows]
    listings = open_listings({pk for row in rows for pk in listing_ids(row.reasons)})
    spoken, quiet = latest_spoken(ids), quiet_from()
    taken = {
        call.organisation_id: call
        for call in live_calls().filter(organisation__in=ids).select_related("user", "department")
    }
    stops = {stop.organisation_id: stop for stop in standing_stops().filter(organisation__in=ids)}
    for row in rows:
        firm = row.organisation
        line = spoken.get(firm.pk)
        row.shown = ProspectShown(  # type: ignore[attr-defined]  # carried to the page, not stored
            trade=trade_words(firm.trade_code, firm.trade_code_version),
            reasons=show_reasons(row.reasons, listings),
            last=show_contact(line, actor, quiet=quiet) if line else None,
            taken=taken.get(firm.pk),
            stop=stops.get(firm.pk),
        )


def show_contact(line: Contact, actor: Actor, *, quiet: datetime) -> ContactShown:
    """A line of the contact log as far as the reader may know it; `quiet` is when the quiet period began."""
    by = ", ".join(filter(None, (line.user.name if line.user else "", line.spoken_for.name if line.spoken_for else "")))
    return ContactShown(
        who=by or _("Unknown"),
        when=timezone.localdate(line.happened_at),
        how=str(line.get_kind_display()),
        about=line.text if may_read_line(actor, line) else "",
        confidential=line.confidential,
        quiet=line.happened_at >= quiet,
    )


def show_reasons(reasons: Iterable[dict[str, Any]], listings: dict[int, Listing]) -> tuple[ReasonShown, ...]:
    """Reasons in words; one whose listing is no longer shown under its owner's name is left out."""
    shown = (_reason(one, listings) for one in reasons)
    return tuple(one for one in shown if one)


def _reason(one: dict[str, Any], listings: dict[int, Listing]) -> ReasonShown | None:
    kind = ReasonKind(one["kind"])
    listing = listings.get(one.get("listing", 0))
    if "listing" in one and listing is None:
        return None
    if kind is ReasonKind.TRADE:
        return _trade(one)
    if kind is ReasonKind.PARTNER and listing:
        return _partner(one, listing)
    if kind is ReasonKind.LISTING and listing:
        return _listing(one, listing)
    if kind is ReasonKind.PROPOSAL:
        return _proposal(one)
    return _silence(one)


def _said(one: dict[str, Any], text: str, source: str, *, estimate: bool = False, url: str = "") -> ReasonShown:
    kind = ReasonKind(one["kind"])
    return ReasonShown(
        kind.value, str(kind.label), text, source, date.fromisoformat(one["on"]), one["points"], estimate, url
    )


def _trade(one: dict[str, Any]) -> ReasonShown | None:
    group = trade_group(one["division"], one["version"], on=date.fromisoformat(one["on"]))
    if group is None:
        return None
    size = _("number of employees unknown")
    if "headcount" in one:
        told = ngettext("%(number)s employee (%(year)s)", "%(number)s employees (%(year)s)", one["headcount"])
        size = told % {"number": number_format(one["headcount"], force_grouping=True), "year": one["year"]}
    text = _("In %(trade)s, %(size)s. These tasks could perhaps move out: %(tasks)s.")
    values = {"trade": in_reader(group.name), "size": size, "tasks": _tasks(group)}
    source = _("%(source)s (%(version)s %(division)s)") % {
        "source": in_reader(group.source),
        "version": one["version"],
        "division": one["division"],
    }
    return _said(one, text % values, source, estimate=group.certainty is not Certainty.CERTAIN)


def tasks_of(one: dict[str, Any]) -> str:
    """The tasks that a reason of trade speaks of."""
    group = trade_group(one["division"], one["version"], on=date.fromisoformat(one["on"]))
    return _tasks(group) if group else ""


def _tasks(group: TradeGroup) -> str:
    return ", ".join(family_name(code).lower() for code in group.tasks[:MOST_TASKS])


def _partner(one: dict[str, Any], listing: Listing) -> ReasonShown:
    away = _("%(km)s km away") % {"km": number_format(round(one["km"]))} if one["km"] >= 1 else _("in the same place")
    told = _("%(name)s, %(away)s, offers “%(title)s”. Firms of the trade often buy such things.") % {
        "name": listing.organisation.name,
        "away": away,
        "title": listing.title,
    }
    if one["others"]:
        more = ngettext(
            "%(number)s other social enterprise nearby offers something alike.",
            "%(number)s other social enterprises nearby offer something alike.",
            one["others"],
        )
        told = f"{told} {more % {'number': one['others']}}"
    source = _("the market place, and our estimate of the trade")
    return _said(one, told, source, estimate=True, url=reverse("listings:detail", args=[listing.pk]))


def _listing(one: dict[str, Any], listing: Listing) -> ReasonShown:
    text = ngettext(
        "Their listing “%(title)s” fits somebody: %(number)s proposal is found and not sent.",
        "Their listing “%(title)s” fits somebody: %(number)s proposals are found and not sent.",
        one["number"],
    )
    told = text % {"title": listing.title, "number": one["number"]}
    return _said(one, told, _("the comparison of listings"), url=reverse("listings:detail", args=[listing.pk]))


def _proposal(one: dict[str, Any]) -> ReasonShown:
    text = ngettext(
        "%(number)s proposal waits for their answer, since %(day)s.",
        "%(number)s proposals wait for their answer, the oldest since %(day)s.",
        one["number"],
    )
    values = {"number": one["number"], "day": date_format(date.fromisoformat(one["on"]), "j. F Y")}
    return _said(one, text % values, _("proposals that were sent"))


def _silence(one: dict[str, Any]) -> ReasonShown:
    if "last" not in one:
        return _said(
            one, _("Nobody in the municipality has spoken with them, as far as is written down."), _("the contact log")
        )
    day = date_format(date.fromisoformat(one["last"]), "j. F Y")
    return _said(one, _("It is long since anybody spoke with them: %(day)s.") % {"day": day}, _("the contact log"))
