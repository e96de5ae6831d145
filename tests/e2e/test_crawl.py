"""Every page that a role can reach by links: it answers, says nothing on the console, and axe finds nothing."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from urllib.parse import urldefrag, urlparse

import pytest
from playwright.sync_api import Error

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import PERSONS, enter_as
from tests.e2e.words import misplaced

pytestmark = pytest.mark.e2e
ROLES = ["visitor", "enterprise", "adviser", "consultant", "leader", *PERSONS]
SLOWLY = [pytest.param(role, marks=pytest.mark.slow) for role in ("enterprise", "adviser")]  # who see nearly everything
PEOPLE = (
    *("/i-dag/", "/dem-du-foelger/", "/kandidater/", "/stillinger/", "/ansaettelsesforslag/", "/ansaettelser/"),
    *("/hvem-foerst/", "/trivsel/"),
)
# Where a role walks that is not everywhere at home; the pages that all may read are walked by the others.
OWN_ROOMS = {"consultant": PEOPLE, "leader": PEOPLE, **dict.fromkeys(PERSONS, ("/mit/",))}
MOST_PAGES, FEWEST_PAGES = 150, 10


def shape(address: str) -> str:
    """Addresses that differ in a number or a query value are pages of one shape."""
    parts = urlparse(address)
    names = sorted({pair.split("=")[0] for pair in parts.query.split("&") if pair})
    return re.sub(r"\d+", "N", parts.path) + "?" + "&".join(names)


def opened(seen, address: str) -> tuple[int, bool]:
    """Open an address; its status, and whether a page stands there: no workbook, table, feed or picture."""
    try:
        reply = seen.page.goto(address)
    except Error as refused:
        if "Download is starting" not in refused.message:
            raise
        return seen.context.request.get(address).status, False
    return reply.status, "text/html" in reply.headers.get("content-type", "")


def step_in(seen, visit, demo: str, role: str) -> None:
    """As a role of the demo, or as a person with the code of a slip."""
    if role in PERSONS:
        enter_as(seen, visit(), demo, role)
    else:
        seen.step_in(demo, role)


def crawl(
    seen, demo: str, look: Callable[[], list[str]], per_shape: int = 1, under: tuple[str, ...] = ("/",)
) -> list[str]:
    """Follow every link from where the reader stands; `per_shape` pages of each shape `under` some paths are looked at."""
    start = [demo + "/"] if under == ("/",) else []
    queue, known, shapes, problems = deque([*start, seen.page.url]), set(), {}, []
    while queue and len(known) < MOST_PAGES:
        address = urldefrag(queue.popleft())[0]
        if address in known or shapes.get(shape(address), 0) >= per_shape:
            continue
        known.add(address)
        shapes[shape(address)] = shapes.get(shape(address), 0) + 1
        status, is_page = opened(seen, address)
        if status != 200:
            problems.append(f"{status} {address}")
        if status == 200 and is_page:
            problems += [f"{address}: {fault}" for fault in look()]
            links = seen.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
            queue.extend(link for link in links if link.startswith(tuple(demo + path for path in under)))
    assert len(known) > (FEWEST_PAGES if under == ("/",) else 2)
    return problems


def too_wide(seen) -> list[str]:
    wide = seen.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return ["wider than the screen"] if wide else []


def faults(seen) -> list[str]:
    """What is wrong with the page at hand."""
    lacking = [] if seen.page.locator("head > link[rel=icon]").count() else ["names no icon"]
    return [*lacking, *seen.axe(), *(f"in English: {text}" for text in misplaced(seen.page, "da")), *too_wide(seen)]


@pytest.mark.parametrize("role", ["visitor", "consultant", "leader", *PERSONS, *SLOWLY])
def test_x5_every_page_answers_and_is_accessible(demo, visit, role):
    """Each page at a desk, and then narrowed as somebody narrows a window, where nothing may stick out."""
    seen = visit(viewport=DESK)
    step_in(seen, visit, demo, role)

    def look():
        found = faults(seen)
        seen.page.set_viewport_size(PHONE)
        found += [f"at {PHONE['width']}: {fault}" for fault in too_wide(seen)]
        seen.page.set_viewport_size(DESK)
        return found

    assert crawl(seen, demo, look, under=OWN_ROOMS.get(role, ("/",))) == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("screen", "per_shape"), [(PHONE, 1), (DESK, 3)], ids=["phone", "thorough"])
def test_x5_every_page_is_accessible_on_a_phone_and_in_every_state_of_a_row(demo, visit, role, screen, per_shape):
    """Rows of a list may differ in state, so more pages of one shape are looked at."""
    seen = visit(viewport=screen)
    step_in(seen, visit, demo, role)

    assert crawl(seen, demo, lambda: faults(seen), per_shape, OWN_ROOMS.get(role, ("/",))) == []
