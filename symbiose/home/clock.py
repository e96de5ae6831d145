"""The worker: queued tasks as they come, and what is due by the clock every minute."""

from __future__ import annotations

import subprocess
import sys
import time

from django.utils import timezone

from symbiose.common.actor import system
from symbiose.listings.actions import hide_expired
from symbiose.matching.actions import ask_again, lapse_gone
from symbiose.notices.tasks import send_due

EVERY_SECONDS = 60


def due_by_the_clock() -> None:
    """Letters to send again, listings to hide, answers to ask for again, proposals whose listing is gone."""
    by = system("clock")
    today = timezone.localdate()
    hide_expired(on=today)
    lapse_gone(on=today, by=by)
    ask_again(on=today, by=by)
    send_due.func()


def work(*, once: bool = False) -> None:
    """Run the task worker beside the clock until stopped; with `once`, do what is due now and return."""
    arguments = ["db_worker", "--no-startup-delay", *(["--batch"] if once else [])]
    tasks = subprocess.Popen([sys.executable, "-m", "django", *arguments])  # noqa: S603  our own program
    try:
        while True:
            due_by_the_clock()
            if once:
                tasks.wait()
                return
            if tasks.poll() is not None:
                sys.exit(tasks.returncode)
            time.sleep(EVERY_SECONDS)
    finally:
        tasks.terminate()
