import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
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
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called_back", "called back on the number in the company register"),
                            ("register_mail", "wrote from the address in the company register"),
                            ("met", "met at the organisation's place"),
                            ("authority", "showed a power of attorney"),
                            ("colleague", "vouched for by somebody who already acts for it"),
                        ],
                        max_length=20,
                        verbose_name="how it was proven",
                    ),
                ),
                ("proof_note", models.CharField(blank=True, max_length=300, verbose_name="what was seen or heard")),
                ("proven_by", models.CharField(blank=True, max_length=200)),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
            ],
            options={
                "verbose_name": "request for access",
                "ordering": ["-pk"],
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
            ],
            options={
                "verbose_name": "figures of a year",
                "ordering": ["-year"],
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
            ],
            options={
                "verbose_name": "production unit",
                "ordering": ["p_number"],
            },
        ),
        migrations.AddField(
            model_name="organisation",
            name="close_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it closed"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="organisations.organisation",
                verbose_name="the same as",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="most_open",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="at most this many unanswered proposals at a time"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="state",
            field=models.CharField(
                choices=[("active", "active"), ("closed", "closed"), ("merged", "gathered in another")],
                default="active",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="succeeded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="succeeds",
                to="organisations.organisation",
                verbose_name="carried on by",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                    _connector="OR",
                ),
                name="organisation_closed_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="organisation_merged_into_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("succeeded_by__isnull", True), ("state", "closed"), _connector="OR"),
                name="organisation_succeeded_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="organisation_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("succeeded_by", models.F("id")), _negated=True),
                name="organisation_not_its_own_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_open__isnull", True), ("most_open__gte", 1), _connector="OR"),
                name="organisation_most_open_from_one",
            ),
        ),
        migrations.AddField(
            model_name="accessrequest",
            name="membership",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisations.membership",
            ),
        ),
        migrations.AddField(
            model_name="accessrequest",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="access_requests",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="organisationyear",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="years", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="productionunit",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="units", to="organisations.organisation"
            ),
        ),
        migrations.AddIndex(
            model_name="accessrequest",
            index=models.Index(fields=["state", "answer_by"], name="access_waiting"),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False), ("state__in", ["asked", "invited"])),
                fields=("organisation", "email"),
                name="access_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "refused", "withdrawn"]),
                    models.Q(
                        ("organisation__isnull", False),
                        models.Q(("proof", ""), _negated=True),
                        models.Q(("proof_note", ""), _negated=True),
                        ("proven_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="access_is_proven",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationyear",
            constraint=models.UniqueConstraint(fields=("organisation", "year"), name="organisation_year_once"),
        ),
        migrations.AddConstraint(
            model_name="organisationyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1900), ("year__lte", 2100)), name="organisation_year_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationyear",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("headcount__isnull", False),
                    ("turnover__isnull", False),
                    ("balance__isnull", False),
                    _connector="OR",
                ),
                name="organisation_year_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationyear",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("turnover__isnull", True), ("turnover__gte", 0), _connector="OR"),
                    models.Q(("balance__isnull", True), ("balance__gte", 0), _connector="OR"),
                ),
                name="organisation_year_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="organisation_year_has_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("p_number",), name="production_unit_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("p_number__regex", "^[0-9]{10}$")), name="production_unit_number_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="production_unit_dates",
            ),
        ),
    ]
