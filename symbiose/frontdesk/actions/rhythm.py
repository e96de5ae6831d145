"""The rhythm of a dialogue is agreed, a talk is written down with its topics, and the next day is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach import recount_prospects, withdraw_talk
from symbiose.frontdesk.actions.rhythm_counting import rhythm_row
from symbiose.frontdesk.actions.withdrawing import answer_withdrawn
from symbiose.frontdesk.models import Call, Case, Rhythm, TopicTouched
from symbiose.frontdesk.models.rhythm import AgendaTopic
from symbiose.frontdesk.queries import CASE
from symbiose.frontdesk.queries.outreach import CALL
from symbiose.organisations.actions import log_contact, withdraw_line
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Contact, Organisation
from symbiose.people.models import User


def may_keep_dialogue(actor: Actor) -> bool:
    """The one entrance keeps the dialogue; what others said with the firm counts all the same."""
    return actor.is_adviser


def _held(organisation: Organisation, verb: str, by: Actor) -> Organisation:
    """The organisation, which stands still until this transaction ends; one that has closed is not spoken with."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_keep_dialogue(by) or held.state != OrganisationState.ACTIVE:
        raise NotAllowed(verb)
    return held


@transaction.atomic
def agree_rhythm(
    organisation: Organisation,
    *,
    by: Actor,
    months: int | None = None,
    none_reason: str = "",
    agreed_with: str = "",
    agreed_on: date | None = None,
    owner: User | None = None,
    version: int | None = None,
) -> Rhythm:
    """How often, agreed with whom and when; empty months follow the usual, a reason says that none is wanted.

    A repeat changes nothing. Raises NotAllowed, and Conflict where somebody changed it since `version`.
    """
    held = _held(organisation, "frontdesk.agree_rhythm", by)
    values: dict[str, Any] = {
        "months": None if none_reason else months,
        "none_reason": none_reason,
        "agreed_with": agreed_with,
        "agreed_on": agreed_on,
        "owner": owner,
    }
    if none_reason:
        values["next_on"] = None
    return actions.change(rhythm_row(held), by=by, verb="frontdesk.agree_rhythm", version=version, **values)


@transaction.atomic
def log_talk(
    organisation: Organisation,
    *,
    kind: str,
    text: str,
    by: Actor,
    direction: str = "",
    happened_at: datetime | None = None,
    person: str = "",
    topics: Mapping[str, str] | None = None,
    next_on: date | None = None,
) -> Contact:
    """A call, a visit or a meeting, which topics it touched, and the day agreed for the next. Raises NotAllowed."""
    held = _held(organisation, "frontdesk.log_talk", by)
    line = log_contact(held, kind=kind, text=text, direction=direction, happened_at=happened_at, person=person, by=by)
    mark_topics(line, topics or {}, by=by)
    if next_on is not None:
        _agree_next(held, next_on, by=by)
    return line


def _agree_next(organisation: Organisation, next_on: date, *, by: Actor) -> None:
    """The day of the next talk; whoever agrees on one keeps the dialogue, where nobody did. A no has ended with it."""
    known = rhythm_row(organisation)
    owner = User.objects.filter(pk=by.user_id or 0).first()
    actions.change(
        known,
        by=by,
        verb="frontdesk.agree_next_talk",
        next_on=next_on,
        none_reason="",
        owner=known.owner or owner,
    )


@transaction.atomic
def withdraw_from_dialogue(line: Contact, *, reason: str, by: Actor) -> Contact:
    """A talk was told of the wrong firm. One that a call holds is withdrawn with the call. A repeat changes nothing.

    Raises NotAllowed.
    """
    if not may_keep_dialogue(by):
        raise NotAllowed("organisations.withdraw_line")
    if line.thread_label == CASE:  # always the case first, then what is in it
        Case.objects.select_for_update().filter(pk=line.thread_id or 0).first()
    call = Call.objects.filter(pk=line.thread_id or 0).first() if line.thread_label == CALL else None
    if call is not None and line.withdrawn_at is None:
        withdraw_talk(call, reason=reason, by=by)
    gone = withdraw_line(line, reason=reason, by=by)
    answer_withdrawn(gone, by=by)
    if gone.organisation_id is not None:
        recount_prospects(only=[gone.organisation_id])
    return gone


@transaction.atomic
def mark_topics(line: Contact, topics: Mapping[str, str], *, by: Actor) -> None:
    """Which topics of the agenda a talk touched, each in one line; what is not named is taken off. Raises NotAllowed."""
    if not may_keep_dialogue(by):
        raise NotAllowed("frontdesk.mark_topics")
    held = Contact.objects.select_for_update().get(pk=line.pk)
    if held.withdrawn_at:
        raise NotAllowed("frontdesk.mark_topics")
    known = {row.topic: row for row in TopicTouched.objects.filter(contact=held)}
    for topic, said in topics.items():
        if topic in known:
            actions.change(known[topic], by=by, verb="frontdesk.mark_topic", line=said)
        else:
            new = TopicTouched(contact=held, topic=AgendaTopic(topic), line=said)
            actions.create(new, by=by, verb="frontdesk.mark_topic")
    for topic in known.keys() - topics.keys():
        actions.record(known[topic], by=by, verb="frontdesk.unmark_topic")
        known[topic].delete()
