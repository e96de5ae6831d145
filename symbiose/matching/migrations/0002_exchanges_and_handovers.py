import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_photos"),
        ("listings", "0002_photos_alerts_steps"),
        ("matching", "0001_initial"),
        ("organisations", "0002_years_units_closure_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="what goes from one to the other")),
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
                ("family", models.CharField(blank=True, max_length=80, verbose_name="group")),
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
                        choices=[
                            ("once", "once"),
                            ("week", "every week"),
                            ("month", "every month"),
                            ("year", "every year"),
                        ],
                        default="once",
                        max_length=6,
                        verbose_name="how often",
                    ),
                ),
                ("estimated", models.BooleanField(default=False, verbose_name="the quantity is an estimate")),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="market price per unit, DKK",
                    ),
                ),
                ("price_source", models.CharField(blank=True, max_length=300, verbose_name="where the price is from")),
                (
                    "kg_per_unit",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="kg per unit"
                    ),
                ),
                (
                    "weight_source",
                    models.CharField(blank=True, max_length=300, verbose_name="where the weight is from"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("agreed", "agreed, not begun"),
                            ("running", "running"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        default="agreed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                (
                    "since_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "the year"), ("month", "the month"), ("day", "the day")],
                        max_length=5,
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "until_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "the year"), ("month", "the month"), ("day", "the day")],
                        max_length=5,
                    ),
                ),
                ("paused_on", models.DateField(blank=True, null=True, verbose_name="paused on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed_over", "all was handed over"),
                            ("never_began", "it came to nothing"),
                            ("no_longer_have", "the giver no longer has it"),
                            ("no_longer_need", "the receiver no longer needs it"),
                            ("other_way", "it found another way"),
                            ("closed", "one of the parties closed"),
                            ("other", "something else"),
                            ("historical", "ended before it was recorded here"),
                        ],
                        max_length=20,
                        verbose_name="why it ended",
                    ),
                ),
                ("end_note", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                ("declared", models.BooleanField(default=False)),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weighed", "weighed or counted"),
                            ("documented", "from a document"),
                            ("declared", "declared"),
                            ("estimated", "estimated by a party"),
                        ],
                        max_length=10,
                        verbose_name="evidence",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("ask_on", models.DateField(blank=True, null=True)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("external_id", models.CharField(blank=True, max_length=80)),
                ("example", models.BooleanField(default=False)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gives",
                        to="organisations.organisation",
                        verbose_name="who gives",
                    ),
                ),
                (
                    "have",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges_out",
                        to="listings.listing",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges_in",
                        to="listings.listing",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="matching.proposal",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives",
                        to="organisations.organisation",
                        verbose_name="who receives",
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange",
                "verbose_name_plural": "exchanges",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waiting for an answer"),
                            ("reported", "told by one side"),
                            ("confirmed", "confirmed by both"),
                            ("differs", "the two sides say different things"),
                            ("nothing", "nothing was handed over"),
                        ],
                        default="asked",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("external_id", models.CharField(blank=True, max_length=80)),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="matching.exchange"
                    ),
                ),
            ],
            options={
                "verbose_name": "handover",
                "verbose_name_plural": "handovers",
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HandoverPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("side", models.CharField(choices=[("giver", "gave"), ("receiver", "received")], max_length=10)),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="matching.handover"
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
                "verbose_name": "photo of a handover",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HandoverReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("side", models.CharField(choices=[("giver", "gave"), ("receiver", "received")], max_length=10)),
                ("happened", models.BooleanField(verbose_name="it was handed over")),
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
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("weighed", "weighed or counted"), ("estimated", "estimated")],
                        max_length=10,
                        verbose_name="weighed or estimated",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=200)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="matching.handover"
                    ),
                ),
            ],
            options={
                "verbose_name": "what one side said of a handover",
                "ordering": ["handover", "side"],
            },
        ),
        migrations.AddIndex(
            model_name="exchange",
            index=models.Index(fields=["state", "-id"], name="exchange_state"),
        ),
        migrations.AddIndex(
            model_name="exchange",
            index=models.Index(fields=["giver", "state"], name="exchange_giver"),
        ),
        migrations.AddIndex(
            model_name="exchange",
            index=models.Index(fields=["receiver", "state"], name="exchange_receiver"),
        ),
        migrations.AddIndex(
            model_name="exchange",
            index=models.Index(
                condition=models.Q(("ask_on__isnull", False)), fields=["ask_on"], name="exchange_to_ask"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="exchange_two_parties"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("proposal__isnull", False)),
                fields=("proposal", "have", "need"),
                name="exchange_flow_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("external_id",),
                name="exchange_external_id_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__isnull", True),
                    models.Q(("quantity__gt", 0), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exchange_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("price__isnull", True),
                    models.Q(("price__gte", 0), models.Q(("price_source", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exchange_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kg_per_unit__isnull", True),
                    models.Q(("kg_per_unit__gt", 0), models.Q(("weight_source", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exchange_weight",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), models.Q(("since_precision", ""), _negated=True), _connector="OR"
                ),
                name="exchange_since_has_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), models.Q(("until_precision", ""), _negated=True), _connector="OR"
                ),
                name="exchange_until_has_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("since__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="exchange_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason__gt", ""), ("state", "ended")),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("end_reason", ""), ("until__isnull", True)),
                    _connector="OR",
                ),
                name="exchange_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_on__isnull", False), ("state", "paused")),
                    models.Q(models.Q(("state", "paused"), _negated=True), ("paused_on__isnull", True)),
                    _connector="OR",
                ),
                name="exchange_paused_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declared", False),
                    models.Q(models.Q(("source", ""), _negated=True), models.Q(("evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="exchange_declared_has_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"),
                name="exchange_behalf_has_consent",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["state", "answer_by"], name="handover_waiting"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(fields=("exchange", "starts_on"), name="handover_once"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="handover_dates"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("exchange", "external_id"),
                name="handover_external_id_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverreport",
            constraint=models.UniqueConstraint(fields=("handover", "side"), name="report_once"),
        ),
        migrations.AddConstraint(
            model_name="handoverreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__isnull", True),
                    models.Q(
                        ("quantity__gt", 0), models.Q(("unit", ""), _negated=True), models.Q(("how", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="report_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened", True), ("quantity__isnull", True), _connector="OR"),
                name="report_nothing_is_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"),
                name="report_behalf_has_consent",
            ),
        ),
    ]
