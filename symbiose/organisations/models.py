"""Organisations, dated facts about them, and memberships."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import (
    AccessState,
    FactKind,
    MembershipRole,
    OrganisationKind,
    OrganisationState,
    Proof,
    TradeCodeVersion,
)


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


class AccessRequest(Record):
    """A person who asks, or is invited, to act for an organisation, and how it was proven that they may.

    `organisation` is empty until somebody at the entrance has found out which one is meant by `organisation_text`.
    """

    PERSONAL = frozenset({"name", "email", "phone", "note", "proof_note", "answer"})

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="access_requests"
    )
    organisation_text = models.CharField(_("organisation"), max_length=200, blank=True)
    company_number = models.CharField(_("company number (CVR)"), max_length=8, blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AccessState, default=AccessState.ASKED)
    proof = models.CharField(_("how it was proven"), max_length=20, choices=Proof, blank=True)
    proof_note = models.CharField(_("what was seen or heard"), max_length=300, blank=True)
    proven_by = models.CharField(max_length=200, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    answer = models.CharField(_("reason"), max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("request for access")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "answer_by"], name="access_waiting"),
            models.Index(fields=["email"], name="access_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(state__in=["asked", "invited"], organisation__isnull=False),
                name="access_one_open",
            ),
            models.UniqueConstraint(
                "email",
                "company_number",
                Lower("organisation_text"),
                condition=Q(state="asked", organisation__isnull=True),
                name="access_one_open_unknown",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "invited"], settled_at__isnull=True)
                | (~Q(state__in=["asked", "invited"]) & Q(settled_at__isnull=False)),
                name="access_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused", answer="", erased_at__isnull=True), name="access_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", note="", answer="", proof_note=""),
                name="access_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "refused", "withdrawn"])
                | (Q(organisation__isnull=False) & ~Q(proof="") & ~Q(proof_note="") & Q(proven_at__isnull=False)),
                name="access_is_proven",
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.organisation_text} {self.state}"
