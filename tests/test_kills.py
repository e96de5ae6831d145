"""Web and worker are killed, twenty times, while they import, post and ask: nothing is lost and nothing counts twice."""

from __future__ import annotations

import http.cookiejar
import json
import random
import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from tests.e2e.conftest import answers, free_port
from tests.test_postgresql import database_url  # noqa: F401  the same private server
from tests.test_slow import PROGRAM, clean_environment, shell, wait_for

pytestmark = pytest.mark.slow

KILLS = 20
CHANCE = random.Random(20261129)
LOST = (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException)
IMPORTED = 150  # rows of one file

PREPARE = """
from decimal import Decimal
from symbiose.home.seed import adviser
from symbiose.matching.actions import declare_exchange
from symbiose.matching.dates import in_month
from symbiose.organisations.models import Membership, Organisation
mine = Membership.objects.get(user__demo_role="enterprise").organisation
other = Organisation.objects.exclude(pk=mine.pk).order_by("pk").first()
stream = declare_exchange(giver=mine, receiver=other, title="Træafskær", source="Eksempel", evidence="declared",
    since=in_month(2015, 1), family="wood_offcuts", kind="material", quantity=Decimal(200), unit="kg", per="month", by=adviser())
print(stream.number)
"""
COUNTED = """
import json
from symbiose.common.models import AuditEntry, Link
from symbiose.ledger.models import Entry
from symbiose.listings.models import Listing
from symbiose.matching.models import Handover, HandoverReport
of = Handover.objects.filter(exchange__number="{number}")
rows = Entry.objects.filter(thread_label="matching.exchange", thread_id=of.first().exchange_id if of else 0)
print(json.dumps({{
    "listings": Listing.objects.filter(external_id__startswith="kill-").count(),
    "import_rows_of_the_trail": AuditEntry.objects.filter(verb="listings.import").count(),
    "handovers": of.count(),
    "reports": HandoverReport.objects.filter(handover__in=of).count(),
    "entries": rows.count(),
    "kg": float(sum(row.quantity for row in rows)),
    "told": AuditEntry.objects.filter(verb="matching.tell_handover", subject_label="matching.handoverreport",
        subject_id__in=HandoverReport.objects.filter(handover__in=of).values("pk")).count(),
}}))
"""
MANY_STREAMS = """
from datetime import date
from symbiose.matching.models import Exchange
from symbiose.organisations.models import Organisation
one, other = Organisation.objects.exclude(contact_email="").order_by("pk")[:2]
Exchange.objects.bulk_create([
    Exchange(number=f"KILL-{at}", giver=one, receiver=other, title="Pap", unit="kg", quantity=10, per="month", state="running",
        since=date(2024, 1, 1), since_precision="month", declared=True, source="Eksempel", evidence="declared",
        ask_on=date.today().replace(day=1)) for at in range(600)])
"""
ASKED = """
import json
from django.db.models import Count
from symbiose.common.models import AuditEntry
from symbiose.matching.models import Exchange, Handover
of = Exchange.objects.filter(number__startswith="KILL-")
asked = Handover.objects.filter(exchange__in=of)
print(json.dumps([asked.count(), asked.values("exchange").distinct().count(),
    AuditEntry.objects.filter(verb="matching.ask_handover", subject_label="matching.handover",
        subject_id__in=asked.values("pk")).count()]))
"""


class Web:
    """The demo's web program, which may be killed and started again, and a browser's memory of who is signed in."""

    def __init__(self, place: dict[str, str], folder: Path):
        self.place, self.folder, self.port = place, folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def start(self) -> None:
        with (self.folder / "web.log").open("a") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "demo", "--port", str(self.port)], env=self.place, stdout=log, stderr=log
            )
        wait_for(lambda: answers(f"{self.address}/healthz"))

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)

    def get(self, path: str) -> tuple[str, str]:
        with self.open(self.address + path, timeout=60) as answer:
            return answer.url.removeprefix(self.address), answer.read().decode()

    def post(self, path: str, fields: dict[str, str], file: str = "") -> str:
        """Where it led. With `file`, the fields travel beside a CSV file."""
        _, page = self.get(path if path != "/konto/demo/enterprise/" else "/")
        told = {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1], **fields}
        kind, body = _multipart(told, file) if file else ("application/x-www-form-urlencoded", _encoded(told))
        asked = urllib.request.Request(
            self.address + path, data=body, headers={"Content-Type": kind, "Referer": self.address}
        )
        with self.open(asked, timeout=60) as answer:
            return answer.url.removeprefix(self.address)

    def killed_while(self, act: Callable[[], object], within: float) -> None:
        """Kill at some moment while a request is answered, and start again."""
        blow = Timer(CHANCE.uniform(0.01, within), lambda: self.process.send_signal(signal.SIGKILL))
        blow.start()
        with suppress(LOST):
            act()
        blow.join()
        self.process.wait(timeout=20)
        self.start()


def _encoded(fields: dict[str, str]) -> bytes:
    return urllib.parse.urlencode(fields).encode()


def _multipart(fields: dict[str, str], file: str) -> tuple[str, bytes]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = 'Content-Disposition: form-data; name="file"; filename="opslag.csv"\r\nContent-Type: text/csv'
    parts.append(f"--{mark}\r\n{head}\r\n\r\n{file}\r\n--{mark}--\r\n")
    return f"multipart/form-data; boundary={mark}", "".join(parts).encode()


@pytest.fixture
def place(database_url, tmp_path):  # noqa: F811
    return {
        **clean_environment(),
        "DATABASE_URL": database_url,
        "SYMBIOSE_DATA": str(tmp_path),
        "MUNICIPALITY": "silkeborg",
    }


@pytest.fixture
def web(place, tmp_path):
    running = Web(place, tmp_path)
    running.start()
    running.post("/konto/demo/enterprise/", {})
    yield running
    running.kill()


def counted(place: dict[str, str], number: str) -> dict[str, float]:
    return json.loads(shell(COUNTED.format(number=number), place).splitlines()[-1])


def rows_of(at: int) -> str:
    lines = (f"kill-{at}-{row},have,{row + 1} europaller,{row + 1},piece,month,8600" for row in range(IMPORTED))
    return "\n".join(["id,side,text,quantity,unit,per,place", *lines]) + "\n"


def import_twice(web: Web, at: int) -> None:
    """Upload, say yes and be killed; then say the same yes again, as somebody who saw nothing happen."""
    preview = web.post("/opslag/import/", {"form_key": str(uuid.uuid4())}, rows_of(at))
    _, page = web.get(preview)
    yes = dict(re.findall(r'name="(form_key|fingerprint)" value="([^"]*)"', page))
    web.killed_while(lambda: web.post(preview, yes), 1.5)
    web.post(preview, yes)


def tell_twice(web: Web, number: str, at: int) -> None:
    """Tell of a month and be killed; then send the same form again."""
    path = f"/overdragelser/ny/{number}/?when={at % 12 + 1}.{2016 + at // 12}"
    told = {"form_key": str(uuid.uuid4()), "answer": "usual", "seen": "0"}
    web.killed_while(lambda: web.post(path, told), 0.5)
    try:
        web.post(path, told)
    except urllib.error.HTTPError as refused:
        pytest.fail(f"{refused.code}: {refused.read().decode()[-2000:]}")


def test_the_web_program_killed_twenty_times_loses_nothing_and_counts_nothing_twice(place, web):
    number = shell(PREPARE, place).splitlines()[-1]
    imports, posts = KILLS // 2, KILLS - KILLS // 2

    for at in range(imports):
        import_twice(web, at)
        assert counted(place, number)["listings"] == IMPORTED * (at + 1)
    for at in range(posts):
        tell_twice(web, number, at)

    assert counted(place, number) == {
        "listings": IMPORTED * imports,
        "import_rows_of_the_trail": imports,
        "handovers": posts,
        "reports": posts,
        "entries": posts,
        "kg": 200.0 * posts,
        "told": posts,
    }


def test_the_worker_killed_twenty_times_asks_about_every_handover_once(place, tmp_path):
    assert subprocess.run([PROGRAM, "demo", "--seed-only"], env=place, check=False, capture_output=True).returncode == 0
    shell(MANY_STREAMS, place)

    for _ in range(KILLS):
        worker = subprocess.Popen([PROGRAM, "worker"], env=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(CHANCE.uniform(0.5, 4))
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=20)
    for _ in range(4):
        done = subprocess.run([PROGRAM, "worker", "--once"], env=place, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]

    assert json.loads(shell(ASKED, place).splitlines()[-1]) == [600, 600, 600]
