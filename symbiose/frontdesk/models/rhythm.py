"""How often the municipality and an enterprise have agreed to talk, and which topics of the agenda a talk touched."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from symbiose.common.models import Record
from symbiose.organisations.models import Contact, Organisation

LONGEST_RHYTHM = 60  # months


class AgendaTopic(models.TextChoices):
    """The five topics of the continuing dialogue, as the strategy names them."""

    DEVELOPMENT = "development", _("development potential")
    RECRUITMENT = "recruitment", pgettext_lazy("topic of the dialogue", "recruitment")
    RETENTION = "retention", pgettext_lazy("topic of the dialogue", "retention")
    PARTNERSHIP = "partnership", pgettext_lazy("topic of the dialogue", "partnership")
    CLIMATE = "climate", _("tasks for the climate")


class Rhythm(Record):
    """What was agreed with one enterprise. Empty months follow the municipality's usual; a reason says that none is wanted.

    Every enterprise has a row, agreed or not. `next_on` is the day that was agreed last; a talk on or after it has kept
    it. `talked_on` is reckoned from the contact log by `actions.rhythm_counting`; `since_on` is that day, else the one
    on which the enterprise came here.
    """

    PERSONAL = frozenset({"agreed_with", "none_reason"})

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="rhythm", verbose_name=_("organisation")
    )
    months = models.PositiveSmallIntegerField(_("months between two talks"), null=True, blank=True)
    none_reason = models.CharField(_("why no talks are wanted"), max_length=300, blank=True)
    agreed_with = models.CharField(_("with whom it was agreed"), max_length=200, blank=True)
    agreed_on = models.DateField(_("when it was agreed"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who keeps the dialogue"),
    )
    next_on = models.DateField(_("next talk agreed"), null=True, blank=True)
    talked_on = models.DateField(_("last talk"), null=True, blank=True)
    since_on = models.DateField()
    counted_at = models.DateTimeField(default=timezone.now)  # when the last talk was looked for

    class Meta:
        verbose_name = _("rhythm of the dialogue")
        verbose_name_plural = _("rhythms of the dialogue")
        indexes = [
            models.Index(fields=["owner", "since_on"], name="rhythm_of_owner"),
            models.Index(fields=["months", "since_on"], name="rhythm_since"),
            models.Index(fields=["counted_at"], name="rhythm_counted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=LONGEST_RHYTHM), name="rhythm_months"
            ),
            models.CheckConstraint(
                condition=Q(none_reason="") | Q(months__isnull=True, next_on__isnull=True), name="rhythm_or_none"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.months or '–'}"


class TopicTouched(Record):
    """A talk touched one topic of the agenda, in one line. When and with whom stands in the contact log."""

    PERSONAL = frozenset({"line"})

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(_("topic"), max_length=12, choices=AgendaTopic)
    line = models.CharField(_("in one line"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic of a talk")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "topic"], name="topic_touched_once")]

    def __str__(self):
        return f"{self.topic} {self.contact}"
