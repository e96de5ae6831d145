"""What an adviser decides about a proposal: send it, remind, set it aside and take it up again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions, municipality
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.listings import authority
from symbiose.matching import capacity
from symbiose.matching.actions import letters
from symbiose.matching.enums import Answer
from symbiose.matching.models import Proposal
from symbiose.matching.permissions import may_limit
from symbiose.matching.states import PROPOSAL
from symbiose.organisations.models import Organisation
from symbiose.reference import exchange_limits


class NoRoom(Exception):
    """A party has as many unanswered proposals as it wants at a time; `args[0]` is what it has, by `capacity.Room`."""


class Stopped(Exception):
    """An authority step must be recorded on a listing before the proposal can be sent."""


def answer_day(today: date) -> date:
    """The last day to answer what is sent today; always a working day."""
    return municipality.after_working_days(today, int(exchange_limits(today)["proposal.working_days"].value))


def flow_listings(proposal: Proposal) -> set[int]:
    """The ids of the listings that a proposal joins."""
    return {pk for pair in proposal.flows.values_list("have_id", "need_id") for pk in pair}


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now; nobody else moves it until this transaction ends."""
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


@transaction.atomic
def send(proposal: Proposal, *, by: Actor) -> Proposal:
    """Ask every party that has not answered.

    Raises NotAllowed, Stopped before an authority's step, and NoRoom where a party has enough to answer already.
    """
    now = locked(proposal)
    row = PROPOSAL.require("send", state=now.state, actor=by, subject=now)
    _require_open(now)
    _require_room(now)
    sent = actions.change(
        now,
        by=by,
        verb="matching.send",
        state=row.target,
        sent_at=timezone.now(),
        answer_by=answer_day(timezone.localdate()),
    )
    _ask_unanswered(sent, by=by)
    return sent


def _require_open(proposal: Proposal) -> None:
    """A stop counts from when it is raised, also where the proposal was found or sent before."""
    if proposal.stopped or authority.stopped_among(flow_listings(proposal)):
        raise Stopped(proposal)


def _require_room(proposal: Proposal) -> None:
    """The organisations are locked, so that two proposals sent at once do not both take the last place."""
    parties = list(proposal.parties.all())
    limited = Organisation.objects.filter(pk__in=[party.organisation_id for party in parties], most_open__isnull=False)
    if not list(limited.order_by("pk").select_for_update().values_list("pk")):
        return
    full = capacity.waits_for(parties, capacity.rooms())
    if full:
        raise NoRoom(full)


@transaction.atomic
def remind(proposal: Proposal, *, by: Actor) -> Proposal:
    """Ask again those who have not answered; a day that has passed is moved. Raises Stopped as `send` does."""
    now = locked(proposal)
    PROPOSAL.require("remind", state=now.state, actor=by, subject=now)
    _require_open(now)
    today = timezone.localdate()
    if now.answer_by is None or now.answer_by < today:
        now = actions.change(now, by=by, verb="matching.remind", answer_by=answer_day(today))
    else:
        actions.record(now, by=by, verb="matching.remind")
    _ask_unanswered(now, by=by)
    return now


@transaction.atomic
def set_aside(proposal: Proposal, *, reason: str, by: Actor) -> Proposal:
    """Take a proposal off the table; the reason is kept, and it can be taken up again."""
    now = locked(proposal)
    row = PROPOSAL.require("set_aside", state=now.state, actor=by, subject=now, reason=reason)
    return actions.change(now, by=by, verb="matching.set_aside", reason=reason, state=row.target)


@transaction.atomic
def take_up(proposal: Proposal, *, by: Actor) -> Proposal:
    """Bring back what was set aside; answers that were given stand."""
    now = locked(proposal)
    row = PROPOSAL.require("take_up", state=now.state, actor=by, subject=now)
    return actions.change(now, by=by, verb="matching.take_up", state=row.target)


def _ask_unanswered(proposal: Proposal, *, by: Actor) -> None:
    for party in proposal.parties.filter(answer=Answer.NONE).select_related("organisation"):
        party.proposal = proposal
        letters.ask(party, by=by)


@transaction.atomic
def limit_open(organisation: Organisation, *, most: int | None, by: Actor) -> Organisation:
    """How many unanswered proposals an organisation wants at a time; None for no limit. What was sent stays sent."""
    if not may_limit(by, organisation):
        raise NotAllowed("matching.limit_open")
    return actions.change(organisation, by=by, verb="matching.limit_open", most_open=most)
