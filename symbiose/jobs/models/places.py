"""What a workplace has: its room for people, and the positions carved from its tasks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.jobs.enums import PositionState, WindowUse
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation, ProductionUnit


class Workplace(Record):
    """A production unit, or a whole organisation that has told of none: how much support it has room for, how many it employs.

    `ordinary_employees` are full-time persons without a subsidised form; None is unknown. `subsidised_elsewhere` are
    subsidised places that are not placements here. Both are told on `told_on`, with a source.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workplaces")
    unit = models.ForeignKey(
        ProductionUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="workplaces",
        verbose_name=_("place of work"),
    )
    mentor_hours = models.DecimalField(
        _("hours of support a week in all"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    ordinary_employees = models.DecimalField(
        _("ordinary employees, full-time"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    subsidised_elsewhere = models.PositiveSmallIntegerField(_("other subsidised places"), null=True, blank=True)
    told_on = models.DateField(_("told on"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("workplace")
        ordering = ["organisation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(unit__isnull=False), name="workplace_unit_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(unit__isnull=True), name="workplace_whole_once"
            ),
            models.CheckConstraint(
                condition=Q(mentor_hours__isnull=True) | Q(mentor_hours__gte=0), name="workplace_mentor_hours"
            ),
            models.CheckConstraint(
                condition=Q(ordinary_employees__isnull=True) | Q(ordinary_employees__gte=0), name="workplace_employees"
            ),
        ]

    def __str__(self):
        return str(self.unit or self.organisation)


class Position(Record):
    """Hours carved from tasks at a place: what one person works, how many there is room for, when, and what the place offers.

    `windows` is the engine's text of weekly windows, empty for any time. `accommodations`, `skills` and `tasks` are codes
    of the reference lists. `total_hours` is what all its persons may work together.
    """

    number = models.CharField(_("number"), max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="positions")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="positions")
    listing = models.ForeignKey(
        Listing, null=True, blank=True, on_delete=models.PROTECT, related_name="positions", verbose_name=_("task")
    )
    title = models.CharField(_("what one does"), max_length=200)
    about = models.TextField(_("the work in a few words"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PositionState, default=PositionState.DRAFT)
    hours = models.DecimalField(_("hours a week of one person, at most"), max_digits=4, decimal_places=1)
    min_hours = models.DecimalField(_("hours a week of one person, at least"), max_digits=4, decimal_places=1)
    seats = models.PositiveSmallIntegerField(_("how many people"), default=1)
    total_hours = models.DecimalField(_("hours a week in all"), max_digits=5, decimal_places=1)
    windows = models.CharField(_("times"), max_length=600, blank=True)
    use = models.CharField(_("how the times are used"), max_length=10, choices=WindowUse, default=WindowUse.FLEXIBLE)
    least_shifts = models.PositiveSmallIntegerField(_("at least so many of the shifts"), default=0)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    accommodations = models.JSONField(_("what the place can offer"), default=list, blank=True)
    skills = models.JSONField(_("what one must be able to do"), default=list, blank=True)
    tasks = models.JSONField(_("kinds of task"), default=list, blank=True)
    demands = models.JSONField(_("physical demands"), default=list, blank=True)
    form = models.CharField(_("form of job"), max_length=40, blank=True)
    pay_basis = models.CharField(_("pay"), max_length=40, blank=True)
    wage_low = models.DecimalField(_("hourly wage, from"), max_digits=7, decimal_places=2, null=True, blank=True)
    wage_high = models.DecimalField(_("hourly wage, to"), max_digits=7, decimal_places=2, null=True, blank=True)
    opened_on = models.DateField(_("open from"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("why it closed"), max_length=300, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="position_state"),
            models.Index(fields=["organisation", "state"], name="position_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(min_hours__gt=0) & Q(min_hours__lte=F("hours")) & Q(hours__lte=F("total_hours")),
                name="position_hours",
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="position_seats"),
            models.CheckConstraint(
                condition=Q(use="flexible") | (~Q(windows="") & (Q(use="all") | Q(use="any", least_shifts__gt=0))),
                name="position_shifts_are_told",
            ),
            models.CheckConstraint(
                condition=Q(wage_low__isnull=True, wage_high__isnull=True)
                | Q(wage_low__gt=0, wage_high__gte=F("wage_low")),
                name="position_wage",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(close_reason="")
                | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="position_closed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_on__isnull=False), name="position_open_has_day"
            ),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="position_behalf_has_consent"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="position_external_id_once"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class PositionTask(Record):
    """One task that a position is made of: how many hours a week it takes, as a range with its source.

    `template` is the code of a circular template, with the volume that it was reckoned from; empty for another task.
    """

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="parts")
    template = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("task"), max_length=200)
    volume = models.DecimalField(_("amount a year"), max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    per_week = models.DecimalField(_("times a week"), max_digits=5, decimal_places=2, null=True, blank=True)
    hours_low = models.DecimalField(_("hours a week, low"), max_digits=6, decimal_places=2)
    hours_central = models.DecimalField(_("hours a week"), max_digits=6, decimal_places=2)
    hours_high = models.DecimalField(_("hours a week, high"), max_digits=6, decimal_places=2)
    estimated = models.BooleanField(default=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("task of a position")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_low__gte=0)
                & Q(hours_low__lte=F("hours_central"))
                & Q(hours_central__lte=F("hours_high")),
                name="position_task_range",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="position_task_has_source"),
        ]

    def __str__(self):
        return self.title
