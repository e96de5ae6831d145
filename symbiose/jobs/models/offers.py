"""Runs of the engine over people and positions, what they propose, and what each side answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.jobs.enums import STANDING, UNDERWAY, Answer, OfferState, RunScope, RunState
from symbiose.jobs.models.persons import Candidate
from symbiose.jobs.models.places import Position


class FairnessPolicy(Record):
    """Who is covered first and what weighs how much, from a day on: a choice of the municipality, with who made it and why.

    `tiers` are least weeks waited, longest first. Where none is in force the dated reference holds.
    """

    version_name = models.CharField(_("name"), max_length=40, unique=True)
    valid_from = models.DateField(_("from"), unique=True)
    tiers = models.JSONField(default=list)
    tolerance = models.DecimalField(
        _("share of the best coverage that may be given up"), max_digits=4, decimal_places=3
    )
    weights = models.JSONField(default=dict)
    decided_by = models.CharField(_("decided by"), max_length=200)
    reason = models.CharField(_("why"), max_length=500)

    class Meta:
        verbose_name = _("fairness policy")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(tolerance__gte=0) & Q(tolerance__lte=1), name="fairness_tolerance"),
            models.CheckConstraint(condition=~Q(decided_by="") & ~Q(reason=""), name="fairness_says_why"),
        ]

    def __str__(self):
        return self.version_name


class PlacementRun(Record):
    """One run of the engine over everybody who waits, or anew for one person or one position; it writes proposals only."""

    scope = models.CharField(max_length=10, choices=RunScope, default=RunScope.ALL)
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.SET_NULL, related_name="runs")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    step = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    candidates = models.PositiveIntegerField(null=True, blank=True)
    positions = models.PositiveIntegerField(null=True, blank=True)
    covered = models.JSONField(default=list, blank=True)  # of each tier: how many waited, how many have a proposal
    new_proposals = models.PositiveIntegerField(null=True, blank=True)
    lapsed = models.PositiveIntegerField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    policy_version = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    passed_over = models.JSONField(default=list, blank=True)  # what took no part, with how many and why
    choices = models.JSONField(default=list, blank=True)  # what each tolerance would give: points, and who is covered
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("run over people and positions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope"],
                condition=Q(scope="all", state__in=[*UNDERWAY]),
                name="placement_run_one_at_a_time",
            ),
        ]

    def __str__(self):
        return f"Run {self.pk}"


class Offer(Record):
    """A proposal of placement: one person, one position, how many hours. The engine writes it, people decide.

    `rank` 0 is the main proposal, 1 and 2 its alternatives. A person's no has no reason: there is no field for one.
    """

    PERSONAL = frozenset(
        {"person_answer", "points", "parts", "minutes", "overlap", "employer_comment", "person_said_by", "consent"}
    )

    number = models.CharField(_("number"), max_length=12, unique=True)
    run = models.ForeignKey(PlacementRun, on_delete=models.PROTECT, related_name="offers")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="offers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="offers")
    rank = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.FOUND)
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    points = models.FloatField()
    parts = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(_("travel, minutes one way"), null=True, blank=True)
    travel_estimated = models.BooleanField(default=True)
    overlap = models.CharField(max_length=600, blank=True)
    person_answer = models.CharField(max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    person_asked_at = models.DateTimeField(null=True, blank=True)
    person_answered_at = models.DateTimeField(null=True, blank=True)
    person_said_by = models.CharField(max_length=200, blank=True)  # who wrote the answer down, where not the person
    employer_answer = models.CharField(max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    employer_asked_at = models.DateTimeField(null=True, blank=True)
    employer_answered_at = models.DateTimeField(null=True, blank=True)
    employer_said_by = models.CharField(max_length=200, blank=True)
    employer_comment = models.CharField(max_length=300, blank=True)
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of placement")
        verbose_name_plural = _("proposals of placement")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["candidate", "state", "rank"], name="offer_candidate"),
            models.Index(fields=["position", "state"], name="offer_position"),
            models.Index(fields=["state", "answer_by"], name="offer_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "position"],
                condition=Q(state__in=[*STANDING]),
                name="offer_once_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["wanted", "shown", "agreed"]) | Q(person_answer="yes"),
                name="offer_person_said_yes_first",
            ),
            models.CheckConstraint(
                condition=Q(employer_asked_at__isnull=True) | Q(person_answered_at__isnull=False),
                name="offer_workplace_asked_after",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(employer_answer="yes"), name="offer_agreed_by_both"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="offer_hours"),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="offer_behalf_has_consent"),
        ]

    def __str__(self):
        return self.number


class OfferBasis(Record):
    """Every condition of an offer, met or unmet, with its amounts: special-category data, for it names what was asked for."""

    PERSONAL = frozenset({"conditions"})

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="basis")
    conditions = models.JSONField(default=list)

    class Meta:
        verbose_name = _("what an offer rests on")

    def __str__(self):
        return str(self.offer_id)


class Outlook(Record):
    """What the last run says of one person: why not the other positions, and the smallest change that would open one.

    Special-category data: what keeps a place away may be a condition that was asked for.
    """

    PERSONAL = frozenset({"refusals", "smallest"})

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="outlook")
    run = models.ForeignKey(PlacementRun, on_delete=models.PROTECT, related_name="outlooks")
    has_option = models.BooleanField()
    refusals = models.JSONField(default=list)
    smallest = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("what a run says of a person")

    def __str__(self):
        return str(self.candidate_id)


class Veto(Record):
    """A pair that somebody said no to, so that it is never proposed again. Who and why has no field."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="vetoes")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="vetoes")

    class Meta:
        verbose_name = _("pair that is not proposed again")
        constraints = [models.UniqueConstraint(fields=["candidate", "position"], name="veto_once")]

    def __str__(self):
        return f"{self.candidate_id} {self.position_id}"
