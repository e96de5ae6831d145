"""What importing a file of listings would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import refuse_cpr
from symbiose.common.plans import Change, Plan, PlannedRow, RowFinding, too_many, whole_plan
from symbiose.engine.files import ListingRow, Sheet
from symbiose.listings import bridge
from symbiose.listings.actions.listing import FamilyGiven
from symbiose.listings.hiding import tells_who
from symbiose.listings.models import Listing
from symbiose.listings.queries import by_external_id, organisations_named
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation

MOST_ROWS = 2000
LARGEST = 1_000_000_000
SHOWN = ("side", "kind", "quantity", "unit", "per", "postcode", "windows", "price", "valid_from", "valid_to")


@dataclass(slots=True)
class PlannedListing(PlannedRow):
    """A row about a listing, and whose it is."""

    organisation: Organisation | None = None
    known: Listing | None = None
    codes: list[FamilyGiven] | None = None

    @property
    def told(self) -> tuple[Any, ...]:
        known = self.known and (self.known.pk, self.known.version)
        owner = self.organisation and (self.organisation.pk, self.organisation.name)
        return (self.sheet, self.line, self.what, self.values, owner, known, self.codes)

    @property
    def listing(self) -> Listing:
        """The listing that the row is about, once it is here."""
        if self.known is None:
            raise TypeError(self.line)
        return self.known


def on_behalf(plan: Plan[PlannedListing], actor: Actor) -> bool:
    """True where any row is written for an organisation that is not the actor's own."""
    return any(row.organisation and row.organisation.pk != actor.organisation_id for row in plan.rows)


def plan_listings(
    data: bytes | Sheet, *, by: Actor, beside: Mapping[str, Organisation] | None = None
) -> Plan[PlannedListing]:
    """The plan for a file in the format of `listings`, CSV or a workbook, as this actor may carry it out.

    Rows meet listings by organisation and the file's own id. Families of the column `code` are confirmed; without it
    they are read from the text and stay unconfirmed. An empty cell leaves what is known. `beside` holds organisations
    of the same workbook by what it calls them; they may be yet to be saved.
    """
    read = bridge.read_file(data)
    if sentence := too_many(read, MOST_ROWS):
        return Plan(faults=(sentence,), unknown_columns=read.unknown_columns)
    rows = [_planned(row) for row in read.rows]
    _find_organisations(list(zip(rows, read.rows, strict=True)), by=by, beside=beside or {})
    _meet(rows)
    for row, written in zip(rows, read.rows, strict=True):
        _settle(row, written)
    return whole_plan(read, rows, lambda line: PlannedListing(line, ""))


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


def _find_organisations(
    rows: Sequence[tuple[PlannedListing, ListingRow]], *, by: Actor, beside: Mapping[str, Organisation]
) -> None:
    """Whose listing each row is: by company number, exact name or number here; a firm's own where nothing is said."""
    own = Organisation.objects.filter(pk=by.party_id).first() if by.party_id else None
    named = organisations_named({row.organisation for _planned_row, row in rows if row.organisation})
    for planned, row in rows:
        candidates = named.get(row.organisation.casefold(), []) if row.organisation else [own] if own else []
        if row.organisation.casefold() in beside:
            candidates = [beside[row.organisation.casefold()]]
        if not by.is_adviser and candidates != [own]:  # the same answer whether or not others are known here
            planned.refuse(_("You can only import listings of your own organisation."))
        elif len(candidates) != 1:
            planned.refuse(_unknown(row.organisation, many=len(candidates) > 1), column="organisation")
        elif candidates[0].state != OrganisationState.ACTIVE:
            planned.refuse(
                _("“%(name)s” has closed and has no listings any more.") % {"name": candidates[0].name},
                column="organisation",
            )
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
    placed = [row for row in rows if row.organisation is not None and row.organisation.pk is not None]
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
