"""Listings and the resource families that they were read into."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.listings.enums import ListingKind, ListingState, Per, Side, Unit, Waste, Whose
from symbiose.organisations.models import Organisation


class Listing(Record):
    """One thing that an organisation has or lacks."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="listings")
    side = models.CharField(_("have or lack"), max_length=4, choices=Side)
    kind = models.CharField(_("kind"), max_length=20, choices=ListingKind, blank=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, blank=True)
    per = models.CharField(_("how often"), max_length=6, choices=Per, blank=True)
    estimated = models.BooleanField(_("the quantity is an estimate"), default=False)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    windows = models.CharField(_("times"), max_length=400, blank=True)
    certificate = models.CharField(_("certificate needed"), max_length=120, blank=True)
    insurance = models.CharField(_("insurance needed"), max_length=120, blank=True)
    collects = models.CharField(_("who collects or brings it"), max_length=5, choices=Whose, blank=True)
    pays = models.CharField(_("who pays for it"), max_length=5, choices=Whose, blank=True)
    terms = models.TextField(_("what else must hold"), blank=True)
    price = models.DecimalField(_("price per unit, DKK"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.JSONField(default=dict, blank=True)
    waste = models.CharField(_("waste status"), max_length=12, choices=Waste, blank=True, default=Waste.NOT_RELEVANT)
    hazard = models.BooleanField(null=True, blank=True)
    hazard_words = models.CharField(max_length=300, blank=True)
    stopped = models.BooleanField(_("stopped until an authority step is recorded"), default=False)
    anonymous = models.BooleanField(_("name hidden until both say yes"), default=False)
    confidential_reason = models.CharField(_("why it is confidential"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ListingState, default=ListingState.DRAFT)
    shown_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    reminded_at = models.DateTimeField(null=True, blank=True)
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    graph_digest = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [
            models.Index(fields=["state", "-shown_at"], name="listing_newest"),
            models.Index(fields=["state", "valid_to"], name="listing_expiring"),
            models.Index(fields=["organisation", "state"], name="listing_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="listing_dates"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="listing_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | (~Q(unit="") & ~Q(per="")), name="listing_quantity_has_unit"
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0), name="listing_price_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(shown_at__isnull=False), name="listing_shown_has_time"
            ),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="listing_behalf_has_consent"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="listing_external_id_once"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def place(self) -> str:
        """8600 Silkeborg."""
        return f"{self.postcode} {self.town}".strip()


class ListingCode(models.Model):
    """A resource family of a listing, the words that led there, and whether a person confirmed it."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="codes")
    family = models.CharField(max_length=80, db_index=True)
    confidence = models.FloatField(default=1.0)
    confirmed = models.BooleanField(default=False)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("resource family of a listing")
        ordering = ["-confirmed", "-confidence", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "family"], name="listing_code_once"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="listing_code_confidence"
            ),
        ]

    def __str__(self):
        return f"{self.listing} · {self.family}"
