"""Records that may be one organisation, and those that were gathered in one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import PairState
from symbiose.organisations.models.organisation import Organisation


class Alike(Record):
    """Two records that may be about one organisation, why, and whether somebody has said that they are not."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)  # codes, strongest first
    weight = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=PairState, default=PairState.LIKELY)

    class Meta:
        verbose_name = _("likely double")
        ordering = ["-weight", "pk"]
        indexes = [models.Index(fields=["state", "-weight", "id"], name="alike_shown")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="alike_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="alike_ordered"),
        ]

    def __str__(self):
        return f"{self.first} · {self.second}"

    @property
    def both(self) -> tuple[Organisation, Organisation]:
        return self.first, self.second


class Merge(Record):
    """One gathering of two records: what moved and which values changed, so that it can be undone.

    `moved` holds ids by kind that went to the survivor, `parted` those that went the other way, `years` the years whose
    figures changed places, `fields` [before, after] by field of the survivor; it holds names and addresses of people, and
    is emptied once undoing is done or no longer offered.
    """

    PERSONAL = frozenset({"fields"})

    survivor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    parted = models.JSONField(default=dict)
    years = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("gathering of two records")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_one_open"),
            models.CheckConstraint(condition=~Q(merged=F("survivor")), name="merge_of_two"),
        ]

    def __str__(self):
        return f"{self.merged} → {self.survivor}"
