"""An organisation's exchanges as its page shows them: what runs first."""

from __future__ import annotations

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.registry import Related, RelatedRow
from symbiose.matching import exchanges
from symbiose.matching.actions.exchanges.telling import page_of
from symbiose.matching.enums import ExchangeState
from symbiose.matching.models import Exchange
from symbiose.matching.shown.exchanges import show_exchange
from symbiose.organisations.models import Organisation

MOST = 5
ORDER = (ExchangeState.RUNNING, ExchangeState.AGREED, ExchangeState.PAUSED, ExchangeState.ENDED)


def of_organisation(organisation: Organisation, actor: Actor) -> Related | None:
    """The first few with the address of all; None for those who may not see them, and where there are none."""
    rows = exchanges.visible_to(actor) & exchanges.of_organisation(organisation.pk)
    turn = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)))
    first = [_row(row, actor) for row in exchanges.with_parties(rows).order_by(turn, "-pk")[: MOST + 1]]
    if not first:
        return None
    total = rows.count() if len(first) > MOST else len(first)
    return Related(_("Exchanges"), first[:MOST], total, f"{reverse('exchanges:list')}?party={organisation.pk}")


def _row(row: Exchange, actor: Actor) -> RelatedRow:
    shown = show_exchange(row, actor)
    return RelatedRow(row.title, page_of(row), f"{shown.between}: {shown.quantity}", shown.lasted)
