"""Median milliseconds per page in a full installation, beside the aim.

    python -m benchmarks.pages                                     # SQLite in a folder of its own
    DATABASE_URL=postgresql://… python -m benchmarks.pages         # an empty database that may be filled
    DATABASE_URL=postgresql://… python -m benchmarks.pages --both  # SQLite first, then that one, side by side

10,000 organisations, 20,000 listings, 2,000 proposals, 200,000 handovers, 10,000 cases with 100,000 lines of dialogue,
3,000 calls to firms, 6,700 enterprises in dialogue, 400 people who wait, 250 open positions, 600 placements; `--small`
is a tenth of it. `--keep FOLDER` keeps what was filled and takes it again the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--small", action="store_true", help="a tenth of it")
    asked.add_argument("--both", action="store_true", help="SQLite, and the database of DATABASE_URL beside it")
    asked.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was filled, and take it again")
    asked.add_argument("--figures", type=Path, metavar="FILE", help="write the figures as JSON instead of a table")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="symbiose-pages-") as scratch:
        folder = given.keep or Path(scratch)
        if given.both:
            print_table([_measured_apart(given, folder, name) for name in ("sqlite", "postgresql")])
            return
        figures = _measured(10 if given.small else 1, folder)
    if given.figures:
        given.figures.write_text(json.dumps(figures))
    else:
        print_table([figures])


def _measured_apart(given: argparse.Namespace, folder: Path, name: str) -> list[dict[str, Any]]:
    """The figures of one database, in a process of its own: settings are read once."""
    environment = {**os.environ}
    if name == "sqlite":
        environment.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in environment:
        raise SystemExit("DATABASE_URL says which PostgreSQL database may be filled")
    told = folder / f"{name}.json"
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--small"] if given.small else []
    command = [sys.executable, "-m", "benchmarks.pages", "--keep", str(folder / name), "--figures", str(told), *options]
    subprocess.run(command, env=environment, check=True)
    figures: list[dict[str, Any]] = json.loads(told.read_text())
    return figures


def _measured(share: int, folder: Path) -> list[dict[str, Any]]:
    """Fill the database unless it is filled, and take every figure; how far it is goes to stderr."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"SYMBIOSE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "symbiose.site.settings"}
    os.environ |= {"SYMBIOSE_DEMO": "1", "SYMBIOSE_TASKS": "worker"}  # a demo takes made-up company numbers
    import django

    django.setup()
    from django.db import connection

    from benchmarks.pages.measuring import Figure, figures

    _fill(share)
    found: list[dict[str, Any]] = []

    def tell(one: Figure) -> None:
        found.append(asdict(one))
        print(f"{connection.vendor} {one.taken:8.1f} {one.worked:8.1f} {one.who} {one.what}", file=sys.stderr)

    figures(tell)
    connection.close()
    return found


def _fill(share: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.pages.generate import fill
    from symbiose.common.planning import count_for_plans
    from symbiose.organisations.models import Organisation

    call_command("migrate", "--verbosity", "0")
    if Organisation.objects.exists():
        return
    start = time.perf_counter()
    fill(
        organisations=10_000 // share,
        listings=20_000 // share,
        proposals=2_000 // share,
        handovers=200_000 // share,
        cases=10_000 // share,
        waiting=400 // share,
    )
    count_for_plans()  # as the clock does within a minute
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself within some minutes
    print(f"{connection.vendor}: filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)


def print_table(columns: Sequence[list[dict[str, Any]]]) -> None:
    """A line for each page: what is over its aim by the clock stands in bold."""
    names = ["SQLite", "PostgreSQL"] if len(columns) > 1 else ["now"]
    print("| Who | Page | aim | questions | " + " | ".join(names) + " |")
    print("|---|---|---|---|" + "---|" * len(columns))
    over = [0] * len(columns)
    for row in zip(*columns, strict=True):
        first, cells = row[0], []
        for place, one in enumerate(row):
            cell = f"{one['taken']:.0f} / {one['worked']:.0f}"
            if one["aim"] and one["taken"] > one["aim"]:
                cell, over[place] = f"**{cell}**", over[place] + 1
            cells.append(cell)
        asked = " or ".join(str(number) for number in sorted({one["queries"] for one in row}))
        what = first["what"] if first["aim"] is None and first["who"] == "the clock" else f"`{first['what']}`"
        print(f"| {first['who']} | {what} | {first['aim'] or '–'} | {asked} | " + " | ".join(cells) + " |")
    for name, number in zip(names, over, strict=True):
        print(f"\n{name}: {number} of {sum(1 for one in columns[0] if one['aim'])} pages over their aim by the clock.")


if __name__ == "__main__":
    main()
