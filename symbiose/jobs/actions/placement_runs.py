"""A run over everybody, carried out by the worker; or at once for one person or one position, in the request."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from symbiose.common import actions
from symbiose.common.actor import Actor, system
from symbiose.common.states import NotAllowed
from symbiose.jobs import bridge
from symbiose.jobs.actions.erasing import GONE
from symbiose.jobs.actions.offer_writing import Written, lapse_all, write_found
from symbiose.jobs.bridge import Found, PassedOver
from symbiose.jobs.enums import CandidateState, OfferState, PositionState, RunScope, RunState
from symbiose.jobs.models import Candidate, Offer, PlacementRun, Position
from symbiose.jobs.permissions import acts_for_people
from symbiose.jobs.queries.runs import dead_runs, open_run, rows_of_today

STEPS = ("read", "solve", "write")
ASKED_FOR = {"unknown_accommodation", "not_quarter_hours"}  # faults that tell what a person asks for at work
PURPOSE = "run"  # of reading what people ask for, in the log

logger = logging.getLogger(__name__)


class RunUnderway(Exception):
    """Another run over everybody waits or works; `args[0]` is that run, where it is known."""


class RunEnded(Exception):
    """The run was given up for dead while it still worked; what it found is not written."""


def runner() -> Actor:
    """The system itself, under a name that is the same in every language."""
    return system("Symbiose")


@transaction.atomic
def start_placement_run(*, by: Actor) -> PlacementRun:
    """Queue a run over everybody, one at a time; one that stood still for ten minutes is marked as failed first."""
    if not acts_for_people(by):
        raise NotAllowed("start_run")
    give_up_placement_runs(dead_runs(), by=by)
    underway = open_run()
    if underway:
        raise RunUnderway(underway)
    try:
        with transaction.atomic():
            new = PlacementRun(started_by=by.name, total=len(STEPS))
            run = actions.create(new, by=by, verb="jobs.start_run")
    except IntegrityError as error:  # two started in the same moment; the constraint let one through
        raise RunUnderway from error
    transaction.on_commit(partial(_enqueue, run.pk))
    return run


@transaction.atomic
def give_up_placement_runs(runs: QuerySet[PlacementRun], *, by: Actor) -> int:
    """Mark as failed the runs that no worker carries out any more, so that a new one can start; how many."""
    dead = list(runs.select_for_update())
    for run in dead:
        values: dict[str, Any] = {"state": RunState.FAILED.value, "error": "stopped", "finished_at": timezone.now()}
        actions.change(run, by=by, verb="jobs.run_given_up", **values)
    return len(dead)


def _enqueue(run_id: int) -> None:
    carry_out_placement_run.enqueue(run_id)


@task()
def carry_out_placement_run(run_id: int) -> None:
    """Carry out a queued run; whatever goes wrong is kept with the run, and nothing it found is half-written."""
    with transaction.atomic():
        run = PlacementRun.objects.select_for_update().filter(pk=run_id, state=RunState.QUEUED).first()
        if run is None:
            return
        actions.change(run, by=runner(), verb="jobs.run", state=RunState.RUNNING.value, started_at=timezone.now())
    try:
        _run(run_id)
    except RunEnded:
        logger.warning("Placement run %s was given up before it ended", run_id)
    except Exception as error:  # whatever broke, the page of the run must say so
        logger.exception("Placement run %s failed", run_id)
        _fail(run_id, type(error).__name__)


def _run(run_id: int) -> None:
    by = runner()
    _step(run_id, 0)
    rows = rows_of_today(by=by, purpose=PURPOSE)
    _step(run_id, 1)
    policy = bridge.policy_on(rows.on)
    found = bridge.find_for_all(rows, policy=policy, tick=partial(_step, run_id, 1))
    _step(run_id, 2)
    with transaction.atomic():
        run = PlacementRun.objects.select_for_update().get(pk=run_id)
        if run.state != RunState.RUNNING:
            raise RunEnded(run_id)
        written = write_found(found.people, run=run, by=by)
        actions.change(run, by=by, verb="jobs.run_done", **_done(found, written))


def _done(found: Found, written: Written) -> dict[str, Any]:
    return {
        "state": RunState.DONE.value,
        "step": "",
        "done": len(STEPS),
        "finished_at": timezone.now(),
        "candidates": found.candidates,
        "positions": found.positions,
        "covered": found.covered,
        "choices": found.choices,
        "new_proposals": written.new,
        "lapsed": written.lapsed,
        "value": found.value,
        "bound": found.bound,
        "policy_version": found.policy_version,
        "digest": found.digest,
        "passed_over": [*_faulty(found.passed_over), *_gone(written)],
    }


def _faulty(passed_over: Sequence[PassedOver]) -> list[dict[str, Any]]:
    """Rows with a fault, by the names under which consultants know them; what people ask for stays behind its door."""
    people = [one.id for one in passed_over if one.kind == "candidate"]
    places = [one.id for one in passed_over if one.kind == "position"]
    here = Candidate.objects.exclude(state=CandidateState.ERASED).filter(pk__in=people)
    names: dict[tuple[str, int], str] = {
        **{("candidate", pk): code for pk, code in here.values_list("pk", "code")},
        **{
            ("position", pk): number
            for pk, number in Position.objects.filter(pk__in=places).values_list("pk", "number")
        },
    }
    return [
        GONE
        if one.kind == "candidate" and (one.kind, one.id) not in names
        else {
            "kind": one.kind,
            "name": names.get((one.kind, one.id), ""),
            "reasons": [why for why in one.reasons if one.kind != "candidate" or why["code"] not in ASKED_FOR],
        }
        for one in passed_over
    ]


def _gone(written: Written) -> list[dict[str, Any]]:
    """Who and what was gone when the run came to write: of an erased person nothing but that there was one."""
    people = [GONE] * written.people_gone
    return [*people, *({"kind": "position_gone", "name": name, "reasons": []} for name in written.positions_gone)]


def _step(run_id: int, done: int) -> None:
    """Say how far the run has come, so that its page can show it. No row in the trail: it is no verb of anybody's."""
    moved = PlacementRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(
        step=STEPS[done], done=done, changed_at=timezone.now()
    )
    if not moved:
        raise RunEnded(run_id)


@transaction.atomic
def _fail(run_id: int, error: str) -> None:
    run = PlacementRun.objects.select_for_update().get(pk=run_id)
    if run.state == RunState.RUNNING:
        values: dict[str, Any] = {"state": RunState.FAILED.value, "error": error[:300], "finished_at": timezone.now()}
        actions.change(run, by=runner(), verb="jobs.run_failed", **values)


@transaction.atomic
def find_for_person(candidate: Candidate, *, by: Actor) -> PlacementRun:
    """Proposals anew for one person, beside what is proposed to the others. Raises NotAllowed where the person does not wait."""
    if not acts_for_people(by) or candidate.state != CandidateState.WAITING:
        raise NotAllowed("find_for_person")
    rows = rows_of_today(by=runner(), purpose=PURPOSE)
    policy = bridge.policy_on(rows.on)
    found = bridge.find_for_person(rows, _plan(), candidate.pk, policy=policy)
    run = _at_once(RunScope.CANDIDATE, policy.version, by=by, candidate=candidate)
    written = write_found([found] if found else [], run=run, by=by)
    return _ended(run, written, by=by)


@transaction.atomic
def find_for_position(position: Position, *, by: Actor) -> PlacementRun:
    """People for the free seats of one position, and nothing that was proposed for it and no longer fits.

    Raises NotAllowed where the position is not open.
    """
    if not acts_for_people(by) or position.state != PositionState.OPEN:
        raise NotAllowed("find_for_position")
    rows = rows_of_today(by=runner(), purpose=PURPOSE)
    policy = bridge.policy_on(rows.on)
    run = _at_once(RunScope.POSITION, policy.version, by=by, position=position)
    untouched = Offer.objects.filter(position=position, state=OfferState.FOUND)
    pairs = [(person, position.pk) for person in untouched.values_list("candidate", flat=True)]
    fitting = {one.person for one in bridge.judge_some(rows, _plan(), pairs, policy=policy) if one.fits}
    unfit = {person for person, _place in pairs} - fitting
    gone = untouched.filter(candidate__in=unfit)
    found = bridge.find_for_position(rows, _plan(without=gone), position.pk, policy=policy)
    people = Candidate.objects.filter(pk__in=unfit | {one.candidate for one in found})
    list(
        people.select_for_update().order_by("pk")
    )  # all of them at once, and before their proposals, as everybody locks
    lapsed = lapse_all(list(gone), by=by)
    written = write_found(found, run=run, by=by)
    return _ended(run, written, by=by, lapsed=lapsed)


def _plan(*, without: QuerySet[Offer] | None = None) -> list[bridge.Placed]:
    proposed = Offer.objects.filter(state=OfferState.FOUND, rank=0).order_by("pk")
    return bridge.placed(proposed if without is None else proposed.exclude(pk__in=without.values("pk")))


def _at_once(scope: RunScope, version: str, *, by: Actor, **about: Any) -> PlacementRun:
    new = PlacementRun(scope=scope, started_by=by.name, started_at=timezone.now(), policy_version=version, **about)
    new.state = RunState.RUNNING
    return actions.create(new, by=by, verb="jobs.start_run")


def _ended(run: PlacementRun, written: Written, *, by: Actor, lapsed: int = 0) -> PlacementRun:
    values: dict[str, Any] = {
        "state": RunState.DONE.value,
        "finished_at": timezone.now(),
        "new_proposals": written.new,
        "lapsed": written.lapsed + lapsed,
        "passed_over": _gone(written),
    }
    return actions.change(run, by=by, verb="jobs.run_done", **values)
