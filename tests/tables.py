"""The tables of the tests' database: made by the migrations once, and restored for as long as the migrations are the same.

After restoring, the migrations run as ever: what the copy has is not done again, and what it lacks is.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

from symbiose.site import settings as product

ROOT = Path(product.__file__).resolve().parents[2]
PACKAGES = ROOT / "requirements" / "base.txt"
OURS = re.compile(r"\bsymbiose(?:\.\w+)+")
MANY = 12  # as many states of the migrations are kept: of several branches, and of yesterday


def in_memory(connection) -> bool:
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


def mark() -> str:
    """What the tables follow from, as one short word: every migration's text and what it takes, packages, programs."""
    said = hashlib.sha256(repr((sys.version, django.VERSION, sqlite3.sqlite_version)).encode())
    said.update(repr(settings.INSTALLED_APPS).encode())
    said.update(PACKAGES.read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            said.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
            for module in taken(file.read_text(encoding="utf-8")):
                said.update(module.read_bytes())
    return said.hexdigest()[:24]


def taken(text: str) -> list[Path]:
    """The modules of the program that a migration names, of a package all: an index may be written by one of them."""
    named = [ROOT / name.replace(".", "/") for name in OURS.findall(text)]
    return sorted(
        {
            file
            for one in named
            for file in (one.with_suffix(".py"), one.parent.with_suffix(".py"), *one.glob("*.py"))
            if file.exists()
        }
    )


@contextmanager
def restored(kept: Path) -> Iterator[None]:
    """In here, the first connection to the tests' database in memory is filled with what is kept, if there is such."""

    def fill(connection, **more):
        if not in_memory(connection):
            return
        connection_created.disconnect(fill)
        with closing(sqlite3.connect(f"{kept.as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)

    if kept.exists():
        connection_created.connect(fill)
    yield
    connection_created.disconnect(fill)


def keep(kept: Path) -> None:
    """Keep the tests' database as it stands before the first test; whoever comes second keeps the same."""
    kept.parent.mkdir(exist_ok=True)
    half = kept.with_name(f"{kept.name}.{os.getpid()}")
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
    half.replace(kept)
    forget_old(kept.parent)


def forget_old(folder: Path) -> None:
    for old in sorted(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-MANY]:
        old.unlink(missing_ok=True)
