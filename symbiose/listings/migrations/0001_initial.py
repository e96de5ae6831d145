import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "side",
                    models.CharField(
                        choices=[("have", "we have"), ("need", "we lack")], max_length=4, verbose_name="have or lack"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("material", "material"),
                            ("energy_water", "energy and water"),
                            ("equipment", "machine and equipment"),
                            ("space", "space"),
                            ("transport", "transport"),
                            ("competence", "know-how"),
                            ("task", "task"),
                            ("service", "service"),
                            ("product", "product"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="quantity"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kg", "kg"),
                            ("g", "grams"),
                            ("t", "tonnes"),
                            ("m3", "m³"),
                            ("l", "litres"),
                            ("piece", "pieces"),
                            ("m", "metres"),
                            ("m2", "m²"),
                            ("hour", "hours"),
                            ("day", "days"),
                            ("kWh", "kWh"),
                            ("MWh", "MWh"),
                            ("GJ", "GJ"),
                            ("trip", "trips"),
                        ],
                        max_length=6,
                        verbose_name="unit",
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "once"),
                            ("week", "every week"),
                            ("month", "every month"),
                            ("year", "every year"),
                        ],
                        max_length=6,
                        verbose_name="how often",
                    ),
                ),
                ("estimated", models.BooleanField(default=False, verbose_name="the quantity is an estimate")),
                ("postcode", models.CharField(blank=True, max_length=4, verbose_name="postcode")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("windows", models.CharField(blank=True, max_length=400, verbose_name="times")),
                ("certificate", models.CharField(blank=True, max_length=120, verbose_name="certificate needed")),
                ("insurance", models.CharField(blank=True, max_length=120, verbose_name="insurance needed")),
                (
                    "collects",
                    models.CharField(
                        blank=True,
                        choices=[("ours", "we do"), ("yours", "the other party does"), ("agree", "to be agreed")],
                        max_length=5,
                        verbose_name="who collects or brings it",
                    ),
                ),
                (
                    "pays",
                    models.CharField(
                        blank=True,
                        choices=[("ours", "we do"), ("yours", "the other party does"), ("agree", "to be agreed")],
                        max_length=5,
                        verbose_name="who pays for it",
                    ),
                ),
                ("terms", models.TextField(blank=True, verbose_name="what else must hold")),
                (
                    "price",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="price per unit, DKK"
                    ),
                ),
                ("conditions", models.JSONField(blank=True, default=dict)),
                (
                    "waste",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not relevant"),
                            ("by_product", "no, it is a by-product"),
                            ("waste", "yes, we pay to have it taken away"),
                            ("end_of_waste", "no longer waste (end-of-waste)"),
                            ("unknown", "don't know"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="waste status",
                    ),
                ),
                ("hazard", models.BooleanField(blank=True, null=True)),
                ("hazard_words", models.CharField(blank=True, max_length=300)),
                (
                    "stopped",
                    models.BooleanField(default=False, verbose_name="stopped until an authority step is recorded"),
                ),
                ("step_recorded", models.BooleanField(default=False, verbose_name="the authority's answer lets it go")),
                ("anonymous", models.BooleanField(default=False, verbose_name="name hidden until both say yes")),
                (
                    "photos_open",
                    models.BooleanField(default=False, verbose_name="photos are shown although the name is hidden"),
                ),
                (
                    "confidential_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is confidential"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("shown", "shown"),
                            ("hidden", "hidden: not confirmed in time"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(verbose_name="to")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("asked_nobody_at", models.DateTimeField(blank=True, null=True)),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("graph_digest", models.CharField(blank=True, max_length=64)),
                ("external_id", models.CharField(blank=True, max_length=100)),
                ("example", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing",
                "verbose_name_plural": "listings",
                "indexes": [
                    models.Index(
                        fields=["state", "-shown_at", "-created_at", "valid_from", "valid_to"],
                        name="listing_newest_first",
                    ),
                    models.Index(
                        fields=["state", "side", "kind", "anonymous", "valid_from", "valid_to"], name="listing_counted"
                    ),
                    models.Index(fields=["state", "valid_to"], name="listing_expiring"),
                    models.Index(fields=["changed_at"], name="listing_written"),
                    models.Index(
                        fields=["organisation", "state", "valid_from", "valid_to", "anonymous"], name="listing_of_owner"
                    ),
                    models.Index(
                        condition=models.Q(("asked_nobody_at__isnull", False)),
                        fields=["asked_nobody_at"],
                        name="listing_asked_nobody",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="listing_dates"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                        name="listing_quantity_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(models.Q(("unit", ""), _negated=True), models.Q(("per", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="listing_quantity_has_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__isnull", True), ("price__gte", 0), _connector="OR"),
                        name="listing_price_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shown"), _negated=True), ("shown_at__isnull", False), _connector="OR"
                        ),
                        name="listing_shown_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="listing_behalf_has_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stopped", False), ("step_recorded", False), _connector="OR"),
                        name="listing_stopped_or_let_go",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("organisation", "external_id"),
                        name="listing_external_id_once",
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
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="listings.listing"
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
            name="ListingCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.CharField(db_index=True, max_length=80)),
                ("confidence", models.FloatField(default=1.0)),
                ("confirmed", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="listings.listing"
                    ),
                ),
            ],
            options={
                "verbose_name": "resource family of a listing",
                "ordering": ["-confirmed", "-confidence", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("listing", "family"), name="listing_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="listing_code_confidence",
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
                ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("listing", "position"),
                        name="listing_photo_position_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("position__lte", 5)), name="listing_photo_at_most_five"),
                ],
            },
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
                ("told_from", models.DateTimeField(blank=True, null=True)),
                ("told_on", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["active", "told_until"], name="alert_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "query"), name="alert_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="alert_behalf_has_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_from__isnull", True), ("told_on__isnull", True)),
                            models.Q(("told_from__isnull", False), ("told_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="alert_told_whole",
                    ),
                ],
            },
        ),
    ]
