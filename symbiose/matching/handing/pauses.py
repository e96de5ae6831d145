"""The times in which an exchange stood still: nothing is asked of a day or month that lies wholly in one, and none is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.matching.models import Exchange, ExchangePause


@dataclass(frozen=True, slots=True)
class Still:
    """From the first day on which it stood still to the last; None for what still does."""

    starts: date
    ends: date | None = None
    pk: int | None = None  # of one that is over

    def meets(self, other: Still) -> bool:
        """A day lies in both."""
        return (other.ends is None or self.starts <= other.ends) and (self.ends is None or other.starts <= self.ends)

    def holds(self, starts: date, ends: date) -> bool:
        """All of a period lies in it."""
        return self.starts <= starts and (self.ends is None or ends <= self.ends)

    def __str__(self) -> str:
        first = formats.date_format(self.starts, "DATE_FORMAT")
        if self.ends is None:
            return _("paused since %(first)s") % {"first": first}
        return _("paused %(first)s – %(last)s") % {
            "first": first,
            "last": formats.date_format(self.ends, "DATE_FORMAT"),
        }


def pauses_of(exchange: Exchange) -> list[Still]:
    """All pauses of an exchange, the oldest first: one query, none where they are read along."""
    over = [Still(one.starts_on, one.ends_on, one.pk) for one in exchange.pauses.all()]
    return [*sorted(over, key=lambda one: one.starts), *([Still(exchange.paused_on)] if exchange.paused_on else [])]


def in_pause(pauses: Iterable[Still], starts: date, ends: date) -> Still | None:
    """The pause in which all of a period lies; None where a day of it ran."""
    return next((one for one in pauses if one.holds(starts, ends)), None)


def lying_in_pause() -> Q:
    """Of handovers: those of which every day lies in a pause, as `in_pause` says it."""
    over = ExchangePause.objects.filter(
        exchange=OuterRef("exchange"), starts_on__lte=OuterRef("starts_on"), ends_on__gte=OuterRef("ends_on")
    )
    lasting = Exchange.objects.filter(pk=OuterRef("exchange"), paused_on__lte=OuterRef("starts_on"))
    return Q(Exists(over)) | Q(Exists(lasting))
