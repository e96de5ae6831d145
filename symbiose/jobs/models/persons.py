"""People who want to work: a code and what they can, and, each in a table and behind a door of its own, what is more private."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.jobs.enums import CandidateState, Transport


class Candidate(Record):
    """A pseudonymous person who wants to work. No name, number, cause or treatment has a field here.

    None and empty are "not told yet"; `answered` names the questions that were answered, "don't know" among them.
    `never` holds codes of tasks, and organisations as `organisation:ID`, that the person will not be asked about.
    """

    PERSONAL = frozenset(
        {
            "hours",
            "hours_hoped",
            "windows",
            "postcode",
            "transport",
            "max_travel",
            "skills",
            "wishes",
            "never",
            "answered",
            "external_id",
        }
    )

    code = models.CharField(_("code"), max_length=12, unique=True)
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )
    state = models.CharField(_("state"), max_length=10, choices=CandidateState, default=CandidateState.TOLD)
    hours = models.DecimalField(_("hours a week now"), max_digits=4, decimal_places=1, null=True, blank=True)
    hours_hoped = models.DecimalField(
        _("hours a week hoped for"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    windows = models.CharField(_("when one can work"), max_length=600, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    transport = models.CharField(_("how one gets about"), max_length=10, choices=Transport, blank=True)
    max_travel = models.PositiveSmallIntegerField(_("longest travel, minutes one way"), null=True, blank=True)
    skills = models.JSONField(_("what one can do"), default=list, blank=True)
    wishes = models.JSONField(_("what one would like to do"), default=list, blank=True)
    never = models.JSONField(_("what one will not be asked about"), default=list, blank=True)
    answered = models.JSONField(default=list, blank=True)
    helper_along = models.BooleanField(_("a helper sits along"), default=False)
    waiting_since = models.DateField(_("waits since"), null=True, blank=True)
    rests_until = models.DateField(_("rests until"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["consultant", "state"], name="candidate_consultant"),
            models.Index(fields=["state", "waiting_since"], name="candidate_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=0), name="candidate_hours"),
            models.CheckConstraint(
                condition=Q(hours_hoped__isnull=True) | Q(hours_hoped__gt=0), name="candidate_hours_hoped"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting")
                | (Q(waiting_since__isnull=False, hours__isnull=False) & ~Q(windows="") & ~Q(postcode="")),
                name="candidate_waiting_is_told",
            ),
            models.CheckConstraint(
                condition=Q(state="erased", erased_at__isnull=False)
                & Q(windows="", postcode="", transport="", hours__isnull=True, max_travel__isnull=True)
                | ~Q(state="erased") & Q(erased_at__isnull=True),
                name="candidate_erased_is_empty",
            ),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="candidate_external_id_once"
            ),
        ]

    def __str__(self):
        return self.code


class CandidateConditions(Record):
    """What a person asks for at work, special-category data: read only through `queries.conditions`, which logs each reading.

    `accommodations` are codes of the list; `mentor_hours` is support a week that a place must have room for, never a cost.
    """

    PERSONAL = frozenset({"accommodations", "form", "mentor_hours"})

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="conditions")
    accommodations = models.JSONField(_("conditions asked for"), default=list, blank=True)
    form = models.CharField(_("form of job"), max_length=40, blank=True)
    mentor_hours = models.DecimalField(
        _("support, hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    keep_until = models.DateField(_("kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("conditions that a person asks for")
        constraints = [
            models.CheckConstraint(
                condition=Q(mentor_hours__isnull=True) | Q(mentor_hours__gte=0), name="conditions_mentor_hours"
            ),
        ]

    def __str__(self):
        return str(self.candidate_id)


class CandidateContact(Record):
    """How the consultant reaches the person, sealed: a copy of the database alone tells nobody. Each opening is logged."""

    PERSONAL = frozenset({"sealed"})

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="contact")
    sealed = models.TextField()  # name, telephone and address for letters, as sealed JSON

    class Meta:
        verbose_name = _("how a person is reached")

    def __str__(self):
        return str(self.candidate_id)


class Slip(Record):
    """A paper slip with a code by which the person comes in without an account. Only a digest of the code is kept."""

    PERSONAL = frozenset({"digest"})

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True)
    valid_until = models.DateField(_("valid until"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("slip with a code")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(withdrawn_at__isnull=True), name="slip_one_that_holds"
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id} {self.valid_until}"


class PassedOn(Record):
    """A candidate passed from one consultant to another, with the day and why."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="passed_on")
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    note = models.CharField(_("what the next one should know"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("candidate passed on")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_user__isnull=True) | ~Q(from_user=F("to_user")), name="passed_on_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id} {self.on}"
