"""Who stands in the public directory, and with whose yes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import ConsentHow
from symbiose.organisations.models.organisation import Organisation


class Champion(Record):
    """A person who drives something here and may be asked about it. Everything of theirs is erased when they leave.

    Address and number are for the entrance alone: the public reaches a champion through it.
    """

    PERSONAL = frozenset({"name", "role", "offers", "contact_email", "contact_phone"})

    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("what the person does"), max_length=120, blank=True)
    offers = models.TextField(_("what the person can be asked about"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="champions",
        verbose_name=_("organisation"),
    )
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("community champion")
        verbose_name_plural = _("community champions")
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | (~Q(name="") & ~Q(role="")), name="champion_has_name_and_role"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", role="", offers="", contact_email="", contact_phone=""),
                name="champion_erased_is_empty",
            ),
        ]

    def __str__(self):
        return self.role

    @property
    def place(self) -> str:
        """8600 Silkeborg."""
        return f"{self.postcode} {self.town}".strip()


class DirectoryConsent(Record):
    """A dated yes to standing in the public directory: whose, how it was given, by whom, and when it was taken back.

    An organisation is always shown by its name; a champion only where `with_name` says so.
    """

    PERSONAL = frozenset({"given_by", "note"})

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="directory_consents"
    )
    champion = models.ForeignKey(Champion, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    with_name = models.BooleanField(_("the name may be shown"), default=False)
    given_on = models.DateField(_("given on"))
    how = models.CharField(_("how it was given"), max_length=10, choices=ConsentHow)
    given_by = models.CharField(_("who said yes"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to the public directory")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, champion__isnull=True, with_name=True)
                | Q(organisation__isnull=True, champion__isnull=False),
                name="directory_consent_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(withdrawn_on__isnull=True, organisation__isnull=False),
                name="directory_consent_one_open",
            ),
            models.UniqueConstraint(
                fields=["champion"],
                condition=Q(withdrawn_on__isnull=True, champion__isnull=False),
                name="directory_consent_one_open_champion",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="directory_consent_dates",
            ),
            models.CheckConstraint(
                condition=~Q(given_by="") | Q(how="before") | Q(withdrawn_on__isnull=False),
                name="directory_consent_says_who",
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.champion} {self.given_on}"
