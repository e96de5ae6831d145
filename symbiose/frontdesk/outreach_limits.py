"""The limits of calling on firms: the municipality's own settings, else the dated proposals that ship with the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from symbiose.common import municipality
from symbiose.engine.law.working_days import add_working_days
from symbiose.reference import outreach_policy

POINTS = "points."


@dataclass(frozen=True, slots=True)
class Limits:
    """Days between two contacts, working days that a firm is kept, days after a no, and how far is near."""

    quiet_days: int
    reserve_days: int
    no_days: int
    partner_km: float
    points: dict[str, int]
    source: str
    certainty: str
    since: date


def limits(on: date | None = None) -> Limits:
    """As they hold on a day, today unless said; source and certainty are those of the quiet period."""
    day = on or timezone.localdate()
    proposed = outreach_policy(day)
    own = {str(row.data.get("key")): row for row in municipality.items("setting", on=day)}

    def number(key: str, name: str) -> int:
        said = str(own[key].data["value"]) if key in own else ""
        return int(said) if said.isdigit() else int(proposed[name].value)

    quiet, row = own.get("outreach_quiet_days"), proposed["quiet.days"]
    return Limits(
        quiet_days=number("outreach_quiet_days", "quiet.days"),
        reserve_days=number("outreach_reserve_days", "reserve.days"),
        no_days=number("outreach_no_days", "no.days"),
        partner_km=proposed["partner.km"].value,
        points={name.removeprefix(POINTS): int(one.value) for name, one in proposed.items() if name.startswith(POINTS)},
        source=quiet.source if quiet else row.source,
        certainty=quiet.certainty if quiet else row.certainty.value,
        since=quiet.valid_from if quiet else row.valid_from,
    )


def runs_out_on(day: date) -> date:
    """The last day on which a firm that is taken on a day is kept."""
    return add_working_days(day, limits(day).reserve_days, closed=municipality.closing_days())


def after_no(day: date) -> date:
    """The day from which a firm that said no on a day may be called again."""
    return day + timedelta(days=limits(day).no_days)
