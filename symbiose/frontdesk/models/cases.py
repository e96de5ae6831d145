"""The one thread that stays alive from the first word to what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from symbiose.common.models import Record
from symbiose.frontdesk.enums import CaseState, NextKind, Outcome, Stage
from symbiose.organisations.models import Organisation


class Case(Record):
    """What somebody wants, in their own words, with an owner, a next step and at last an outcome.

    `entrance` is where it came in, `external` whether that is outside the municipality, `door` the department that was
    first addressed. `respond_by` is the limit of the first response, `responded_at` when it was given. `waits_by` is
    the earliest limit of the enquiries in it whose writers wait for an answer, and empty where nobody does.
    """

    PERSONAL = frozenset({"title", "next_text", "owner_reason", "outcome_reason"})  # they may hold a person's name

    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("in their own words"), max_length=160)
    topic = models.CharField(_("topic"), max_length=40)
    stage = models.CharField(_("step"), max_length=10, choices=Stage, default=Stage.RECEIVED)
    state = models.CharField(_("state"), max_length=10, choices=CaseState, default=CaseState.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    owner_reason = models.CharField(max_length=300)  # a Danish sentence: why this person
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("organisation"),
    )
    entrance = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    external = models.BooleanField(default=False)
    door = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("department first addressed"),
    )
    opened_at = models.DateTimeField(_("came in"))
    respond_by = models.DateField(_("first answer by"))
    responded_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    waits_by = models.DateField(_("somebody waits for an answer by"), null=True, blank=True)
    next_kind = models.CharField(_("next step"), max_length=10, choices=NextKind, blank=True)
    next_text = models.CharField(_("about what"), max_length=300, blank=True)
    next_on = models.DateField(_("day of the next step"), null=True, blank=True)
    next_at = models.TimeField(_("time of the next step"), null=True, blank=True)
    next_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who takes the next step"),
    )
    reminded_at = models.DateTimeField(null=True, blank=True)  # of the next step, when its day came
    outcome = models.CharField(pgettext_lazy("of a case", "outcome"), max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.CharField(_("what came of it, and why"), max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # closed, or what was written since is marked as read
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    forgotten_at = models.DateTimeField(null=True, blank=True)  # what was personal is erased
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["state", "-opened_at"], name="case_newest_first"),
            models.Index(fields=["owner", "state", "next_on"], name="case_of_owner"),
            models.Index(fields=["organisation", "state"], name="case_of_organisation"),
            models.Index(fields=["state", "waits_by"], name="case_first_answer"),
            models.Index(  # holds all that counting reads, so that it never visits the rows
                fields=["external", "state", "stage", "topic", "owner", "entrance"], name="case_counted"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, stage="outcome")
                & ~Q(outcome="")
                & ~Q(outcome_reason="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, outcome="", outcome_reason=""),
                name="case_closed_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="case_merged_into_one",
            ),
            models.CheckConstraint(condition=Q(state="open") | Q(waits_by__isnull=True), name="case_waits_while_open"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="case_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True, next_at__isnull=True, next_owner__isnull=True, next_kind="")
                & Q(next_text="")
                | Q(next_on__isnull=False, next_owner__isnull=False) & ~Q(next_kind=""),
                name="case_next_step_whole",
            ),
            models.CheckConstraint(condition=~Q(owner_reason=""), name="case_owner_has_reason"),
        ]

    def __str__(self):
        return self.title


class CaseParty(Record):
    """Somebody who takes part in a case: an organisation, a named person, or a named person of an organisation."""

    PERSONAL = frozenset({"name", "role", "email", "phone"})

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("party of a case")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "organisation", "name"], name="case_party_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""), name="case_party_is_somebody"
            ),
        ]

    def __str__(self):
        return self.name or str(self.organisation)


class CaseTask(Record):
    """Something to do for a case, by a person or by a department, by a day."""

    PERSONAL = frozenset({"what", "result"})

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(_("what is to be done"), max_length=300)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("deadline"))
    done_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # when its day was past
    result = models.CharField(_("what came of it"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("task of a case")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["owner_organisation", "done_at", "due_on"], name="case_task_of_department"),
            models.Index(fields=["owner_user", "done_at", "due_on"], name="case_task_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_user__isnull=True, owner_organisation__isnull=False)
                | Q(owner_user__isnull=False, owner_organisation__isnull=True),
                name="case_task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, result="") | Q(done_at__isnull=False) & ~Q(result=""),
                name="case_task_done_says_how",
            ),
        ]

    def __str__(self):
        return self.what
