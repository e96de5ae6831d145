"""Organisations as lists read them: who sees which, what holds today, who may answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actor import Actor
from symbiose.organisations.enums import FactKind, MembershipRole, OrganisationState
from symbiose.organisations.models import Membership, Organisation, OrganisationFact
from symbiose.people.models import User
from symbiose.reference import find_place

LABEL = "organisations.organisation"
ACTING = (MembershipRole.REPRESENTATIVE, MembershipRole.MANAGER)


def holding(day: date | None = None) -> Q:
    """Of anything with a first and a last day: what holds on a day, today unless said."""
    on = day or timezone.localdate()
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """All that stand for advisers; for others the public directory and their own. What closed is still read."""
    standing = Organisation.objects.exclude(state=OrganisationState.MERGED)
    if actor.is_adviser:
        return standing
    return standing.filter(Q(in_directory=True, state=OrganisationState.ACTIVE) | Q(pk=actor.organisation_id))


def directory() -> QuerySet[Organisation]:
    """Those who are shown to the public: with their yes, and neither closed nor gathered in another."""
    return Organisation.objects.filter(in_directory=True, state=OrganisationState.ACTIVE)


def with_facts(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The rows with their facts of today read along, so that `flags` asks the database nothing."""
    return rows.prefetch_related(facts_of())


def facts_of(way: str = "") -> Prefetch[str, QuerySet[OrganisationFact], str]:
    """The facts of today of the rows themselves, or of the organisation that a way such as "giver__" leads to.

    Read the organisation along with `select_related`, and the facts of all rows are one question more.
    """
    today = OrganisationFact.objects.filter(holding())
    return Prefetch(f"{way}facts", queryset=today, to_attr="facts_today")


def flags(organisation: Organisation) -> set[FactKind]:
    """Which of the three facts hold today."""
    known = getattr(organisation, "facts_today", None)
    facts = organisation.facts.filter(holding()) if known is None else known
    return {FactKind(fact.kind) for fact in facts if fact.holds}


def denied(organisation: Organisation) -> set[FactKind]:
    """Which of the three facts are stated not to hold today; what is in neither set is unknown."""
    known = getattr(organisation, "facts_today", None)
    facts = organisation.facts.filter(holding()) if known is None else known
    return {FactKind(fact.kind) for fact in facts if not fact.holds}


def having(rows: QuerySet[Organisation], kinds: Iterable[str]) -> QuerySet[Organisation]:
    """Those for which every one of the facts holds today."""
    for kind in kinds:
        held = OrganisationFact.objects.filter(holding(), organisation=OuterRef("pk"), kind=kind, holds=True)
        rows = rows.filter(Exists(held))
    return rows


def at_place(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those in a postcode, in postcodes that begin with some digits, or in a town however it is spelt."""
    wanted = text.strip()
    if wanted.isdigit():
        return rows.filter(postcode__startswith=wanted)
    place = find_place(wanted)
    if place is None or not place.postcode:
        return rows.filter(town__istartswith=wanted)
    town = place.name.removeprefix(place.postcode).strip()
    return rows.filter(Q(postcode=place.postcode) | Q(town=town))


def found(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those found by name, description, town, company number or trade code, with stems and slips."""
    return rows.filter(pk__in=search.found_ids(LABEL, text))


def representatives(organisation_id: int) -> QuerySet[User]:
    """Who acts for an organisation today."""
    held = Membership.objects.filter(holding(), organisation_id=organisation_id, role__in=ACTING, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")
