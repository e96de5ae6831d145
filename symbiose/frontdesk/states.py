"""The states of enquiries, cases and tasks, and who may move them; page, verb and test read these tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbiose.common.actor import Actor
from symbiose.common.states import StateTable, transition
from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import CaseTask
from symbiose.frontdesk.permissions import (
    is_clock,
    may_finish,
    may_handle,
    may_keep,
    may_pass_on,
    may_take_part,
)

NEW, ANSWERED, IN_CASE = EnquiryState.NEW.value, EnquiryState.ANSWERED.value, EnquiryState.IN_CASE.value
PASSED_ON, NOISE = EnquiryState.PASSED_ON.value, EnquiryState.NOISE.value
OPEN, CLOSED, MERGED = CaseState.OPEN.value, CaseState.CLOSED.value, CaseState.MERGED.value
TO_DO, DONE = "to_do", "done"


def kept(who: Callable[[Actor, Any], bool]) -> Callable[[Actor, Any], bool]:
    """Whoever may, while what is personal is not erased: what is erased stays as it is, or it would never be again."""

    def may(actor: Actor, subject: Any) -> bool:
        held = subject.case if isinstance(subject, CaseTask) else subject
        return held.forgotten_at is None and who(actor, subject)

    return may


# What was answered or set aside can be taken up again, and gets a case when one is needed.
ENQUIRY = StateTable(
    (
        transition("answer", [NEW], ANSWERED, kept(may_handle), may_be_withdrawn=True),
        transition("open_case", [NEW, ANSWERED], IN_CASE, kept(may_handle)),
        transition("attach", [NEW, ANSWERED], IN_CASE, kept(may_handle)),
        transition("pass_on", [NEW, ANSWERED], PASSED_ON, kept(may_pass_on)),
        transition("set_aside", [NEW], NOISE, kept(may_handle), needs_reason=True, may_be_withdrawn=True),
        transition("take_up", [ANSWERED, NOISE], NEW, kept(may_handle)),
        transition("hand_over", [NEW], NEW, kept(may_handle), needs_reason=True),
        transition("change", [NEW], NEW, kept(may_handle)),
        transition("escalate", [NEW], NEW, is_clock),
        *(
            transition(verb, [state], state, kept(may_handle))
            for verb in ("confirm_firm", "refuse_firm")
            for state in (NEW, ANSWERED, IN_CASE)
        ),
    )
)

CASE = StateTable(
    (
        transition("change", [OPEN], OPEN, kept(may_keep)),
        transition("set_next_step", [OPEN], OPEN, kept(may_keep)),
        transition("log_dialogue", [OPEN], OPEN, kept(may_take_part)),
        transition("add_party", [OPEN], OPEN, kept(may_keep)),
        transition("add_task", [OPEN], OPEN, kept(may_keep)),
        transition("hand_over", [OPEN], OPEN, kept(may_keep), needs_reason=True),
        transition("split", [OPEN], OPEN, kept(may_keep), needs_reason=True),
        transition("merge", [OPEN], MERGED, kept(may_keep), needs_reason=True),
        transition("close", [OPEN], CLOSED, kept(may_keep), needs_reason=True, may_be_withdrawn=True),
        transition("reopen", [CLOSED], OPEN, kept(may_keep), needs_reason=True),
        transition("escalate", [OPEN], OPEN, is_clock),
    )
)

TASK = StateTable(
    (
        transition("finish", [TO_DO], DONE, kept(may_finish), needs_reason=True, may_be_withdrawn=True),
        transition("take_up", [DONE], TO_DO, kept(may_finish)),
    )
)


def state_of_task(task: CaseTask) -> str:
    """To do until it is done."""
    return DONE if task.done_at else TO_DO
