"""The full-text index of SQLite knows of which kind a text is, so that a search in one kind does not read the others."""

from django.db import migrations

TRIGGERS = ("common_search_added", "common_search_gone", "common_search_changed")


def statements(columns, tokens):
    """The index over these columns of the documents, kept by triggers, and filled with what is there."""
    names, new, old = (", ".join(f"{before}{one}" for one in columns) for before in ("", "new.", "old."))
    add = f"INSERT INTO common_search_fts(rowid, {names}) VALUES (new.id, {new})"  # noqa: S608  names of columns, written below
    take = f"INSERT INTO common_search_fts(common_search_fts, rowid, {names}) VALUES ('delete', old.id, {old})"  # noqa: S608  names of columns, written below
    return [
        *(f"DROP TRIGGER {one}" for one in TRIGGERS),
        "DROP TABLE common_search_fts",
        f"""CREATE VIRTUAL TABLE common_search_fts USING fts5(
            {names}, content='common_searchdocument', content_rowid='id', tokenize="{tokens}")""",
        f"CREATE TRIGGER common_search_added AFTER INSERT ON common_searchdocument BEGIN {add}; END",
        f"CREATE TRIGGER common_search_gone AFTER DELETE ON common_searchdocument BEGIN {take}; END",
        f"CREATE TRIGGER common_search_changed AFTER UPDATE ON common_searchdocument BEGIN {take}; {add}; END",
        "INSERT INTO common_search_fts(common_search_fts) VALUES ('rebuild')",
    ]


def run(columns, tokens):
    def apply(apps, editor):
        if editor.connection.vendor == "sqlite":
            for statement in statements(columns, tokens):
                editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("common", "0004_form_digest")]
    operations = [
        migrations.RunPython(
            run(("label", "words"), "unicode61 remove_diacritics 0 tokenchars '.'"),
            run(("words",), "unicode61 remove_diacritics 0"),
        )
    ]
