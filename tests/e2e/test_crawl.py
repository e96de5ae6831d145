"""Every page that a role can reach by links: it answers, says nothing on the console, and axe finds nothing."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urldefrag, urlparse

import pytest

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.words import misplaced

pytestmark = pytest.mark.e2e
PER_SHAPE = {"desk": 1, "phone": 1, "thorough": 3}  # rows of a list may differ in state
MOST_PAGES = 150


def shape(address: str) -> str:
    """Addresses that differ in a number or a query value are pages of one shape."""
    parts = urlparse(address)
    names = sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair})
    return re.sub(r"\d+", "N", parts.path) + "?" + "&".join(names)


def is_page(reply) -> bool:
    """Not a workbook, a table, a feed or a picture."""
    return "text/html" in reply.headers.get("content-type", "")


@pytest.mark.parametrize("role", ["visitor", "enterprise", "adviser"])
@pytest.mark.parametrize("screen", ["desk", "phone", pytest.param("thorough", marks=pytest.mark.slow)])
def test_x5_every_page_answers_and_is_accessible(demo, visit, role, screen):
    seen = visit(viewport=PHONE if screen == "phone" else DESK)
    seen.step_in(demo, role)
    queue, known, shapes, problems = deque([demo + "/", seen.page.url]), set(), {}, []

    while queue and len(known) < MOST_PAGES:
        address = urldefrag(queue.popleft())[0]
        if address in known or shapes.get(shape(address), 0) >= PER_SHAPE[screen]:
            continue
        known.add(address)
        shapes[shape(address)] = shapes.get(shape(address), 0) + 1
        if not is_page(reply := seen.context.request.get(address)):
            problems += [] if reply.status == 200 else [f"{reply.status} {address}"]
            continue
        reply = seen.page.goto(address)
        if reply.status >= 400:
            problems.append(f"{reply.status} {address}")
            continue
        problems += [f"{address}: {finding}" for finding in seen.axe()]
        problems += [f"{address}: in English: {text}" for text in misplaced(seen.page, "da")]
        if seen.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            problems.append(f"{address}: wider than the screen")
        links = seen.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        queue.extend(link for link in links if link.startswith(demo))

    assert len(known) > 10
    assert problems == []
