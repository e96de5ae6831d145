"""The inbox is the truth, mail is a copy; links let anyone answer without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.notices.kinds import GENERAL


class Notice(models.Model):
    """Something that a person should know of. `kind` is one of `notices.kinds`; `copied_at` says when a letter told of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    subject_label = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=40, default=GENERAL)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    copied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=["user", "read_at", "-created_at"], name="notice_unread"),
            models.Index(
                fields=["created_at"], condition=Q(read_at=None, copied_at=None), name="notice_not_told_by_mail"
            ),
        ]

    def __str__(self):
        return self.text


class MailState(models.TextChoices):
    QUEUED = "queued", _("queued")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class OutgoingMail(models.Model):
    """A letter in the queue. It carries no personal data about people who seek work: something waits, and a link.

    What it is about and which organisation it goes to say who must know of it where it does not arrive.
    """

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
    subject_label = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    queued_again_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # somebody called instead

    class Meta:
        verbose_name = _("letter")
        indexes = [
            models.Index(fields=["state", "next_try"], name="mail_due"),
            models.Index(
                fields=["created_at"], condition=Q(state="failed", settled_at=None), name="mail_not_delivered"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_has_time"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"


class MailMode(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("one letter a day")
    NONE = "none", _("no letter")


class MailChoice(Record):
    """Which letters a person wants about a kind of notice; without a row, what is usual for the kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=40)
    mode = models.CharField(max_length=10, choices=MailMode)

    class Meta:
        verbose_name = _("choice of letters")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once"),
            models.CheckConstraint(condition=Q(mode__in=["at_once", "daily", "none"]), name="mail_choice_mode"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.mode}"


class MailTextVersion(Record):
    """How a text of letters read from a moment on, in one language; the latest holds. `standard` took the words back."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    subject = models.CharField(_("subject of the letter"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    standard = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("text of letters")
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "number"], name="mail_text_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="mail_text_number"),
            models.CheckConstraint(
                condition=Q(standard=True) | (~Q(subject="") & ~Q(body="")), name="mail_text_not_empty"
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.language} {self.number}"


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


class IncomingState(models.TextChoices):
    RECEIVED = "received", _("waits to be read in")
    HANDLED = "handled", _("read in")
    REFUSED = "refused", _("became nothing")
    SET_ASIDE = "set_aside", _("looked at and set aside")


class IncomingMail(Record):
    """A letter that came in, once, whichever way and however often it was fetched.

    Its text is kept by the room that took it, and by the mailbox; here stands only what shows that it came, from whom,
    and what became of it. One that became nothing waits for people unless a machine wrote it.
    """

    PERSONAL = frozenset({"message_id", "from_address", "subject", "set_aside_reason"})

    message_id = models.CharField(max_length=255, unique=True)
    content_hash = models.CharField(max_length=64, unique=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    arrived_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=IncomingState, default=IncomingState.RECEIVED)
    refusal = models.CharField(max_length=300, blank=True)
    by_machine = models.BooleanField(default=False)
    set_aside_reason = models.CharField(_("why it is set aside"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    became_label = models.CharField(max_length=80, blank=True)
    became_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("incoming letter")
        indexes = [
            models.Index(fields=["from_address", "arrived_at"], name="incoming_sender"),
            models.Index(
                fields=["arrived_at"], condition=Q(state="refused", by_machine=False), name="incoming_left_to_people"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="incoming_refused_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="handled") | Q(became_id__isnull=False), name="incoming_handled_became"
            ),
            models.CheckConstraint(
                condition=Q(state="set_aside") & ~Q(set_aside_reason="")
                | ~Q(state="set_aside") & Q(set_aside_reason=""),
                name="incoming_set_aside_has_reason",
            ),
        ]

    def __str__(self):
        return self.subject


class MailboxReading(models.Model):
    """When the entrance's mailbox was last read, and since when it cannot be. One row per mailbox."""

    name = models.CharField(max_length=200, unique=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("reading of the mailbox")

    def __str__(self):
        return self.name
