"""Who spoke with whom, when, about what; and who is away with whom as deputy."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models.known import Membership
from symbiose.organisations.models.organisation import Organisation


class Contact(Record):
    """One line of the contact log: a call, a visit, a meeting, a letter or a note.

    `thread_label` and `thread_id` say what it belongs to, for example a case; the log is one for all rooms, so that
    anybody can see who spoke with a firm last. `spoken_for` is the department or entrance of the one who wrote. A line that
    was withdrawn stays readable and counts nowhere.
    """

    PERSONAL = frozenset(
        {"person", "text", "confidential_reason", "withdrawn_reason"}
    )  # what people say stays out of the trail

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    person = models.CharField(_("who one spoke with"), max_length=200, blank=True)
    kind = models.CharField(_("kind of contact"), max_length=10, choices=ContactKind)
    direction = models.CharField(_("who took the first step"), max_length=5, choices=Direction, blank=True)
    happened_at = models.DateTimeField(_("when"))
    text = models.TextField(_("what was said"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    spoken_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confidential = models.BooleanField(_("confidential"), default=False)
    confidential_reason = models.CharField(_("why it is confidential"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it is withdrawn"), max_length=300, blank=True)
    thread_label = models.CharField(max_length=80, blank=True)
    thread_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("line of the contact log")
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-happened_at"], name="contact_of_organisation"),
            models.Index(fields=["thread_label", "thread_id", "-happened_at"], name="contact_of_thread"),
            models.Index(fields=["changed_at"], name="contact_written"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="contact_says_something"),
            models.CheckConstraint(
                condition=Q(confidential=False) | ~Q(confidential_reason=""), name="contact_confidential_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(thread_label="", thread_id__isnull=True)
                | (~Q(thread_label="") & Q(thread_id__isnull=False)),
                name="contact_thread_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="contact_withdrawn_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"


class Absence(Record):
    """Somebody is away from a first to a last day, both included, and who stands in. Why is nobody's business here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    valid_from = models.DateField(_("first day away"))
    valid_to = models.DateField(_("last day away"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in",
        verbose_name=_("deputy"),
    )

    class Meta:
        verbose_name = _("absence")
        ordering = ["valid_from", "pk"]
        indexes = [models.Index(fields=["valid_to", "valid_from"], name="absence_days")]
        constraints = [
            models.UniqueConstraint(fields=["user", "valid_from"], name="absence_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="absence_dates"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("user")), name="absence_deputy_is_another"
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.valid_from}"
