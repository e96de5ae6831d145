"""Parties and flows as one actor may see them, and the heads of their table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from symbiose.matching.models import ProposalFlow, ProposalParty
from symbiose.matching.sentences import family_name
from symbiose.organisations.models import Organisation


def beside_name() -> str:
    """SØV beside a name; spelled out where there is no short form."""
    return pgettext("beside a name", "social enterprise")


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party: its name, or where it is when the name is hidden; its contact details once all said yes."""

    row: ProposalParty
    name: str
    place: str
    hidden: bool
    social: bool
    own: bool
    contact: Organisation | None

    @property
    def full(self) -> str:
        """Eksempel Fuglekassen (SØV)."""
        return f"{self.name} ({beside_name()})" if self.social else self.name

    @property
    def under(self) -> str:
        """What stands under the name in a box."""
        parts = [_("name hidden")] if self.hidden else []
        parts += [beside_name()] if self.social else []
        parts += [self.place] if self.place and not self.hidden else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class FlowShown:
    """A flow as the drawing, the table and the CSV show it."""

    row: ProposalFlow
    giver: PartyShown
    taker: PartyShown
    what: str
    quantity: str
    available: str
    distance: str
    certainty: str  # estimated | stated | unknown
    backup: str
    colour: str

    @property
    def amount(self) -> str:
        """The quantity as the drawing says it, where no head of a column tells what is unknown."""
        return self.quantity if self.row.quantity is not None else _("quantity unknown")

    @property
    def thing(self) -> str:
        """What flows, as it stands inside a sentence."""
        return family_name(self.row.have_family)

    @property
    def certainty_name(self) -> str:
        """How sure the quantity is."""
        return {"estimated": _("Estimate"), "stated": _("Stated"), "unknown": _("Unknown")}[self.certainty]

    @property
    def cells(self) -> list[str]:
        """One row of the table twin, as the CSV holds it."""
        return [
            self.giver.full,
            self.taker.full,
            self.what,
            self.quantity,
            self.available,
            self.distance,
            self.certainty_name,
            self.backup,
        ]


def column_names() -> list[str]:
    """Heads of the table twin and of its CSV."""
    return [
        _("From"),
        _("To"),
        _("What"),
        _("Quantity"),
        _("Can be delivered"),
        _("Distance"),
        _("Certainty"),
        _("If the giver drops out"),
    ]
