"""How long an address or an act takes: by the clock, and of work."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.pages.addresses import FILES, PAGES, aim_of, people, personal
from benchmarks.pages.people import A_CODE
from symbiose.common.actor import system
from symbiose.frontdesk.actions import escalate_late, forget_due, leave_nothing_behind, remind
from symbiose.frontdesk.actions.outreach import keep_counted, look_after_calls
from symbiose.frontdesk.actions.rhythm_counting import keep_talks_counted
from symbiose.frontdesk.actions.shared_tasks import tend_shared_tasks
from symbiose.frontdesk.actions.survey import remind_of_survey

ROUNDS = 9
FEW = 3  # rounds of what takes long


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds by the clock and of work, how many questions it asks, and the aim where there is one.

    Work is the processor time of this process and of its part of the database server: what it costs, whatever else the
    machine does.
    """

    who: str
    what: str
    taken: float
    worked: float
    queries: int
    aim: int | None = None


def server_work() -> Callable[[], float]:
    """Seconds that the database server has worked for this connection; 0 for SQLite, which works in this process.

    A server on another machine is not seen, and neither are helpers that it starts for one question.
    """
    if connection.vendor == "sqlite" or connection.settings_dict["HOST"] not in {"", "127.0.0.1", "localhost"}:
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(told.read_text().split()[0]) / 1e9


def figures(tell: Callable[[Figure], None]) -> None:
    """Every line, told as soon as it is known."""
    clients = {"visitor": Client()}
    for role, user in people().items():
        clients[role] = Client()
        clients[role].force_login(user)
    clients["person"] = Client()
    clients["person"].post("/mit/", {"code": A_CODE})
    server = server_work()
    asked = [(role, address, address) for role, addresses in PAGES.items() for address in addresses]
    for role, address, name in [*asked, *personal()]:
        tell(_figure((role, name, aim_of(address)), partial(_page, clients[role], address), ROUNDS, server))
    for address in FILES:
        tell(_figure(("adviser", address, None), partial(_page, clients["adviser"], address), FEW, server))
    for name, act in _clock():
        tell(_figure(("the clock", name, None), act, FEW, server))


def _clock() -> list[tuple[str, Callable[[], object]]]:
    """What the clock does each minute at the entrance; after the first round nothing is left to do but to look."""
    by, now = system("Symbiose"), timezone.now()
    acts: tuple[Callable[..., object], ...] = (
        *(leave_nothing_behind, escalate_late, remind, tend_shared_tasks, look_after_calls),
        *(remind_of_survey, forget_due),
    )
    return [
        *((act.__name__, partial(act, now=now, by=by)) for act in acts),
        ("keep_counted", partial(keep_counted, now=now)),
        ("keep_talks_counted", partial(keep_talks_counted, now=now)),
    ]


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} {address}")
    if answer.streaming:
        b"".join(answer.streaming_content)


def _figure(
    line: tuple[str, str, int | None], act: Callable[[], object], rounds: int, server: Callable[[], float]
) -> Figure:
    """The middle one of several rounds, after one to warm up and one to count."""
    act()
    asked = 0

    def count(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        act()
    taken, worked = [], []
    for _ in range(rounds):
        start, began = time.perf_counter(), time.process_time() + server()
        act()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() + server() - began) * 1000)
    who, what, aim = line
    return Figure(who, what, statistics.median(taken), statistics.median(worked), asked, aim)
