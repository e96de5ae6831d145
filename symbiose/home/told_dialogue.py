"""The shared tasks of departments and the continuing dialogue of a demo's story."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.rhythm import agree_rhythm, log_talk
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.actions.shared_tasks import decline, give_input, lead_on, start_shared_task
from symbiose.frontdesk.actions.survey import keep_answers, start_round
from symbiose.frontdesk.models import Case, SharedTask
from symbiose.frontdesk.periods import working_day_from
from symbiose.frontdesk.queries.survey import questions
from symbiose.home.story import Story
from symbiose.organisations.models import Organisation
from symbiose.people.models import User


def tell_shared(told: Story, known: dict[str, Organisation], *, by: Actor) -> None:
    """Ask the departments as the story says, and give what they said, by telephone to the adviser."""
    titles = {one["id"]: one["da"] for one in told.of("case")}
    for one in told.of("shared_task"):
        inputs = [given for given in told.of("shared_input") if given["task"] == one["id"]]
        task = start_shared_task(
            title=one["title_da"],
            text=one["da"],
            due_on=working_day_from(timezone.localdate() + timedelta(days=one["due_days"])),
            owner=User.objects.get(pk=by.person_id),
            case=Case.objects.filter(title=titles.get(one.get("case", ""), ""), example=True).first(),
            departments=[(known[given["department"]], given["field"]) for given in inputs],
            example=True,
            by=by,
        )
        for given in inputs:
            _give(task, given, known[given["department"]], by=by)
        if "led_da" in one:
            lead_on(task, to="agreement", outcome=one["led_da"], by=by)


def _give(task: SharedTask, given: dict[str, Any], department: Organisation, *, by: Actor) -> None:
    part = task.parts.get(department=department)
    speaking = by.acting_for(department.pk, consent=given.get("consent_da", ""))
    if "da" in given:
        give_input(part, text=given["da"], field=given["field"], by=speaking)
    elif "no_da" in given:
        decline(part, reason=given["no_da"], by=speaking)


def tell_dialogue(told: Story, known: dict[str, Organisation], *, by: Actor) -> None:
    """Agree on rhythms and write down the talks that the story tells; its days count from today."""
    today = timezone.localdate()
    for one in told.of("rhythm"):
        agree_rhythm(
            known[one["organisation"]],
            months=one.get("months"),
            none_reason=one.get("none_da", ""),
            agreed_with=one.get("with_da", ""),
            agreed_on=today + timedelta(days=one["days"]),
            owner=User.objects.get(pk=by.person_id) if one.get("mine") else None,
            by=by,
        )
    for one in told.of("talk"):
        then = timezone.make_aware(datetime.combine(today + timedelta(days=one["days"]), time(10, 30)))
        next_days = one.get("next_days")
        log_talk(
            known[one["organisation"]],
            kind=one["kind"],
            direction="out",
            person=one.get("person", ""),
            text=one["da"],
            happened_at=then,
            topics={topic: one[topic] for topic in TOPICS if topic in one},
            next_on=working_day_from(today + timedelta(days=next_days)) if next_days is not None else None,
            by=by,
        )
    recount_talks(on=today)
    for one in told.of("survey"):
        _tell_survey(one, by=by)


def _tell_survey(one: dict[str, Any], *, by: Actor) -> None:
    """A round that has ended, with what was answered; each row of answers is that of one firm."""
    made = start_round(on=timezone.localdate() + timedelta(days=one["days"]), by=by, example=True)
    keys = [item.key for item in questions(made.opened_on)]
    for asked, values in zip(made.asked.order_by("pk"), one["answers"], strict=False):
        keep_answers(asked, dict(zip(keys, values, strict=False)), by=by)
        change(asked, by=by, verb="frontdesk.answer_survey", answered=True)


TOPICS = ("development", "recruitment", "retention", "partnership", "climate")
