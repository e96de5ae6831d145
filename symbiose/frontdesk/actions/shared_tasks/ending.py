"""What a shared task led to, or why it led nowhere; and on again after all."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.cases import open_case
from symbiose.frontdesk.actions.receiving import receive_enquiry
from symbiose.frontdesk.actions.shared_tasks.tasks import locked_shared
from symbiose.frontdesk.actions.shared_tasks.telling import owner_and_deputy, tell_people
from symbiose.frontdesk.models import Case, SharedTask
from symbiose.frontdesk.models.shared_tasks import LedTo, PartState, SharedState
from symbiose.frontdesk.queries.shared_tasks import is_shared
from symbiose.frontdesk.sharing import SHARED_TASK
from symbiose.organisations.actions import log_contact
from symbiose.organisations.enums import ContactKind
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import holding

LED = "led_to"  # the kind of link from a shared task to what it led to


@transaction.atomic
def lead_on(task: SharedTask, *, to: str, outcome: str, by: Actor, target: models.Model | None = None) -> SharedTask:
    """It led to something: a step in a case, a new case, a listing, or an agreement that the text holds.

    An agreement takes input from two departments. A case gets what was said as a note in its dialogue. A repeat changes nothing. Raises NotAllowed.
    """
    held = locked_shared(task)
    if held.state == SharedState.LED and (held.led_to, held.outcome) == (to, outcome):
        return held
    row = SHARED_TASK.require("lead_on", state=held.state, actor=by, subject=held, reason=outcome)
    if (target is None) != (to == LedTo.AGREEMENT) or (to == LedTo.AGREEMENT and not is_shared(held)):
        raise NotAllowed("frontdesk.lead_on")
    done = actions.change(
        held,
        by=by,
        verb="frontdesk.lead_on",
        state=row.target,
        led_to=LedTo(to),
        outcome=outcome,
        ended_at=timezone.now(),
    )
    if target is not None:
        actions.link(done, target, kind=LED)
    if isinstance(target, Case):
        with translation.override("da"):
            text = _("From the shared task “%(title)s”: %(outcome)s") % {"title": held.title, "outcome": outcome}
        log_contact(target.organisation, kind=ContactKind.NOTE, text=text, thread=target, by=by)
    _tell_all(done, by=by)
    return done


@transaction.atomic
def lead_to_new_case(task: SharedTask, *, topic: str, outcome: str, by: Actor) -> SharedTask:
    """It led to a case that there was not yet, with what was said. A repeat makes no second one. Raises NotAllowed."""
    held = locked_shared(task)
    if held.state == SharedState.LED and (held.led_to, held.outcome) == (LedTo.NEW_CASE, outcome):
        return held
    SHARED_TASK.require("lead_on", state=held.state, actor=by, subject=held, reason=outcome)
    enquiry = receive_enquiry(channel="meeting", text=outcome, title=held.title, topic=topic, keep=True, by=by)
    return lead_on(held, to=LedTo.NEW_CASE, outcome=outcome, target=open_case(enquiry, by=by), by=by)


@transaction.atomic
def close_shared(task: SharedTask, *, reason: str, by: Actor) -> SharedTask:
    """It led nowhere, and why. A repeat changes nothing. Raises NotAllowed."""
    held = locked_shared(task)
    if held.state == SharedState.CLOSED and held.outcome == reason:
        return held
    row = SHARED_TASK.require("close", state=held.state, actor=by, subject=held, reason=reason)
    done = actions.change(
        held, by=by, verb="frontdesk.close_shared", state=row.target, outcome=reason, ended_at=timezone.now()
    )
    _tell_all(done, by=by)
    return done


@transaction.atomic
def reopen_shared(task: SharedTask, *, reason: str, by: Actor) -> SharedTask:
    """It goes on after all; what it ended with stays in its history. A repeat changes nothing. Raises NotAllowed."""
    held = locked_shared(task)
    if held.state == SharedState.OPEN:
        return held
    row = SHARED_TASK.require("reopen", state=held.state, actor=by, subject=held, reason=reason)
    return actions.change(
        held,
        by=by,
        verb="frontdesk.reopen_shared",
        reason=reason,
        state=row.target,
        led_to="",
        outcome="",
        ended_at=None,
    )


def _tell_all(task: SharedTask, *, by: Actor) -> None:
    """Whoever gave an input hears what became of it."""
    gave = task.parts.filter(state=PartState.GIVEN).values("department_id")
    people = Membership.objects.filter(holding(), organisation_id__in=gave, user__is_active=True)
    with translation.override("da"):
        sentence = _("A shared task has ended: %(title)s. See what came of it.") % {"title": task.title}
        tell_people(
            task,
            {*owner_and_deputy(task), *people.values_list("user_id", flat=True)},
            sentence,
            by=by,
            about=task,
        )
