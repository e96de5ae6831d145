"""Full-text index on either database; the audit trail and who read what are kept from change by the database itself.

The index of SQLite knows of which kind a text is, so that a search in one kind does not read the others, and holds
beginnings of up to three letters, so that none is put together from all words with it. Of the trail, what people wrote as
reasons can become the mark of its erasure, and no more.
"""

from django.db import migrations

KEPT = (
    *("id", "at", "actor_user_id", "actor_name", "actor_role", "membership_id", "link_id", "on_behalf_of"),
    *("verb", "subject_label", "subject_id", "request_id"),
)
MARK = "Slettet: "
ADD = "INSERT INTO common_search_fts(rowid, label, words) VALUES (new.id, new.label, new.words)"
TAKE = "INSERT INTO common_search_fts(common_search_fts, rowid, label, words) VALUES ('delete', old.id, old.label, old.words)"


def erased(same):
    """The rule in SQL: all that says who, when, for whom and what is the same, and what was written is the same or marked."""
    kept = " AND ".join(f"new.{name} {same} old.{name}" for name in KEPT)
    marked = {name: f"substr(new.{name}, 1, {len(MARK)}) = '{MARK}'" for name in ("reason", "consent")}
    reason = f"(new.reason {same} old.reason OR {marked['reason']})"
    consent = f"(new.consent {same} old.consent OR {marked['consent']})"
    changes = f"(new.changes {same} old.changes OR {marked['reason']})"
    return f"{kept} AND {reason} AND {consent} AND {changes}"


SQLITE = [
    """CREATE VIRTUAL TABLE common_search_fts USING fts5(label, words, content='common_searchdocument',
        content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '.'", prefix='1 2 3')""",
    f"CREATE TRIGGER common_search_added AFTER INSERT ON common_searchdocument BEGIN {ADD}; END",
    f"CREATE TRIGGER common_search_gone AFTER DELETE ON common_searchdocument BEGIN {TAKE}; END",
    f"CREATE TRIGGER common_search_changed AFTER UPDATE ON common_searchdocument BEGIN {TAKE}; {ADD}; END",
    f"""CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON common_auditentry WHEN NOT ({erased("IS")}) BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
    """CREATE TRIGGER audit_entry_kept BEFORE DELETE ON common_auditentry BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
    """CREATE TRIGGER reading_unchanged BEFORE UPDATE ON common_reading BEGIN
        SELECT RAISE(ABORT, 'reading_append_only'); END""",
    """CREATE TRIGGER reading_kept BEFORE DELETE ON common_reading BEGIN
        SELECT RAISE(ABORT, 'reading_append_only'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER reading_kept",
    "DROP TRIGGER reading_unchanged",
    "DROP TRIGGER audit_entry_kept",
    "DROP TRIGGER audit_entry_unchanged",
    "DROP TRIGGER common_search_changed",
    "DROP TRIGGER common_search_gone",
    "DROP TRIGGER common_search_added",
    "DROP TABLE common_search_fts",
]
POSTGRESQL = [
    "CREATE INDEX search_document_words ON common_searchdocument USING gin (to_tsvector('simple', words))",
    "CREATE INDEX search_word_prefix ON common_searchword (word text_pattern_ops)",
    f"""CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {erased("IS NOT DISTINCT FROM")} THEN RETURN new; END IF;
            END IF;
            RAISE EXCEPTION 'audit_append_only'; END $$""",
    """CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON common_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
    """CREATE FUNCTION reading_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'reading_append_only'; END $$""",
    """CREATE TRIGGER reading_kept BEFORE UPDATE OR DELETE ON common_reading
        FOR EACH ROW EXECUTE FUNCTION reading_append_only()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER reading_kept ON common_reading",
    "DROP FUNCTION reading_append_only()",
    "DROP TRIGGER audit_entry_kept ON common_auditentry",
    "DROP FUNCTION audit_append_only()",
    "DROP INDEX search_word_prefix",
    "DROP INDEX search_document_words",
]


def run(statements):
    def apply(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement, params=None)

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
