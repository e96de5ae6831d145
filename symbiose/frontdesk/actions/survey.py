"""A round of the yearly survey is started, answered by personal link or declined, and reminded of once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.models.survey import Answer, SurveyAnswer, SurveyAsked, SurveyRound
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.queries.survey import preview, questions
from symbiose.notices.actions import TooSoon, give_link, send_link
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.merging import register_mover, register_owners

PURPOSE = "survey"
AT_ONCE = 200  # reminders of one minute; the rest waits for the next
LABEL = SurveyAsked._meta.label_lower


@transaction.atomic
def start_round(*, on: date, by: Actor, example: bool = False) -> SurveyRound:
    """Ask everybody of the preview by letter. A repeat in the same year gives the round that there is. Raises NotAllowed."""
    if not by.is_adviser:
        raise NotAllowed("frontdesk.start_survey")
    known = SurveyRound.objects.filter(year=on.year).first()
    if known is not None:
        return known
    found = list(preview(on).asked)
    if not found or not questions(on):
        raise NotAllowed("frontdesk.start_survey")
    closes = on + timedelta(days=settled("survey.days", on=on))
    new = SurveyRound(year=on.year, opened_on=on, closes_on=closes, example=example)
    try:
        with transaction.atomic():
            made = actions.create(new, by=by, verb="frontdesk.start_survey")
    except IntegrityError:  # another starts it in the same moment
        return SurveyRound.objects.get(year=on.year)
    asked = actions.create_all(
        [SurveyAsked(round=made, organisation=one) for one in found], by=by, verb="frontdesk.ask_survey"
    )
    for one in asked:
        _write(one, by=by)
    return made


def _write(asked: SurveyAsked, *, by: Actor) -> None:
    """A letter with the firm's own link, in Danish, whoever starts the round; after the last day nothing is sent."""
    if not asked.organisation.contact_email or asked.round.closes_on < timezone.localdate():
        return
    with translation.override("da"):
        link = give_link(
            PURPOSE,
            asked,
            organisation_id=asked.organisation_id,
            email=asked.organisation.contact_email,
            valid_until=asked.round.closes_on,
            by=by,
        )
        text = _("Three short questions about working with the municipality. It is voluntary and takes a minute.")
        try:
            send_link(link, by=by, subject=_("Three questions from the municipality"), text=text)
        except TooSoon:
            return  # the same letter went out within ten minutes


def may_answer(actor: Actor, asked: SurveyAsked) -> bool:
    """The firm itself, by its personal link. Nobody answers for it, and it is asked for no account."""
    own = actor.link_id is not None and actor.organisation_id == asked.organisation_id
    return actor.role is Role.SYSTEM or own


def _open(asked: SurveyAsked, by: Actor) -> SurveyAsked:
    held = SurveyAsked.objects.select_for_update(of=("self",)).select_related("round").get(pk=asked.pk)
    if not may_answer(by, held) or held.round.closes_on < timezone.localdate():
        raise NotAllowed("frontdesk.answer_survey")
    return held


@transaction.atomic
def answer_survey(asked: SurveyAsked, values: Mapping[str, int], *, by: Actor) -> SurveyAsked:
    """Keep the firm's answers in place of earlier ones; a question that is left out stays unknown. Raises NotAllowed."""
    held = _open(asked, by)
    keep_answers(held, values, by=by)
    return actions.change(held, by=by, verb="frontdesk.answer_survey", answered=True, declined=False, never_again=False)


def keep_answers(held: SurveyAsked, values: Mapping[str, int], *, by: Actor) -> None:
    """The rows of its answers; the trail says that there was one, never which."""
    known = {row.question: row for row in held.answers.all()}
    for item in questions(held.round.opened_on):
        value = values.get(item.key)
        if value is None and item.key in known:
            known[item.key].delete()
        elif value is not None and item.key in known:
            actions.change(known[item.key], by=by, verb="frontdesk.keep_answer", value=Answer(value).value)
        elif value is not None:
            new = SurveyAnswer(asked=held, question=item.key, value=Answer(value).value)
            actions.create(new, by=by, verb="frontdesk.keep_answer")


@transaction.atomic
def decline_survey(asked: SurveyAsked, *, never_again: bool, by: Actor) -> SurveyAsked:
    """No thanks, this year or ever; what was answered before is erased. A repeat changes nothing. Raises NotAllowed."""
    held = _open(asked, by)
    held.answers.all().delete()
    return actions.change(
        held, by=by, verb="frontdesk.decline_survey", answered=False, declined=True, never_again=never_again
    )


@transaction.atomic
def remind_of_survey(*, now: datetime, by: Actor) -> int:
    """Once, halfway, whoever neither answered nor said no; how many."""
    day = timezone.localdate(now)
    since = day - timedelta(days=settled("survey.remind_days", on=day))
    rows = SurveyAsked.objects.filter(
        answered=False,
        declined=False,
        reminded_at__isnull=True,
        round__opened_on__lte=since,
        round__closes_on__gte=day,
        organisation__state=OrganisationState.ACTIVE,
    )
    rows = rows.exclude(organisation__contact_email="")  # whoever has an address again is reminded then
    due = list(rows.select_related("round", "organisation").order_by("pk")[:AT_ONCE])
    for one in due:
        _write(actions.change(one, by=by, verb="frontdesk.remind_survey", reminded_at=now), by=by)
    return len(due)


def follow() -> None:
    """What was asked follows the firm; where both were asked in one round, each keeps its own."""

    def both(from_id: int, to_id: int) -> list[int]:
        there = SurveyAsked.objects.filter(organisation_id=to_id).values("round_id")
        return list(
            SurveyAsked.objects.filter(organisation_id=from_id, round_id__in=there).values_list("pk", flat=True)
        )

    def owners(ids: Iterable[int]) -> dict[int, set[int]]:
        return {
            pk: {one} for pk, one in SurveyAsked.objects.filter(pk__in=list(ids)).values_list("pk", "organisation_id")
        }

    register_mover(field_mover(SurveyAsked, plural=gettext_lazy("questions of the survey"), clashing=both))
    register_owners(LABEL, owners)
