"""SQLite's full-text index holds beginnings of up to three letters, so that none is put together from all words with it."""

from django.db import migrations

STATEMENTS = (
    *(f"DROP TRIGGER common_search_{one}" for one in ("added", "gone", "changed")),
    "DROP TABLE common_search_fts",
    """CREATE VIRTUAL TABLE common_search_fts USING fts5(label, words, content='common_searchdocument',
        content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '.'"MORE)""",
    """CREATE TRIGGER common_search_added AFTER INSERT ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(rowid, label, words) VALUES (new.id, new.label, new.words); END""",
    """CREATE TRIGGER common_search_gone AFTER DELETE ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(common_search_fts, rowid, label, words)
        VALUES ('delete', old.id, old.label, old.words); END""",
    """CREATE TRIGGER common_search_changed AFTER UPDATE ON common_searchdocument BEGIN
        INSERT INTO common_search_fts(common_search_fts, rowid, label, words)
        VALUES ('delete', old.id, old.label, old.words);
        INSERT INTO common_search_fts(rowid, label, words) VALUES (new.id, new.label, new.words); END""",
    "INSERT INTO common_search_fts(common_search_fts) VALUES ('rebuild')",
)


def make(more):
    """The index anew, kept by triggers and filled with what is there."""

    def apply(apps, editor):
        if editor.connection.vendor == "sqlite":
            for statement in STATEMENTS:
                editor.execute(statement.replace("MORE", more))

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0006_reasons_can_be_erased")]
    operations = [migrations.RunPython(make(", prefix='1 2 3'"), make(""))]
