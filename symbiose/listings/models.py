"""Listings and the resource families that they were read into."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.files.models import Upload
from symbiose.listings.enums import ListingKind, ListingState, Per, Side, StepOutcome, StepState, Unit, Waste, Whose
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
    step_recorded = models.BooleanField(_("the authority's answer lets it go"), default=False)
    anonymous = models.BooleanField(_("name hidden until both say yes"), default=False)
    photos_open = models.BooleanField(_("photos are shown although the name is hidden"), default=False)
    confidential_reason = models.CharField(_("why it is confidential"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ListingState, default=ListingState.DRAFT)
    shown_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    reminded_at = models.DateTimeField(null=True, blank=True)
    asked_nobody_at = models.DateTimeField(null=True, blank=True)  # when the owner was last asked: nobody yet, keep it?
    kept_at = models.DateTimeField(null=True, blank=True)  # when the owner last said: keep it, although nobody came yet
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    graph_digest = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=100, blank=True)  # 80 of a file, and an old owner's number in front
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [
            # each holds all that its question reads, so that the market place never visits every row
            models.Index(
                fields=["state", "-shown_at", "-created_at", "valid_from", "valid_to"], name="listing_newest_first"
            ),
            models.Index(
                fields=["state", "side", "kind", "anonymous", "valid_from", "valid_to"], name="listing_counted"
            ),
            models.Index(fields=["state", "valid_to"], name="listing_expiring"),
            models.Index(fields=["changed_at"], name="listing_written"),
            models.Index(
                fields=["organisation", "state", "valid_from", "valid_to", "anonymous"], name="listing_of_owner"
            ),
            models.Index(  # few are asked
                fields=["asked_nobody_at"], condition=Q(asked_nobody_at__isnull=False), name="listing_asked_nobody"
            ),
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
            models.CheckConstraint(
                condition=Q(stopped=False) | Q(step_recorded=False), name="listing_stopped_or_let_go"
            ),
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


class ListingPhoto(Record):
    """A picture of a listing, made smaller and without what the camera wrote into it."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="photos")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()  # from 1; 0 while two change places
    description = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # it can be brought back until its file is erased

    class Meta:
        verbose_name = _("photo of a listing")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "position"],
                condition=Q(removed_at__isnull=True),
                name="listing_photo_position_once",
            ),
            models.CheckConstraint(condition=Q(position__lte=5), name="listing_photo_at_most_five"),
        ]

    def __str__(self):
        return f"{self.listing} {self.position}"


class Alert(Record):
    """A search on the market place of which an organisation is told when something new turns up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="alerts")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000)  # the address's own query part, as the market place reads it
    active = models.BooleanField(_("active"), default=True)
    told_until = models.DateTimeField()  # what was shown later than this is new
    told_from = models.DateTimeField(null=True, blank=True)  # where the news of the last letter began
    told_on = models.DateField(null=True, blank=True)  # the day of the last letter: one a day is enough
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("alert")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["active", "told_until"], name="alert_due")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "query"], name="alert_once"),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="alert_behalf_has_consent"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, told_from__isnull=True)
                | Q(told_on__isnull=False, told_from__isnull=False),
                name="alert_told_whole",
            ),
        ]

    def __str__(self):
        return self.name


class AuthorityStep(Record):
    """A task to clarify with an authority before a material may go: which step, whose task, until when, what came of it.

    `kind` is a code of the reference list of steps, which says what the step means, with source and certainty.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=StepState, default=StepState.OPEN)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    reference = models.CharField(_("the authority's reference"), max_length=120, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=StepOutcome, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("authority step")
        ordering = ["state", "due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="step_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["listing", "kind"], condition=Q(state="open"), name="step_one_open"),
            models.CheckConstraint(
                condition=Q(owner_user__isnull=True) | Q(owner_organisation__isnull=True), name="step_one_owner"
            ),
            models.CheckConstraint(
                condition=~Q(state="recorded")
                | (Q(settled_on__isnull=False) & ~Q(outcome="") & ~Q(authority="") & ~Q(note="")),
                name="step_recorded_says_how",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(settled_on__isnull=True)
                | Q(valid_until__gte=F("settled_on")),
                name="step_dates",
            ),
        ]

    def __str__(self):
        return f"{self.listing} {self.kind}"
