"""Work for the worker: send the letters that are due, and take in those that came."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from symbiose.common.actor import Actor
from symbiose.notices import actions
from symbiose.notices.incoming import receiver
from symbiose.notices.models import IncomingState, MailState, OutgoingMail

if TYPE_CHECKING:
    from symbiose.notices.incoming.mailbox import Box, Waiting

BATCH = 200
LETTERS_AT_A_TIME = 50

logger = logging.getLogger(__name__)


@task()
def send_due() -> int:
    """Send what is due now; how many went."""
    due = OutgoingMail.objects.filter(state=MailState.QUEUED, next_try__lte=timezone.now()).order_by("next_try")
    return sum(actions.send_mail(pk) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


def fetch_letters(*, by: Actor) -> int:
    """Take in what lies in the mailbox and put away what is done; how many letters were read.

    Nothing is read where no mailbox is set or no room takes letters. A mailbox that does not answer is noted, and the
    next minute tries again. A letter that was taken in but not put away is only put away the next time.
    """
    place = settings.MAILBOX
    if not (place["host"] and place["user"] and place["password"]) or receiver() is None:
        return 0
    from symbiose.notices.incoming import mailbox  # only the process that reads a mailbox loads its library

    name = f"{place['user']} {place['folder']}"
    try:
        with mailbox.opened(place) as box:
            read = sum(_taken(box, letter, by=by) for letter in list(box.waiting(LETTERS_AT_A_TIME)))
    except mailbox.MAILBOX_ERRORS as error:
        logger.warning("The mailbox could not be read: %s", error)
        actions.mailbox_failed(name, f"{type(error).__name__}: {error}")
        return 0
    actions.mailbox_read(name)
    return read


def _taken(box: Box, letter: Waiting, *, by: Actor) -> int:
    """Take one letter in; 1 where it is done and lies in the other folder."""
    if letter.size > actions.LARGEST_LETTER:
        mail = actions.refuse_large(box.letter(letter.uid, headers_only=True), by=by, arrived_at=letter.arrived_at)
    else:
        mail = actions.take_in(box.letter(letter.uid), by=by, arrived_at=letter.arrived_at)
    if mail.state == IncomingState.RECEIVED:
        return 0
    box.put_away(letter.uid)
    return 1
