"""What waits among placements: a consultant's calls for help first, then talks, first days and hours; a workplace's sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.engine.law.working_days import add_working_days
from symbiose.jobs.enums import LIVING, PlacementState
from symbiose.jobs.models import HelpCall, Placement, Review
from symbiose.jobs.queries.caseload import mine
from symbiose.jobs.queries.helping import calls_for
from symbiose.jobs.queries.placement_list import should_have_begun, step_has_come
from symbiose.jobs.queries.rows import placements_visible_to
from symbiose.jobs.shown import unbroken
from symbiose.reference import placement_follow_up

MOST = 10


def waiting(actor: Actor) -> list[Waiting]:
    """The lines of a start page: a consultant's own people's, and those of whom one stands in for; a workplace's own."""
    if actor.role is Role.FIRM:
        return [*_sheets(actor)]
    if actor.role is not Role.CONSULTANT:
        return []
    today = timezone.localdate()
    return [*_help(actor, today), *_due(actor, today)]


def _help(actor: Actor, today: date) -> Iterator[Waiting]:
    """Red and first: somebody pressed the button."""
    calls = calls_for(actor, on=today)
    if not calls:
        return
    closed = municipality.closing_days()
    days = int(placement_follow_up(today)["help.late"].value)
    for call in calls[:MOST]:
        asked = timezone.localtime(call.asked_at)
        late = add_working_days(asked.date(), days, closed=closed) < today
        yield Waiting(
            section="help",
            title=_title(call.placement),
            url=_page(call.placement),
            why=_why(call),
            when=_("%(day)s at %(time)s")
            % {"day": formats.date_format(asked, "j. F"), "time": formats.date_format(asked, "G.i")},
            button=_("See and call"),
            button_url=f"{_page(call.placement)}#hjaelp",
            late=late,
            order=call.asked_at,
        )


def _why(call: HelpCall) -> str:
    who = {
        "person": _("The person wants help."),
        "mentor": _("The mentor wants help."),
        "employer": _("The workplace wants help."),
    }[call.voice]
    taken = _("It is taken.") if call.taken_at else ""
    return " ".join(part for part in (who, call.note, taken) if part)


def _due(actor: Actor, today: date) -> Iterator[Waiting]:
    rows = placements_visible_to(actor).select_related("candidate", "position__organisation")
    rows = rows.filter(mine(actor, "candidate__"))
    talks = Review.objects.filter(held_on__isnull=True, due_on__lte=today, placement__state__in=LIVING)
    talks = talks.filter(mine(actor, "placement__candidate__")).select_related(
        "placement__candidate", "placement__position__organisation"
    )
    for talk in talks.order_by("due_on", "pk")[:MOST]:
        said, late = _("Time to talk about how it goes."), talk.due_on < today
        yield _line(talk.placement, "deadline", said, talk.due_on, _("Write the talk"), late=late, part="samtaler")
    for row in rows.filter(should_have_begun(today)).order_by("starts_on", "pk")[:MOST]:
        said = _("The first day was to be %(day)s. Has it begun?") % {"day": _day(row.starts_on)}
        yield _line(row, "waiting", said, row.starts_on, _("Tell how it stands"))
    for row in rows.filter(step_has_come(today)).distinct().order_by("pk")[:MOST]:
        said = _("More hours were planned by now. Did it come so?")
        yield _line(row, "waiting", said, today, _("Look at the hours"), part="timer")


def _sheets(actor: Actor) -> Iterator[Waiting]:
    """First days that are agreed, and of which the person reads neither when to come nor who meets them."""
    rows = placements_visible_to(actor).filter(state=PlacementState.AGREED, candidate__isnull=False)
    rows = rows.exclude(Q(first_day__at__isnull=False) | ~Q(first_day__who_meets="") & Q(first_day__isnull=False))
    for row in rows.select_related("candidate", "position__organisation").order_by("starts_on", "pk")[:MOST]:
        said = _("Both said yes. Tell when the first day begins and who meets the person.")
        line = _line(row, "waiting", said, row.starts_on, _("Fill in the sheet"))
        yield replace(
            line,
            title=f"{unbroken(row.candidate.code if row.candidate else row.number)}: {row.position.title}",
            button_url=reverse("placements:first_day", args=[row.number]),
        )


def _line(
    row: Placement, section: str, why: str, day: date, button: str, *, late: bool = False, part: str = ""
) -> Waiting:
    return Waiting(
        section=section,
        title=_title(row),
        url=_page(row),
        why=why,
        when=_day(day),
        button=button,
        button_url=_page(row) + (f"#{part}" if part else ""),
        late=late,
        order=timezone.make_aware(datetime.combine(day, time.min)),
    )


def _title(row: Placement) -> str:
    code = unbroken(row.candidate.code if row.candidate else row.number)
    return f"{code}, {row.position.organisation.name}"


def _page(row: Placement) -> str:
    return reverse("placements:detail", args=[row.number])


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
