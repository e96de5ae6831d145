"""Exchanges with handovers for tests: a carpenter who gives offcuts, and a workshop that receives them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import count

from symbiose.common.actor import Actor, Role, system
from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.handing.counting import Said
from symbiose.matching.models import Exchange, Handover
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from tests.factories import make_actor, make_organisation

_number = count(1)
GIVER, RECEIVER = "giver", "receiver"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
CLOCK = system("clock")


def make_exchange(**values) -> Exchange:
    """120 kg offcuts a week since New Year 2026, from Eksempel Træværk to Eksempel Fuglekassen."""
    serial = next(_number)
    giver = values.pop("giver", None) or make_organisation("Eksempel Træværk", contact_email=f"giver{serial}@x.example")
    receiver = values.pop("receiver", None) or make_organisation(
        "Eksempel Fuglekassen", contact_email=f"taker{serial}@x.example"
    )
    return Exchange.objects.create(
        **{
            "number": f"U-2026-{serial:04d}",
            "giver": giver,
            "receiver": receiver,
            "title": "Træafskær",
            "kind": "material",
            "family": "wood_offcuts",
            "quantity": Decimal(120),
            "unit": "kg",
            "per": "week",
            "state": "running",
            "since": date(2026, 1, 1),
            "since_precision": "day",
            **values,
        }
    )


def make_handover(exchange=None, days=MARCH, **values) -> Handover:
    """The month of March 2026, asked about."""
    exchange = exchange or make_exchange()
    return Handover.objects.create(exchange=exchange, starts_on=days[0], ends_on=days[-1], **values)


def kg(quantity, how="estimated", unit="kg") -> Said:
    """So much was handed over."""
    return Said(True, Decimal(str(quantity)), unit, how)


NO = Said(False)
UNKNOWN = Said(True)


def on(handover, side) -> Actor:
    """Somebody of the organisation on a side."""
    return make_actor(Role.FIRM, handover.exchange.party(side))


def tell(handover, side, said, **more):
    """One side tells of it."""
    return actions.tell_handover(handover, side=side, said=said, by=more.pop("by", None) or on(handover, side), **more)


def standing(handover) -> dict[str, Entry]:
    """What the ledger counts of a handover now, by measure."""
    rows = Entry.objects.filter(source_label="matching.handover", source_id=handover.pk, reverses__isnull=True)
    return {row.measure: row for row in rows.filter(reversed_by__isnull=True)}


def link_of(handover, side) -> str:
    """The address of a side's personal link."""
    link = AnswerLink.objects.get(
        purpose="handover", subject_id=handover.pk, organisation_id=handover.exchange.party_id(side)
    )
    return f"/svar/{links.token(link)}/"


def form_of(client, url) -> dict[str, str]:
    """The hidden fields of the page's form: its key and what it has seen."""
    text = client.get(url).content.decode()
    return dict(re.findall(r'name="(form_key|seen)" value="([^"]*)"', text))
