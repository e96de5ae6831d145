"""What a position must be, told or read from a file: hours in halves and within the dated limits, times, place, what goes together.

Forms and verbs ask the same questions, so that no other way in is wider.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.engine.explain import source_text
from symbiose.engine.tasks import contradicted
from symbiose.engine.windows import SLOTS_PER_DAY, WindowError, format_windows, parse_shifts, spans
from symbiose.jobs import words
from symbiose.jobs.enums import WindowUse
from symbiose.jobs.models import Position
from symbiose.reference import (
    accommodations,
    find_place,
    job_forms,
    placement_policy_rows,
    skills,
    work_demands,
)

LEAST_HOURS = Decimal(1)
HALF = Decimal("0.5")
MOST_SEATS = 99
MOST_TOTAL = Decimal(999)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: the field that it stands at, and the sentence with how to mend it."""

    field: str
    sentence: str


class Refused(Exception):
    """A position that cannot be kept so; `args[0]` are the faults."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault with its field."""
        found: tuple[Fault, ...] = self.args[0]
        return found


def faults_of(values: Mapping[str, Any], on: date) -> tuple[Fault, ...]:
    """What does not hold of the fields of a position on a day; what is missing among them is not asked about."""
    return (
        *_hours(values, on),
        *_room(values),
        *_times(values),
        *_place(values),
        *_codes(values, on),
        *_job(values, on),
    )


def most_hours(form: str, on: date) -> tuple[Decimal, str]:
    """The most hours a week of one person in a job form on a day, and where that is from as one text."""
    rows = placement_policy_rows(on)
    row = rows.get(f"most_hours.{form}") or rows["most_hours"]
    if row.certainty == "assumption":
        return Decimal(str(row.value)), _("That is our own assumption")
    return Decimal(str(row.value)), source_text(row.source, row.certainty, language=words.language())


def _hours(values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    hours, least, form = values.get("hours"), values.get("min_hours"), values.get("form") or ""
    for name, given in (("hours", hours), ("min_hours", least), ("total_hours", values.get("total_hours"))):
        if given is not None and given % HALF:
            yield Fault(
                name, _("Write whole and half hours, for example 1, 1.5 or 5. %(hours)s is neither.") % _told(given)
            )
        elif given is not None and given < LEAST_HOURS:
            yield Fault(name, _("A position is at least 1 hour a week. Write 1 or more."))
    if hours is not None:
        most, source = most_hours(form, on)
        if hours > most:
            values = {"most": words.figure(float(most)), "source": source, **_told(hours)}
            if f"most_hours.{form}" in placement_policy_rows(on):
                said = _("%(what)s is at most %(most)s hours a week, and you wrote %(hours)s. %(source)s.")
                yield Fault("hours", said % {"what": words.form_name(form), **values})
            else:
                said = _("One person has at most %(most)s hours a week, and you wrote %(hours)s. %(source)s.")
                yield Fault("hours", said % values)
    if hours is not None and least is not None and least > hours:
        yield Fault(
            "min_hours", _("The least hours cannot be more than the most. Write %(hours)s or less.") % _told(hours)
        )


def _told(hours: Decimal) -> dict[str, str]:
    return {"hours": words.figure(float(hours))}


def _room(values: Mapping[str, Any]) -> Iterator[Fault]:
    hours, total, seats = values.get("hours"), values.get("total_hours"), values.get("seats")
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        yield Fault("seats", _("Write how many people there is room for: from 1 to %(most)s.") % {"most": MOST_SEATS})
    if hours is not None and total is not None and total < hours:
        yield Fault(
            "total_hours",
            _("The hours in all cannot be fewer than those of one person. Write %(hours)s or more.") % _told(hours),
        )
    if total is not None and total > MOST_TOTAL:
        yield Fault("total_hours", _("That number is too large to be right. Check the unit."))


def _times(values: Mapping[str, Any]) -> Iterator[Fault]:
    text, use, least = values.get("windows"), values.get("use"), values.get("least_shifts") or 0
    if text is None or use is None:
        return
    if len(text) > (Position._meta.get_field("windows").max_length or 0):
        yield Fault(
            "windows", _("So many times cannot be kept. Let those near each other be one, for example mon 9:00-15:00.")
        )
        return
    try:
        shifts = parse_shifts(text)
    except WindowError as error:
        yield Fault(
            "windows",
            _("We cannot read “%(part)s”. Write for example: tue 08:00-12:00; thu 08:00-12:00.")
            % {"part": error.args[0]},
        )
        return
    if use == WindowUse.FLEXIBLE:
        return
    if not shifts:
        yield Fault("windows", _("Write the shifts, or choose that the hours may lie freely."))
        return
    seen = both = 0
    for shift in shifts:
        both, seen = both | (seen & shift), seen | shift
    if both:
        lying = format_windows(both, danish=words.language() == "da")
        yield Fault(
            "windows", _("Two shifts lie over each other: %(times)s. Write each shift once.") % {"times": lying}
        )
    if use == WindowUse.ANY and not 1 <= least <= len(shifts):
        said = ngettext(
            "There is %(count)s shift. Write how many of them must be worked.",
            "There are %(count)s shifts. Write how many of them must be worked: from 1 to %(count)s.",
            len(shifts),
        )
        yield Fault("least_shifts", said % {"count": len(shifts)})
    yield from _shift_hours(values, shifts, len(shifts) if use == WindowUse.ALL else least)


def _shift_hours(values: Mapping[str, Any], shifts: tuple[int, ...], least: int) -> Iterator[Fault]:
    """The shortest shifts that must be worked cannot be more than the most hours of one person."""
    hours, asked = values.get("hours"), Decimal(sum(sorted(one.bit_count() for one in shifts)[:least])) / 2
    if hours is not None and asked > hours:
        said = _(
            "The shifts that must be worked are %(asked)s hours together, and one person works at most %(hours)s. Take a shift away, or write more hours."
        )
        yield Fault("windows", said % {"asked": words.figure(float(asked)), **_told(hours)})


def _place(values: Mapping[str, Any]) -> Iterator[Fault]:
    postcode = values.get("postcode")
    if postcode and find_place(postcode) is None:
        yield Fault("postcode", _("We do not know that place. Write a postcode, for example 8600."))


def _codes(values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    known = {"accommodations": set(accommodations()), "skills": set(skills(on)), "demands": set(work_demands(on))}
    for name, codes in known.items():
        strange = [code for code in values.get(name) or [] if code not in codes]
        if strange:
            yield Fault(name, _("We do not know “%(code)s”. Choose from the list.") % {"code": ", ".join(strange)})
    offered, named = dict(words.accommodation_choices()), dict(words.demand_choices(on))
    asked = [row.demand for code, row in work_demands(on).items() if code in (values.get("demands") or [])]
    for demand, accommodation in contradicted(asked, values.get("accommodations") or []):
        said = _("%(demand)s and “%(offer)s” do not go together. Take one of them away.")
        yield Fault(
            "demands", said % {"demand": capfirst(named[demand]), "offer": offered.get(accommodation, accommodation)}
        )


def _job(values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    form, pay = values.get("form"), values.get("pay_basis")
    rows = job_forms(on)
    if form and form not in rows:
        yield Fault("form", _("We do not know “%(code)s”. Choose from the list.") % {"code": form})
    elif form and pay and pay not in rows[form].pay_bases:
        fitting = words.names_of(rows[form].pay_bases, words.pay_choices(on))
        said = _("That pay does not go with %(form)s. Choose %(pay)s.")
        yield Fault(
            "pay_basis", said % {"form": words.form_name(form), "pay": _(" or ").join(f"“{one}”" for one in fitting)}
        )
    low, high = values.get("wage_low"), values.get("wage_high")
    if low is not None and high is not None and high < low:
        yield Fault("wage_high", _("The highest wage cannot be lower than the lowest. Let the two change places."))


def week_bits(text: str) -> int:
    """The half hours of a position's times; 0 where they are free."""
    bits = 0
    for shift in parse_shifts(text):
        bits |= shift
    return bits


def first_spans(text: str) -> tuple[dict[int, tuple[str, str]], str]:
    """The first time of each weekday as (from, to), and what is left as text: how a form shows what is known."""
    first: dict[int, tuple[str, str]] = {}
    left = []
    for shift in parse_shifts(text):
        for day, start, end in spans(shift):
            if day in first:
                left.append(format_windows(shift, danish=words.language() == "da"))
            else:
                first[day] = (clock(start), clock(end))
    return first, "; ".join(left)


def clock(half_hour: int) -> str:
    """08:30, as a time field of a form holds it."""
    return f"{half_hour // 2 % 24:02d}:{half_hour % 2 * 30:02d}" if half_hour < SLOTS_PER_DAY else "24:00"
