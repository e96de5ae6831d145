"""What SQLite knows of its tables when it plans a question. PostgreSQL counts by itself; SQLite waits to be asked.

Without these counts it reads a year of the ledger row by row where it could leap through an index.
"""

from __future__ import annotations

from django.db import connection
from django.db.backends.utils import CursorWrapper

FEW = 1000  # rows; with fewer every plan is quick
GROWN = 2  # times as many rows as were counted last; each count reads every index, which takes part of a second


def count_for_plans() -> bool:
    """Count anew where a table has grown much since it was counted; whether it was so. Repeats without effect."""
    if connection.vendor != "sqlite" or not _outgrown():
        return False
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True


def _outgrown() -> bool:
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        known = _counted(cursor)
        return any(_holds_more(cursor, table, max(FEW, GROWN * known.get(table, 0))) for table in tables)


def _counted(cursor: CursorWrapper) -> dict[str, int]:
    """How many rows each table had when it was counted."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return {}
    cursor.execute("SELECT tbl, MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
    return dict(cursor.fetchall())


def _holds_more(cursor: CursorWrapper, table: str, many: int) -> bool:
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT MAX(rowid) FROM {name}")  # noqa: S608  a table of our own
    if (cursor.fetchone()[0] or 0) <= many:
        return False  # the last number says at once that there are no more
    cursor.execute(f"SELECT 1 FROM {name} LIMIT 1 OFFSET %s", [many])  # noqa: S608  what is gone left its numbers behind
    return cursor.fetchone() is not None
