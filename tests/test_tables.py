"""The tables that tests begin with follow from the migrations as they are now."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from tests.tables import MANY, forget_old, mark, restored


@pytest.mark.parametrize("change", ["another", "other words", "one less"])
def test_tables_are_made_anew_when_a_migration_changes(change, monkeypatch, tmp_path):
    files = apps.get_app_config("files")
    folder = shutil.copytree(Path(files.path, "migrations"), tmp_path / "migrations")
    monkeypatch.setattr(files, "path", str(tmp_path))
    before, newest = mark(), max(folder.glob("0*.py"))

    if change == "another":
        (folder / "0999_more.py").write_text(newest.read_text(encoding="utf-8"), encoding="utf-8")
    elif change == "other words":
        newest.write_text(newest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        newest.unlink()

    assert mark() != before


@pytest.mark.parametrize(
    "text", ["import symbiose.birds.nests", "from symbiose.birds.nests import Nest", "import symbiose.birds"]
)
def test_tables_are_made_anew_when_what_a_migration_takes_from_the_program_changes(text, monkeypatch, tmp_path):
    files = apps.get_app_config("files")
    monkeypatch.setattr(files, "path", str(tmp_path))
    monkeypatch.setattr("tests.tables.ROOT", tmp_path)
    for folder in ("migrations", "symbiose/birds"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "migrations" / "0001_nests.py").write_text(text, encoding="utf-8")
    nests = tmp_path / "symbiose" / "birds" / "nests.py"
    nests.write_text("class Nest: ...\n", encoding="utf-8")
    before = mark()

    nests.write_text("class Nest: eggs = 3\n", encoding="utf-8")

    assert mark() != before


def test_a_database_in_memory_begins_with_what_was_kept_and_the_next_one_does_not(tmp_path, django_db_blocker):
    kept = tmp_path / "kept.sqlite3"
    with closing(sqlite3.connect(kept)) as made:
        made.execute("CREATE TABLE bird (name)")
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:another?mode=memory"}
    connections = ConnectionHandler({"default": database, "next": {**database, "NAME": "file:next?mode=memory"}})

    with restored(kept), django_db_blocker.unblock():
        first, second = (connections[name].introspection.table_names() for name in ("default", "next"))
    for one in connections.all():
        one.connection.close()  # the framework itself keeps a database in memory open

    assert (first, second) == (["bird"], [])


def test_what_is_kept_holds_every_migration(db, kept_tables):
    with closing(sqlite3.connect(kept_tables)) as copy:
        done = set(copy.execute("SELECT app, name FROM django_migrations"))

    assert done == MigrationRecorder(connection).applied_migrations().keys()


def test_only_the_newest_are_kept(tmp_path):
    for number in range(MANY + 2):
        file = tmp_path / f"{number}.sqlite3"
        file.touch()
        os.utime(file, (number, number))

    forget_old(tmp_path)

    assert {file.stem for file in tmp_path.iterdir()} == {str(number) for number in range(2, MANY + 2)}
