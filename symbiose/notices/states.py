"""The states of letters that came in and that people settle; page, verb and test read this table."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.common.states import StateTable, transition
from symbiose.notices.models import IncomingMail, IncomingState

REFUSED, SET_ASIDE, HANDLED = IncomingState.REFUSED.value, IncomingState.SET_ASIDE.value, IncomingState.HANDLED.value


def may_take_in(actor: Actor, _mail: IncomingMail) -> bool:
    """Advisers of the one entrance, whose mailbox it is."""
    return actor.role is Role.ADVISER


def may_set_aside(actor: Actor, mail: IncomingMail) -> bool:
    """Advisers, and the clock when its time is over; what a machine wrote waits for nobody."""
    return not mail.by_machine and (actor.role is Role.ADVISER or actor.role is Role.SYSTEM)


def may_take_up(actor: Actor, mail: IncomingMail) -> bool:
    """Advisers, while it is known who wrote."""
    return actor.role is Role.ADVISER and bool(mail.from_address or mail.subject)


LETTER = StateTable(
    (
        transition("take_in", [REFUSED, SET_ASIDE], HANDLED, may_take_in),
        transition("set_aside", [REFUSED], SET_ASIDE, may_set_aside, needs_reason=True, may_be_withdrawn=True),
        transition("take_up", [SET_ASIDE], REFUSED, may_take_up),
    )
)
