"""The yearly survey of three questions: who was asked, and what was answered, without any person's name."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from symbiose.common.models import Record
from symbiose.organisations.models import Organisation


class Answer(models.IntegerChoices):
    """Five steps, and not knowing."""

    DISAGREE = 1, _("disagree")
    RATHER_DISAGREE = 2, _("rather disagree")
    NEITHER = 3, _("neither nor")
    RATHER_AGREE = 4, _("rather agree")
    AGREE = 5, _("agree")
    UNKNOWN = 0, pgettext_lazy("answer of the survey", "don't know")


AGREES = (Answer.RATHER_AGREE, Answer.AGREE)


class SurveyRound(Record):
    """One year's round: open from a day to a day. Results are shown when it has ended."""

    year = models.PositiveSmallIntegerField(_("year"))
    opened_on = models.DateField(_("opened"))
    closes_on = models.DateField(_("last day for an answer"))
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("round of the survey")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["year"], name="survey_round_once_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gt=F("opened_on")), name="survey_round_days"),
        ]

    def __str__(self):
        return str(self.year)


class SurveyAsked(Record):
    """One organisation that was asked in a round: by letter, reminded at most once; a no needs no reason."""

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)
    never_again = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("asked in the survey")
        verbose_name_plural = _("asked in the survey")
        indexes = [models.Index(fields=["organisation", "never_again"], name="survey_asked_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="survey_asked_once"),
            models.CheckConstraint(condition=Q(answered=False) | Q(declined=False), name="survey_answered_or_declined"),
            models.CheckConstraint(condition=Q(never_again=False) | Q(declined=True), name="survey_never_is_a_no"),
        ]

    def __str__(self):
        return f"{self.round}: {self.organisation}"


class SurveyAnswer(Record):
    """One answer of one organisation. It opens to counts alone: no page shows a single one, and the trail holds none."""

    PERSONAL = frozenset({"value"})

    asked = models.ForeignKey(SurveyAsked, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    value = models.PositiveSmallIntegerField(choices=Answer)

    class Meta:
        verbose_name = _("answer of the survey")
        constraints = [
            models.UniqueConstraint(fields=["asked", "question"], name="survey_answer_once"),
            models.CheckConstraint(condition=Q(value__lte=5), name="survey_answer_value"),
        ]

    def __str__(self):
        return self.question
