"""The rooms' own tests once more on PostgreSQL, in a private server that is thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("common", "people", "files", "notices", "organisations", "listings", "matching", "home")


def server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; then its own account runs it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="module")
def database_url(tmp_path_factory):
    """A server on a socket of its own, without durability, gone after the tests."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    folder = Path("/tmp") / f"symbiose-pg-{os.getpid()}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    data = folder / "data"
    run = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run(
        as_server(
            [
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "symbiose",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale",
                "C.UTF-8",
            ]
        ),
        **run,
    )
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    subprocess.run(
        as_server([str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]),
        **run,
    )
    try:
        subprocess.run(as_server([str(programs / "createdb"), "-h", str(folder), "-U", "symbiose", "symbiose"]), **run)
        yield f"postgresql://symbiose@{str(folder).replace('/', '%2F')}/symbiose"
    finally:
        subprocess.run(as_server([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]), **run)
        shutil.rmtree(folder)


def test_rooms_behave_the_same_on_postgresql(database_url, tmp_path):
    folders = [str(ROOT / "tests" / room) for room in ROOMS if (ROOT / "tests" / room).exists()]

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "-m",
            "not slow and not e2e",
            "-p",
            "no:cacheprovider",
            *folders,
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "SYMBIOSE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert folders
    assert done.returncode == 0, done.stdout[-6000:]
