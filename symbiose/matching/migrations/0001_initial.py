import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
        ("listings", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pair", "two parties"), ("loop", "loop"), ("symbiosis", "symbiosis")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "found, not sent"),
                            ("sent", "waiting for answers"),
                            ("talking", "all said yes: in dialogue"),
                            ("declined", "somebody said no"),
                            ("set_aside", "set aside"),
                            ("lapsed", "lapsed: no longer possible"),
                        ],
                        default="found",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("points", models.FloatField()),
                ("stopped", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
                ("talking_since", models.DateTimeField(blank=True, null=True)),
                ("graph_digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "-points"], name="proposal_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["found", "set_aside", "lapsed"]), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="proposal_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "talking"), _negated=True),
                            ("talking_since__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_talking_has_time",
                    ),
                ],
            },
        ),
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
                ("asking", models.BooleanField(default=True)),
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
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives",
                        to="organisations.organisation",
                        verbose_name="who receives",
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
            ],
            options={
                "verbose_name": "exchange",
                "verbose_name_plural": "exchanges",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="exchange_state"),
                    models.Index(fields=["giver", "state"], name="exchange_giver"),
                    models.Index(fields=["receiver", "state"], name="exchange_receiver"),
                    models.Index(fields=["state", "changed_at"], name="exchange_quiet"),
                    models.Index(fields=["declared", "kind", "state"], name="exchange_counts"),
                    models.Index(fields=["family"], name="exchange_family"),
                    models.Index(fields=["since", "until", "state", "declared", "end_reason"], name="exchange_years"),
                    models.Index(
                        condition=models.Q(("ask_on__isnull", False)), fields=["ask_on"], name="exchange_to_ask"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("receiver")), _negated=True), name="exchange_two_parties"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("proposal__isnull", False)),
                        fields=("proposal", "have", "need"),
                        name="exchange_flow_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="exchange_external_id_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(("quantity__gt", 0), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exchange_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price__isnull", True),
                            models.Q(("price__gte", 0), models.Q(("price_source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exchange_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kg_per_unit__isnull", True),
                            models.Q(("kg_per_unit__gt", 0), models.Q(("weight_source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exchange_weight",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True), models.Q(("since_precision", ""), _negated=True), _connector="OR"
                        ),
                        name="exchange_since_has_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), models.Q(("until_precision", ""), _negated=True), _connector="OR"
                        ),
                        name="exchange_until_has_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="exchange_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason__gt", ""), ("state", "ended")),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("end_reason", ""), ("until__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="exchange_ended_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_on__isnull", False), ("state", "paused")),
                            models.Q(models.Q(("state", "paused"), _negated=True), ("paused_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="exchange_paused_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declared", False),
                            models.Q(
                                models.Q(("source", ""), _negated=True), models.Q(("evidence", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="exchange_declared_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="exchange_behalf_has_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asking", True), ("ask_on__isnull", True), _connector="OR"),
                        name="exchange_asks_if_wanted",
                    ),
                ],
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
                "indexes": [models.Index(fields=["state", "answer_by"], name="handover_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("exchange", "starts_on"), name="handover_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="handover_dates"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("exchange", "external_id"),
                        name="handover_external_id_once",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "side"), name="report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("quantity__gt", 0),
                                models.Q(("unit", ""), _negated=True),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("happened", True), ("quantity__isnull", True), _connector="OR"),
                        name="report_nothing_is_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="report_behalf_has_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.CharField(max_length=200)),
                ("text", models.TextField(verbose_name="message")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="matching.proposal"
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposalFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("giver", "has something left over"),
                            ("space", "has the room"),
                            ("equipment", "has the machine"),
                            ("buyer", "buys"),
                        ],
                        max_length=10,
                    ),
                ),
                ("have_family", models.CharField(max_length=80)),
                ("need_family", models.CharField(max_length=80)),
                ("quantity", models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ("unit", models.CharField(blank=True, max_length=6)),
                ("per", models.CharField(blank=True, max_length=6)),
                ("estimated", models.BooleanField(default=False)),
                ("km", models.FloatField(blank=True, null=True)),
                ("points", models.FloatField()),
                ("parts", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                (
                    "have",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flows_out", to="listings.listing"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flows_in", to="listings.listing"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flows", to="matching.proposal"
                    ),
                ),
            ],
            options={
                "verbose_name": "flow of a proposal",
                "ordering": ["proposal", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "position"), name="flow_position_once"),
                    models.UniqueConstraint(fields=("proposal", "have", "need"), name="flow_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                        name="flow_quantity_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "not answered"), ("yes", "yes"), ("later", "later"), ("no", "no")],
                        default="",
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("on_behalf", models.BooleanField(default=False)),
                ("consent", models.CharField(blank=True, max_length=300, verbose_name="how consent was given")),
                ("no_reasons", models.JSONField(blank=True, default=list)),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                ("gains", models.JSONField(blank=True, default=list)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_parties",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="matching.proposal"
                    ),
                ),
            ],
            options={
                "verbose_name": "party of a proposal",
                "verbose_name_plural": "parties of a proposal",
                "ordering": ["proposal", "position"],
                "indexes": [models.Index(fields=["changed_at"], name="party_written")],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "organisation"), name="party_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("answered_at__isnull", False), _connector="OR"),
                        name="party_answer_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="party_behalf_has_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, verbose_name="hours a week")),
                ("low", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="hours a week, low")),
                ("high", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="hours a week, high")),
                ("positions", models.PositiveSmallIntegerField(verbose_name="positions")),
                ("seats", models.PositiveSmallIntegerField(default=0, verbose_name="places")),
                ("estimated", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "crowd",
                    models.CharField(
                        choices=[("unknown", "unknown"), ("few", "few"), ("many", "many")],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("parts", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("gains", models.JSONField(default=list)),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.position",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work", to="matching.proposal"
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matching.proposalparty"
                    ),
                ),
            ],
            options={
                "verbose_name": "hours of a symbiosis",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hours__gt", 0),
                            ("low__gte", 0),
                            ("low__lte", models.F("hours")),
                            ("hours__lte", models.F("high")),
                        ),
                        name="symbiosis_hours_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count__isnull", False), ("crowd", "many")),
                            models.Q(models.Q(("crowd", "many"), _negated=True), ("count__isnull", True)),
                            _connector="OR",
                        ),
                        name="symbiosis_few_have_no_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "did not succeed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=120)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("started_by", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("listings", models.PositiveIntegerField(blank=True, null=True)),
                ("candidates", models.PositiveIntegerField(blank=True, null=True)),
                ("new_proposals", models.PositiveIntegerField(blank=True, null=True)),
                ("value", models.FloatField(blank=True, null=True)),
                ("bound", models.FloatField(blank=True, null=True)),
                ("policy_version", models.CharField(blank=True, max_length=40)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("lapsed", models.PositiveIntegerField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "matching run",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Case(
                            models.When(state__in=["queued", "running"], then=models.Value(1)),
                            output_field=models.IntegerField(),
                        ),
                        name="run_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="matching.run"
            ),
        ),
        migrations.CreateModel(
            name="NearSymbiosis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hub", models.PositiveIntegerField(db_index=True)),
                ("key", models.CharField(max_length=64)),
                ("links", models.JSONField(default=list)),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="hours a week"
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("taken_by", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="near", to="matching.run"
                    ),
                ),
            ],
            options={
                "verbose_name": "symbiosis that came near",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ExchangePause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="matching.exchange"
                    ),
                ),
            ],
            options={
                "verbose_name": "pause of an exchange",
                "ordering": ["exchange", "starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("exchange", "starts_on"), name="pause_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="pause_dates"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.CharField(
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
                ("until", models.DateField(verbose_name="until")),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_terms", to="matching.exchange"
                    ),
                ),
            ],
            options={
                "verbose_name": "former price or weight of an exchange",
                "ordering": ["exchange", "until", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("price__isnull", False), ("kg_per_unit__isnull", False), _connector="OR"),
                        name="former_terms_say_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price__isnull", True),
                            models.Q(("price__gte", 0), models.Q(("price_source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="former_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kg_per_unit__isnull", True),
                            models.Q(("kg_per_unit__gt", 0), models.Q(("weight_source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="former_weight",
                    ),
                ],
            },
        ),
    ]
