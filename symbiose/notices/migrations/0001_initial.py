import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailboxReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "reading of the mailbox",
            },
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("purpose", models.CharField(max_length=40)),
                ("subject_label", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("organisation_id", models.BigIntegerField()),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("valid_until", models.DateField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("last_sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "personal link",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("purpose", "subject_label", "subject_id", "organisation_id"),
                        name="answer_link_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("message_id", models.CharField(max_length=255, unique=True)),
                ("content_hash", models.CharField(max_length=64, unique=True)),
                ("from_address", models.CharField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("arrived_at", models.DateTimeField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "waits to be read in"),
                            ("handled", "read in"),
                            ("refused", "became nothing"),
                            ("set_aside", "looked at and set aside"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                ("by_machine", models.BooleanField(default=False)),
                ("set_aside_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is set aside")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("became_label", models.CharField(blank=True, max_length=80)),
                ("became_id", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "incoming letter",
                "indexes": [
                    models.Index(fields=["from_address", "arrived_at"], name="incoming_sender"),
                    models.Index(
                        condition=models.Q(("by_machine", False), ("state", "refused")),
                        fields=["arrived_at"],
                        name="incoming_left_to_people",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="incoming_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handled"), _negated=True), ("became_id__isnull", False), _connector="OR"
                        ),
                        name="incoming_handled_became",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "set_aside"), models.Q(("set_aside_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "set_aside"), _negated=True), ("set_aside_reason", "")),
                            _connector="OR",
                        ),
                        name="incoming_set_aside_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailTextVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=2)),
                ("number", models.PositiveIntegerField()),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject of the letter")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("standard", models.BooleanField(default=False)),
                ("by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "text of letters",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "language", "number"), name="mail_text_once"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="mail_text_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standard", True),
                            models.Q(models.Q(("subject", ""), _negated=True), models.Q(("body", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="mail_text_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "queued"), ("sent", "sent"), ("failed", "not sent")],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("once_key", models.CharField(max_length=120, unique=True)),
                ("subject_label", models.CharField(blank=True, max_length=80)),
                ("subject_id", models.BigIntegerField(blank=True, null=True)),
                ("organisation_id", models.BigIntegerField(blank=True, null=True)),
                ("queued_again_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "letter",
                "indexes": [
                    models.Index(fields=["state", "next_try"], name="mail_due"),
                    models.Index(
                        condition=models.Q(("settled_at", None), ("state", "failed")),
                        fields=["created_at"],
                        name="mail_not_delivered",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="mail_sent_has_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=40)),
                (
                    "mode",
                    models.CharField(
                        choices=[("at_once", "at once"), ("daily", "one letter a day"), ("none", "no letter")],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of letters",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="mail_choice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["at_once", "daily", "none"])), name="mail_choice_mode"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_label", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("kind", models.CharField(default="general", max_length=40)),
                ("text", models.CharField(max_length=300)),
                ("url", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("copied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "indexes": [
                    models.Index(fields=["user", "read_at", "-created_at"], name="notice_unread"),
                    models.Index(
                        condition=models.Q(("copied_at", None), ("read_at", None)),
                        fields=["created_at"],
                        name="notice_not_told_by_mail",
                    ),
                ],
            },
        ),
    ]
