"""What somebody asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.frontdesk.enums import Channel, EnquiryState
from symbiose.frontdesk.models.cases import Case
from symbiose.organisations.models import Organisation


class Enquiry(Record):
    """What somebody asked, who they are as far as it is known, and who owns it. It is never without an owner.

    `entrance` is the organisation where it arrived, `external` whether that is outside the municipality; `door` is the
    department that was first addressed. `waits` says whether its writer waits for an answer, by `respond_by`, also in a
    case in which others had theirs. `claimed` is the organisation whose name, number or address its writer used, until
    somebody confirms that they write for it. `source_key` is what the same enquiry is known by when it arrives twice.
    """

    PERSONAL = frozenset(
        {
            *("title", "text", "name", "email", "phone", "organisation_text", "answer", "source_key", "owner_reason"),
            *("noise_reason", "consent"),
        }
    )

    number = models.CharField(_("number"), max_length=20)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel)
    topic = models.CharField(_("topic"), max_length=40)
    title = models.CharField(_("in their own words"), max_length=160)
    text = models.TextField(_("what they said"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    organisation_text = models.CharField(_("organisation, as they wrote it"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enquiries",
        verbose_name=_("organisation"),
    )
    claimed = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation that they perhaps write for"),
    )
    entrance = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("entrance where it arrived")
    )
    external = models.BooleanField(default=False)
    door = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("department first addressed"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    owner_reason = models.CharField(max_length=300)  # a Danish sentence: why this person
    received_at = models.DateTimeField(_("came in"))
    respond_by = models.DateField(_("first answer by"))
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    waits = models.BooleanField(_("waits for an answer"), default=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EnquiryState, default=EnquiryState.NEW)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries")
    answer = models.TextField(_("what was answered"), blank=True)
    noise_reason = models.CharField(_("why it is set aside"), max_length=300, blank=True)
    passed_to = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # settled, or what was written since is marked as read
    unheard_at = models.DateTimeField(null=True, blank=True)  # the municipality was told that nobody can answer it
    forgotten_at = models.DateTimeField(null=True, blank=True)  # what was personal is erased
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["state", "-received_at"], name="enquiry_newest_first"),
            models.Index(fields=["owner", "state", "respond_by"], name="enquiry_of_owner"),
            models.Index(fields=["organisation", "-received_at"], name="enquiry_of_organisation"),
            models.Index(fields=["waits", "respond_by"], name="enquiry_first_answer"),
            models.Index(  # holds all that counting reads, so that it never visits the rows
                fields=["external", "state", "channel", "topic", "owner", "entrance"], name="enquiry_counted"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="enquiry_number_once"),
            models.UniqueConstraint(fields=["source_key"], condition=~Q(source_key=""), name="enquiry_source_once"),
            models.CheckConstraint(
                condition=Q(state="in_case", case__isnull=False) | (~Q(state="in_case") & Q(case__isnull=True)),
                name="enquiry_in_case_has_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="enquiry_answered_has_time"
            ),
            models.CheckConstraint(
                condition=Q(state="in_case")
                | Q(state="new", waits=True)
                | Q(state__in=["answered", "passed_on", "noise"], waits=False),
                name="enquiry_waits_while_new",
            ),
            models.CheckConstraint(
                condition=Q(state="noise") & ~Q(noise_reason="") | (~Q(state="noise") & Q(noise_reason="")),
                name="enquiry_noise_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="passed_on", passed_to__isnull=False) & ~Q(consent="")
                | (~Q(state="passed_on") & Q(passed_to__isnull=True)),
                name="enquiry_passed_on_with_consent",
            ),
            models.CheckConstraint(condition=~Q(owner_reason=""), name="enquiry_owner_has_reason"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(claimed__isnull=True), name="enquiry_firm_known_or_claimed"
            ),
        ]

    def __str__(self):
        return self.title
