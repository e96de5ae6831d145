"""The audit trail is kept from change, but for what people wrote as reasons: that can become the mark of its erasure, no more."""

from django.db import migrations

KEPT = (
    *("id", "at", "actor_user_id", "actor_name", "actor_role", "membership_id", "link_id", "on_behalf_of"),
    *("verb", "subject_label", "subject_id", "request_id"),
)
MARK = "Slettet: "


def erased(same):
    """The rule in SQL: all that says who, when, for whom and what is the same, and what was written is the same or marked."""
    kept = " AND ".join(f"new.{name} {same} old.{name}" for name in KEPT)
    marked = {name: f"substr(new.{name}, 1, {len(MARK)}) = '{MARK}'" for name in ("reason", "consent")}
    reason = f"(new.reason {same} old.reason OR {marked['reason']})"
    consent = f"(new.consent {same} old.consent OR {marked['consent']})"
    changes = f"(new.changes {same} old.changes OR {marked['reason']})"
    return f"{kept} AND {reason} AND {consent} AND {changes}"


SQLITE = [
    "DROP TRIGGER audit_entry_unchanged",
    f"""CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON common_auditentry WHEN NOT ({erased("IS")}) BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER audit_entry_unchanged",
    """CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON common_auditentry BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {erased("IS NOT DISTINCT FROM")} THEN RETURN new; END IF;
            END IF;
            RAISE EXCEPTION 'audit_append_only'; END $$""",
]
POSTGRESQL_BACK = [
    """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit_append_only'; END $$""",
]


def run(statements):
    def apply(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0005_search_by_kind")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
