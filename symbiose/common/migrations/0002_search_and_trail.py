"""Full-text index on either database, and an audit trail that the database itself keeps from change."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE common_search_fts USING fts5(
        words, content='common_searchdocument', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER common_search_added AFTER INSERT ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER common_search_gone AFTER DELETE ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(common_search_fts, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER common_search_changed AFTER UPDATE ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(common_search_fts, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO common_search_fts(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON common_auditentry BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
    """CREATE TRIGGER audit_entry_kept BEFORE DELETE ON common_auditentry BEGIN
        SELECT RAISE(ABORT, 'audit_append_only'); END""",
]
SQLITE_BACK = [
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
    """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit_append_only'; END $$""",
    """CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON common_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_entry_kept ON common_auditentry",
    "DROP FUNCTION audit_append_only()",
    "DROP INDEX search_word_prefix",
    "DROP INDEX search_document_words",
]


def run(statements):
    def apply(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
