"""What goes from one organisation to another, each time that it happened, and what each side said of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.files.models import Upload
from symbiose.ledger.enums import Evidence, PartyRole
from symbiose.listings.enums import ListingKind, Per, Unit
from symbiose.listings.models import Listing
from symbiose.matching.enums import EndReason, ExchangeState, HandoverState, Precision, SaidHow
from symbiose.matching.models.proposals import Proposal
from symbiose.organisations.models import Organisation


class Exchange(Record):
    """A give-and-take between two organisations, once or again and again: agreed, running, paused or ended.

    It comes from a flow of a proposal that all said yes to, or is declared by somebody who knows, with a source.
    `quantity`, `unit` and `per` are what was agreed or declared; what was handed over stands in the handovers.
    """

    number = models.CharField(_("number"), max_length=12, unique=True)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="exchanges")
    have = models.ForeignKey(Listing, null=True, blank=True, on_delete=models.PROTECT, related_name="exchanges_out")
    need = models.ForeignKey(Listing, null=True, blank=True, on_delete=models.PROTECT, related_name="exchanges_in")
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="gives", verbose_name=_("who gives"))
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="receives", verbose_name=_("who receives")
    )
    title = models.CharField(_("what goes from one to the other"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ListingKind, blank=True)
    family = models.CharField(_("group"), max_length=80, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, blank=True)
    per = models.CharField(_("how often"), max_length=6, choices=Per, default=Per.ONCE)
    estimated = models.BooleanField(_("the quantity is an estimate"), default=False)
    price = models.DecimalField(_("market price per unit, DKK"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_source = models.CharField(_("where the price is from"), max_length=300, blank=True)
    kg_per_unit = models.DecimalField(_("kg per unit"), max_digits=12, decimal_places=4, null=True, blank=True)
    weight_source = models.CharField(_("where the weight is from"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ExchangeState, default=ExchangeState.AGREED)
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    paused_on = models.DateField(_("paused on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason, blank=True)
    end_note = models.CharField(_("in a few words"), max_length=300, blank=True)
    declared = models.BooleanField(default=False)  # known from elsewhere, not from a proposal here
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    asking = models.BooleanField(default=True)  # both sides are to be asked what was handed over, while it runs
    ask_on = models.DateField(null=True, blank=True)  # the day on which both sides are next asked what was handed over
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="exchange_state"),
            models.Index(fields=["giver", "state"], name="exchange_giver"),
            models.Index(fields=["receiver", "state"], name="exchange_receiver"),
            models.Index(fields=["state", "changed_at"], name="exchange_quiet"),
            models.Index(fields=["declared", "kind", "state"], name="exchange_counts"),
            models.Index(fields=["family"], name="exchange_family"),
            models.Index(fields=["since", "until", "state", "declared", "end_reason"], name="exchange_years"),
            models.Index(fields=["ask_on"], condition=Q(ask_on__isnull=False), name="exchange_to_ask"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="exchange_two_parties"),
            models.UniqueConstraint(
                fields=["proposal", "have", "need"], condition=Q(proposal__isnull=False), name="exchange_flow_once"
            ),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="exchange_external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | (Q(quantity__gt=0) & ~Q(unit="")), name="exchange_quantity"
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | (Q(price__gte=0) & ~Q(price_source="")), name="exchange_price"
            ),
            models.CheckConstraint(
                condition=Q(kg_per_unit__isnull=True) | (Q(kg_per_unit__gt=0) & ~Q(weight_source="")),
                name="exchange_weight",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | ~Q(since_precision=""), name="exchange_since_has_precision"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | ~Q(until_precision=""), name="exchange_until_has_precision"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="exchange_dates",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", end_reason__gt="")
                | (~Q(state="ended") & Q(end_reason="", until__isnull=True)),
                name="exchange_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_on__isnull=False) | (~Q(state="paused") & Q(paused_on__isnull=True)),
                name="exchange_paused_has_day",
            ),
            models.CheckConstraint(
                condition=Q(declared=False) | (~Q(source="") & ~Q(evidence="")), name="exchange_declared_has_source"
            ),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="exchange_behalf_has_consent"),
            models.CheckConstraint(condition=Q(asking=True) | Q(ask_on__isnull=True), name="exchange_asks_if_wanted"),
        ]

    def __str__(self):
        return self.title

    @property
    def began(self) -> bool:
        """It has run at some time; what is declared ran before it was recorded."""
        if self.state in {ExchangeState.RUNNING, ExchangeState.PAUSED}:
            return True
        return self.since is not None or (self.declared and self.end_reason != EndReason.NEVER_BEGAN)

    def party_id(self, side: str) -> int:
        """The organisation on a side, by its id."""
        return self.giver_id if side == PartyRole.GIVER else self.receiver_id

    def party(self, side: str) -> Organisation:
        """The organisation on a side."""
        return self.giver if side == PartyRole.GIVER else self.receiver


class ExchangePause(Record):
    """A time in which an exchange stood still, from its first day to its last. One that lasts stands in the exchange's `paused_on`."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        verbose_name = _("pause of an exchange")
        ordering = ["exchange", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "starts_on"], name="pause_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="pause_dates"),
        ]

    def __str__(self):
        return f"{self.exchange} {self.starts_on}"


class FormerTerms(Record):
    """What one unit cost and weighed until another price or unit was told; what holds now stands on the exchange.

    `until` is the last day on which it held. A price or weight that was wrong never held, and is not kept.
    """

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="former_terms")
    unit = models.CharField(_("unit"), max_length=6, choices=Unit)
    price = models.DecimalField(_("market price per unit, DKK"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_source = models.CharField(_("where the price is from"), max_length=300, blank=True)
    kg_per_unit = models.DecimalField(_("kg per unit"), max_digits=12, decimal_places=4, null=True, blank=True)
    weight_source = models.CharField(_("where the weight is from"), max_length=300, blank=True)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former price or weight of an exchange")
        ordering = ["exchange", "until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=False) | Q(kg_per_unit__isnull=False), name="former_terms_say_something"
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | (Q(price__gte=0) & ~Q(price_source="")), name="former_price"
            ),
            models.CheckConstraint(
                condition=Q(kg_per_unit__isnull=True) | (Q(kg_per_unit__gt=0) & ~Q(weight_source="")),
                name="former_weight",
            ),
        ]

    def __str__(self):
        return f"{self.exchange} {self.until}"


class Handover(Record):
    """One time that something was, or should have been, handed over: a day, or a month of a stream."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="handovers")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=12, choices=HandoverState, default=HandoverState.ASKED)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["state", "answer_by"], name="handover_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "starts_on"], name="handover_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="handover_dates"),
            models.UniqueConstraint(
                fields=["exchange", "external_id"], condition=~Q(external_id=""), name="handover_external_id_once"
            ),
        ]

    def __str__(self):
        return f"{self.exchange} {self.starts_on}"


class HandoverReport(Record):
    """What one side said of a handover; the two stand side by side and are never made into one."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(max_length=10, choices=PartyRole)
    happened = models.BooleanField(_("it was handed over"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, blank=True)
    how = models.CharField(_("weighed or estimated"), max_length=10, choices=SaidHow, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("what one side said of a handover")
        ordering = ["handover", "side"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "side"], name="report_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | (Q(quantity__gt=0) & ~Q(unit="") & ~Q(how="")),
                name="report_quantity",
            ),
            models.CheckConstraint(
                condition=Q(happened=True) | Q(quantity__isnull=True), name="report_nothing_is_none"
            ),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="report_behalf_has_consent"),
        ]

    def __str__(self):
        return f"{self.handover} {self.side}"


class HandoverPhoto(Record):
    """A picture that one side added to a handover."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="photos")
    side = models.CharField(max_length=10, choices=PartyRole)
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a handover")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.handover} {self.pk}"
