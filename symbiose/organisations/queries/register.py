"""What the company register says of an organisation, as pages read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import formats

from symbiose.organisations.enums import OrganisationState, RegisterField, RegisterStatus
from symbiose.organisations.models import Organisation, RegisterFact

GONE = (RegisterStatus.CLOSED.value, RegisterStatus.BANKRUPT.value)
DAYS = (RegisterField.STARTED_ON, RegisterField.ENDED_ON)


def say_fact(field: str, value: str) -> str:
    """What the register says, in words."""
    if field == RegisterField.STATUS:
        return str(RegisterStatus(value).label)
    return formats.date_format(date.fromisoformat(value), "DATE_FORMAT") if field in DAYS else value


def newest(facts: Iterable[RegisterFact]) -> dict[str, RegisterFact]:
    """The newest fact of each kind."""
    found: dict[str, RegisterFact] = {}
    for fact in sorted(facts, key=lambda one: (one.told_on, one.pk)):
        found[fact.field] = fact
    return found


def one_line(street: str, place: str) -> str:
    """An address as the register's facts keep it."""
    return ", ".join(part for part in (street, place.strip()) if part)


def own_word(organisation: Organisation, field: str, *, street: bool = True) -> str:
    """What the record itself says, in the words of the register's facts; empty where it says nothing or has no such field."""
    if field == RegisterField.NAME:
        return organisation.name
    if field == RegisterField.ADDRESS:
        return one_line(organisation.street if street else "", organisation.place if organisation.postcode else "")
    if field == RegisterField.TRADE_CODE and organisation.trade_code:
        return f"{organisation.trade_code_version} {organisation.trade_code}"
    return ""


def _ours_stands(organisation: Organisation, fact: RegisterFact) -> bool:
    """The record says something else: it was never taken, or somebody has written otherwise since."""
    own = own_word(organisation, fact.field)
    return fact.value not in {own, own_word(organisation, fact.field, street=False)} if own else not fact.taken


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """The newest of each that the register says, whether ours stands, and whether it proposes to close the organisation."""

    facts: tuple[tuple[RegisterFact, str, bool], ...]
    closing: RegisterFact | None
    ended_on: date | None

    @property
    def closing_said(self) -> str:
        """How it has closed, in words."""
        return say_fact(RegisterField.STATUS, self.closing.value) if self.closing else ""


def register_shown(organisation: Organisation) -> RegisterShown:
    """As the organisation's page shows it: one query."""
    facts = newest(organisation.register_facts.all())
    status, ended = facts.get(RegisterField.STATUS), facts.get(RegisterField.ENDED_ON)
    gone = status is not None and status.value in GONE and not status.settled
    return RegisterShown(
        facts=tuple(
            (facts[name], say_fact(name, facts[name].value), _ours_stands(organisation, facts[name]))
            for name in RegisterField.values
            if name in facts
        ),
        closing=status if gone and organisation.state == OrganisationState.ACTIVE else None,
        ended_on=date.fromisoformat(ended.value) if ended else None,
    )


def closed_in_register() -> Q:
    """Of organisations: open here, closed in the register, and nobody has said that they stay open."""
    later = RegisterFact.objects.filter(
        organisation=OuterRef("organisation"), field=RegisterField.STATUS, told_on__gt=OuterRef("told_on")
    )
    gone: QuerySet[RegisterFact] = RegisterFact.objects.filter(
        organisation=OuterRef("pk"), field=RegisterField.STATUS, value__in=GONE, settled=False
    ).exclude(Exists(later))
    return Q(Exists(gone), state=OrganisationState.ACTIVE)
