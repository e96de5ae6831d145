"""What is told of a placement as it lives: it began, is paused, goes on, ended, and what of this was told wrongly."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import formats, timezone, translation

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.jobs.actions.placement_counting import count_placement
from symbiose.jobs.actions.placement_fit import (
    lock_position,
    require_beside,
    require_open,
    require_ratio,
    require_room,
    require_support,
)
from symbiose.jobs.actions.placement_rules import PlacementRefused, refusal
from symbiose.jobs.actions.placing import require_day
from symbiose.jobs.enums import GONE, Outcome, PlacementState
from symbiose.jobs.models import Candidate, Placement, PlacementPause
from symbiose.jobs.queries.conditions import terms_of
from symbiose.jobs.queries.firm_kind import firm_kind_of
from symbiose.jobs.queries.placement_room import hours_of, with_hours
from symbiose.jobs.queries.ratio import RATIO
from symbiose.jobs.states import PLACEMENT

DAY = timedelta(days=1)


def locked_placement(placement: Placement) -> Placement:
    """The placement as it is now, held until the transaction ends."""
    rows = Placement.objects.select_for_update(of=("self",)).select_related("position__organisation", "candidate")
    return rows.get(pk=placement.pk)


def require_past(day: date, *, at: str = "on") -> None:
    """Raise where the day has not come yet."""
    if day > timezone.localdate():
        raise PlacementRefused("placement_not_in_future", at=at)


def require_begun_by(now: Placement, day: date, *, at: str = "on") -> None:
    """Raise where the day lies before the first."""
    if day < now.starts_on:
        raise PlacementRefused(
            "placement_before_first_day", at=at, day=formats.date_format(now.starts_on, "DATE_FORMAT")
        )


@transaction.atomic
def begin_placement(placement: Placement, *, by: Actor, on: date | None = None) -> Placement:
    """The first day has come, today unless said. What was planned from it, hours and talks, moves along with it.

    What the firm is on that day is kept, since jobs at new and known social enterprises and at ordinary firms are told apart.
    Raises NotAllowed, and PlacementRefused for a day that has not come.
    """
    now, day = locked_placement(placement), on or timezone.localdate()
    if now.state == PlacementState.RUNNING and now.starts_on == day:
        return now
    row = PLACEMENT.require("begin", state=now.state, actor=by, subject=now)
    require_past(day)
    require_day(day)
    _move_plans(now, day - now.starts_on, by=by)
    kind = firm_kind_of(now.position.organisation, on=day).value
    moved = actions.change(now, by=by, verb="jobs.begin_placement", state=row.target, starts_on=day, firm_kind=kind)
    count_placement(moved, by=by)
    return moved


def _move_plans(now: Placement, by_days: timedelta, *, by: Actor) -> None:
    """The first step is told with the first day; later steps and talks that are still to come keep their distance from it."""
    steps = list(
        now.curve.order_by("-from_day" if by_days > timedelta(0) else "from_day")
    )  # none meets another on its way
    first = min((step.from_day for step in steps), default=None)
    for step in steps:
        planned = step.planned and step.from_day != first
        actions.change(step, by=by, verb="jobs.set_step", from_day=step.from_day + by_days, planned=planned)
    talks = now.reviews.filter(held_on__isnull=True)
    for talk in talks.order_by("-due_on" if by_days > timedelta(0) else "due_on"):
        due = talk.due_on + by_days
        while now.reviews.exclude(pk=talk.pk).filter(due_on=due).exists():  # one that was held early keeps its day
            due += DAY
        actions.change(talk, by=by, verb="jobs.move_review", due_on=due)


@transaction.atomic
def begin_no_more(placement: Placement, *, by: Actor) -> Placement:
    """It was told too early that it began. Raises NotAllowed; PlacementRefused where pauses or hours were told since."""
    now = locked_placement(placement)
    if now.state == PlacementState.AGREED:
        return now
    row = PLACEMENT.require("not_begun", state=now.state, actor=by, subject=now)
    first = now.curve.order_by("from_day").first()
    if now.curve.filter(planned=False).count() > 1 or now.pauses.exists():
        raise PlacementRefused("placement_lived_on")
    if first is not None:
        actions.change(first, by=by, verb="jobs.set_step", planned=True)
    moved = actions.change(now, by=by, verb="jobs.not_begun_placement", state=row.target, firm_kind="")
    count_placement(moved, by=by)
    return moved


@transaction.atomic
def pause_placement(placement: Placement, *, by: Actor, on: date | None = None, until: date | None = None) -> Placement:
    """Nobody works in it from a day, today unless said, to a last day where one is known; nobody is asked why.

    A pause that is over already is written down, and the placement stands as it did, also in a later pause. Raises NotAllowed, PlacementRefused.
    """
    now, day, today = locked_placement(placement), on or timezone.localdate(), timezone.localdate()
    same = now.pauses.filter(starts_on=day, ends_on=until).exists()
    if same:
        return now
    row = PLACEMENT.require("pause", state=now.state, actor=by, subject=now)
    require_past(day)
    require_begun_by(now, day)
    if until is not None and until < day:
        raise PlacementRefused("placement_pause_dates")
    require_free(now, day, until)
    lasts = until is None or until >= today
    _keep(PlacementPause(placement=now, starts_on=day, ends_on=until), by=by)
    moved = now
    if lasts:
        moved = actions.change(now, by=by, verb="jobs.pause_placement", state=row.target)
    count_placement(moved, by=by)
    return moved


def require_free(now: Placement, first: date, last: date | None, *, without: int | None = None) -> None:
    """No other pause covers any of the days."""
    others = now.pauses.exclude(pk=without) if without else now.pauses.all()
    for other in others:
        ends_before = other.ends_on is not None and other.ends_on < first
        begins_after = last is not None and other.starts_on > last
        if not (ends_before or begins_after):
            raise PlacementRefused("placement_pause_over", at="starts")


def _keep(pause: PlacementPause, *, by: Actor) -> PlacementPause:
    try:
        with transaction.atomic():
            return actions.create(pause, by=by, verb="jobs.keep_pause")
    except IntegrityError as error:
        raise refusal(error) from error


def lasting_pause(placement: Placement) -> PlacementPause | None:
    """The pause in which a paused placement is now: the last to begin."""
    return placement.pauses.order_by("-starts_on").first()


@transaction.atomic
def resume_placement(placement: Placement, *, by: Actor, on: date | None = None) -> Placement:
    """Somebody works again from a day, today unless said. Raises NotAllowed, PlacementRefused."""
    now, day = locked_placement(placement), on or timezone.localdate()
    if now.state == PlacementState.RUNNING:
        return now
    row = PLACEMENT.require("resume", state=now.state, actor=by, subject=now)
    require_past(day)
    pause = lasting_pause(now)
    if pause is not None:
        if day < pause.starts_on:
            raise PlacementRefused("placement_went_on_early", day=formats.date_format(pause.starts_on, "DATE_FORMAT"))
        _close(pause, day - DAY, by=by)
    moved = actions.change(now, by=by, verb="jobs.resume_placement", state=row.target)
    count_placement(moved, by=by)
    return moved


def _close(pause: PlacementPause, last: date, *, by: Actor) -> None:
    """A pause ends on a day; one of no whole day was none."""
    if last < pause.starts_on:
        actions.record(pause.placement, by=by, verb="jobs.remove_pause", changes=said_of_pause(pause, None))
        pause.delete()
    else:
        actions.change(pause, by=by, verb="jobs.keep_pause", ends_on=last)


def said_of_pause(before: PlacementPause, after: tuple[date, date | None] | None) -> dict[str, Any]:
    """The days of a pause before and after, as the history keeps them."""

    def plain(first: date, last: date | None) -> list[str | None]:
        return [first.isoformat(), last.isoformat() if last else None]

    return {"pause": [plain(before.starts_on, before.ends_on), plain(*after) if after else None]}


@transaction.atomic
def end_placement(
    placement: Placement, *, by: Actor, outcome: str, note: str = "", on: date | None = None
) -> Placement:
    """It ended, today unless said, in one of the ways of Outcome; nobody is blamed. Told once more, it changes nothing.

    Raises NotAllowed; PlacementRefused for a day that cannot be, and for "it never began" of what did.
    """
    now, how, today = locked_placement(placement), Outcome(outcome), timezone.localdate()
    if now.state == PlacementState.ENDED:
        return now
    row = PLACEMENT.require("end", state=now.state, actor=by, subject=now)
    begun = now.state != PlacementState.AGREED
    if begun and how == Outcome.NEVER_BEGAN:
        raise PlacementRefused("placement_never_began")
    if not begun and how != Outcome.NEVER_BEGAN:
        raise PlacementRefused("placement_not_begun")
    last = on or today if begun else max(today, now.starts_on)
    if begun:
        require_past(last)
        require_begun_by(now, last)
        for pause in now.pauses.all():
            if pause.ends_on is None or pause.ends_on > last:
                _close(pause, last, by=by)
    with translation.override("da"):
        said = str(how.label)
    moved = actions.change(
        now,
        by=by,
        verb="jobs.end_placement",
        reason=said,
        state=row.target,
        ends_on=last,
        outcome=how.value,
        end_note=note.strip(),
    )
    count_placement(moved, by=by)
    return moved


@transaction.atomic
def reopen_placement(placement: Placement, *, by: Actor, reason: str, despite: str = "") -> Placement:
    """It did not end after all: it runs, or is agreed again where it never began.

    There must be room for it, as for any other; `despite` says why where the ratio rule has none. Raises NotAllowed,
    PlacementRefused with what is lacking, and how much.
    """
    person = Candidate.objects.select_for_update(of=("self",)).filter(placements=placement).first()  # as erasing locks
    now = locked_placement(placement)
    verb = "agree_again" if now.outcome == Outcome.NEVER_BEGAN else "reopen"
    row = PLACEMENT.require(verb, state=now.state, actor=by, subject=now, reason=reason)
    if person is None or now.candidate_id is None:
        raise PlacementRefused("placement_person_gone")
    if verb == "agree_again" and person.state in GONE:
        raise PlacementRefused("placement_person_gone")
    _require_fit(now, person, by=by, despite=despite)
    try:
        with transaction.atomic():
            moved = actions.change(
                now,
                by=by,
                verb=f"jobs.{verb}_placement",
                reason=" ".join(filter(None, (reason.strip(), despite.strip()))),
                state=row.target,
                ends_on=None,
                outcome="",
                end_note="",
            )
    except IntegrityError as error:
        raise _main_taken(error, person.code) from error
    count_placement(moved, by=by)
    return moved


def _require_fit(now: Placement, person: Candidate, *, by: Actor, despite: str) -> None:
    """Room for what comes back. Hours beyond those of one person were written down as they were, and take no more room."""
    position = lock_position(now.position_id)
    require_open(position)
    require_beside(now, person)
    row = with_hours(Placement.objects.filter(pk=now.pk)).get()
    require_room(position, min(hours_of(row), position.hours))
    if now.mentor_hours is not None:
        require_support(position, now.mentor_hours, by=by)
    terms = terms_of([now], by=by, purpose=RATIO).get(now.pk)
    require_ratio(position, terms.form if terms else position.form, by=by, reason=despite, at="despite")


def _main_taken(error: IntegrityError, code: str) -> PlacementRefused:
    found = refusal(error, code=code)
    return PlacementRefused("placement_other_main", code=code) if found.rule == "placement_one_main" else found
