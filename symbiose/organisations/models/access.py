"""Requests to act for an organisation."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import AccessState, MembershipRole, Proof
from symbiose.organisations.models.known import Membership
from symbiose.organisations.models.organisation import Organisation


class AccessRequest(Record):
    """A person who asks, or is invited, to act for an organisation, and how it was proven that they may.

    `organisation` is empty until somebody at the entrance has found out which one is meant by `organisation_text`.
    """

    PERSONAL = frozenset(
        {"name", "email", "phone", "note", "proof_note", "answer", "organisation_text", "company_number"}
    )  # also what was written of the firm: it may be called after its owner, and is erased with the rest

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
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.REPRESENTATIVE)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)
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
                condition=Q(last_day__isnull=True) | Q(first_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="access_days",
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
                | (
                    Q(organisation__isnull=False, proven_at__isnull=False)
                    & ~Q(proof="")
                    & (~Q(proof_note="") | Q(erased_at__isnull=False))
                ),
                name="access_is_proven",
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.organisation_text} {self.state}"
