"""The inbox is the truth, mail is a copy; links let anyone answer without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record


class Notice(models.Model):
    """Something that a person should know of."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    subject_label = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        indexes = [models.Index(fields=["user", "read_at", "-created_at"], name="notice_unread")]

    def __str__(self):
        return self.text


class MailState(models.TextChoices):
    QUEUED = "queued", _("queued")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class OutgoingMail(models.Model):
    """A letter in the queue. It carries no personal data about people who seek work: something waits, and a link."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    once_key = models.CharField(max_length=120, unique=True)  # the same letter is never queued twice

    class Meta:
        verbose_name = _("letter")
        indexes = [models.Index(fields=["state", "next_try"], name="mail_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_has_time"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"


class AnswerLink(Record):
    """A personal link: who may answer what, until when. The address carries a signature of `key`, stored nowhere."""

    PERSONAL = frozenset({"key", "email"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    email = models.EmailField(blank=True)
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject_label", "subject_id", "organisation_id"],
                condition=Q(withdrawn_at__isnull=True),
                name="answer_link_once",
            )
        ]

    def __str__(self):
        return f"{self.purpose} {self.subject_label} {self.subject_id}"
