"""A person who wants to work: made, told about, waiting, resting, ended. The person and the consultant use the same verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor, Role, system
from symbiose.common.numbering import add_numbered
from symbiose.common.search import index
from symbiose.common.states import NotAllowed
from symbiose.engine.law.months import months_after
from symbiose.jobs.actions.offer_clock import let_go
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.limits import limit
from symbiose.jobs.models import Candidate, CandidateConditions
from symbiose.jobs.permissions import acts_for_people, may_tell_of_person
from symbiose.jobs.queries.rows import CANDIDATE as LABEL
from symbiose.jobs.questions import BY_CODE, CONDITIONS, FIELDS, Question, lacking, lacks, noted
from symbiose.jobs.states import CANDIDATE

ROW = "K-"
LISTS = ("skills", "wishes", "never", CONDITIONS)
EMPTY: dict[str, Any] = {
    code: [] if code in LISTS else "" if code in ("windows", "postcode", "transport") else None for code in BY_CODE
}


class NotTold(Exception):
    """A proposal needs more than the person told; `args[0]` are the questions without an answer."""

    @property
    def questions(self) -> list[Question]:
        """The questions without whose answers nobody can be found."""
        return list(self.args[0])


@transaction.atomic
def add_candidate(*, by: Actor, external_id: str = "") -> Candidate:
    """A new person under the next code, with the consultant who made it. Raises NotAllowed."""
    if not acts_for_people(by):
        raise NotAllowed("jobs.add_candidate")
    consultant = by.user_id if by.role is Role.CONSULTANT else None
    new = Candidate(consultant_id=consultant, external_id=external_id)
    made = add_numbered(new, row=ROW, by=by, verb="jobs.add_candidate", field="code")
    index(LABEL, made.pk, title=made.code, text="")
    return made


def locked(candidate: Candidate) -> Candidate:
    """The row as it is now, held until the transaction ends."""
    return Candidate.objects.select_for_update().get(pk=candidate.pk)


@transaction.atomic
def tell(candidate: Candidate, values: Mapping[str, Any], *, by: Actor, version: int | None = None) -> Candidate:
    """Write down answers by the question's code; None is "don't know". Conditions go to their own table.

    Whoever waits and lacks an answer then waits no longer, and is shown to no workplace; once ready again, the wait counts
    from when it first began, so that nobody loses a place by putting an answer right. Raises NotAllowed, and Conflict where somebody else wrote.
    """
    held = locked(candidate)
    if not may_tell_of_person(by, held) or held.state == CandidateState.ERASED:
        raise NotAllowed("jobs.tell")
    if version is not None and held.version != version:
        raise actions.Conflict(held)
    told = {code: EMPTY[code] if value is None else value for code, value in values.items()}
    fields: dict[str, Any] = {code: told[code] for code in FIELDS if code in told}
    answered = noted(held.answered, values)
    known = {code: told.get(code, getattr(held, code)) for code in FIELDS}
    if held.state == CandidateState.WAITING and lacking(known):
        fields["state"] = CandidateState.TOLD
    held = actions.change(held, by=by, verb="jobs.tell", answered=answered, **fields)
    if "state" in fields:
        let_go(by=system("Symbiose"), of=held)
    if CONDITIONS in told:
        tell_conditions(held, accommodations=told[CONDITIONS], by=by)
    return held


@transaction.atomic
def tell_conditions(candidate: Candidate, *, by: Actor, **values: Any) -> CandidateConditions:
    """What the person asks for at work, in its own table; the trail says that it was told, and not what. Raises NotAllowed.

    What somebody tells who has ended is kept as long as what was told before, counted from today.
    """
    if not may_tell_of_person(by, candidate):
        raise NotAllowed("jobs.tell_conditions")
    known = CandidateConditions.objects.select_for_update().filter(candidate=candidate).first()
    if known is None:
        until = _kept_until(timezone.localdate()) if candidate.state == CandidateState.ENDED else None
        new = CandidateConditions(candidate=candidate, keep_until=until, **values)
        return actions.create(new, by=by, verb="jobs.tell_conditions")
    return actions.change(known, by=by, verb="jobs.tell_conditions", **values)


@transaction.atomic
def note_helper(candidate: Candidate, *, along: bool, by: Actor) -> Candidate:
    """Whether somebody sits along and helps while the person answers. Raises NotAllowed."""
    held = locked(candidate)
    if not may_tell_of_person(by, held) or held.state == CandidateState.ERASED:
        raise NotAllowed("jobs.note_helper")
    return actions.change(held, by=by, verb="jobs.note_helper", helper_along=along)


@transaction.atomic
def wait(candidate: Candidate, *, on: date, by: Actor) -> Candidate:
    """The person is ready for proposals. Raises NotTold with what is missing, and NotAllowed."""
    return _to_waiting(locked(candidate), "wait", on=on, by=by)


@transaction.atomic
def come_back(candidate: Candidate, *, on: date, by: Actor) -> Candidate:
    """After a rest; the wait counts from when it first began. Raises NotTold and NotAllowed."""
    return _to_waiting(locked(candidate), "come_back", on=on, by=by)


def _to_waiting(held: Candidate, verb: str, *, on: date, by: Actor) -> Candidate:
    row = CANDIDATE.require(verb, state=held.state, actor=by, subject=held)
    if missing := lacks(held):
        raise NotTold(missing)
    since = held.waiting_since or on
    return actions.change(held, by=by, verb=f"jobs.{verb}", state=row.target, waiting_since=since, rests_until=None)


@transaction.atomic
def wait_no_more(candidate: Candidate, *, by: Actor) -> Candidate:
    """Back to being told: no proposal is found meanwhile, and no workplace sees them. Raises NotAllowed."""
    held = locked(candidate)
    row = CANDIDATE.require("wait_no_more", state=held.state, actor=by, subject=held)
    told = actions.change(held, by=by, verb="jobs.wait_no_more", state=row.target, waiting_since=None)
    let_go(by=system("Symbiose"), of=told)
    return told


@transaction.atomic
def rest(candidate: Candidate, *, until: date | None, by: Actor) -> Candidate:
    """Wait a while, until a day or until the person says so; why has no field. No workplace sees them meanwhile. Raises NotAllowed."""
    held = locked(candidate)
    row = CANDIDATE.require("rest", state=held.state, actor=by, subject=held)
    resting = actions.change(held, by=by, verb="jobs.rest", state=row.target, rests_until=until)
    let_go(by=system("Symbiose"), of=resting)
    return resting


@transaction.atomic
def end(candidate: Candidate, *, on: date, by: Actor) -> Candidate:
    """No more proposals, nor any that a workplace still sees. What was told is kept for the dated time, and then erased by the clock.

    Raises NotAllowed.
    """
    held = locked(candidate)
    row = CANDIDATE.require("end", state=held.state, actor=by, subject=held)
    _keep_conditions(held, until=_kept_until(on))
    ended = actions.change(
        held, by=by, verb="jobs.end_candidate", state=row.target, ended_on=on, waiting_since=None, rests_until=None
    )
    let_go(by=system("Symbiose"), of=ended)
    return ended


def _kept_until(ended_on: date) -> date:
    """The day after which the clock erases what somebody asked for who has ended."""
    return months_after(ended_on, limit("conditions.keep_months", ended_on))


def _keep_conditions(held: Candidate, *, until: date | None) -> None:
    """Without reading what was asked for: only the day after which the clock erases it changes."""
    CandidateConditions.objects.filter(candidate=held).update(keep_until=until)


@transaction.atomic
def take_up(candidate: Candidate, *, by: Actor) -> Candidate:
    """Begin again with a person who had ended. Raises NotAllowed."""
    held = locked(candidate)
    row = CANDIDATE.require("take_up", state=held.state, actor=by, subject=held)
    _keep_conditions(held, until=None)
    return actions.change(held, by=by, verb="jobs.take_up_candidate", state=row.target, ended_on=None)
