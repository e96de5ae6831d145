"""Symbioses that the last run nearly joined: round whom, of what, and why they are no proposal. For advisers alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from symbiose.listings.models import Listing
from symbiose.matching import sentences
from symbiose.matching.enums import LinkRole
from symbiose.matching.models import NearSymbiosis, Proposal
from symbiose.matching.sentences import Said
from symbiose.matching.shown.symbiosis import with_source
from symbiose.matching.symbiosis_sentences import hours_text
from symbiose.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Near:
    """One that came near: its links in words, the hours, why it is none, and the symbioses that took what it needs."""

    links: list[str]
    hours: str
    reasons: list[Said]
    taken_by: list[Proposal]


def hubs() -> QuerySet[Organisation]:
    """Organisations round which something came near, by name."""
    return Organisation.objects.filter(pk__in=NearSymbiosis.objects.values("hub")).order_by("name", "pk")


def at_hub(hub: int) -> list[Near]:
    """What came near round one hub, in a fixed number of statements."""
    rows = list(NearSymbiosis.objects.filter(hub=hub))
    ids = {pk for row in rows for link in row.links for pk in (link["have"], link["need"])}
    listings = Listing.objects.select_related("organisation").in_bulk(ids)
    keys = {key for row in rows for key in row.taken_by}
    took = {one.key: one for one in Proposal.objects.filter(key__in=keys)}
    return [
        Near(
            links=_links(row, listings),
            hours=hours_text(float(row.hours)) if row.hours is not None else _("Unknown"),
            reasons=[sentences.said(sentences.reason_of(with_source(one))) for one in row.reasons],
            taken_by=[took[key] for key in row.taken_by if key in took],
        )
        for row in rows
    ]


def _links(row: NearSymbiosis, listings: dict[int, Listing]) -> list[str]:
    lines = []
    for link in row.links:
        thing = sentences.capital(sentences.family_name(link["family"]))
        buys = link["role"] == LinkRole.BUYER
        other = listings.get(link["need"] if buys else link["have"])
        text = _("%(thing)s to %(name)s") if buys else _("%(thing)s from %(name)s")
        lines.append(text % {"thing": thing, "name": other.organisation.name if other else _("Unknown")})
    return lines
