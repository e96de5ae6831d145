"""Entries of the ledger and whom they are about. The database refuses to change or remove them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.ledger.enums import Evidence, PartyRole
from symbiose.organisations.models import Organisation


class Entry(models.Model):
    """One counted fact, or the reversal of one: what, how much, when it happened, when it was recorded, and its source.

    `measure` and `unit` are those of `engine.accounting`. A reversal has a reason, the negative quantity of the entry
    that it takes back and all else as it stands there, so that every sum is as if neither had been. `source` is the
    record that made it true, `thread` what that record belongs to. `why` holds how the quantity came about, as
    structured data.
    """

    measure = models.CharField(_("measure"), max_length=40)
    quantity = models.DecimalField(_("quantity"), max_digits=18, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=10)
    fraction = models.CharField(_("fraction"), max_length=20, blank=True)
    happened_on = models.DateField(_("happened on"))
    period = models.CharField(_("period"), max_length=10)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    source_label = models.CharField(max_length=80)
    source_id = models.BigIntegerField()
    thread_label = models.CharField(max_length=80)
    thread_id = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence)
    estimated = models.BooleanField(_("an estimate"), default=False)
    parameters = models.CharField(max_length=80, blank=True)
    why = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.TextField(_("reason"), blank=True)
    posted_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["source_label", "source_id"], name="entry_source"),
            models.Index(fields=["thread_label", "thread_id", "-happened_on"], name="entry_thread"),
            models.Index(
                fields=["measure", "fraction", "happened_on", "evidence", "estimated", "quantity", "recorded_at"],
                name="entry_sums",
            ),
            models.Index(  # in the order of a page; behind it what other orders and a past day are found by
                F("happened_on").desc(),
                Coalesce("reverses", "id").desc(),
                "id",
                "reverses",
                "recorded_at",
                "quantity",
                "measure",
                name="entry_lines",
            ),
            models.Index(fields=["reverses"], condition=Q(reverses__isnull=False), name="entry_reversals"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_label", "source_id", "measure", "period", "revision"],
                condition=Q(reverses__isnull=True),
                name="entry_once",
            ),
            models.CheckConstraint(
                condition=(Q(reverses__isnull=True) & Q(quantity__gt=0))
                | (Q(reverses__isnull=False) & Q(quantity__lt=0)),
                name="entry_quantity_sign",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""), name="entry_reversal_has_reason"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="entry_revision_from_one"),
        ]

    def __str__(self):
        return f"{self.measure} {self.quantity} {self.unit}"


class EntryParty(models.Model):
    """An organisation that an entry is about, as giver or receiver."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="entries", db_index=False
    )  # the index below begins with it
    role = models.CharField(_("part"), max_length=10, choices=PartyRole)

    class Meta:
        verbose_name = _("organisation of an entry")
        indexes = [models.Index(fields=["organisation", "role", "entry"], name="entry_party_of")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "organisation", "role"], name="entry_party_once"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.role}"
