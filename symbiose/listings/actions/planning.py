"""What importing a file of listings would do, row by row, before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import refuse_cpr
from symbiose.engine.files import Finding, ListingRow, Read, finding_sentence
from symbiose.listings import bridge
from symbiose.listings.actions.listing import FamilyGiven
from symbiose.listings.hiding import tells_who
from symbiose.listings.models import Listing
from symbiose.listings.queries import by_external_id, organisations_named
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.models import Organisation

MOST_ROWS = 2000
LARGEST = 1_000_000_000
SHOWN = ("side", "kind", "quantity", "unit", "per", "postcode", "windows", "price", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Change:
    """One field as the preview shows it; `before` is empty for something new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong with a row and how to mend it, or, where it does not block, what is worth knowing."""

    text: str
    blocks: bool = True


@dataclass(slots=True)
class PlannedListing:
    """One row of the file: `what` is new, changed, unchanged or wrong."""

    line: int
    title: str
    what: str = ""
    changes: list[Change] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    organisation: Organisation | None = None
    known: Listing | None = None
    values: dict[str, Any] = field(default_factory=dict)
    codes: list[FamilyGiven] | None = None
    before: dict[str, Any] = field(default_factory=dict)

    def refuse(self, sentence: str) -> None:
        self.what = "wrong"
        self.findings.append(RowFinding(sentence))


@dataclass(frozen=True, slots=True)
class ListingPlan:
    """All rows in the file's order. `faults` are about the file as a whole and leave nothing to import."""

    rows: tuple[PlannedListing, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    unknown_columns: tuple[str, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.what for row in self.rows)

    @property
    def writes(self) -> int:
        """How many rows would write something."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def ready(self) -> bool:
        """Everything or nothing: one wrong row holds the whole file back."""
        return bool(self.writes) and not self.faults and not self.counts.get("wrong", 0)

    def on_behalf(self, actor: Actor) -> bool:
        """True where any row is written for an organisation that is not the actor's own."""
        return any(row.organisation and row.organisation.pk != actor.organisation_id for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan on the same records; a change in between gives another."""
        told = [
            (
                row.line,
                row.what,
                row.organisation and row.organisation.pk,
                row.known and (row.known.pk, row.known.version),
                row.values,
                row.codes,
            )
            for row in self.rows
        ]
        return hashlib.sha256(repr((told, self.faults)).encode()).hexdigest()


def plan_listings(data: bytes, *, by: Actor) -> ListingPlan:
    """The plan for a file in the format of `listings.csv`, as this actor may carry it out.

    Rows meet listings by organisation and the file's own id. Families of the column `code` are confirmed; without it
    they are read from the text and stay unconfirmed. An empty cell leaves what is known.
    """
    read = bridge.read_file(data)
    if len(read.rows) > MOST_ROWS:
        sentence = _("The file has %(rows)s rows. At most %(most)s can be imported at once: divide it into several.")
        return ListingPlan((), (sentence % {"rows": len(read.rows), "most": MOST_ROWS},), (), read.unknown_columns)
    rows = [_planned(row) for row in read.rows]
    _find_organisations(list(zip(rows, read.rows, strict=True)), by=by)
    _meet(rows)
    for row, written in zip(rows, read.rows, strict=True):
        _settle(row, written)
    faults = tuple(_sentence(found) for found in read.errors if not found.line)
    notes = tuple(_sentence(found) for found in read.findings if not found.line and found not in read.errors)
    every = sorted([*rows, *_unread(read, rows)], key=lambda row: row.line)
    return ListingPlan(tuple(every), faults, notes, read.unknown_columns)


def _sentence(finding: Finding) -> str:
    return str(finding_sentence(finding, language="en" if translation.get_language() == "en" else "da"))


def _planned(row: ListingRow) -> PlannedListing:
    """The row's values as they would be stored; what cannot be stored is a finding."""
    planned = PlannedListing(row.line, row.text[:80])
    values, codes = bridge.fields_of(row)
    planned.values = {"external_id": row.id, **values}
    planned.codes = [FamilyGiven(*code) for code in codes]
    try:
        refuse_cpr(row.text)
        if row.place:
            planned.values |= read_place(row.place)
    except ValidationError as error:
        planned.refuse(error.messages[0])
    if row.quantity is not None and row.quantity > LARGEST:
        planned.refuse(_("That number is too large to be right. Check the unit."))
    if row.valid_to and row.valid_to < timezone.localdate():
        planned.findings.append(RowFinding(_("Its last day has passed, so nobody will see it."), blocks=False))
    return planned


def _find_organisations(rows: Sequence[tuple[PlannedListing, ListingRow]], *, by: Actor) -> None:
    """Whose listing each row is: by company number, exact name or number here; a firm's own where nothing is said."""
    own = Organisation.objects.filter(pk=by.party_id).first() if by.party_id else None
    named = organisations_named({row.organisation for _planned_row, row in rows if row.organisation})
    for planned, row in rows:
        candidates = named.get(row.organisation.casefold(), []) if row.organisation else [own] if own else []
        if not by.is_adviser and candidates != [own]:  # the same answer whether or not others are known here
            planned.refuse(_("You can only import listings of your own organisation."))
        elif len(candidates) != 1:
            planned.refuse(_unknown(row.organisation, many=len(candidates) > 1))
        else:
            planned.organisation = candidates[0]


def _unknown(name: str, *, many: bool) -> str:
    if not name:
        return _("Say in the column “organisation” whose listing it is.")
    if many:
        return _("Several organisations are called “%(name)s”. Write the company number (CVR).") % {"name": name}
    return _("We do not know the organisation “%(name)s”. Add it first, or write its company number (CVR).") % {
        "name": name
    }


def _meet(rows: Iterable[PlannedListing]) -> None:
    """Find the listing that each row is about; an id that stands twice in the file was refused by its reader."""
    placed = [row for row in rows if row.organisation is not None]
    known = by_external_id([(row.organisation.pk, row.values["external_id"]) for row in placed if row.organisation])
    for row in placed:
        row.known = known.get((row.organisation.pk if row.organisation else 0, row.values["external_id"]))


def _settle(row: PlannedListing, written: ListingRow) -> None:
    """New, changed or unchanged, with the fields that would be written."""
    if row.known is None:
        row.what = row.what or "new"
    else:
        if row.known.anonymous and row.organisation and tells_who(row.values["text"], row.organisation):
            row.refuse(_("This text tells who you are. Take name and contact out, or show your name."))
        row.values = _differing(row.known, row.values, written)
        row.codes = _other_codes(row, written)
        row.before = {name: getattr(row.known, name) for name in row.values}
        row.what = row.what or ("changed" if row.values or row.codes is not None else "unchanged")
    row.changes = [
        Change(_label(name), _said(name, row.before.get(name)), _said(name, row.values[name]))
        for name in SHOWN
        if row.values.get(name) not in (None, "")
    ]
    if row.codes:
        names = ", ".join(bridge.family_name(one.family) for one in row.codes)
        sure = all(one.confirmed for one in row.codes)
        row.changes.append(Change(_("Group") if sure else _("Group, read from the text and not confirmed"), "", names))


def _differing(known: Listing, values: dict[str, Any], written: ListingRow) -> dict[str, Any]:
    """Only what differs. Where the text is the same, what the file leaves empty stays as it is."""
    if known.text == values["text"]:
        values = {name: value for name, value in values.items() if name in bridge.said_by(written)}
    return {name: value for name, value in values.items() if name != "external_id" and getattr(known, name) != value}


def _other_codes(row: PlannedListing, written: ListingRow) -> list[FamilyGiven] | None:
    """The families to write, or None where those that are there stay."""
    if row.known is None or row.codes is None or not (written.codes or "text" in row.values):
        return None
    there = {(one.family, one.confirmed) for one in row.known.codes.all()}
    return None if there == {(one.family, one.confirmed) for one in row.codes} else row.codes


def _label(name: str) -> str:
    return str(Listing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of our own, never a relation back


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    choices = dict(Listing._meta.get_field(name).choices or ())  # type: ignore[union-attr]  # a field of our own, never a relation back
    return str(choices[value]) if value in choices else str(formats.localize(value))


def _unread(read: Read[ListingRow], rows: list[PlannedListing]) -> list[PlannedListing]:
    """Rows that could not be read at all; notes on readable rows are put where they belong."""
    by_line = {row.line: row for row in rows}
    wrong: dict[int, PlannedListing] = {}
    for finding in read.findings:
        if not finding.line:
            continue
        row = by_line.get(finding.line) or wrong.setdefault(
            finding.line, PlannedListing(finding.line, "", what="wrong")
        )
        row.findings.append(RowFinding(_sentence(finding), blocks=finding in read.errors))
    return list(wrong.values())
