"""One task that several departments lift together, each with an input from its own field."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from symbiose.common.models import Record
from symbiose.frontdesk.models.cases import Case
from symbiose.organisations.models import Organisation


class SharedState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a shared task", "open")
    LED = "led", pgettext_lazy("state of a shared task", "led to something")
    CLOSED = "closed", pgettext_lazy("state of a shared task", "closed")


class LedTo(models.TextChoices):
    """What a shared task led to; an agreement between departments is counted as one."""

    STEP = "step", _("a step in a case")
    NEW_CASE = "new_case", _("a new case")
    LISTING = "listing", _("a listing")
    AGREEMENT = "agreement", _("an agreement between the departments")


class PartState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("input of a department", "asked")
    GIVEN = "given", pgettext_lazy("input of a department", "given")
    DECLINED = "declined", pgettext_lazy("input of a department", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("input of a department", "no longer asked")


class SharedTask(Record):
    """What is asked of several departments, from which case if any, with an owner and a deadline.

    It is shared only once two departments or more have given their input; `queries.shared_tasks` counts them.
    """

    PERSONAL = frozenset({"title", "text", "outcome"})  # they may hold a person's name

    title = models.CharField(_("what it is called"), max_length=160)
    text = models.TextField(_("what is asked"))
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="shared_tasks", verbose_name=_("case")
    )
    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who asks"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=10, choices=SharedState, default=SharedState.OPEN)
    led_to = models.CharField(_("what it led to"), max_length=10, choices=LedTo, blank=True)
    outcome = models.TextField(_("what came of it, and why"), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("shared task")
        verbose_name_plural = _("shared tasks")
        indexes = [
            models.Index(fields=["state", "due_on"], name="shared_task_due"),
            models.Index(fields=["owner", "state", "due_on"], name="shared_task_of_owner"),
            models.Index(fields=["asked_by", "state"], name="shared_task_of_asker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", outcome="", led_to="", ended_at__isnull=True)
                | Q(state="led", ended_at__isnull=False) & ~Q(outcome="") & ~Q(led_to="")
                | Q(state="closed", ended_at__isnull=False, led_to="") & ~Q(outcome=""),
                name="shared_task_ended_says_how",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="shared_task_says_what"),
        ]

    def __str__(self):
        return self.title


class SharedPart(Record):
    """One department's part of a shared task: what it was asked from its own field, and what it gave or why not."""

    PERSONAL = frozenset({"text", "given_by", "consent", "decline_reason"})

    task = models.ForeignKey(SharedTask, on_delete=models.CASCADE, related_name="parts")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("department")
    )
    field = models.CharField(_("field"), max_length=80)
    due_on = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=10, choices=PartState, default=PartState.ASKED)
    text = models.TextField(_("input"), blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    consent = models.CharField(_("how the input was given"), max_length=300, blank=True)  # to an adviser, on behalf
    decline_reason = models.CharField(_("why not"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("input to a shared task")
        verbose_name_plural = _("inputs to shared tasks")
        ordering = ["pk"]
        indexes = [models.Index(fields=["department", "state", "due_on"], name="shared_part_of_department")]
        constraints = [
            models.UniqueConstraint(fields=["task", "department"], name="shared_part_once"),
            models.CheckConstraint(
                condition=Q(state="given", given_at__isnull=False) & ~Q(text="") & ~Q(given_by="")
                | ~Q(state="given") & Q(given_at__isnull=True, text="", given_by="", consent=""),
                name="shared_part_given_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="") | ~Q(state="declined") & Q(decline_reason=""),
                name="shared_part_declined_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.department}: {self.task}"
