"""Four things that help people move on, asked with their yes and kept without who said them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.jobs.enums import Said
from symbiose.jobs.models.placements import Placement


class WellbeingAsked(Record):
    """Somebody in a placement was asked in a quarter; that it was answered is known, what was said is not."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="asked")
    quarter = models.CharField(max_length=7)  # 2026-Q4
    answer_by = models.DateField(_("answer by"))
    answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("survey that was asked")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["placement", "quarter"], name="wellbeing_asked_once")]

    def __str__(self):
        return f"{self.placement_id} {self.quarter}"


class WellbeingAnswer(models.Model):
    """What one person said, with nothing that leads back: no placement, no time of day, no order of writing."""

    id = models.UUIDField(primary_key=True)
    quarter = models.CharField(max_length=7)
    contact_person = models.CharField(max_length=6, choices=Said, blank=True)
    flexibility = models.CharField(max_length=6, choices=Said, blank=True)
    acceptance = models.CharField(max_length=6, choices=Said, blank=True)
    strengths = models.CharField(max_length=6, choices=Said, blank=True)

    class Meta:
        verbose_name = _("answer of the survey")
        indexes = [models.Index(fields=["quarter"], name="wellbeing_quarter")]

    def __str__(self):
        return self.quarter
