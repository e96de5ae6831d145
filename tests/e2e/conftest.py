"""A running demo, a real browser, and what every page must keep: no console error, no axe finding."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.e2e.people import Place

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PROGRAM = str(Path(sys.executable).with_name("symbiose"))
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
SCREENS = [  # of a journey that is the same on both
    pytest.param(DESK, id="desk"),
    pytest.param(PHONE, id="phone", marks=pytest.mark.slow),
]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False


def demo_environment(folder: Path, municipality: str) -> dict[str, str]:
    return {**os.environ, "SYMBIOSE_DATA": str(folder), "MUNICIPALITY": municipality}


@contextmanager
def running_demo(folder: Path, municipality: str = "silkeborg", **environment: str) -> Iterator[str]:
    """The demo as a newcomer starts it, on a free port; yields its address."""
    port = free_port()
    with (folder / "demo.log").open("w") as log:
        process = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(port)],
            cwd=folder,
            env=demo_environment(folder, municipality) | environment,
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 120
            while not answers(f"{address}/healthz"):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"the demo did not start:\n{(folder / 'demo.log').read_text()[-2000:]}")
                time.sleep(0.3)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def prepare_demo(folder: Path, municipality: str, tables: Path) -> None:
    """Fill a demo's folder unless that is done already; whoever comes while another fills it waits.

    It begins with the tables that are kept, if they are; the demo from an empty folder is tried in tests/site.
    """
    folder.mkdir(exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "ready").exists():
            return
        if tables.exists():
            shutil.copy(tables, folder / f"{municipality}.sqlite3")
        command = [PROGRAM, "demo", "--seed-only"]
        subprocess.run(command, env=demo_environment(folder, municipality), check=True, capture_output=True)
        (folder / "ready").touch()


@pytest.fixture(scope="session")
def start_demo(tmp_path_factory, kept_tables) -> Callable[..., AbstractContextManager[Place]]:
    """`start_demo(municipality, **environment)`: a demo of one's own, from a copy of what is filled once in a session."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @contextmanager
    def start(municipality: str = "silkeborg", **environment: str) -> Iterator[Place]:
        prepared = shared / f"prepared-{municipality}"
        prepare_demo(prepared, municipality, kept_tables)
        folder = tmp_path_factory.mktemp("demo")
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        with running_demo(folder, municipality, **environment) as address:
            yield Place(address, folder)

    return start


@pytest.fixture(scope="module")
def shared(start_demo) -> Iterator[Place]:
    """One demo for those tests of a file that can live together."""
    with start_demo() as started:
        yield started


@pytest.fixture(scope="module")
def demo(shared) -> str:
    """The address of the file's demo."""
    return shared.address


@pytest.fixture
def place(start_demo) -> Iterator[Place]:
    """A demo of one's own, for a test that changes what is in it."""
    with start_demo() as started:
        yield started


class Visit:
    """A page with what it said on the console; closing it shows every error."""

    def __init__(self, browser, *, viewport=None, scripts=True, locale="da-DK"):
        self.scripts = scripts
        self.context = browser.new_context(
            viewport=viewport or DESK, locale=locale, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.context.set_default_timeout(30_000)  # on a busy machine a password is seconds in the making
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, said) -> None:
        """Keep what the console calls an error; none is a form that came back with its faults (422), or a file's icon.

        The browser asks for an icon of its own accord where a feed or a picture stands alone; pages name theirs.
        """
        address = said.location["url"]
        if said.type == "error" and "status of 422" not in said.text and not address.endswith("/favicon.ico"):
            self.errors.append(f"{said.text} {address}")

    def step_in(self, demo: str, role: str) -> None:
        """One click on a demo role."""
        self.page.goto(demo + "/")
        self.page.click(f"form[action$='/demo/{role}/'] button")
        self.page.wait_for_load_state()

    def speak(self, language: str) -> None:
        """Switch the page's language, as the button in the header does."""
        with self.page.expect_navigation():
            self.page.locator(f"button[name=language][value={language}]").first.evaluate("one => one.click()")

    def check(self) -> None:
        """The page at hand has no axe finding and is no wider than the screen.

        axe itself waits for the page's clock, which stands still in a browser without scripts: there the width alone.
        """
        if self.scripts:
            assert self.axe() == [], self.page.url
        assert not self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"), self.page.url

    def axe(self) -> list[str]:
        """What axe finds on the page at hand, as one line each."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.page.evaluate(
            "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','best-practice']})).violations"
        )
        return [
            f"{one['id']}: {one['help']} {json.dumps([node['target'] for node in one['nodes']][:3])}" for one in result
        ]


@pytest.fixture
def visit(browser):
    """`visit(viewport=…)` opens a page; after the test no console error may stand."""
    opened: list[Visit] = []

    def open_page(**options) -> Visit:
        opened.append(Visit(browser, **options))
        return opened[-1]

    yield open_page
    errors = [error for one in opened for error in one.errors]
    for one in opened:
        one.context.close()
    assert errors == []
