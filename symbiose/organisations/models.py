"""Organisations, dated facts about them, and memberships."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import FactKind, MembershipRole, OrganisationKind, TradeCodeVersion


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
    headcount = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    headcount_year = models.PositiveSmallIntegerField(_("year of the headcount"), null=True, blank=True)
    website = models.URLField(_("web page"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    in_directory = models.BooleanField(_("shown in the public directory"), default=False)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["name"], name="organisation_name"),
            models.Index(fields=["kind", "name"], name="organisation_kind"),
            models.Index(fields=["postcode"], name="organisation_postcode"),
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
                condition=Q(headcount__isnull=True) | Q(headcount_year__isnull=False),
                name="organisation_headcount_has_year",
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


class OrganisationFact(Record):
    """One dated fact with its source; an open `valid_to` means it still holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(_("fact"), max_length=20, choices=FactKind)
    holds = models.BooleanField(_("holds"), default=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("dated fact")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "valid_from"], name="organisation_fact_once"),
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(valid_to__isnull=True), name="organisation_fact_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="organisation_fact_dates"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="organisation_fact_has_source"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.kind} {self.valid_from}"


class Membership(Record):
    """A person acts for an organisation in a role, between two dates."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(valid_to__isnull=True), name="membership_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="membership_dates"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"
