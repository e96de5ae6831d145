import django.db.models.deletion
import django.db.models.functions.text
import symbiose.organisations.models.telephone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Champion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="what the person does")),
                ("offers", models.TextField(blank=True, verbose_name="what the person can be asked about")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("example", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "community champion",
                "verbose_name_plural": "community champions",
                "ordering": ["role", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", False),
                            models.Q(models.Q(("name", ""), _negated=True), models.Q(("role", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="champion_has_name_and_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(
                                ("contact_email", ""), ("contact_phone", ""), ("name", ""), ("offers", ""), ("role", "")
                            ),
                            _connector="OR",
                        ),
                        name="champion_erased_is_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("with_name", models.BooleanField(default=False, verbose_name="the name may be shown")),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("symbiose", "wrote it here themselves"),
                            ("mail", "by mail"),
                            ("phone", "by telephone"),
                            ("meeting", "at a meeting or visit"),
                            ("paper", "on paper"),
                            ("before", "shown before consents were written down here"),
                        ],
                        max_length=10,
                        verbose_name="how it was given",
                    ),
                ),
                ("given_by", models.CharField(blank=True, max_length=200, verbose_name="who said yes")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="taken back on")),
                (
                    "champion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="organisations.champion",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to the public directory",
                "ordering": ["-given_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("champion__isnull", False), ("withdrawn_on__isnull", True)),
                        fields=("champion",),
                        name="directory_consent_one_open_champion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True), ("withdrawn_on__gte", models.F("given_on")), _connector="OR"
                        ),
                        name="directory_consent_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", ""), _negated=True),
                            ("how", "before"),
                            ("withdrawn_on__isnull", False),
                            _connector="OR",
                        ),
                        name="directory_consent_says_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "company"),
                            ("social_enterprise", "social enterprise"),
                            ("department", "municipal department"),
                            ("association", "association"),
                            ("school", "school or education"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("company_number", models.CharField(blank=True, max_length=8, verbose_name="company number (CVR)")),
                ("description", models.TextField(blank=True, verbose_name="what the organisation does")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("trade_code", models.CharField(blank=True, max_length=6, verbose_name="trade code")),
                (
                    "trade_code_version",
                    models.CharField(
                        blank=True,
                        choices=[("DB07", "DB07 (NACE 2)"), ("DB25", "DB25 (NACE 2.1)")],
                        max_length=4,
                        verbose_name="trade code version",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="web page")),
                ("contact_name", models.CharField(blank=True, max_length=200, verbose_name="contact person")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("in_directory", models.BooleanField(default=False, verbose_name="shown in the public directory")),
                (
                    "most_open",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at most this many unanswered proposals at a time"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("closed", "closed"), ("merged", "gathered in another")],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="why it closed")),
                ("example", models.BooleanField(default=False)),
                (
                    "directory_consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.directoryconsent",
                        verbose_name="consent that the public list stands on",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="organisations.organisation",
                        verbose_name="the same as",
                    ),
                ),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeds",
                        to="organisations.organisation",
                        verbose_name="carried on by",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "indexes": [
                    models.Index(fields=["name"], name="organisation_name"),
                    models.Index(fields=["kind", "name"], name="organisation_kind"),
                    models.Index(fields=["postcode"], name="organisation_postcode"),
                    models.Index(fields=["changed_at"], name="organisation_written"),
                    models.Index(
                        symbiose.organisations.models.telephone.LastDigits("contact_phone"), name="organisation_phone"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("company_number", ""), _negated=True),
                        fields=("company_number",),
                        name="organisation_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("company_number", ""), ("company_number__regex", "^[0-9]{8}$"), _connector="OR"
                        ),
                        name="organisation_number_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trade_code", ""), models.Q(("trade_code_version", ""), _negated=True), _connector="OR"
                        ),
                        name="organisation_trade_code_has_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="organisation_closed_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="organisation_merged_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("succeeded_by__isnull", True), ("state", "closed"), _connector="OR"),
                        name="organisation_succeeded_is_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="organisation_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("succeeded_by", models.F("id")), _negated=True),
                        name="organisation_not_its_own_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_directory", False), ("directory_consent__isnull", False), _connector="OR"
                        ),
                        name="organisation_shown_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_open__isnull", True), ("most_open__gte", 1), _connector="OR"),
                        name="organisation_most_open_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("moved", models.JSONField(default=dict)),
                ("parted", models.JSONField(default=dict)),
                ("years", models.JSONField(default=list)),
                ("fields", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "gathering of two records",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("merged",), name="merge_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged", models.F("survivor")), _negated=True), name="merge_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("representative", "acts for the organisation"),
                            ("adviser", "adviser at the entrance"),
                            ("consultant", "job consultant"),
                            ("leader", "leader in the municipality"),
                            ("manager", "acts for the organisation and settles who does"),
                            ("entrance", "adviser at an external entrance"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("came_from", models.CharField(blank=True, max_length=40)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("user", "organisation", "role"),
                        name="membership_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="membership_dates",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="directoryconsent",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directory_consents",
                to="organisations.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("person", models.CharField(blank=True, max_length=200, verbose_name="who one spoke with")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("visit", "visit"),
                            ("meeting", "meeting"),
                            ("mail", "letter"),
                            ("note", "note"),
                        ],
                        max_length=10,
                        verbose_name="kind of contact",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("in", "they came to us"), ("out", "we went to them")],
                        max_length=5,
                        verbose_name="who took the first step",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                ("text", models.TextField(verbose_name="what was said")),
                ("confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "confidential_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is confidential"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is withdrawn")),
                ("thread_label", models.CharField(blank=True, max_length=80)),
                ("thread_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "spoken_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the contact log",
                "ordering": ["-happened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["organisation", "-happened_at"], name="contact_of_organisation"),
                    models.Index(fields=["thread_label", "thread_id", "-happened_at"], name="contact_of_thread"),
                    models.Index(fields=["changed_at"], name="contact_written"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="contact_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confidential", False),
                            models.Q(("confidential_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_confidential_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("thread_id__isnull", True), ("thread_label", "")),
                            models.Q(models.Q(("thread_label", ""), _negated=True), ("thread_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="contact_thread_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="contact_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="champion",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="champions",
                to="organisations.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.CreateModel(
            name="Alike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("reasons", models.JSONField(default=list)),
                ("weight", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("likely", "likely the same"), ("distinct", "not the same")],
                        default="likely",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "likely double",
                "ordering": ["-weight", "pk"],
                "indexes": [models.Index(fields=["state", "-weight", "id"], name="alike_shown")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="alike_once"),
                    models.CheckConstraint(condition=models.Q(("first__lt", models.F("second"))), name="alike_ordered"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("organisation_text", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                ("company_number", models.CharField(blank=True, max_length=8, verbose_name="company number (CVR)")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("invited", "proven and invited"),
                            ("open", "has access"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("representative", "acts for the organisation"),
                            ("adviser", "adviser at the entrance"),
                            ("consultant", "job consultant"),
                            ("leader", "leader in the municipality"),
                            ("manager", "acts for the organisation and settles who does"),
                            ("entrance", "adviser at an external entrance"),
                        ],
                        default="representative",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="from")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called_back", "called back on the number in the company register"),
                            ("register_mail", "wrote from the address in the company register"),
                            ("met", "met at the organisation's place"),
                            ("authority", "showed a power of attorney"),
                            ("colleague", "vouched for by somebody who already acts for it"),
                            ("provider", "said by the identity provider at sign-in"),
                        ],
                        max_length=20,
                        verbose_name="how it was proven",
                    ),
                ),
                ("proof_note", models.CharField(blank=True, max_length=300, verbose_name="what was seen or heard")),
                ("proven_by", models.CharField(blank=True, max_length=200)),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_requests",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for access",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "answer_by"], name="access_waiting"),
                    models.Index(fields=["email"], name="access_address"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False), ("state__in", ["asked", "invited"])),
                        fields=("organisation", "email"),
                        name="access_one_open",
                    ),
                    models.UniqueConstraint(
                        models.F("email"),
                        models.F("company_number"),
                        django.db.models.functions.text.Lower("organisation_text"),
                        condition=models.Q(("organisation__isnull", True), ("state", "asked")),
                        name="access_one_open_unknown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state__in", ["asked", "invited"])),
                            models.Q(
                                models.Q(("state__in", ["asked", "invited"]), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="access_settled_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True),
                            ("first_day__isnull", True),
                            ("last_day__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="access_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""), ("erased_at__isnull", True), ("state", "refused"), _negated=True
                        ),
                        name="access_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(
                                ("answer", ""),
                                ("email", ""),
                                ("name", ""),
                                ("note", ""),
                                ("phone", ""),
                                ("proof_note", ""),
                            ),
                            _connector="OR",
                        ),
                        name="access_erased_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "refused", "withdrawn"]),
                            models.Q(
                                ("organisation__isnull", False),
                                ("proven_at__isnull", False),
                                models.Q(("proof", ""), _negated=True),
                                models.Q(
                                    models.Q(("proof_note", ""), _negated=True),
                                    ("erased_at__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="access_is_proven",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("social_enterprise", "works as a social enterprise"),
                            ("registered", "registered as a social enterprise"),
                            ("shown_to_trade", "shown to trade"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("holds", models.BooleanField(default=True, verbose_name="holds")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "dated fact",
                "ordering": ["kind", "-valid_from"],
                "indexes": [models.Index(fields=["changed_at"], name="organisation_fact_written")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "kind", "valid_from"), name="organisation_fact_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("organisation", "kind"),
                        name="organisation_fact_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="organisation_fact_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="organisation_fact_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("headcount", models.PositiveIntegerField(blank=True, null=True, verbose_name="employees")),
                (
                    "turnover",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="turnover, DKK"
                    ),
                ),
                (
                    "balance",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="balance sheet total, DKK"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a year",
                "ordering": ["-year"],
                "indexes": [models.Index(fields=["changed_at"], name="organisation_year_written")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="organisation_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1900), ("year__lte", 2100)), name="organisation_year_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("headcount__isnull", False),
                            ("turnover__isnull", False),
                            ("balance__isnull", False),
                            _connector="OR",
                        ),
                        name="organisation_year_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("turnover__isnull", True), ("turnover__gte", 0), _connector="OR"),
                            models.Q(("balance__isnull", True), ("balance__gte", 0), _connector="OR"),
                        ),
                        name="organisation_year_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="organisation_year_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductionUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("p_number", models.CharField(max_length=10, verbose_name="production unit number (P-number)")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "production unit",
                "ordering": ["p_number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("p_number",),
                        name="production_unit_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("p_number__regex", "^[0-9]{10}$")), name="production_unit_number_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="production_unit_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("address", "address"),
                            ("trade_code", "trade code"),
                            ("headcount", "employees"),
                            ("status", "status"),
                            ("form", "company form"),
                            ("started_on", "first day"),
                            ("ended_on", "last day"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("value", models.CharField(max_length=400, verbose_name="what the register says")),
                ("told_on", models.DateField(verbose_name="day of the extract")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("taken", models.BooleanField(default=True)),
                ("settled", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_facts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "what the company register says",
                "ordering": ["organisation", "field", "-told_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled", False)), fields=["field", "value"], name="register_fact_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "field", "told_on"), name="register_fact_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("value", ""), _negated=True)
                        ),
                        name="register_fact_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(verbose_name="first day away")),
                ("valid_to", models.DateField(verbose_name="last day away")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "ordering": ["valid_from", "pk"],
                "indexes": [models.Index(fields=["valid_to", "valid_from"], name="absence_days")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "valid_from"), name="absence_once"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="absence_dates"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deputy__isnull", True),
                            models.Q(("deputy", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="absence_deputy_is_another",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="directoryconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("champion__isnull", True), ("organisation__isnull", False), ("with_name", True)),
                    models.Q(("champion__isnull", False), ("organisation__isnull", True)),
                    _connector="OR",
                ),
                name="directory_consent_is_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="directoryconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False), ("withdrawn_on__isnull", True)),
                fields=("organisation",),
                name="directory_consent_one_open",
            ),
        ),
    ]
