"""The worker: queued tasks as they come, and what is due by the clock every minute. One process, one per installation."""

from __future__ import annotations

import logging
import sys
from threading import Event, Thread

from django.core.management import call_command
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.counts import erase_old_counts
from symbiose.common.planning import count_for_plans
from symbiose.files.actions import erase_due
from symbiose.frontdesk.actions import escalate_late, forget_due, leave_nothing_behind, tell_unheard
from symbiose.frontdesk.actions import remind as remind_of_cases
from symbiose.frontdesk.actions.outreach import keep_counted, look_after_calls
from symbiose.frontdesk.actions.rhythm_counting import keep_talks_counted
from symbiose.frontdesk.actions.shared_tasks import tend_shared_tasks
from symbiose.frontdesk.actions.survey import remind_of_survey
from symbiose.jobs.actions.erasing import forget_people_due
from symbiose.jobs.actions.offer_clock import tend_offers
from symbiose.jobs.actions.placement_counting import count_placements
from symbiose.jobs.actions.placement_pausing import resume_due
from symbiose.jobs.actions.placement_runs import give_up_placement_runs
from symbiose.jobs.actions.wellbeing import ask_wellbeing
from symbiose.jobs.bridge.compiling import compile_ahead
from symbiose.jobs.queries import runs as placement_runs
from symbiose.listings.actions import (
    ask_nobody_yet,
    expire_steps,
    hide_expired,
    remind_expiring,
    tell_alerts,
    tidy_photos,
)
from symbiose.matching import queries
from symbiose.matching.actions import ask_about_handovers, ask_again, give_up, lapse_gone, remind_of_handovers
from symbiose.notices.actions import forget_letters, write_digests
from symbiose.notices.tasks import fetch_letters, send_due
from symbiose.organisations.actions import end_undoing, erase_access, find_new_doubles, lapse_invitations

EVERY_SECONDS = 60.0
LAST_ROUND_SECONDS = 30.0  # what has begun when the worker is stopped may end

logger = logging.getLogger(__name__)


def due_by_the_clock() -> None:
    """What waits at the entrance, listings and handovers to ask about, what to hide and erase, answers to ask for again, doubles, plans, letters to send."""
    by = system("Symbiose")
    today = timezone.localdate()
    now = timezone.now()
    leave_nothing_behind(now=now, by=by)
    tell_unheard(now=now, by=by)
    escalate_late(now=now, by=by)
    remind_of_cases(now=now, by=by)
    tend_shared_tasks(now=now, by=by)
    look_after_calls(now=now, by=by)
    keep_counted(now=now)
    keep_talks_counted(now=now)
    remind_of_survey(now=now, by=by)
    remind_expiring(on=today, by=by)
    hide_expired(on=today)
    expire_steps(on=today, by=by)
    ask_nobody_yet(on=today, by=by)
    tidy_photos(on=today, by=by)
    forget_due(now=now, by=by)
    forget_people_due(on=today, by=by)
    erase_due(on=today, by=by)
    erase_old_counts(now=timezone.now())
    lapse_invitations(on=today, by=by)
    erase_access(on=today, by=by)
    end_undoing(on=today, by=by)
    tell_alerts(on=today, by=by)
    tend_offers(on=today, now=now, by=by)
    lapse_gone(on=today, by=by)
    ask_again(on=today, by=by)
    ask_about_handovers(on=today, by=by)
    remind_of_handovers(on=today, by=by)
    resume_due(on=today, by=by)
    count_placements(on=today, by=by)
    ask_wellbeing(on=today, by=by)
    find_new_doubles(now=now)
    give_up(queries.dead_runs(), by=by)
    give_up_placement_runs(placement_runs.dead_runs(), by=by)
    count_for_plans()
    forget_letters(on=today, by=by)
    fetch_letters(by=by)
    write_digests(now=timezone.now())
    send_due.func()


def work(*, once: bool = False) -> None:
    """Carry out tasks beside the clock until stopped; with `once`, do what is due now and return.

    A run that a killed worker left behind is marked as failed at the start. A stop lets the task at hand end first. Machine
    code that the engine lacks is made beside it, so that the first plan need not wait for that.
    """
    if once:
        due_by_the_clock()
        call_command("db_worker", "--no-startup-delay", "--batch")
        return
    give_up(queries.running_runs(), by=system("Symbiose"))
    give_up_placement_runs(placement_runs.running_runs(), by=system("Symbiose"))
    stopped = Event()
    clock = Thread(target=keep_time, args=(stopped,), name="clock", daemon=True)
    clock.start()
    compiler = compile_ahead()
    try:
        call_command("db_worker", "--no-startup-delay")
    except OperationalError as error:
        logger.error("The worker stops: the database no longer answers (%s)", str(error).partition("\n")[0])  # noqa: TRY400  the line says it all
        sys.exit(1)
    finally:
        stopped.set()
        if compiler is not None:
            compiler.terminate()
        clock.join(LAST_ROUND_SECONDS)


def keep_time(stopped: Event) -> None:
    """Do what is due every minute until stopped; a round that fails is logged, and the next one tries again."""
    while True:
        close_old_connections()
        try:
            due_by_the_clock()
        except OperationalError as error:
            logger.warning("The clock tries again in a minute: %s", str(error).partition("\n")[0])
        except Exception:  # whatever broke this minute, the next minute is another
            logger.exception("What is due by the clock could not be done")
        if stopped.wait(EVERY_SECONDS):
            connection.close()
            return
