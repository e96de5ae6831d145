"""What waits for a consultant among people: whose rest is over, how many wait without a proposal, and slips that nobody has used."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.limits import limit
from symbiose.jobs.queries import caseload
from symbiose.jobs.queries.slips import unused_slips
from symbiose.jobs.shown import unbroken

MOST = 10  # rests and slips; the person's page holds each of them


def waiting(actor: Actor) -> list[Waiting]:
    """The lines of a consultant's start page about own people, and those of whom one stands in for."""
    if actor.role is not Role.CONSULTANT:
        return []
    return [*_rests_over(actor), *_slips(actor), *_without_proposal(actor)]


def _rests_over(actor: Actor) -> Iterator[Waiting]:
    """Those whose rest was to last until a day that has come: nobody begins again by themselves, so somebody asks."""
    today = timezone.localdate()
    people = caseload.still_followed(actor).filter(caseload.mine(actor))
    rested = people.filter(state=CandidateState.RESTING, rests_until__lte=today).order_by("rests_until", "pk")
    for person in rested[:MOST]:
        until = person.rests_until or today  # the question found those with a day
        url = reverse("candidates:detail", args=[person.code])
        yield Waiting(
            section="waiting",
            title=unbroken(person.code),
            url=url,
            why=_("The person was to rest until %(day)s. Ask whether to begin again.")
            % {"day": formats.date_format(until, "DATE_FORMAT")},
            when="",
            button=_("See the person"),
            button_url=url,
        )


def _slips(actor: Actor) -> Iterator[Waiting]:
    today = timezone.localdate()
    people = caseload.still_followed(actor).filter(caseload.mine(actor))
    for slip in unused_slips(people, on=today, days=limit("slip.ask_after_days", today))[:MOST]:
        given = formats.date_format(timezone.localdate(slip.created_at), "DATE_FORMAT")
        url = f"{reverse('candidates:detail', args=[slip.candidate.code])}#seddel"
        yield Waiting(
            section="waiting",
            title=unbroken(slip.candidate.code),
            url=url,
            why=_("The slip of %(day)s is not used yet. Ask how it went, or make a new one.") % {"day": given},
            when="",
            button=_("See the slip"),
            button_url=url,
            order=slip.created_at,
        )


def _without_proposal(actor: Actor) -> Iterator[Waiting]:
    """One line for all of them: the list holds each, those who waited longest first."""
    number, since = caseload.without_proposal(caseload.still_followed(actor).filter(caseload.mine(actor)))
    if not number or since is None:
        return
    title = ngettext("%(number)s person waits without a proposal", "%(number)s people wait without a proposal", number)
    url = f"{reverse('caseload:list')}?need=none&sort=waited"
    yield Waiting(
        section="waiting",
        title=title % {"number": number},
        url=url,
        why=_("Longest since %(day)s. See what would open a position.")
        % {"day": formats.date_format(since, "DATE_FORMAT")},
        when="",
        button=_("See who"),
        button_url=url,
    )
