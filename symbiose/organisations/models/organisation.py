"""Organisations themselves."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import OrganisationKind, OrganisationState, TradeCodeVersion
from symbiose.organisations.models.telephone import LastDigits


class Organisation(Record):
    """Anything with a company number or a place here."""

    PERSONAL = frozenset({"contact_name", "contact_email", "contact_phone"})  # their values stay out of the trail

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind)
    company_number = models.CharField(_("company number (CVR)"), max_length=8, blank=True)
    description = models.TextField(_("what the organisation does"), blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    trade_code = models.CharField(_("trade code"), max_length=6, blank=True)
    trade_code_version = models.CharField(_("trade code version"), max_length=4, choices=TradeCodeVersion, blank=True)
    website = models.URLField(_("web page"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    in_directory = models.BooleanField(_("shown in the public directory"), default=False)
    directory_consent = models.ForeignKey(
        "organisations.DirectoryConsent",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("consent that the public list stands on"),
    )
    most_open = models.PositiveSmallIntegerField(
        _("at most this many unanswered proposals at a time"), null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=OrganisationState, default=OrganisationState.ACTIVE)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("why it closed"), max_length=300, blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="succeeds",
        verbose_name=_("carried on by"),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
        verbose_name=_("the same as"),
    )
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["name"], name="organisation_name"),
            models.Index(fields=["kind", "name"], name="organisation_kind"),
            models.Index(fields=["postcode"], name="organisation_postcode"),
            models.Index(fields=["changed_at"], name="organisation_written"),
            models.Index(LastDigits("contact_phone"), name="organisation_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_number"], condition=~Q(company_number=""), name="organisation_number_once"
            ),
            models.CheckConstraint(
                condition=Q(company_number="") | Q(company_number__regex=r"^[0-9]{8}$"), name="organisation_number_form"
            ),
            models.CheckConstraint(
                condition=Q(trade_code="") | ~Q(trade_code_version=""), name="organisation_trade_code_has_version"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="organisation_closed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="organisation_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by__isnull=True) | Q(state="closed"), name="organisation_succeeded_is_closed"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="organisation_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(succeeded_by=F("id")), name="organisation_not_its_own_successor"),
            models.CheckConstraint(
                condition=Q(in_directory=False) | Q(directory_consent__isnull=False),
                name="organisation_shown_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(most_open__isnull=True) | Q(most_open__gte=1), name="organisation_most_open_from_one"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def dotted_trade_code(self) -> str:
        """16.23.00, as the company register writes it."""
        code = self.trade_code
        return ".".join(filter(None, (code[:2], code[2:4], code[4:])))

    @property
    def place(self) -> str:
        """8600 Silkeborg."""
        return f"{self.postcode} {self.town}".strip()
