"""What was agreed and how it goes: hours over time, talks, pauses, help, the first day, the end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.files.models import Upload
from symbiose.jobs.enums import LIVING, FirmKind, Outcome, PlacementState, VitasState, Voice
from symbiose.jobs.models.offers import Offer
from symbiose.jobs.models.persons import Candidate
from symbiose.jobs.models.places import Position


class Placement(Record):
    """A candidate in a position. `main` is the person's main placement. An erased person leaves none behind here.

    `firm_kind` is what the firm was on the day it began. Job form and pay lie in `PlacementTerms`. `counted_as` is a mark
    that one person's placements share, so that the ledger counts the person once, also when nobody knows any more who it was.
    """

    PERSONAL = frozenset({"candidate", "candidate_id", "mentor", "end_note", "consent"})

    number = models.CharField(_("number"), max_length=12, unique=True)
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="placements")
    offer = models.OneToOneField(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="placement")
    state = models.CharField(_("state"), max_length=10, choices=PlacementState, default=PlacementState.AGREED)
    main = models.BooleanField(_("main placement"), default=True)
    counted_as = models.CharField(max_length=32, blank=True)
    counted_on = models.DateField(null=True, blank=True)  # the day on which the ledger last followed it
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    expected_end = models.DateField(_("expected last day"), null=True, blank=True)
    outcome = models.CharField(_("how it ended"), max_length=20, choices=Outcome, blank=True)
    end_note = models.CharField(_("in a few words"), max_length=300, blank=True)
    firm_kind = models.CharField(max_length=20, choices=FirmKind, blank=True)
    mentor = models.CharField(_("mentor at the workplace"), max_length=200, blank=True)
    mentor_hours = models.DecimalField(
        _("support, hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="placement_state"),
            models.Index(fields=["candidate", "state"], name="placement_candidate"),
            models.Index(fields=["position", "state"], name="placement_position"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(main=True, state__in=[*LIVING]),
                name="placement_one_main",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="placement_dates"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ends_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="ended") & Q(ends_on__isnull=True, outcome=""),
                name="placement_ended_says_how",
            ),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="placement_behalf_has_consent"),
        ]

    def __str__(self):
        return self.number


class PlacementTerms(Record):
    """Form, pay and what VITAS says: handled as special-category data, in a table of its own, each reading logged."""

    PERSONAL = frozenset({"form", "pay_basis", "vitas_reference"})

    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="terms")
    form = models.CharField(_("form of job"), max_length=40)
    pay_basis = models.CharField(_("pay"), max_length=40, blank=True)
    vitas_state = models.CharField(_("VITAS"), max_length=10, choices=VitasState, blank=True, default=VitasState.NONE)
    vitas_reference = models.CharField(_("reference in VITAS"), max_length=40, blank=True)
    vitas_on = models.DateField(_("date in VITAS"), null=True, blank=True)

    class Meta:
        verbose_name = _("terms of a placement")

    def __str__(self):
        return str(self.placement_id)


class PlacementHours(Record):
    """A step of the hours curve: so many hours a week from a day on; `planned` until it has come."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="curve")
    from_day = models.DateField(_("from"))
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    planned = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("step of the hours curve")
        ordering = ["placement", "from_day"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "from_day"], name="hours_step_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="hours_step_positive"),
        ]

    def __str__(self):
        return f"{self.placement_id} {self.from_day}"


class PlacementPause(Record):
    """A time in which nobody works; `ends_on` is empty while it lasts. Why has no field."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause of a placement")
        ordering = ["placement", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "starts_on"], name="placement_pause_once"),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(ends_on__isnull=True), name="placement_pause_one_lasts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="placement_pause_dates"
            ),
        ]

    def __str__(self):
        return f"{self.placement_id} {self.starts_on}"


class Review(Record):
    """A talk about how it goes, due on a day and held on one."""

    PERSONAL = frozenset({"note"})

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField(_("due on"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    note = models.TextField(_("what was agreed"), blank=True)

    class Meta:
        verbose_name = _("talk about a placement")
        ordering = ["placement", "due_on"]
        indexes = [models.Index(fields=["due_on"], condition=Q(held_on__isnull=True), name="review_due")]
        constraints = [models.UniqueConstraint(fields=["placement", "due_on"], name="review_once")]

    def __str__(self):
        return f"{self.placement_id} {self.due_on}"


class HelpCall(Record):
    """Somebody of a placement pressed the button: the consultant has it at once, until it is settled."""

    PERSONAL = frozenset({"note", "settlement"})

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="help_calls")
    voice = models.CharField(_("who asks"), max_length=10, choices=Voice)
    note = models.CharField(_("a few words, if you wish"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settlement = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("call for help")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(settled_at__isnull=True), name="help_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "voice"], condition=Q(settled_at__isnull=True), name="help_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.placement_id} {self.asked_at}"


class FirstDay(Record):
    """What the person gets on paper before the first day, with a photo where one was given."""

    PERSONAL = frozenset({"who_meets", "where", "way", "work", "break_at", "bring"})

    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="first_day")
    at = models.TimeField(_("when to come"), null=True, blank=True)
    who_meets = models.CharField(_("who meets you"), max_length=200, blank=True)
    where = models.CharField(_("where"), max_length=300, blank=True)
    way = models.CharField(_("which bus or way"), max_length=300, blank=True)
    work = models.TextField(_("what you do"), blank=True)
    break_at = models.CharField(_("when the break is"), max_length=120, blank=True)
    bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    photo = models.OneToOneField(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("first-day sheet")

    def __str__(self):
        return str(self.placement_id)
