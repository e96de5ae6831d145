"""Help wanted: person, mentor or workplace presses one button any day, and the consultant has it at once. That is what keeps jobs."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_life import locked_placement
from symbiose.jobs.enums import LIVING, Voice
from symbiose.jobs.models import HelpCall, Placement
from symbiose.jobs.permissions import acts_for_people, is_party_of
from symbiose.jobs.queries.helping import who_has
from symbiose.notices.actions import notify

NOTICE = "help"


def may_call(actor: Actor, placement: Placement, voice: str) -> bool:
    """The person speaks for themselves, the workplace for itself and its mentor; a consultant writes down what anybody said."""
    if acts_for_people(actor):
        return True
    if actor.role is Role.PERSON:
        return voice == Voice.PERSON and is_party_of(actor, placement)
    return voice in {Voice.MENTOR, Voice.EMPLOYER} and is_party_of(actor, placement)


@transaction.atomic
def call_for_help(placement: Placement, *, voice: str, by: Actor, note: str = "") -> HelpCall:
    """Somebody wants help. Pressed again while it is open, it is the same call; words that are new are kept.

    The inbox of the consultant, or of whoever stands in, says that help is wanted; a letter says nothing of whom. Raises
    NotAllowed for strangers, and where the placement has ended.
    """
    now = locked_placement(placement)
    if not may_call(by, now, voice) or now.state not in LIVING:
        raise NotAllowed("jobs.call_for_help")
    known = now.help_calls.filter(voice=voice, settled_at__isnull=True).first()
    if known is not None:
        words = note.strip()
        if not words or words in known.note:
            return known
        longest = HelpCall._meta.get_field("note").max_length or 0
        both = " / ".join(filter(None, (known.note, words)))[-longest:]  # the newest words are never cut
        return actions.change(known, by=by, verb="jobs.call_for_help", note=both)
    new = HelpCall(placement=now, voice=voice, note=note.strip(), asked_at=timezone.now())
    try:
        with transaction.atomic():
            call = actions.create(new, by=by, verb="jobs.call_for_help")
    except IntegrityError:  # the same button in the same moment
        return now.help_calls.get(voice=voice, settled_at__isnull=True)
    actions.record(now, by=by, verb="jobs.call_for_help")
    with translation.override("da"):
        text = _("Somebody wants help in placement %(number)s.") % {"number": now.number}
    people = who_has(now, on=timezone.localdate())
    url = reverse("placements:detail", args=[now.number])
    notify(people, subject=now, text=text, url=url, kind=NOTICE)
    return call


@transaction.atomic
def take_call(placement: Placement, *, call: int, by: Actor) -> HelpCall | None:
    """A consultant has begun on it. A repeat changes nothing. Raises NotAllowed."""
    now = locked_placement(placement)
    if not acts_for_people(by):
        raise NotAllowed("jobs.take_call")
    known = now.help_calls.filter(pk=call).first()
    if known is None or known.taken_at is not None or known.settled_at is not None:
        return known
    actions.record(now, by=by, verb="jobs.take_call")
    return actions.change(known, by=by, verb="jobs.take_call", taken_at=timezone.now())


@transaction.atomic
def settle_call(placement: Placement, *, call: int, by: Actor, settlement: str) -> HelpCall | None:
    """It is settled, with what was done in a few words. A repeat changes nothing. Raises NotAllowed."""
    now = locked_placement(placement)
    if not acts_for_people(by):
        raise NotAllowed("jobs.settle_call")
    known = now.help_calls.filter(pk=call).first()
    if known is None or known.settled_at is not None:
        return known
    actions.record(now, by=by, verb="jobs.settle_call")
    moment = timezone.now()
    return actions.change(
        known,
        by=by,
        verb="jobs.settle_call",
        taken_at=known.taken_at or moment,
        settled_at=moment,
        settlement=settlement.strip(),
    )
