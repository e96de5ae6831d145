"""Two records of one organisation side by side: where they differ, what contradicts itself, what would move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.organisations.enums import FactKind, PairState
from symbiose.organisations.models import Alike, Merge, Organisation, OrganisationFact, OrganisationYear
from symbiose.organisations.queries.same import active
from symbiose.reference import merging_policy

GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "name": (_("Name"), ("name",)),
    "kind": (_("Type"), ("kind",)),
    "company_number": (_("Company number (CVR)"), ("company_number",)),
    "description": (_("What it does"), ("description",)),
    "place": (_("Place"), ("street", "postcode", "town", "latitude", "longitude")),
    "trade": (_("Trade code"), ("trade_code", "trade_code_version")),
    "website": (_("Web page"), ("website",)),
    "contact": (_("Contact"), ("contact_name", "contact_email", "contact_phone")),
    "in_directory": (_("In the public list"), ("in_directory", "directory_consent_id")),
    "most_open": (_("At most this many unanswered proposals"), ("most_open",)),
}
SILENT = frozenset({"latitude", "longitude", "directory_consent_id"})  # they follow the postcode, and the yes


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that both records say, and say differently."""

    name: str
    label: Any
    survivor: str
    merged: str


def values_of(organisation: Organisation, group: str) -> dict[str, Any]:
    """The fields of a group with their values."""
    return {name: getattr(organisation, name) for name in GROUPS[group][1]}


def is_empty(values: dict[str, Any]) -> bool:
    """Nothing is said. A “no” to the public list is said: nobody is made public by being gathered."""
    return all(value in (None, "") for value in values.values())


def differences(survivor: Organisation, merged: Organisation) -> list[Difference]:
    """Where both records say something, and not the same; what only one says is kept whoever says it."""
    found = []
    for group, (label, _names) in GROUPS.items():
        mine, theirs = values_of(survivor, group), values_of(merged, group)
        told = [{name: value for name, value in side.items() if name not in SILENT} for side in (mine, theirs)]
        if told[0] != told[1] and not is_empty(mine) and not is_empty(theirs):
            found.append(
                Difference(group, label, *(said(side, one) for side, one in zip(told, (survivor, merged), strict=True)))
            )
    return found


def said(values: dict[str, Any], organisation: Organisation) -> str:
    """The values of a group as one text."""
    if "kind" in values:
        return str(organisation.get_kind_display())
    if "in_directory" in values:
        return str(_("yes") if organisation.in_directory else _("no"))
    return ", ".join(str(value) for value in values.values() if value not in (None, ""))


def fact_differences(
    survivor: Organisation, merged: Organisation
) -> list[tuple[FactKind, list[OrganisationFact], list[OrganisationFact]]]:
    """The kinds of dated fact about which the two records contradict each other, with what each says."""
    stated: dict[int, list[OrganisationFact]] = {survivor.pk: [], merged.pk: []}
    for fact in OrganisationFact.objects.filter(organisation__in=[survivor, merged]).order_by("-valid_from"):
        stated[fact.organisation_id].append(fact)
    sides = {
        kind: tuple([fact for fact in stated[one.pk] if fact.kind == kind] for one in (survivor, merged))
        for kind in FactKind
    }
    return [(kind, mine, theirs) for kind, (mine, theirs) in sides.items() if contradict(mine, theirs)]


def contradict(mine: Iterable[OrganisationFact], theirs: Iterable[OrganisationFact]) -> bool:
    """Whether two series of statements of one kind say different things about some day."""
    return any(_meet(one, other) and not same_fact(one, other) for one in mine for other in theirs)


def same_fact(one: OrganisationFact, other: OrganisationFact) -> bool:
    """The same statement about the same days, whatever its source."""
    return (one.holds, one.valid_from, one.valid_to) == (other.holds, other.valid_from, other.valid_to)


def _meet(one: OrganisationFact, other: OrganisationFact) -> bool:
    starts_before = one.valid_to is None or other.valid_from <= one.valid_to
    return starts_before and (other.valid_to is None or one.valid_from <= other.valid_to)


def year_differences(
    survivor: Organisation, merged: Organisation
) -> list[tuple[int, OrganisationYear, OrganisationYear]]:
    """The years for which both records hold figures that are not the same."""
    mine = {one.year: one for one in survivor.years.all()}
    pairs = [(one.year, mine[one.year], one) for one in merged.years.all() if one.year in mine]
    return [pair for pair in pairs if figures(pair[1]) != figures(pair[2])]


def figures(one: OrganisationYear) -> tuple[Any, ...]:
    """Employees, turnover and balance of a year."""
    return one.headcount, one.turnover, one.balance


def undo_days(on: date) -> int:
    """For how many days after the day of a gathering it can be undone."""
    return int(merging_policy(on)["undo.days"].value)


def undo_until(merge: Merge) -> date:
    """The last day on which a gathering can be undone."""
    return timezone.localdate(merge.created_at) + timedelta(days=undo_days(timezone.localdate()))


def may_be_undone(merge: Merge) -> bool:
    """Nobody has undone it, and the days for that have not passed."""
    return merge.undone_at is None and timezone.localdate() <= undo_until(merge)


def not_undone_any_more(*, before: date) -> QuerySet[Merge]:
    """Gatherings that are undone, or were made before a day, and keep what only undoing needs.

    That is the fields from before and, as long as the two are one, the contact on the record that was gathered.
    """
    keeps_fields = ~Q(fields={})
    keeps_contact = ~Q(merged__contact_name="", merged__contact_email="", merged__contact_phone="")
    stands = Q(undone_at__isnull=True, created_at__date__lt=before) & (keeps_fields | keeps_contact)
    rows = Merge.objects.filter(stands | (Q(undone_at__isnull=False) & keeps_fields))
    return rows.select_related("merged").order_by("pk")


def gathered(organisation: Organisation) -> list[Merge]:
    """What was gathered in an organisation and still is, newest first; each knows in `undo_until` when that can be undone.

    It is None where the time for that has passed.
    """
    rows = list(organisation.merges.filter(undone_at__isnull=True).select_related("merged"))
    for row in rows:
        row.undo_until = undo_until(row) if may_be_undone(row) else None  # type: ignore[attr-defined]  # carried to the page, not stored
    return rows


def alike() -> QuerySet[Alike]:
    """Pairs that nobody has looked at, likeliest first."""
    standing = active().values("pk")
    rows = Alike.objects.filter(state=PairState.LIKELY, first__in=standing, second__in=standing)
    return rows.select_related("first", "second")


def alike_of(organisation: Organisation) -> list[Organisation]:
    """Those that may be the same as one organisation."""
    rows = alike().filter(Q(first=organisation) | Q(second=organisation))[:5]
    return [row.second if row.first_id == organisation.pk else row.first for row in rows]
