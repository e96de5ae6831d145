"""Four questions each quarter, voluntary; what was said is kept with nothing that leads back to who said it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.engine.accounting.periods import Grain, period_of
from symbiose.jobs.enums import PlacementState, Said, SurveyItem
from symbiose.jobs.models import Placement, WellbeingAnswer, WellbeingAsked
from symbiose.jobs.permissions import is_person
from symbiose.reference import placement_follow_up

AT_A_TIME = 500


@transaction.atomic
def ask_wellbeing(*, on: date, by: Actor) -> int:
    """Ask everybody in a placement that runs, once a quarter; how many were asked anew.

    The last day to answer lies in the quarter, so that its counts never change afterwards: a later answer would show what
    one person said. Whoever would have too few days to answer is asked in the next quarter.
    """
    asked_now, policy = period_of(on, Grain.QUARTER), placement_follow_up(on)
    answer_by = min(on + timedelta(days=policy["survey.days"].value), asked_now.ends)
    if answer_by - on < timedelta(days=policy["survey.least_days"].value):
        return 0
    rows = Placement.objects.filter(
        state=PlacementState.RUNNING, candidate__isnull=False, main=True, starts_on__lte=on - timedelta(days=14)
    ).exclude(asked__quarter=asked_now.code)
    new = [
        WellbeingAsked(placement=row, quarter=asked_now.code, answer_by=answer_by)
        for row in rows.order_by("pk")[:AT_A_TIME]
    ]
    WellbeingAsked.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def answer_wellbeing(asked: WellbeingAsked, *, said: Mapping[str, str], by: Actor) -> bool:
    """Keep what the person said, and that they answered; whether it was kept, which a second answer is not.

    There is no row in the trail, no time of the answer and no count of changes: two lists in the order of their writing would
    tell who said what. Raises NotAllowed for others than the person, and after the last day.
    """
    now = WellbeingAsked.objects.select_for_update(of=("self",)).select_related("placement__candidate").get(pk=asked.pk)
    person = now.placement.candidate
    if person is None or not is_person(by, person):
        raise NotAllowed("jobs.answer_wellbeing")
    if now.answer_by < timezone.localdate():
        raise NotAllowed("jobs.answer_wellbeing")
    if now.answered:
        return False
    known = {item: Said(said.get(item, "")).value for item in SurveyItem.values}
    WellbeingAnswer.objects.create(id=uuid.uuid4(), quarter=now.quarter, **known)
    WellbeingAsked.objects.filter(pk=now.pk).update(answered=True)
    return True
