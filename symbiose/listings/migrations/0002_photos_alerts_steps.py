import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_photos"),
        ("listings", "0001_initial"),
        ("organisations", "0002_years_units_closure_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="asked_nobody_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.CharField(max_length=1000)),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                ("told_until", models.DateTimeField()),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "alert",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "query"), name="alert_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="alert_behalf_has_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorityStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=40, verbose_name="step")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("recorded", "recorded"), ("dropped", "no longer needed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="deadline")),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="authority")),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="the authority's reference")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("allowed", "may be handed over"),
                            ("conditions", "may be handed over on conditions"),
                            ("refused", "may not be handed over"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="settled on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="listings.listing"
                    ),
                ),
                (
                    "owner_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "authority step",
                "ordering": ["state", "due_on", "pk"],
                "indexes": [models.Index(fields=["state", "due_on"], name="step_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("listing", "kind"), name="step_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner_user__isnull", True), ("owner_organisation__isnull", True), _connector="OR"
                        ),
                        name="step_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "recorded"), _negated=True),
                            models.Q(
                                ("settled_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("authority", ""), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="step_recorded_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("settled_on__isnull", True),
                            ("valid_until__gte", models.F("settled_on")),
                            _connector="OR",
                        ),
                        name="step_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="what the picture shows")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="listings.listing"
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.upload"
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a listing",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("listing", "position"), name="listing_photo_position_once")
                ],
            },
        ),
    ]
