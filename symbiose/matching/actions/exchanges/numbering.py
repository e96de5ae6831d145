"""A new exchange: saved under the next number of the year, found by search, its parties still standing."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.search import index
from symbiose.matching.actions.constraints import SENTENCES, Refused
from symbiose.matching.models import Exchange
from symbiose.organisations.actions.constraints import broken_constraint
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import stands_for

LABEL = Exchange._meta.label_lower
MOST_TRIES = 20


def standing(organisation: Organisation) -> Organisation:
    """The organisation, or the one that it was gathered in. Raises Refused where it is closed."""
    found = stands_for(organisation)
    if found.state != OrganisationState.ACTIVE:
        raise Refused("exchange_party_closed")
    return found


def add(new: Exchange, *, by: Actor, verb: str) -> Exchange:
    """Save a new exchange. Two that are made in the same moment get two numbers."""
    for number in next_numbers(timezone.localdate()):
        new.number = number
        try:
            with transaction.atomic():
                made = actions.create(new, by=by, verb=verb)
        except IntegrityError as error:
            if broken_constraint(error, Exchange) in SENTENCES or not Exchange.objects.filter(number=number).exists():
                raise
        else:
            find_by(made)
            return made
    raise AssertionError  # the numbers of a year do not end


def next_numbers(day: date, how_many: int = MOST_TRIES) -> list[str]:
    """U-2026-0143, U-2026-0144, …: the next numbers of the year, more than one for those who write at once."""
    last = Exchange.objects.order_by("-pk").values_list("number", flat=True).first() or ""
    year, place = f"U-{day.year}-", 0
    if last.startswith(year) and last[len(year) :].isdigit():
        place = int(last[len(year) :])
    return [f"{year}{place + step:04d}" for step in range(1, how_many + 1)]


def find_by(exchange: Exchange) -> None:
    """Make it findable by its title and number."""
    index(LABEL, exchange.pk, title=exchange.title, text=exchange.number)
