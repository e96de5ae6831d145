"""Median milliseconds per page in a full installation, beside the aim of 100.

    python -m benchmarks.pages                              # SQLite in a folder of its own
    DATABASE_URL=postgresql://… python -m benchmarks.pages  # an empty database that may be filled

10,000 organisations, 20,000 listings, 2,000 proposals, 200,000 handovers, 10,000 cases with 100,000 lines of dialogue;
`--small` is a tenth of it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AIM = 100.0
ROUNDS = 9
A_CASE = "E-00001"  # one that is open
PAGES = {
    "visitor": (
        "/",
        "/opslag/",
        "/opslag/?q=paller",
        "/opslag/?near=8600&within=10&kind=material",
        "/opslag/?page=400",
        "/opslag/?q=findesikke",
        "/organisationer/hvem-er-med/",
        "/organisationer/hvem-er-med/?q=paller",
        "/soeg/?q=paller",
        "/opslag/1/",
    ),
    "firm": (
        "/i-dag/",
        "/opslag/",
        "/opslag/vores/",
        "/opslag/nyt/",
        "/forslag/",
        "/forslag/svar/",
        "/udvekslinger/",
        "/udvekslinger/netvaerk/",
        "/soeg/?q=paller",
    ),
    "adviser": (
        "/i-dag/",
        "/opslag/",
        "/opslag/vores/",
        "/organisationer/",
        "/organisationer/?q=virksomhed&sort=nyeste",
        "/organisationer/1/",
        "/forslag/",
        "/forslag/?state=sent&q=paller",
        "/forslag/tragt/",
        "/forslag/hvorfor-ikke/",
        "/udvekslinger/",
        "/udvekslinger/?q=paller&state=running",
        "/udvekslinger/?year=2026&kind=material",
        "/udvekslinger/?page=200",
        "/udvekslinger/U000001/",
        "/udvekslinger/netvaerk/",
        "/overdragelser/1/",
        "/posteringer/",
        "/posteringer/?estimated=True",
        "/posteringer/?sort=largest",
        "/posteringer/organisation/1/",
        "/soeg/?q=paller",
        "/forloeb/",
        "/forloeb/?state=open&late=1",
        "/forloeb/?q=paller&state=open",
        "/forloeb/?page=300",
        f"/forloeb/{A_CASE}/",
        "/forloeb/?party=1",
        "/henvendelser/",
        "/henvendelser/?q=paller",
        f"/henvendelser/H-{A_CASE}/",
        "/indgang/",
    ),
}


def median(client, url: str, server: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds of the middle one of several rounds, after one to warm up: by the clock, and of work.

    Work is the processor time of this process and of its part of the database server, as `server` tells it in seconds:
    what a page costs, whatever else the machine does.
    """
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} {url}")
    taken, worked = [], []
    for _ in range(ROUNDS):
        start, began = time.perf_counter(), time.process_time() + server()
        client.get(url)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() + server() - began) * 1000)
    return statistics.median(taken), statistics.median(worked)


def server_work(connection) -> Callable[[], float]:
    """Seconds that the database server has worked for this connection; 0 for SQLite, which works in this process.

    A server on another machine is not seen, and neither are helpers that it starts for one question.
    """
    if connection.vendor == "sqlite" or connection.settings_dict["HOST"] not in {"", "127.0.0.1", "localhost"}:
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(told.read_text().split()[0]) / 1e9


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--small", action="store_true", help="a tenth of it")
    share = 10 if asked.parse_args().small else 1
    with tempfile.TemporaryDirectory(prefix="symbiose-pages-") as folder:
        os.environ |= {"SYMBIOSE_DATA": folder, "DJANGO_SETTINGS_MODULE": "symbiose.site.settings"}
        measure(share)


def measure(share: int) -> None:
    """Fill the database and print a line per page."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from benchmarks.pages.generate import fill
    from symbiose.common.planning import count_for_plans

    call_command("migrate", "--verbosity", "0")
    start = time.perf_counter()
    adviser, firm = fill(
        organisations=10_000 // share,
        listings=20_000 // share,
        proposals=2_000 // share,
        handovers=200_000 // share,
        cases=10_000 // share,
    )
    count_for_plans()  # as the clock does within a minute
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself within some minutes
    server = server_work(connection)
    print(f"{connection.vendor}: filled in {time.perf_counter() - start:.0f} s; aim {AIM:.0f} ms, median of {ROUNDS}")
    for role, user in (("visitor", None), ("firm", firm), ("adviser", adviser)):
        client = Client()
        if user:
            client.force_login(user)
        for url in PAGES[role]:
            taken, worked = median(client, url, server)
            told = f"{taken:7.1f} ms  {taken / AIM:5.2f} of the aim  {worked:7.1f} ms of work"
            print(f"{told}  {role:8} {url}", flush=True)
    connection.close()


if __name__ == "__main__":
    main()
