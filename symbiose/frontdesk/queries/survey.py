"""The yearly survey as pages read it: who would be asked and who not, how far a round is, and results as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from symbiose.common import municipality
from symbiose.common.models import MunicipalItem
from symbiose.engine.law.months import months_after
from symbiose.frontdesk.models.survey import AGREES, Answer, SurveyAnswer, SurveyAsked, SurveyRound
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.queries.rhythm import MAY_BE_ONE
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import stands_for
from symbiose.reference import frontdesk_policy

QUESTION = "survey_question"  # the kind of the municipality's item


def questions(on: date) -> list[MunicipalItem]:
    """The questions as they held on a day, in their order."""
    return list(municipality.items(QUESTION, on=on))


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be asked, and who would not be for each reason."""

    asked: QuerySet[Organisation]
    closed: QuerySet[Organisation]
    said_no: QuerySet[Organisation]
    asked_lately: QuerySet[Organisation]
    no_address: QuerySet[Organisation]


def preview(on: date) -> Preview:
    """Enterprises in dialogue and partner firms, without those that have closed, said no, or were asked within the year."""
    rows = Organisation.objects.filter(rhythm__isnull=False, kind__in=MAY_BE_ONE)
    rows = rows.exclude(state=OrganisationState.MERGED).order_by("name", "pk")
    own = SurveyAsked.objects.filter(organisation=OuterRef("pk"))
    since = months_after(on, -settled("survey.again_months", on=on))
    no = Q(Exists(own.filter(never_again=True))) | Q(pk__in=_said_no_before())
    lately = Exists(own.filter(round__opened_on__gt=since))
    standing = rows.filter(state=OrganisationState.ACTIVE)
    left = standing.filter(~no, ~lately)
    return Preview(
        asked=left.exclude(contact_email=""),
        closed=rows.filter(state=OrganisationState.CLOSED),
        said_no=standing.filter(no),
        asked_lately=standing.filter(~no, lately),
        no_address=left.filter(contact_email=""),
    )


def _said_no_before() -> set[int]:
    """Those of whom a record that is gathered in them said: do not ask again."""
    rows = SurveyAsked.objects.filter(never_again=True, organisation__state=OrganisationState.MERGED)
    return {stands_for(one.organisation).pk for one in rows.select_related("organisation__merged_into")}


def rounds() -> QuerySet[SurveyRound]:
    """Every round with how far it is, the newest first; counts alone."""
    return SurveyRound.objects.annotate(
        asked_number=Count("asked"),
        answered_number=Count("asked", filter=Q(asked__answered=True)),
        declined_number=Count("asked", filter=Q(asked__declined=True)),
    ).order_by("-year")


@dataclass(frozen=True, slots=True)
class Result:
    """One question in one year. Without `shown` too few have answered, and nothing but that is said."""

    text: str
    asked: int
    answers: int
    unknown: int
    counts: tuple[tuple[str, int], ...]
    agree: int
    shown: bool

    @property
    def share(self) -> int:
        """Of those asked, how many in a hundred gave an answer."""
        return round(100 * self.answers / self.asked) if self.asked else 0


def results(one: SurveyRound, asked: int) -> list[Result]:
    """Each question with its counts; hidden where fewer than five firms have an answer to it, whatever is set here."""
    found: dict[str, Counter[int]] = {}
    rows = SurveyAnswer.objects.filter(asked__round=one).order_by().values_list("question", "value")
    for question, value, number in rows.annotate(Count("pk")):
        found.setdefault(question, Counter())[value] = number
    least = int(frontdesk_policy(one.opened_on)["survey.least_answers"].value)  # promised to those who answered
    return [_result(item, found.get(item.key, Counter()), asked, least) for item in questions(one.opened_on)]


def _result(item: MunicipalItem, counts: Mapping[int, int], asked: int, least: int) -> Result:
    answers = sum(number for value, number in counts.items() if value != Answer.UNKNOWN)
    shown = answers >= least
    return Result(
        text=municipality.said(item.data)[0],
        asked=asked,
        answers=answers if shown else 0,
        unknown=counts.get(Answer.UNKNOWN, 0) if shown else 0,
        counts=tuple((str(one.label), counts.get(one, 0)) for one in Answer) if shown else (),
        agree=sum(counts.get(one, 0) for one in AGREES) if shown else 0,
        shown=shown,
    )
