"""An exchange in words: its parties, what goes and how much, since when, from where it is known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.listings.enums import ListingKind
from symbiose.matching import sentences
from symbiose.matching.dates import say_when
from symbiose.matching.enums import ExchangeState
from symbiose.matching.exchanges.changed import amount, values_of
from symbiose.matching.models import Exchange
from symbiose.matching.shown.parts import beside_name
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import flags


@dataclass(frozen=True, slots=True)
class SideShown:
    """One party of an exchange; its page opens where `open`, and its contact stands where `contact`."""

    row: Organisation
    name: str
    own: bool
    open: bool
    contact: bool


@dataclass(frozen=True, slots=True)
class ExchangeShown:
    """An exchange as the list, its page and the CSV say it."""

    row: Exchange
    giver: SideShown
    receiver: SideShown
    quantity: str
    since: str
    until: str
    family: str

    @property
    def between(self) -> str:
        """Eksempel Træværk → Eksempel Fuglekassen (SØV)."""
        return f"{self.giver.name} → {self.receiver.name}"

    @property
    def badge(self) -> str:
        """The colour of the state: amber waits, green runs, blue pauses."""
        return {
            ExchangeState.AGREED: "badge-warning",
            ExchangeState.RUNNING: "badge-success",
            ExchangeState.PAUSED: "badge-info",
        }.get(ExchangeState(self.row.state), "")

    @property
    def with_itself(self) -> bool:
        """The two sides have been gathered in one organisation since."""
        giver, receiver = self.row.giver, self.row.receiver
        return giver.merged_into_id == receiver.pk or receiver.merged_into_id == giver.pk

    @property
    def origin(self) -> str:
        """Where it is known from."""
        return _("Declared") if self.row.declared else _("From a proposal")

    @property
    def kind(self) -> str:
        """Material, space, transport …; empty where nobody has said."""
        return capfirst(str(ListingKind(self.row.kind).label)) if self.row.kind else ""

    @property
    def lasted(self) -> str:
        """Since marts 2024, or from when until when."""
        if self.row.state == ExchangeState.AGREED:
            return _("Agreed, not begun")
        if self.row.state != ExchangeState.ENDED:
            return _("Since %(when)s") % {"when": self.since} if self.row.since else _("It is not known since when")
        if self.row.since is None and not self.row.began:
            return _("Never began")
        return self.until if self.since == self.until else f"{self.since} – {self.until}"


def show_exchange(row: Exchange, actor: Actor) -> ExchangeShown:
    """An exchange as the actor may see it. Read it with `exchanges.with_parties`, or it asks the database on and on."""
    return ExchangeShown(
        row=row,
        giver=_side(row, row.giver, actor),
        receiver=_side(row, row.receiver, actor),
        quantity=amount(values_of(row)),
        since=say_when(row.since, row.since_precision),
        until=say_when(row.until, row.until_precision),
        family=sentences.capital(sentences.family_name(row.family)) if row.family else "",
    )


def _side(row: Exchange, organisation: Organisation, actor: Actor) -> SideShown:
    social = FactKind.SOCIAL_ENTERPRISE in flags(organisation)
    own = actor.organisation_id == organisation.pk
    return SideShown(
        row=organisation,
        name=f"{organisation.name} ({beside_name()})" if social else organisation.name,
        own=own,
        open=actor.is_adviser or ((own or organisation.in_directory) and actor.link_id is None),
        contact=not own and not row.declared,  # all said yes to a proposal, and to being written to
    )
