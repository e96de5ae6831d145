"""What cannot be told of a handover: days that cannot be, quantities that cannot be, and the sentence for each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.engine.units import UNITS
from symbiose.listings.enums import Unit
from symbiose.matching.dates import around, say_when
from symbiose.matching.enums import EndReason
from symbiose.matching.handing.counting import Said, in_unit
from symbiose.matching.handing.periods import is_month, limit, overlapping, say_period, usual
from symbiose.matching.handing.words import amount, unit_name
from symbiose.matching.models import Exchange, Handover


class HandoverRefused(Exception):
    """What was told cannot be. `field` is where the sentence stands; `handover` is the one that stands in the way."""

    def __init__(self, field: str, sentence: str, *, handover: Handover | None = None):
        super().__init__(sentence)
        self.field, self.sentence, self.handover = field, sentence, handover


def require_period(exchange: Exchange, starts: date, ends: date) -> None:
    """Raise for a day or month that cannot be: to come, not over, before the exchange began or after it ended."""
    today = timezone.localdate()
    if starts > today:
        raise HandoverRefused("when", _("That day has not come yet. Write a day until today."))
    if ends > today:
        raise HandoverRefused("when", _("That month is not over yet. Write a day of it instead."))
    require_not_given_up(exchange, field="when")
    since = around(exchange.since, exchange.since_precision) if exchange.since else None
    if since and ends < since.first:
        began = say_when(exchange.since, exchange.since_precision)
        raise HandoverRefused("when", _("The exchange began %(when)s. Write a day from then on.") % {"when": began})
    until = around(exchange.until, exchange.until_precision) if exchange.until else None
    if until and starts > until.last:
        ended = say_when(exchange.until, exchange.until_precision)
        raise HandoverRefused("when", _("The exchange ended %(when)s. Write a day before then.") % {"when": ended})
    if since is None and starts.year < today.year - int(limit("back.years", today)):
        raise HandoverRefused("when", _("That is too long ago to be right. Check the year."))


def require_not_given_up(exchange: Exchange, *, field: str) -> None:
    """Raise where it is noted that the exchange came to nothing: nothing is handed over until it is taken up again."""
    if exchange.end_reason == EndReason.NEVER_BEGAN:
        raise HandoverRefused(field, _("It is noted that the exchange came to nothing. Call us if that is not so."))


def require_free(exchange: Exchange, starts: date, ends: date, *, beside: Handover | None = None) -> None:
    """Raise where a day of the period is told of already: nothing is counted twice. `beside` is moved to another day."""
    known = overlapping(exchange, starts, ends)
    if known is None or (beside is None and (known.starts_on, known.ends_on) == (starts, ends)):
        return
    period = say_period(known.starts_on, known.ends_on)
    if is_month(known.starts_on, known.ends_on):
        said = _("The day lies in %(period)s, which is told of as a whole month. Write the figure of the month.")
    else:
        said = _("%(period)s is told of as a day already. Tell the other days of the month one by one.")
    raise HandoverRefused("when", said % {"period": period}, handover=known)


def require_quantity(exchange: Exchange, handover: Handover, said: Said, *, mine: Said | None = None) -> None:
    """Raise for a quantity that cannot be: nothing or less, of another kind of unit, or beyond all measure.

    `mine` is what the side said before: it stands, and is put right in its own kind of unit, whatever was agreed since.
    """
    if said.quantity is None or said == mine:
        return
    if said.unit not in Unit.values:
        raise HandoverRefused("unit", _("Choose a unit."))
    if said.quantity <= 0:
        raise HandoverRefused("quantity", _("Write how much it was, above 0. If nothing was handed over, choose “No”."))
    agreed = {UNITS[unit].dimension for unit in (exchange.unit, mine.unit if mine else "") if unit}
    if exchange.unit and UNITS[said.unit].dimension not in agreed:
        raise HandoverRefused("unit", wrong_unit(exchange))
    _require_bearable(exchange, handover, said.quantity, said.unit)


def wrong_unit(exchange: Exchange) -> str:
    """The sentence for a unit that does not fit what is agreed."""
    if not exchange.unit:
        return _("Choose a unit.")
    units = _listed(units_for(exchange))
    said = _("The exchange is agreed in %(unit)s. Write the quantity in %(units)s.")
    return said % {"unit": unit_name(exchange.unit), "units": units}


def _require_bearable(exchange: Exchange, handover: Handover, quantity: Decimal, unit: str) -> None:
    today = timezone.localdate()
    known = UNITS[unit]
    most = limit(f"most.{known.dimension}", today)
    expected = usual_in(exchange, handover, unit)
    too_much = quantity * Decimal(str(known.factor)) > most
    if too_much or (expected and quantity > expected * limit("most.times", today)):
        raise HandoverRefused(
            "quantity",
            _("%(amount)s is too much to be right. Check the number and the unit.")
            % {"amount": amount(quantity, unit)},
        )


def usual_in(exchange: Exchange, handover: Handover, unit: str) -> Decimal | None:
    """How much is usual in the period of a handover, in a unit; None where nothing is agreed."""
    expected = usual(exchange, handover.starts_on, handover.ends_on)
    return in_unit(expected, exchange.unit, unit) if expected else None


def times_usual(exchange: Exchange, handover: Handover, said: Said) -> Decimal | None:
    """How many times the usual it is, where that is so many that one asks "are you sure?"; else None."""
    if said.quantity is None or said.unit not in Unit.values:
        return None
    expected = usual_in(exchange, handover, said.unit)
    times = said.quantity / expected if expected else None
    return times if times and times > limit("sure.times", timezone.localdate()) else None


def units_for(exchange: Exchange) -> list[str]:
    """The units in which this exchange can be told, its own first; all where none is agreed."""
    if not exchange.unit:
        return list(Unit.values)
    dimension = UNITS[exchange.unit].dimension
    others = [code for code in Unit.values if UNITS[code].dimension == dimension and code != exchange.unit]
    return [exchange.unit, *others]


def _listed(codes: list[str]) -> str:
    names = [unit_name(code) for code in codes]
    if len(names) == 1:
        return names[0]
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
