"""Authority steps of a listing: opened by what it is, given to somebody, recorded with the answer, taken back, run out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import municipality
from symbiose.common.actions import change, record
from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.listings import bridge
from symbiose.listings.authority import HAZARD, cause_of, kinds_today
from symbiose.listings.enums import StepOutcome, StepState, Waste
from symbiose.listings.models import AuthorityStep, Listing
from symbiose.listings.permissions import may_change
from symbiose.listings.states import STEP
from symbiose.organisations.models import Organisation
from symbiose.people.models import User
from symbiose.reference import StepKind

TOUCHING = frozenset({"text", "hazard", "kind", "waste"})  # what an authority's answer was about


def stop_after(listing: Listing, *, hazardous: bool, touched: bool) -> dict[str, bool]:
    """Whether a changed listing is stopped, and whether an authority's answer still lets it go.

    A stop once raised on a listing that was shown stays until its step is recorded. An answer holds for what it was
    about: where the text, the families or the hazard changed, what is hazardous stops again.
    """
    answered = listing.step_recorded and not touched
    stays = listing.stopped and listing.shown_at is not None
    return {"stopped": stays or (hazardous and not answered), "step_recorded": answered and not stays}


@transaction.atomic
def open_steps(listings: Sequence[Listing], *, by: Actor) -> int:
    """Open the steps that listings need now, and let go those whose cause is gone; how many were opened."""
    kinds = kinds_today()
    rows = AuthorityStep.objects.filter(listing__in=listings).order_by("listing_id", "pk")
    known = {pk: list(steps) for pk, steps in groupby(rows, key=lambda step: step.listing_id)}
    new = []
    for listing in listings:
        steps = known.get(listing.pk, [])
        _let_go(listing, steps, kinds, by=by)
        standing = {step.kind for step in steps if step.state == StepState.OPEN}
        settled = {step.kind for step in steps if step.state == StepState.RECORDED and _settles(kinds[step.kind])}
        needed = [kind for kind in kinds.values() if kind.opens_for and kind.opens_for in cause_of(listing)]
        new += [_step(listing, kind, by=by) for kind in needed if kind.code not in standing | settled]
    AuthorityStep.objects.bulk_create(new)
    return len(new)


def _settles(kind: StepKind) -> bool:
    """Whether a recorded answer ends the matter: not for what stops, nor where the status is unknown once more."""
    return not kind.stops and kind.opens_for != Waste.UNKNOWN


def _step(listing: Listing, kind: StepKind, *, by: Actor) -> AuthorityStep:
    """A new task: the firm's own where it wrote the listing itself and the step stops nothing, else the entrance's."""
    own = by.role is Role.FIRM and not kind.stops
    return AuthorityStep(
        listing=listing,
        kind=kind.code,
        owner_organisation_id=listing.organisation_id if own else None,
        due_on=municipality.after_working_days(timezone.localdate(), kind.working_days),
    )


def _let_go(listing: Listing, steps: Iterable[AuthorityStep], kinds: dict[str, StepKind], *, by: Actor) -> None:
    """A step whose cause is gone is nobody's task any more; one that a person opened stays."""
    causes = cause_of(listing)
    for step in steps:
        opened_for = kinds[step.kind].opens_for
        if step.state == StepState.OPEN and opened_for and opened_for not in causes:
            change(step, by=by, verb="listings.step_dropped", state=StepState.DROPPED)


@transaction.atomic
def open_step(listing: Listing, kind: str, *, by: Actor) -> AuthorityStep:
    """Open a step by hand; the open one of that kind where there is one."""
    if not may_change(by, listing):
        raise NotAllowed("listings.step_opened")
    Listing.objects.select_for_update().get(pk=listing.pk)
    standing = listing.steps.filter(kind=kind, state=StepState.OPEN).first()
    if standing is not None:
        return standing
    step = _step(listing, kinds_today()[kind], by=by)
    step.save()
    record(listing, by=by, verb="listings.step_opened", changes={"step": [None, kind]})
    return step


@transaction.atomic
def assign_step(
    step: AuthorityStep,
    *,
    by: Actor,
    due_on: date,
    user: User | None = None,
    organisation: Organisation | None = None,
    version: int | None = None,
) -> AuthorityStep:
    """Give a task to a person at the entrance, to the listing's organisation, or to the entrance as a whole."""
    STEP.require("assign", state=step.state, actor=by, subject=step)
    return change(
        step,
        by=by,
        verb="listings.step_assigned",
        version=version,
        owner_user=user,
        owner_organisation=organisation,
        due_on=due_on,
    )


@transaction.atomic
def record_step(
    step: AuthorityStep,
    *,
    by: Actor,
    outcome: str,
    authority: str,
    note: str,
    settled_on: date,
    reference: str = "",
    valid_until: date | None = None,
    waste: str = "",
) -> AuthorityStep:
    """Keep what was answered. A yes opens a stopped listing; `waste` is the status that came out of it.

    Raises NotAllowed where the actor may not, or where somebody has settled the step already in another way.
    """
    listing = Listing.objects.select_for_update().get(pk=step.listing_id)
    now = AuthorityStep.objects.select_for_update().get(pk=step.pk)
    said: dict[str, Any] = {"outcome": outcome, "authority": authority, "note": note, "settled_on": settled_on}
    said |= {"reference": reference, "valid_until": valid_until}
    if now.state == StepState.RECORDED and all(getattr(now, name) == value for name, value in said.items()):
        return now
    row = STEP.require("record", state=now.state, actor=by, subject=now)
    recorded = change(now, by=by, verb="listings.step_recorded", state=row.target, **said)
    _after(listing, recorded, waste=waste, by=by)
    return recorded


@transaction.atomic
def record_steps(steps: Iterable[AuthorityStep], *, by: Actor, **said: Any) -> int:
    """Keep one and the same answer to several steps, all or none; how many. `said` and errors as for `record_step`."""
    return len([record_step(step, by=by, **said) for step in steps])


def _after(listing: Listing, step: AuthorityStep, *, waste: str, by: Actor) -> None:
    """What an answer does to its listing: the status that it settled, and the stop that it opens."""
    values: dict[str, Any] = {"waste": waste} if waste in Waste.values and waste else {}
    if kinds_today()[step.kind].stops:
        goes = step.outcome != StepOutcome.REFUSED
        values |= {"stopped": not goes, "step_recorded": goes}
    if values:
        changed = change(listing, by=by, verb="listings.step_settles", reason=step.note, **values)
        open_steps([changed], by=by)


@transaction.atomic
def undo_step(step: AuthorityStep, *, reason: str, by: Actor) -> AuthorityStep:
    """What was recorded was wrong: the task is open again, and what it had opened is stopped again."""
    listing = Listing.objects.select_for_update().get(pk=step.listing_id)
    now = AuthorityStep.objects.select_for_update().get(pk=step.pk)
    if now.state == StepState.OPEN:
        return now
    row = STEP.require("undo", state=now.state, actor=by, subject=now, reason=reason)
    if listing.steps.filter(kind=now.kind, state=StepState.OPEN).exists():
        raise NotAllowed("listings.step_undone")  # it was asked anew already
    unsaid: dict[str, Any] = {"outcome": "", "settled_on": None, "valid_until": None}
    opened = change(now, by=by, verb="listings.step_undone", reason=reason, state=row.target, **unsaid)
    kind = kinds_today()[now.kind]
    if kind.stops:
        change(listing, by=by, verb="listings.step_stops", reason=reason, stopped=True, step_recorded=False)
    if kind.opens_for == Waste.UNKNOWN:  # the status that the answer settled is nobody's knowledge any more
        unknown = change(listing, by=by, verb="listings.step_settles", reason=reason, waste=Waste.UNKNOWN.value)
        open_steps([unknown], by=by)
    return opened


@transaction.atomic
def expire_steps(*, on: date, by: Actor | None = None) -> int:
    """An answer that held until a day has run out: the listing is stopped, and the step is a task again; how many."""
    clock = by or system("Symbiose")
    rows = AuthorityStep.objects.filter(
        kind=HAZARD, state=StepState.RECORDED, valid_until__lt=on, listing__step_recorded=True
    )
    out = list(rows.select_related("listing").order_by("pk"))
    for step in out:
        stopped = change(step.listing, by=clock, verb="listings.step_ran_out", stopped=True, step_recorded=False)
        open_steps([stopped], by=clock)
    return len(out)


def is_hazardous(families: Iterable[str], hazard: bool | None) -> bool:
    """Said by the owner, or a family that can be hazardous."""
    return hazard is True or bridge.is_hazardous(families)
