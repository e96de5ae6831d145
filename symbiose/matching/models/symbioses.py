"""What people work in a symbiosis, and what came near to being one. Nobody who works is named here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.jobs.models import Position
from symbiose.matching.enums import Crowd
from symbiose.matching.models.proposals import Proposal, ProposalParty, Run


class ProposalHours(models.Model):
    """Hours a week that people work at the hub of a symbiosis: of a position, or of `positions` that are to be made.

    `low` and `high` are the range with its `source`, or the hours themselves. `count` is how many who wait could fill them, told
    only where they are many. `gains` are those of the people who work.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="work")
    hub = models.ForeignKey(ProposalParty, on_delete=models.CASCADE, related_name="+")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hours = models.DecimalField(_("hours a week"), max_digits=6, decimal_places=1)
    low = models.DecimalField(_("hours a week, low"), max_digits=7, decimal_places=2)
    high = models.DecimalField(_("hours a week, high"), max_digits=7, decimal_places=2)
    positions = models.PositiveSmallIntegerField(_("positions"))
    seats = models.PositiveSmallIntegerField(_("places"), default=0)
    estimated = models.BooleanField(default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    crowd = models.CharField(max_length=10, choices=Crowd, default=Crowd.UNKNOWN)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    parts = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    gains = models.JSONField(default=list)

    class Meta:
        verbose_name = _("hours of a symbiosis")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0) & Q(low__gte=0) & Q(low__lte=F("hours")) & Q(hours__lte=F("high")),
                name="symbiosis_hours_range",
            ),
            models.CheckConstraint(
                condition=Q(crowd="many", count__isnull=False) | (~Q(crowd="many") & Q(count__isnull=True)),
                name="symbiosis_few_have_no_number",
            ),
        ]

    def __str__(self):
        return f"{self.proposal} {self.hours}"


class NearSymbiosis(models.Model):
    """What the last run nearly joined round a hub: its links, hours, and why it is no proposal.

    `hub` is the organisation's id, `links` hold role, listings and family, `taken_by` keys of symbioses that took what it needs.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="near")
    hub = models.PositiveIntegerField(db_index=True)
    key = models.CharField(max_length=64)
    links = models.JSONField(default=list)
    hours = models.DecimalField(_("hours a week"), max_digits=6, decimal_places=1, null=True, blank=True)
    reasons = models.JSONField(default=list)
    taken_by = models.JSONField(default=list)

    class Meta:
        verbose_name = _("symbiosis that came near")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.run} {self.hub}"
