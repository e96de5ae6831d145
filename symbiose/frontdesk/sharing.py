"""Who sees and moves shared tasks and the departments' parts of them; page, verb and test read these tables."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.common.states import StateTable, transition
from symbiose.frontdesk.models.shared_tasks import PartState, SharedPart, SharedState, SharedTask
from symbiose.frontdesk.permissions import is_clock
from symbiose.frontdesk.queries.shared_tasks import acts_for_department

OPEN, LED, CLOSED = SharedState.OPEN.value, SharedState.LED.value, SharedState.CLOSED.value
ASKED, GIVEN = PartState.ASKED.value, PartState.GIVEN.value
DECLINED, WITHDRAWN = PartState.DECLINED.value, PartState.WITHDRAWN.value


def may_see_shared(actor: Actor) -> bool:
    """Whoever may see a shared task at all: advisers, and those who act for a department."""
    return actor.is_adviser or acts_for_department(actor)


def may_start(actor: Actor) -> bool:
    """Any department may ask the others, and so may the one entrance."""
    return may_see_shared(actor)


def may_keep_shared(actor: Actor, task: SharedTask) -> bool:
    """Invite, put right, end: the one entrance, and the department that asks."""
    return actor.is_adviser or (acts_for_department(actor) and actor.organisation_id == task.asked_by_id)


def may_give(actor: Actor, part: SharedPart) -> bool:
    """The department itself, signed in or by its personal link; an adviser on its behalf."""
    if actor.is_adviser:
        return True
    own = actor.role is Role.FIRM and actor.organisation_id == part.department_id
    return own and (actor.membership_id is not None or actor.link_id is not None)


def may_keep_part(actor: Actor, part: SharedPart) -> bool:
    """Whoever keeps the task."""
    return may_keep_shared(actor, part.task)


SHARED_TASK = StateTable(
    (
        transition("change", [OPEN], OPEN, may_keep_shared),
        transition("invite", [OPEN], OPEN, may_keep_shared),
        transition("hand_over", [OPEN], OPEN, may_keep_shared, needs_reason=True),
        transition("lead_on", [OPEN], LED, may_keep_shared, needs_reason=True, may_be_withdrawn=True),
        transition("close", [OPEN], CLOSED, may_keep_shared, needs_reason=True, may_be_withdrawn=True),
        transition("reopen", [LED, CLOSED], OPEN, may_keep_shared, needs_reason=True),
    )
)

# What was given can be put right, and a no can become a yes, as long as the task is open.
SHARED_PART = StateTable(
    (
        transition("give", [ASKED, GIVEN, DECLINED], GIVEN, may_give),
        transition("decline", [ASKED], DECLINED, may_give, needs_reason=True, may_be_withdrawn=True),
        transition("ask_again", [DECLINED, WITHDRAWN], ASKED, may_keep_part),
        transition("withdraw", [ASKED], WITHDRAWN, may_keep_part, may_be_withdrawn=True),
        transition("remind", [ASKED], ASKED, is_clock),
        transition("escalate", [ASKED], ASKED, is_clock),
    )
)
