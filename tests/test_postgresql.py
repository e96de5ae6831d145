"""The rooms' own tests once more on PostgreSQL, in a private server that is thrown away.

Every day those files in which the two databases can differ: rules and locks of the database, words and their order,
sums and days, what is empty, and what is counted in one question. All of them where there is more time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WHOLE = ("at_once", "common", "ledger")  # threads and locks; what is done once, words, counts; sums
DIFFERENT = {
    "files": ("actions",),
    "people": ("limits", "sessions"),
    "notices": ("actions", "copies", "delivery", "incoming"),
    "organisations": ("directory", "doubles", "facts", "import", "lists", "merging", "register", "years"),
    "listings": ("alerts", "alerts_round", "gathered", "import", "market"),
    "jobs": ("candidates_states", "caseload", "conditions", "offers_asking", "placements_ledger", "positions_states"),
    "matching": ("exchange_funnel", "handovers_counting", "handovers_rates", "network", "runs", "states"),
    "frontdesk": ("calendar", "clock", "erasing", "outreach_list", "rhythm", "rules", "shared_tasks", "survey"),
    "home": ("call", "directory", "readings", "search_all", "today"),
}
ROOMS = (*WHOLE, *DIFFERENT)
ELSEWHERE = {"engine", "reference", "municipalities", "site", "e2e"}  # without a database, or the whole house on one
RULES = ("IntegrityError", "MigrationExecutor", "DataError")  # a file that speaks of these is about the database
QUICK = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def as_server(folder: Path, *command: str) -> None:
    """Run one of the server's programs; PostgreSQL refuses to run as root, then its own account runs it."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=folder)


@pytest.fixture(scope="module")
def database_url():
    """A server on a socket of its own, without durability, gone after the tests."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    folder = Path(tempfile.mkdtemp(prefix="symbiose-pg-"))
    folder.chmod(0o777)
    data, control = str(folder / "data"), str(programs / "pg_ctl")
    try:
        account = ("-U", "symbiose", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")
        as_server(folder, str(programs / "initdb"), "-D", data, *account)
        as_server(folder, control, "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {QUICK}", "start")
        as_server(folder, str(programs / "createdb"), "-h", str(folder), "-U", "symbiose", "symbiose")
        yield f"postgresql://symbiose@{str(folder).replace('/', '%2F')}/symbiose"
        as_server(folder, control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def may_differ() -> list[Path]:
    """The folders and files in which the two databases can differ; a name that stands for nothing fails in pytest."""
    tests = ROOT / "tests"
    named = {tests / room / f"test_{about}.py" for room, files in DIFFERENT.items() for about in files}
    rooms = [file for room in DIFFERENT for file in (tests / room).glob("test_*.py")]
    ruled = {file for file in rooms if any(word in file.read_text(encoding="utf-8") for word in RULES)}
    return [*(tests / room for room in WHOLE), *sorted(named | ruled)]


def passes_on_postgresql(url: str, data: Path, paths: list[Path]) -> None:
    """Run tests in two processes of their own, each with a database of its own on the server."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}

    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow and not e2e", "-p", "no:cacheprovider"),
            *map(str, paths),
        ],
        cwd=ROOT,
        env={**inherited, "DATABASE_URL": url, "SYMBIOSE_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_every_room_is_tried_on_postgresql():
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}

    assert folders == set(ROOMS) | ELSEWHERE


def test_what_databases_can_do_differently_is_the_same_on_postgresql(database_url, tmp_path):
    passes_on_postgresql(database_url, tmp_path, may_differ())


@pytest.mark.slow
def test_rooms_behave_the_same_on_postgresql(database_url, tmp_path):
    passes_on_postgresql(database_url, tmp_path, [ROOT / "tests" / room for room in ROOMS])
