import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40, verbose_name="measure")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=18, verbose_name="quantity")),
                ("unit", models.CharField(max_length=10, verbose_name="unit")),
                ("fraction", models.CharField(blank=True, max_length=20, verbose_name="fraction")),
                ("happened_on", models.DateField(verbose_name="happened on")),
                ("period", models.CharField(max_length=10, verbose_name="period")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at"),
                ),
                ("source_label", models.CharField(max_length=80)),
                ("source_id", models.BigIntegerField()),
                ("thread_label", models.CharField(max_length=80)),
                ("thread_id", models.BigIntegerField()),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "evidence",
                    models.CharField(
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
                ("estimated", models.BooleanField(default=False, verbose_name="an estimate")),
                ("parameters", models.CharField(blank=True, max_length=80)),
                ("why", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("posted_by", models.CharField(max_length=200)),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="ledger.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["-happened_on", "-pk"],
                "indexes": [
                    models.Index(fields=["source_label", "source_id"], name="entry_source"),
                    models.Index(fields=["thread_label", "thread_id", "-happened_on"], name="entry_thread"),
                    models.Index(
                        fields=[
                            "measure",
                            "fraction",
                            "happened_on",
                            "evidence",
                            "estimated",
                            "quantity",
                            "recorded_at",
                        ],
                        name="entry_sums",
                    ),
                    models.Index(
                        models.OrderBy(models.F("happened_on"), descending=True),
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("reverses", "id"), descending=True
                        ),
                        models.F("id"),
                        models.F("reverses"),
                        models.F("recorded_at"),
                        models.F("quantity"),
                        models.F("measure"),
                        name="entry_lines",
                    ),
                    models.Index(
                        condition=models.Q(("reverses__isnull", False)), fields=["reverses"], name="entry_reversals"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", True)),
                        fields=("source_label", "source_id", "measure", "period", "revision"),
                        name="entry_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reverses__isnull", True), ("quantity__gt", 0)),
                            models.Q(("reverses__isnull", False), ("quantity__lt", 0)),
                            _connector="OR",
                        ),
                        name="entry_quantity_sign",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="entry_reversal_has_reason",
                    ),
                    models.CheckConstraint(condition=models.Q(("revision__gte", 1)), name="entry_revision_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("giver", "gave"), ("receiver", "received")], max_length=10, verbose_name="part"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="ledger.entry"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation of an entry",
                "indexes": [models.Index(fields=["organisation", "role", "entry"], name="entry_party_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "organisation", "role"), name="entry_party_once")
                ],
            },
        ),
    ]
