"""Gather two records of one organisation in one: everything moves, nothing is lost, and it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions, search
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.organisations import merging
from symbiose.organisations.actions.keeping import index_organisation
from symbiose.organisations.enums import FactKind, OrganisationState
from symbiose.organisations.models import Merge, Organisation, OrganisationFact, OrganisationYear
from symbiose.organisations.queries import LABEL
from symbiose.organisations.queries.merging import (
    GROUPS,
    contradict,
    fact_differences,
    figures,
    is_empty,
    may_be_undone,
    same_fact,
    values_of,
    year_differences,
)
from symbiose.organisations.states import STATES

GATHERED = "gathered"  # the kind of link from a record to the one that it was gathered in
FACTS, YEARS = "organisations.organisationfact", "organisations.organisationyear"
ASIDE = "aside"  # a kind that no fact has: two series change places without meeting
FIGURES = ("headcount", "turnover", "balance", "source")


class Undecided(Exception):
    """The records contradict each other and nobody said which is right; `args[0]` names what."""


class NotActive(Exception):
    """A record is closed or gathered in another already; `args[0]` is that record."""


class UndoEnded(Exception):
    """The days in which a gathering can be undone have passed."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the record that is gathered in the other is the right one: groups of fields, kinds of fact, years.

    `asked` are the kinds of fact and the years about which somebody decided, either way.
    """

    fields: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    asked: frozenset[str | int] = field(default_factory=frozenset)


@transaction.atomic
def merge_organisations(
    survivor: Organisation, merged: Organisation, *, by: Actor, choices: Choices | None = None, reason: str = ""
) -> Merge:
    """`merged` is gathered in `survivor`: its rows move in every room, its page leads there, its name is found.

    Facts and figures that contradict each other need a decision; those that were not chosen stay on the record, which
    is kept. A repeat gives the gathering that stands. Raises Undecided, NotActive, NotAllowed.
    """
    pair = Organisation.objects.select_for_update().filter(pk__in=[survivor.pk, merged.pk]).order_by("pk")
    held = {one.pk: one for one in pair}
    survivor, merged = held[survivor.pk], held[merged.pk]
    known = Merge.objects.filter(merged=merged, survivor=survivor, undone_at__isnull=True).first()
    if known is not None:
        return known
    for one in (survivor, merged):
        if one.state != OrganisationState.ACTIVE:
            raise NotActive(one)
    row = STATES.require("organisations.merge", state=merged.state, actor=by, subject=merged, reason=reason)
    chosen = choices or Choices()
    _require_decided(survivor, merged, chosen)
    merge = Merge(survivor=survivor, merged=merged)
    merge.fields = _take_fields(survivor, merged, chosen.fields)
    merge.years = _take_years(survivor, merged, chosen.years)
    _take_facts(merge, chosen.facts)
    moved = {label: ids for label, ids in merging.move_all(merged.pk, survivor.pk, by=by).items() if ids}
    merge.moved = {**merge.moved, **moved}
    merge.save(force_insert=True)
    Organisation.objects.filter(pk=merged.pk).update(
        state=row.target, merged_into=survivor, version=merged.version + 1, changed_at=timezone.now()
    )
    _tell(merge, by=by, reason=reason)
    return merge


def _require_decided(survivor: Organisation, merged: Organisation, chosen: Choices) -> None:
    asked: list[str | int] = [kind.value for kind, _mine, _theirs in fact_differences(survivor, merged)]
    asked += [year for year, _mine, _theirs in year_differences(survivor, merged)]
    decided = chosen.asked | chosen.facts | chosen.years
    undecided = [one for one in asked if one not in decided]
    if undecided:
        raise Undecided(undecided)


def _take_fields(survivor: Organisation, merged: Organisation, chosen: frozenset[str]) -> dict[str, Any]:
    """The survivor takes what it lacks and what was chosen; two company numbers change places, so that both stay known."""
    before = {name: getattr(survivor, name) for group in GROUPS for name in GROUPS[group][1]}
    for group in GROUPS:
        mine, theirs = values_of(survivor, group), values_of(merged, group)
        if not is_empty(theirs) and (group in chosen or is_empty(mine)):
            for name, value in theirs.items():
                setattr(survivor, name, value)
    changed = {name: [was, getattr(survivor, name)] for name, was in before.items() if getattr(survivor, name) != was}
    if "company_number" in changed:
        _swap_numbers(merged, before["company_number"])
    if changed:
        survivor.version += 1
        survivor.save()
    return {name: [actions.plain(value) for value in pair] for name, pair in changed.items()}


def _swap_numbers(other: Organisation, number: str) -> None:
    """A number is one organisation's at a time: first nobody has it, then the other."""
    Organisation.objects.filter(pk=other.pk).update(company_number="")
    if number:
        Organisation.objects.filter(company_number=number).update(company_number="")
        Organisation.objects.filter(pk=other.pk).update(company_number=number)


def _take_years(survivor: Organisation, merged: Organisation, chosen: frozenset[int]) -> list[int]:
    """Where both know a year, the figures of the chosen years change places; the others stay with the record."""
    mine = {one.year: one for one in survivor.years.all()}
    for other in merged.years.filter(year__in=chosen):
        if other.year in mine and figures(other) != figures(mine[other.year]):
            _swap_figures(mine[other.year], other)
    return sorted(chosen & set(mine))


def _swap_figures(one: OrganisationYear, other: OrganisationYear) -> None:
    for name in FIGURES:
        kept = getattr(one, name)
        setattr(one, name, getattr(other, name))
        setattr(other, name, kept)
    for row in (one, other):
        row.version += 1
        row.save()


def _take_facts(merge: Merge, chosen: frozenset[str]) -> None:
    """Each kind of fact whole: theirs joins mine where nothing contradicts, else the chosen series stands."""
    moved: list[int] = []
    parted: list[int] = []
    for kind in FactKind.values:
        mine = list(merge.survivor.facts.filter(kind=kind))
        theirs = list(merge.merged.facts.filter(kind=kind))
        if not contradict(mine, theirs):
            new = [one for one in theirs if not any(same_fact(one, other) for other in mine)]
            _move_facts(new, merge.survivor, kind)
            moved += [one.pk for one in new]
        elif kind in chosen:
            _move_facts(mine, merge.merged, ASIDE)
            _move_facts(theirs, merge.survivor, kind)
            _move_facts(mine, merge.merged, kind)
            moved += [one.pk for one in theirs]
            parted += [one.pk for one in mine]
    merge.moved = {FACTS: moved} if moved else {}
    merge.parted = {FACTS: parted} if parted else {}


def _move_facts(facts: Sequence[OrganisationFact], organisation: Organisation, kind: str) -> None:
    pks = [fact.pk for fact in facts]
    OrganisationFact.objects.filter(pk__in=pks).update(organisation=organisation, kind=kind)


def _tell(merge: Merge, *, by: Actor, reason: str) -> None:
    """One row of the trail, one step of the chain; the old name leads to the survivor in the search."""
    told: dict[str, Any] = {"merged_into": [None, merge.survivor_id]}
    told |= {label: [None, len(ids)] for label, ids in merge.moved.items()}
    actions.record(merge.merged, by=by, verb="organisations.merge", changes=told, reason=reason)
    personal = Organisation.PERSONAL
    fields = {name: ["personal", "personal"] if name in personal else pair for name, pair in merge.fields.items()}
    actions.record(merge.survivor, by=by, verb="organisations.gather", changes=fields, reason=_named(merge, reason))
    actions.link(merge.merged, merge.survivor, kind=GATHERED)
    search.forget(LABEL, [merge.merged_id])
    index_organisation(merge.survivor)


def _named(merge: Merge, reason: str) -> str:
    """The other record's name and number stand in the history, with the reason."""
    said = " ".join(
        filter(None, (merge.merged.name, merge.merged.company_number and f"(CVR {merge.merged.company_number})"))
    )
    return ": ".join(filter(None, (said, reason)))


@transaction.atomic
def part_organisations(merge: Merge, *, by: Actor, reason: str) -> Organisation:
    """Undo a gathering: what moved goes back, and fields that nobody changed since get their value from before.

    What came since stays with the survivor. A repeat changes nothing. Raises NotActive where the survivor itself is
    closed or was gathered in another since, UndoEnded where its days have passed, and NotAllowed.
    """
    ids = [merge.survivor_id, merge.merged_id]
    held = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    survivor, merged = held[merge.survivor_id], held[merge.merged_id]
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        return merged
    row = STATES.require("organisations.part", state=merged.state, actor=by, subject=merged, reason=reason)
    if not may_be_undone(merge):
        raise UndoEnded(merge)
    if survivor.state != OrganisationState.ACTIVE:
        raise NotActive(survivor)
    _give_fields_back(merge, survivor, merged)
    _give_rows_back(merge, by=by)
    merge.undone_at, merge.fields = timezone.now(), {}  # what it held of people has served its end
    merge.save(update_fields=["undone_at", "fields", "changed_at"])
    parted = actions.change(merged, by=by, verb="organisations.part", reason=reason, state=row.target, merged_into=None)
    actions.record(survivor, by=by, verb="organisations.part", reason=_named(merge, reason))
    Link.objects.filter(from_label=LABEL, from_id=merged.pk, to_label=LABEL, to_id=survivor.pk, kind=GATHERED).delete()
    for one in (parted, survivor):
        index_organisation(one)
    return parted


def _give_fields_back(merge: Merge, survivor: Organisation, merged: Organisation) -> None:
    back = {
        name: before
        for name, (before, after) in merge.fields.items()
        if actions.plain(getattr(survivor, name)) == after
    }
    if "company_number" in back:
        own = survivor.company_number
        _swap_numbers(survivor, "")
        _swap_numbers(merged, "")
        Organisation.objects.filter(pk=merged.pk).update(company_number=own)
        merged.company_number = own
    if back:
        for name, value in back.items():
            setattr(survivor, name, value)
        survivor.version += 1
        survivor.save()


def _give_rows_back(merge: Merge, *, by: Actor) -> None:
    """Rows go back by their ids, where they still are; figures that changed places change back."""
    rows = dict(merge.moved)
    theirs = OrganisationFact.objects.filter(pk__in=rows.pop(FACTS, []), organisation=merge.survivor)
    mine = OrganisationFact.objects.filter(pk__in=merge.parted.get(FACTS, []), organisation=merge.merged)
    for kind in FactKind.values:
        going, coming = list(theirs.filter(kind=kind)), list(mine.filter(kind=kind))
        _move_facts(coming, merge.survivor, ASIDE)
        _move_facts(going, merge.merged, kind)
        _move_facts(coming, merge.survivor, kind)
    others = {one.year: one for one in merge.merged.years.filter(year__in=merge.years)}
    for one in merge.survivor.years.filter(year__in=merge.years):
        if one.year in others:
            _swap_figures(one, others[one.year])
    merging.move_back(rows, merge.survivor_id, merge.merged_id, by=by)
