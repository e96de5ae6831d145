"""Pictures of the main pages, for people to look at: `python -m tests.e2e.pictures FOLDER`.

Starts a demo for Silkeborg and one for Kalundborg and writes FOLDER/MUNICIPALITY-ROLE-PAGE-WIDTH.png.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import CHROMIUM, DESK, FLAGS, PHONE, Visit, running_demo
from tests.e2e.people import PERSONS, TWO_THINGS, enter_as

MUNICIPALITIES = ("silkeborg", "kalundborg")
FIRST_ROW = ".list-row .name a"
QUESTIONS = ("timer", "haab", "tider", "bopael", "vej", "rejse", "hensyn", "kan", "lyst", "ikke")


def follow(address: str, *links: str) -> Callable[[Visit, str], bool]:
    """Go to an address, then on by the first link that each selector finds; False where there is none."""

    def go(seen: Visit, demo: str) -> bool:
        seen.page.goto(demo + address)
        for link in links:
            found = seen.page.query_selector(link)
            if found is None:
                return False
            seen.page.goto(found.evaluate("one => one.href"))
        return True

    return go


def written(seen: Visit, demo: str) -> bool:
    """The page of a new listing, its text read."""
    seen.page.goto(demo + "/opslag/nyt/?side=have")
    seen.page.fill("textarea[name=text]", TWO_THINGS)
    seen.page.wait_for_selector(".reading-text")
    return True


def open_menu(seen: Visit, demo: str) -> bool:
    """The drawer with the menu; only phones have it."""
    seen.page.goto(demo + "/opslag/")
    button = seen.page.locator(".js-menu-open")
    if not button.is_visible():
        return False
    button.click()
    seen.page.wait_for_timeout(400)
    return True


COMMON = {"market": follow("/opslag/"), "menu": open_menu}
PAGES: dict[str, dict[str, Callable[[Visit, str], bool]]] = {
    "visitor": COMMON
    | {
        "front": follow("/"),
        "market-search": follow("/opslag/?q=træ&side=have"),
        "market-empty": follow("/opslag/?q=svagstrømskabler&side=have"),
        "listing": follow("/opslag/", FIRST_ROW),
        "directory": follow("/organisationer/hvem-er-med/"),
        "organisation": follow("/organisationer/hvem-er-med/", FIRST_ROW),
        "goals": follow("/maal/"),
        "readings": follow("/laes/"),
        "reading": follow("/laes/", "main .rows a"),
        "contact": follow("/kontakt/"),
        "accessibility": follow("/was/"),
        "privacy": follow("/om-dine-oplysninger/"),
        "about": follow("/om/"),
        "sign-in": follow("/konto/log-ind/"),
        "ask-access": follow("/organisationer/adgang/bed-om/?find=eksempel"),
        "ask-access-sent": follow("/organisationer/adgang/bed-om/tak/"),
        "forgot": follow("/konto/glemt/"),
        "not-found": follow("/findes-ikke/"),
    },
    "enterprise": COMMON
    | {
        "today": follow("/i-dag/"),
        "own": follow("/opslag/vores/"),
        "own-listing": follow("/opslag/vores/", FIRST_ROW),
        "listing": follow("/opslag/", FIRST_ROW),
        "change": follow("/opslag/vores/", FIRST_ROW, "a[href$='/ret/']"),
        "new": follow("/opslag/nyt/"),
        "new-read": written,
        "import": follow("/opslag/import/"),
        "proposals": follow("/forslag/"),
        "proposal": follow("/forslag/", FIRST_ROW),
        "forbidden": follow("/organisationer/"),
    },
    "adviser": COMMON
    | {
        "today": follow("/i-dag/"),
        "search": follow("/soeg/?q=palle"),
        "organisations": follow("/organisationer/"),
        "organisations-none": follow("/organisationer/?q=xyzzy"),
        "organisation": follow("/organisationer/", FIRST_ROW),
        "organisation-new": follow("/organisationer/ny/"),
        "organisation-change": follow("/organisationer/", FIRST_ROW, "a[href$='/ret/']"),
        "fact": follow("/organisationer/", FIRST_ROW, "a[href$='/oplysninger/ny/']"),
        "member": follow("/organisationer/", FIRST_ROW, "a[href$='/personer/ny/']"),
        "access-list": follow("/organisationer/adgang/"),
        "access": follow("/organisationer/adgang/", FIRST_ROW),
        "organisation-import": follow("/organisationer/import/"),
        "listings-all": follow("/opslag/vores/"),
        "choose": follow("/opslag/nyt/?find=tr%C3%A6"),
        "proposals": follow("/forslag/"),
        "proposal-found": follow("/forslag/?state=found", FIRST_ROW),
        "proposal-sent": follow("/forslag/?state=sent", FIRST_ROW),
        "proposal-talking": follow("/forslag/?state=talking", FIRST_ROW),
        "loop": follow("/forslag/?kind=loop", FIRST_ROW),
        "answer-for": follow("/forslag/?state=sent", FIRST_ROW, "#answers td a"),
        "set-aside": follow("/forslag/?state=found", FIRST_ROW, "a[href$='/laeg-vaek/']"),
        "funnel": follow("/forslag/tragt/"),
        "why-not": follow("/forslag/hvorfor-ikke/"),
        "runs": follow("/forslag/koersler/"),
        "run": follow("/forslag/koersler/", "main tbody a"),
        "goals": follow("/maal/"),
        "symbiosis": follow("/forslag/?kind=symbiosis", FIRST_ROW),
    },
    "consultant": COMMON
    | {
        "today": follow("/i-dag/"),
        "caseload": follow("/dem-du-foelger/"),
        "caseload-pass": follow("/dem-du-foelger/giv-videre/"),
        "visit-sheet": follow("/ansaettelser/?state=running", FIRST_ROW, "a[href*='/dem-du-foelger/ark/']"),
        "people": follow("/kandidater/"),
        "person": follow("/kandidater/", FIRST_ROW),
        "person-new": follow("/kandidater/ny/"),
        "person-change": follow("/kandidater/", FIRST_ROW, "a[href$='/svar/']"),
        "person-conditions": follow("/kandidater/", FIRST_ROW, "a[href$='/hensyn/']"),
        "person-contact": follow("/kandidater/", FIRST_ROW, "a[href$='/kontakt/']"),
        "person-preview": follow("/kandidater/", FIRST_ROW, "a[href$='/vis/']"),
        "person-rest": follow("/kandidater/", FIRST_ROW, "a[href$='/pause/']"),
        "person-erase": follow("/kandidater/", FIRST_ROW, "a[href$='/slet/']"),
        "positions": follow("/stillinger/"),
        "position": follow("/stillinger/", FIRST_ROW),
        "position-choose": follow("/stillinger/ny/?find=fugle"),
        "position-new": follow("/stillinger/ny/?find=fugle", "main .rows a"),
        "position-change": follow("/stillinger/", FIRST_ROW, "a[href$='/ret/']"),
        "position-tasks": follow("/stillinger/", FIRST_ROW, "a[href$='/opgaver/']"),
        "position-import": follow("/stillinger/import/"),
        "offers": follow("/ansaettelsesforslag/"),
        "offers-person": follow("/ansaettelsesforslag/?state=found", FIRST_ROW),
        "offers-asked": follow("/ansaettelsesforslag/?state=asked", FIRST_ROW),
        "offers-answer": follow("/ansaettelsesforslag/?state=asked", FIRST_ROW, "a[href$='/personens-svar/']"),
        "offer": follow(
            "/ansaettelsesforslag/?state=found", FIRST_ROW, "section.part p a[href*='/ansaettelsesforslag/']"
        ),
        "offers-why-not": follow("/ansaettelsesforslag/?state=found", FIRST_ROW, "a[href*='/hvorfor-ikke/']"),
        "offers-position": follow("/stillinger/", FIRST_ROW, "a[href*='/ansaettelsesforslag/stilling/']"),
        "offers-without": follow("/ansaettelsesforslag/uden-mulighed/"),
        "offers-runs": follow("/ansaettelsesforslag/soegninger/"),
        "offers-run": follow("/ansaettelsesforslag/soegninger/", "main tbody a"),
        "placements": follow("/ansaettelser/"),
        "placement": follow("/ansaettelser/?state=running", FIRST_ROW),
        "placement-ended": follow("/ansaettelser/?state=ended", FIRST_ROW),
        "placement-new": follow("/ansaettelser/ny/"),
        "placement-change": follow("/ansaettelser/?state=running", FIRST_ROW, "a[href$='/ret/']"),
        "placement-terms": follow("/ansaettelser/?state=running", FIRST_ROW, "a[href$='/vilkaar/']"),
        "first-day": follow("/ansaettelser/?state=running", FIRST_ROW, "a[href$='/foerste-dag/']"),
        "placement-left": follow("/ansaettelser/?state=running", FIRST_ROW, "a[href$='/tilbage/']"),
        "figures": follow("/ansaettelser/tal/"),
        "wellbeing": follow("/trivsel/"),
        "fairness": follow("/hvem-foerst/"),
    },
    "leader": COMMON
    | {
        "today": follow("/i-dag/"),
        "fairness": follow("/hvem-foerst/"),
        "fairness-set": follow("/hvem-foerst/saet/"),
    },
}
PAGES |= {
    "person-asked": {
        "home": follow("/mit/side/"),
        "offer": follow("/mit/side/", "a[href*='/mit/forslag/']"),
        "begin": follow("/mit/begynd/"),
        **{f"question-{slug}": follow(f"/mit/spoergsmaal/{slug}/") for slug in QUESTIONS},
        "answers": follow("/mit/svar/"),
        "held": follow("/mit/om-mig/"),
        "held-contact": follow("/mit/om-mig/kontakt/"),
        "held-file": follow("/mit/om-mig/fil/"),
        "held-stop": follow("/mit/om-mig/ikke-mere/"),
        "held-erase": follow("/mit/om-mig/slet/"),
    },
    "person-working": {
        "home": follow("/mit/side/"),
        "work": follow("/mit/arbejde/"),
        "help": follow("/mit/hjaelp/"),
        "first-day": follow("/mit/foerste-dag/"),
        "left": follow("/mit/tilbage/"),
        "survey": follow("/mit/fire-spoergsmaal/"),
    },
}


def step_in(browser, seen: Visit, demo: str, role: str) -> None:
    """As one of the demo's roles; or as a person, whose slip the consultant makes first."""
    if role not in PERSONS:
        seen.step_in(demo, role)
        return
    consultant = Visit(browser)
    enter_as(seen, consultant, demo, role)
    consultant.context.close()


def take(browser, demo: str, folder: Path, start: str, *, only: str = "", language: str = "da") -> int:
    """Pictures of every page of every role at both widths; returns how many."""
    taken = 0
    for viewport in (DESK, PHONE):
        for role, pages in PAGES.items():
            if not any(only in f"{role}-{name}" for name in pages):
                continue
            seen = Visit(browser, viewport=viewport, locale="en-GB" if language == "en" else "da-DK")
            step_in(browser, seen, demo, role)
            if language == "en":
                seen.speak("en")
            for name, go in pages.items():
                if only in f"{role}-{name}" and go(seen, demo):
                    seen.page.screenshot(path=folder / f"{start}-{role}-{name}-{viewport['width']}.png", full_page=True)
                    taken += 1
            seen.context.close()
    return taken


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", help="address of a demo that runs already, instead of starting two")
    parser.add_argument("--only", default="", help="a part of ROLE-PAGE")
    parser.add_argument("--language", default="da", choices=["da", "en"])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chosen = {"only": given.only, "language": given.language}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if given.at:
            print(take(browser, given.at, given.folder, "running", **chosen))  # noqa: T201  a script reports
        else:
            for municipality in MUNICIPALITIES:
                with (
                    tempfile.TemporaryDirectory() as data,
                    running_demo(Path(data), municipality=municipality) as demo,
                ):
                    print(municipality, take(browser, demo, given.folder, municipality, **chosen))  # noqa: T201  a script reports
        browser.close()


if __name__ == "__main__":
    main()
