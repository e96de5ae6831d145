"""Who read what is kept from change by the database, as the trail is."""

from django.db import migrations, models

SQLITE = [
    """CREATE TRIGGER reading_unchanged BEFORE UPDATE ON common_reading BEGIN
        SELECT RAISE(ABORT, 'reading_append_only'); END""",
    """CREATE TRIGGER reading_kept BEFORE DELETE ON common_reading BEGIN
        SELECT RAISE(ABORT, 'reading_append_only'); END""",
]
SQLITE_BACK = ["DROP TRIGGER reading_kept", "DROP TRIGGER reading_unchanged"]
POSTGRESQL = [
    """CREATE FUNCTION reading_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'reading_append_only'; END $$""",
    """CREATE TRIGGER reading_kept BEFORE UPDATE OR DELETE ON common_reading
        FOR EACH ROW EXECUTE FUNCTION reading_append_only()""",
]
POSTGRESQL_BACK = ["DROP TRIGGER reading_kept ON common_reading", "DROP FUNCTION reading_append_only()"]


def run(statements):
    def apply(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0007_search_by_beginnings")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("reader_user_id", models.BigIntegerField(blank=True, null=True)),
                ("reader_name", models.CharField(blank=True, max_length=200)),
                ("reader_role", models.CharField(max_length=20)),
                ("membership_id", models.BigIntegerField(blank=True, null=True)),
                ("what", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=40)),
                ("subject_label", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("request_id", models.CharField(blank=True, max_length=36)),
            ],
            options={
                "verbose_name": "reading",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["subject_label", "subject_id", "-id"], name="reading_subject"),
                ],
            },
        ),
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
