"""Passing people on from one consultant to another, and taking those who are followed by nobody."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.jobs.models import Candidate, PassedOn
from symbiose.jobs.permissions import acts_for_people
from symbiose.jobs.queries.caseload import consultants
from symbiose.notices.actions import notify
from symbiose.people.models import User


class NoConsultant(ValueError):
    """The person to whom they were to go is no job consultant today."""


@transaction.atomic
def pass_on(candidates: Sequence[Candidate], *, to: User, note: str = "", by: Actor) -> list[Candidate]:
    """Let another consultant follow these people from today; who is followed by that one already is left as they are.

    The next one is told how many in one line, without a code. Raises PermissionError and NoConsultant.
    """
    if not acts_for_people(by):
        raise PermissionError
    if not consultants().filter(user=to).exists():
        raise NoConsultant(to.name)
    ids = sorted({one.pk for one in candidates})
    held = Candidate.objects.select_for_update().filter(pk__in=ids).exclude(consultant=to).order_by("pk")
    moved = [_passed(one, to=to, note=note, by=by) for one in held]
    if moved and to.pk != by.user_id:
        text = ngettext(
            "%(number)s person is now yours to follow.", "%(number)s people are now yours to follow.", len(moved)
        )
        notify(
            [to.pk],
            subject=moved[0],
            text=text % {"number": len(moved)},
            url=reverse("caseload:list"),
            kind="caseload",
        )
    return moved


def _passed(candidate: Candidate, *, to: User, note: str, by: Actor) -> Candidate:
    PassedOn.objects.create(
        candidate=candidate, from_user=candidate.consultant, to_user=to, on=timezone.localdate(), note=note
    )
    return actions.change(candidate, by=by, verb="jobs.pass_on", consultant=to)
