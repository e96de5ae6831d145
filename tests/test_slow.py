"""Long journeys and loads: a worker killed in the middle of a run, an empty folder, files as large as they come."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symbiose.common.actor import Role
from symbiose.listings.models import Listing
from tests.e2e.conftest import answers, free_port
from tests.listings.test_import import accept, preview
from tests.test_postgresql import database_url  # noqa: F401  the same private server

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
OURS = ("SYMBIOSE_", "DATABASE_URL", "MUNICIPALITY", "DJANGO_SETTINGS_MODULE")
PROGRAM = str(Path(sys.executable).with_name("symbiose"))
PREPARE = """
from symbiose.common.actor import system
from symbiose.home.seed import seed_demo
from symbiose.matching.models import Exchange, Handover, Proposal, Run
seed_demo("silkeborg")
agreed = Exchange.objects.filter(proposal__isnull=False)
Handover.objects.filter(exchange__in=agreed).delete()
agreed.delete()
Proposal.objects.all().delete()
Run.objects.all().delete()
"""
START = """
from symbiose.home.seed import adviser
from symbiose.matching.actions import start_run
start_run(by=adviser())
"""
SLOW_WORKER = """
import time
from symbiose.home import clock
from symbiose.matching.actions import runs
whole = runs.write_found
def write_and_wait(*given, **named):
    done = whole(*given, **named)
    time.sleep(120)
    return done
runs.write_found = write_and_wait
clock.work()
"""
STATE = """
import json
from symbiose.matching.models import Proposal, Run
print(json.dumps([list(Run.objects.order_by("pk").values_list("state", "error")), Proposal.objects.count()]))
"""


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def shell(program: str, environment: dict[str, str]) -> str:
    command = [PROGRAM, "manage", "shell", "--verbosity", "0", "--command", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def state(environment: dict[str, str]) -> tuple[list[list[str]], int]:
    runs, proposals = json.loads(shell(STATE, environment).splitlines()[-1])
    return runs, proposals


def wait_for(happened, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.5)


def test_worker_killed_while_it_writes_leaves_nothing_and_the_next_one_says_so(database_url, tmp_path):  # noqa: F811
    place = {**clean_environment(), "DATABASE_URL": database_url, "SYMBIOSE_DATA": str(tmp_path)}
    migrated = subprocess.run([PROGRAM, "manage", "migrate", "--verbosity", "0"], env=place, check=False)
    assert migrated.returncode == 0
    shell(PREPARE, {**place, "SYMBIOSE_TASKS": "now"})
    shell(START, place)
    assert state(place) == ([["queued", ""]], 0)

    slow = [PROGRAM, "manage", "shell", "--verbosity", "0", "--command", SLOW_WORKER]
    killed = subprocess.Popen(slow, env=place, stderr=subprocess.DEVNULL)
    wait_for(lambda: "write" in shell("from symbiose.matching.models import Run; print(Run.objects.get().step)", place))
    time.sleep(5)  # the proposals stand in the open transaction now
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=20)
    assert state(place) == ([["running", ""]], 0)

    following = subprocess.Popen([PROGRAM, "worker"], env=place, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: state(place)[0] == [["failed", "stopped"]])
        shell(START, place)
        wait_for(lambda: state(place)[0][-1] == ["done", ""])
    finally:
        following.terminate()
        following.wait(timeout=60)

    runs, proposals = state(place)
    assert runs == [["failed", "stopped"], ["done", ""]]
    assert proposals > 0
    assert following.returncode == 0


def test_demo_answers_from_a_clean_clone(tmp_path):
    clone, home, port = tmp_path / "en klon på disken", tmp_path / "home", free_port()
    home.mkdir()
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.fail("this needs git and the repository")
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    kept = ("PIP_", "HTTP", "http", "SSL_", "NODE_EXTRA")
    bare = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    python = f"{sys.base_prefix}/bin/python3"
    bare |= {"HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHON": python if Path(python).exists() else "python3"}
    with (tmp_path / "log").open("w") as log:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"], cwd=clone, env=bare, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_for(lambda: demo.poll() is not None or answers(f"http://127.0.0.1:{port}/healthz"), 900)
        told = (tmp_path / "log").read_text(encoding="utf-8")
        assert demo.poll() is None, told
        assert answers(f"http://127.0.0.1:{port}/")
        assert answers(f"http://127.0.0.1:{port}/opslag/")
        assert "Traceback" not in told
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(timeout=60)


def rows(count: int) -> str:
    things = ("Europaller", "Træafskær", "Kontorstole", "Pap", "Plastfolie", "Jernspåner", "Kaffegrums", "Stof")
    places = ("8600", "4400", "8000", "2100", "5000", "9000", "7100")
    lines = (
        f"r{n},o{n % 900},{'have' if n % 2 else 'need'},{things[n // 2 * 7 % 8]},{n % 400 + 1},kg,week,{places[n // 2 * 5 % 7]}"
        for n in range(count)
    )
    return "\n".join(["id,organisation,side,text,quantity,unit,per,place", *lines]) + "\n"


def test_engine_plans_six_thousand_listings_the_same_way_twice(tmp_path):
    path = tmp_path / "listings.csv"
    path.write_text(rows(6_000), encoding="utf-8")
    command = [PROGRAM, "solve", str(path), "--today", "2026-11-24"]

    first = subprocess.run(command, capture_output=True, timeout=900, check=False)
    again = subprocess.run(command, capture_output=True, timeout=900, check=False)

    assert first.returncode == 0, first.stderr[-2000:]
    plan = json.loads(first.stdout)
    assert plan["flows"]
    assert 0 < plan["value"] <= plan["bound"]
    assert first.stdout == again.stdout


@pytest.mark.django_db
def test_two_thousand_rows_are_imported_in_one_go_and_more_are_refused_in_a_sentence(client_as, organisation):
    firm = client_as(Role.FIRM, organisation)

    _url, refused = preview(firm, own_rows(5_000))
    assert "2000" in refused.content.decode()
    url, page = preview(firm, own_rows(2_000))
    assert not Listing.objects.exists()
    answer = accept(firm, url, page)

    assert answer.status_code == 200
    assert Listing.objects.count() == 2_000


def own_rows(count: int) -> str:
    """Rows that name no organisation: they are the importing firm's own."""
    head, *lines = rows(count).splitlines()
    own = (",".join([line.split(",")[0], "", *line.split(",")[2:]]) for line in lines)
    return "\n".join([head, *own]) + "\n"
