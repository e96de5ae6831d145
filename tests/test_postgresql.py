"""The rooms' own tests once more on PostgreSQL, in a private server that is thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "common",
    "people",
    "files",
    "notices",
    "organisations",
    "ledger",
    "listings",
    "matching",
    "frontdesk",
    "home",
    "at_once",
)
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


def test_rooms_behave_the_same_on_postgresql(database_url, tmp_path):
    folders = [str(ROOT / "tests" / room) for room in ROOMS if (ROOT / "tests" / room).exists()]
    quiet = ("-q", "-n", "2", "-m", "not slow and not e2e", "-p", "no:cacheprovider")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, *folders],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "SYMBIOSE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert folders
    assert done.returncode == 0, done.stdout[-6000:]
