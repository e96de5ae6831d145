"""A run of the engine: started by an adviser, carried out by the worker, written in one piece at its end."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from symbiose.common import actions
from symbiose.common.actor import Actor, system
from symbiose.common.links import STARTED
from symbiose.common.states import NotAllowed
from symbiose.jobs.queries.runs import rows_of_today
from symbiose.listings.queries import market
from symbiose.matching import bridge, queries
from symbiose.matching.actions.clock import ask_again, lapse_gone
from symbiose.matching.actions.writing import write_found
from symbiose.matching.enums import RunState
from symbiose.matching.hubs import Hubs, read_hubs
from symbiose.matching.models import Run
from symbiose.matching.permissions import may_run
from symbiose.matching.run_registering import CROWDS

STEPS = ("tidy", "read", "solve", "write")

logger = logging.getLogger(__name__)


def runner() -> Actor:
    """The system itself, under a name that is the same in every language."""
    return system("Symbiose")


class RunUnderway(Exception):
    """Another run waits or works; `args[0]` is that run, where it is known."""


class RunEnded(Exception):
    """The run was given up for dead while it still worked; what it found is not written."""


@transaction.atomic
def start_run(*, by: Actor, earlier: models.Model | None = None) -> Run:
    """Queue a run for the worker, one at a time; a run that stood still for ten minutes is marked as failed first.

    It is what `earlier` led to, from whose page it was started.
    """
    if not may_run(by):
        raise NotAllowed("start_run")
    give_up(queries.dead_runs(), by=by)
    underway = queries.open_run()
    if underway:
        raise RunUnderway(underway)
    try:
        with transaction.atomic():
            run = actions.create(Run(started_by=by.name, total=len(STEPS)), by=by, verb="matching.start_run")
    except IntegrityError as error:  # two started in the same moment; the constraint let one through
        raise RunUnderway from error
    if earlier is not None:
        actions.link(earlier, run, kind=STARTED)
    transaction.on_commit(partial(_enqueue, run.pk))
    return run


@transaction.atomic
def give_up(runs: QuerySet[Run], *, by: Actor) -> int:
    """Mark as failed the runs that no worker carries out any more, so that a new one can start; how many."""
    dead = list(runs.select_for_update())
    for run in dead:
        actions.change(
            run,
            by=by,
            verb="matching.run_given_up",
            state=RunState.FAILED.value,
            error="stopped",
            finished_at=timezone.now(),
        )
    return len(dead)


def _enqueue(run_id: int) -> None:
    carry_out.enqueue(run_id)


@task()
def carry_out(run_id: int) -> None:
    """Carry out a queued run; whatever goes wrong is kept with the run, and nothing it found is half-written."""
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=run_id, state=RunState.QUEUED).first()
        if run is None:
            return
        actions.change(run, by=runner(), verb="matching.run", state=RunState.RUNNING.value, started_at=timezone.now())
    try:
        _run(run_id)
    except RunEnded:
        logger.warning("Run %s was given up before it ended", run_id)
    except Exception as error:  # whatever broke, the page of the run must say so
        logger.exception("Run %s failed", run_id)
        _fail(run_id, f"{type(error).__name__}: {error}")


def _run(run_id: int) -> None:
    by, today = runner(), timezone.localdate()
    _step(run_id, 0)
    lapse_gone(on=today, by=by)
    ask_again(on=today, by=by)
    _step(run_id, 1)
    rows = list(market(by).select_related("organisation").prefetch_related("codes").order_by("pk"))
    _step(run_id, 2)
    hubs = _with_crowds(read_hubs(rows), by=by)
    found = bridge.find(rows, refused=queries.refused_pairs(), today=today, hubs=hubs)
    _step(run_id, 3)
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run_id)
        if run.state != RunState.RUNNING:
            raise RunEnded(run_id)
        new, lapsed = write_found(found, run=run, by=by)
        actions.change(
            run,
            by=by,
            verb="matching.run_done",
            state=RunState.DONE.value,
            step="",
            done=len(STEPS),
            finished_at=timezone.now(),
            listings=found.listings,
            candidates=found.candidates,
            new_proposals=new,
            lapsed=lapsed,
            value=found.value,
            bound=found.bound,
            policy_version=found.policy_version,
            digest=found.digest,
        )


def _with_crowds(hubs: Hubs, *, by: Actor) -> Hubs:
    """How many who wait could fill each position. What people ask for is read only where there is a position, and logged."""
    if not hubs.positions:
        return hubs
    return replace(hubs, fitting=bridge.crowds(rows_of_today(by=by, purpose=CROWDS)))


def _step(run_id: int, done: int) -> None:
    """Say how far the run has come, so that its page can show it. No row in the trail: it is no verb of anybody's."""
    moved = Run.objects.filter(pk=run_id, state=RunState.RUNNING).update(
        step=STEPS[done], done=done, changed_at=timezone.now()
    )
    if not moved:
        raise RunEnded(run_id)


@transaction.atomic
def _fail(run_id: int, error: str) -> None:
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.state == RunState.RUNNING:
        actions.change(
            run,
            by=runner(),
            verb="matching.run_failed",
            state=RunState.FAILED.value,
            error=error[:300],
            finished_at=timezone.now(),
        )
