"""The command line as an operator types it, on a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("symbiose"))
OURS = ("SYMBIOSE_", "DATABASE_URL", "MUNICIPALITY", "DJANGO_SETTINGS_MODULE")


def at(folder):
    """The environment of an installation whose data lie in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**clean, "SYMBIOSE_DATA": str(folder)}


@pytest.fixture
def place(tmp_path):
    """The environment of an installation in an empty folder."""
    return at(tmp_path / "data")


@pytest.fixture(scope="module")
def tables(tmp_path_factory, kept_tables):
    """A data folder whose database got its tables by the command, once for the tests here; those kept are not made anew."""
    folder = tmp_path_factory.mktemp("tables")
    if kept_tables.exists():
        shutil.copy(kept_tables, folder / "silkeborg.sqlite3")
    assert run(at(folder), "manage", "migrate", "--verbosity", "0").returncode == 0
    return folder


@pytest.fixture
def migrated(place, tables):
    """The environment of an installation that has its tables and nothing else."""
    shutil.copytree(tables, place["SYMBIOSE_DATA"])
    return place


def run(place, *arguments, **environment):
    return subprocess.run(
        [PROGRAM, *arguments], env={**place, **environment}, capture_output=True, text=True, timeout=120, check=False
    )


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(place, port, *arguments, **environment):
    """The program as a server until it answers; ended by its own process id."""
    process = subprocess.Popen(
        [PROGRAM, *arguments], env={**place, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 90
        while time.monotonic() < until and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
                    yield json.loads(reply.read())
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise AssertionError(f"no answer on {port}, exit code {process.poll()}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_demo_prepares_and_serves(place):
    prepared = run(place, "demo", "--seed-only", MUNICIPALITY="kalundborg")

    assert prepared.returncode == 0, prepared.stderr
    assert prepared.stdout.startswith("Kalundborg Kommune: 34 organisations, ")

    port = free_port()
    with serving(place, port, "demo", "--port", str(port), MUNICIPALITY="kalundborg") as health:
        assert health["database"] is True
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            shown = page.read().decode()
    assert "Kalundborg Kommune" in shown
    assert 'id="roller"' in shown


@pytest.mark.slow
def test_load_export_check_and_worker_of_a_real_installation(migrated, tmp_path):
    empty = run(migrated, "check")
    assert "No municipality is loaded. Run symbiose load." in empty.stdout

    loaded = run(migrated, "load", "silkeborg")
    other = run(migrated, "load", "kalundborg")
    staffed = run(migrated, "adviser", "anna@kommune.example", "--name", "Anna Eksempel")
    exported = run(migrated, "export", str(tmp_path / "out"))
    worked = run(migrated, "worker", "--once")
    checked = run(migrated, "check")

    assert loaded.stdout.startswith("Silkeborg Kommune: ")
    assert (other.returncode, other.stderr) == (1, "Error: This database belongs to Silkeborg Kommune.\n")
    assert staffed.stdout.startswith("Anna Eksempel is adviser at Jobcenter Erhverv.\nChoose a password at ")
    assert exported.returncode == 0
    assert (tmp_path / "out" / "strategy.toml").exists()
    assert (worked.returncode, "Traceback" in worked.stderr) == (0, False), worked.stderr
    assert checked.returncode == 0, checked.stdout


def test_check_names_an_old_database_and_load_a_wrong_folder(place, tmp_path):
    checked = run(place, "check")
    wrong = run(place, "load", str(tmp_path))

    assert checked.returncode == 1
    assert "The database is older than the program. Run symbiose manage migrate." in checked.stdout
    assert wrong.returncode == 1
    assert wrong.stderr == f"Error: profile.toml: the file is missing in {tmp_path.name}.\n"


def test_demo_is_refused_in_production(place):
    refused = run(place, "demo", "--seed-only", SYMBIOSE_PRODUCTION="1", SYMBIOSE_SECRET_KEY="x" * 60)

    assert refused.returncode == 1
    assert "Demo sign-in is on in production." in refused.stderr


def test_serve_refuses_to_start_without_a_key_and_host_names(place):
    refused = run(place, "serve")

    assert refused.returncode == 1
    assert "There is no secret key." in refused.stderr
    assert "No host name is set." in refused.stderr


@pytest.mark.parametrize("begun", ["migrated", pytest.param("place", marks=pytest.mark.slow)])
def test_serve_answers_in_production(request, begun):
    place = request.getfixturevalue(begun)
    port = free_port()
    settings = {
        "SYMBIOSE_SECRET_KEY": "k" * 60,
        "SYMBIOSE_HOSTS": "indgang.example,127.0.0.1",
        "SYMBIOSE_BASE_URL": "https://indgang.example",
    }

    with serving(place, port, "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1", **settings) as health:
        assert health["database"] is True


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("DATABASE_URL", "postgresql://127.0.0.1:1/name", "The database does not answer. Check DATABASE_URL."),
        ("SYMBIOSE_PRODUCTION", "sure", "SYMBIOSE_PRODUCTION is “sure”. Write 1 for yes or 0 for no."),
        ("MUNICIPALITY", "atlantis", "No municipality is called 'atlantis'"),
    ],
)
def test_wrong_setting_is_one_sentence(place, name, written, said):
    refused = run(place, "demo", "--seed-only", **{name: written})

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith(f"Error: {said}")
    assert "Traceback" not in refused.stderr
    assert list(Path(place["SYMBIOSE_DATA"]).glob("*.sqlite3")) == []


@pytest.mark.parametrize(
    "command", [("worker", "--once"), ("load",), ("export", "out"), ("adviser", "a@kommune.example", "--name", "Anna")]
)
def test_command_without_tables_says_what_to_run_first(place, command):
    refused = run(place, *command)

    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: The database is older than the program. Run symbiose manage migrate.\n",
    )


def test_demo_on_a_taken_port_says_so_before_it_prepares_anything(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run(place, "demo", "--port", str(taken.getsockname()[1]))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Choose another: make demo PORT=8001" in refused.stderr


def test_worker_stops_when_it_is_told_to(migrated):
    worker = subprocess.Popen([PROGRAM, "worker"], env=migrated, stderr=subprocess.PIPE, text=True)
    while "Starting worker" not in worker.stderr.readline():
        assert worker.poll() is None

    worker.terminate()
    said = worker.communicate(timeout=40)[1]

    assert worker.returncode == 0
    assert "shutting down gracefully" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_export_edited_and_loaded_elsewhere_is_the_same(migrated, tables, tmp_path):
    elsewhere = at(shutil.copytree(tables, tmp_path / "elsewhere"))
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(migrated, "load", "kalundborg").returncode == 0
    assert run(migrated, "export", str(first)).returncode == 0
    profile = first / "profile.toml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("Kalundborg Kommune", "Eksempel Kommune"), encoding="utf-8"
    )

    loaded = run(elsewhere, "load", str(first))
    assert run(elsewhere, "export", str(second)).returncode == 0

    assert loaded.stdout.startswith("Eksempel Kommune: ")
    files = sorted(path.name for path in first.iterdir())
    assert files == sorted(path.name for path in second.iterdir())
    assert [(first / name).read_bytes() for name in files] == [(second / name).read_bytes() for name in files]
