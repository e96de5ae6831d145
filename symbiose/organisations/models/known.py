"""What is known of an organisation, with source and dates, and who acts for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import FactKind, MembershipRole
from symbiose.organisations.models.organisation import Organisation


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
        indexes = [models.Index(fields=["changed_at"], name="organisation_fact_written")]
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
    came_from = models.CharField(max_length=40, blank=True)  # the identity provider whose word it rests on, if any

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


class OrganisationYear(Record):
    """What is known of an organisation for one calendar year, with its source; unknown stays empty. Amounts in DKK."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    headcount = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    turnover = models.DecimalField(_("turnover, DKK"), max_digits=16, decimal_places=2, null=True, blank=True)
    balance = models.DecimalField(_("balance sheet total, DKK"), max_digits=16, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("figures of a year")
        ordering = ["-year"]
        indexes = [models.Index(fields=["changed_at"], name="organisation_year_written")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="organisation_year_once"),
            models.CheckConstraint(condition=Q(year__gte=1900) & Q(year__lte=2100), name="organisation_year_range"),
            models.CheckConstraint(
                condition=Q(headcount__isnull=False) | Q(turnover__isnull=False) | Q(balance__isnull=False),
                name="organisation_year_says_something",
            ),
            models.CheckConstraint(
                condition=(Q(turnover__isnull=True) | Q(turnover__gte=0))
                & (Q(balance__isnull=True) | Q(balance__gte=0)),
                name="organisation_year_not_negative",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="organisation_year_has_source"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.year}"


class ProductionUnit(Record):
    """A place of work with a production unit number (P-number) of its own, between two dates."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    p_number = models.CharField(_("production unit number (P-number)"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("production unit")
        ordering = ["p_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["p_number"], condition=Q(valid_to__isnull=True), name="production_unit_one_open"
            ),
            models.CheckConstraint(condition=Q(p_number__regex=r"^[0-9]{10}$"), name="production_unit_number_form"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="production_unit_dates",
            ),
        ]

    def __str__(self):
        return f"{self.p_number} {self.name}"
