"""Which pages are measured, for whom, and by when each should have answered."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils import timezone

from benchmarks.pages.cases import A_CASE
from benchmarks.pages.generate import ADVISER, CONSULTANT, DEPARTMENT, EMPLOYER, FIRM, LEADER
from benchmarks.pages.people import A_PERSON, A_PLACEMENT, A_POSITION
from symbiose.files.models import Purpose, Upload
from symbiose.frontdesk.models import CalendarFeed
from symbiose.frontdesk.queries import calendar
from symbiose.frontdesk.queries.receipts import PURPOSE
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from symbiose.people.models import User

AIM, SEARCH_AIM = 100, 300
SEARCHES = ("/soeg/", "/opkald/", "/find-partner/")  # what looks through everything for words
PAGES: dict[str, tuple[str, ...]] = {
    "visitor": (
        "/",
        "/opslag/",
        "/opslag/?q=paller",
        "/opslag/?near=8600&within=10&kind=material",
        "/opslag/?page=400",
        "/opslag/?q=findesikke",
        "/organisationer/hvem-er-med/",
        "/organisationer/hvem-er-med/?q=paller",
        "/soeg/?q=paller",
        "/opslag/1/",
        "/skriv/",
    ),
    "firm": (
        "/i-dag/",
        "/opslag/",
        "/opslag/vores/",
        "/opslag/nyt/",
        "/forslag/",
        "/forslag/svar/",
        "/udvekslinger/",
        "/udvekslinger/netvaerk/",
        "/soeg/?q=paller",
    ),
    "department": (
        "/i-dag/",
        "/forloeb/",
        "/faelles-opgaver/",
        "/opsoegende/",
        "/soeg/?q=paller",
    ),
    "adviser": (
        "/i-dag/",
        "/opslag/",
        "/opslag/vores/",
        "/organisationer/",
        "/organisationer/?q=virksomhed&sort=nyeste",
        "/organisationer/?q=jens+eksempel",
        "/organisationer/1/",
        "/forslag/",
        "/forslag/?state=sent&q=paller",
        "/forslag/tragt/",
        "/forslag/hvorfor-ikke/",
        "/udvekslinger/",
        "/udvekslinger/?q=paller&state=running",
        "/udvekslinger/?year=2026&kind=material",
        "/udvekslinger/?page=200",
        "/udvekslinger/U000001/",
        "/udvekslinger/netvaerk/",
        "/overdragelser/1/",
        "/posteringer/",
        "/posteringer/?estimated=True",
        "/posteringer/?sort=largest",
        "/posteringer/organisation/1/",
        "/soeg/?q=paller",
        "/soeg/?q=jens+eksempel",
        "/soeg/?q=E-00001",
        "/forloeb/",
        "/forloeb/?state=open&late=1",
        "/forloeb/?q=paller&state=open",
        "/forloeb/?page=300",
        f"/forloeb/{A_CASE}/",
        f"/forloeb/{A_CASE}/besoegsark/",
        f"/forloeb/{A_CASE}/find-partner/",
        f"/forloeb/{A_CASE}/find-partner/?q=paller",
        f"/forloeb/{A_CASE}/find-partner/?q=paller&social=on",
        "/forloeb/?party=1",
        "/henvendelser/",
        "/henvendelser/?q=paller",
        f"/henvendelser/H-{A_CASE}/",
        "/indgang/",
        "/opkald/",
        "/opkald/find/?q=paller",
        "/opkald/find/?q=virksomhed+77",
        "/opkald/find/?q=Jens+Eksempel",
        "/opkald/find/?q=00+00+12+34",
        "/opkald/find/?q=00+01+12+34",
        "/opkald/?q=virksomhed+77",
        "/opsoegende/",
        "/opsoegende/?q=paller",
        "/opsoegende/?kan=free&siden=6&reason=trade",
        "/opsoegende/?sort=navn&page=200",
        "/opsoegende/?kan=stopped",
        "/opsoegende/firma/1/",
        "/opsoegende/opkald/",
        "/opsoegende/runder/",
        "/opsoegende/runder/1/",
        "/loebende-dialog/",
        "/loebende-dialog/?which=flagged&which=nobody",
        "/loebende-dialog/?untouched=climate&untouched=retention",
        "/loebende-dialog/?q=paller&sort=talked",
        "/loebende-dialog/?page=300",
        "/faelles-opgaver/",
        "/faelles-opgaver/1/",
        "/tre-spoergsmaal/",
        "/tre-spoergsmaal/start/",
        "/kalender/",
        "/indbakke/",
        "/stillinger/",
        "/stillinger/?q=pakke",
        f"/stillinger/{A_POSITION}/",
        "/ansaettelser/tal/",
        "/hvem-foerst/",
    ),
    "consultant": (
        "/i-dag/",
        "/dem-du-foelger/",
        "/kandidater/",
        f"/kandidater/?q={A_PERSON}",
        "/kandidater/?page=10",
        f"/kandidater/{A_PERSON}/",
        "/stillinger/",
        "/stillinger/?q=pakke",
        f"/stillinger/{A_POSITION}/",
        "/ansaettelsesforslag/",
        "/ansaettelsesforslag/?page=10",
        "/ansaettelsesforslag/uden-mulighed/",
        f"/ansaettelsesforslag/person/{A_PERSON}/",
        f"/ansaettelsesforslag/person/{A_PERSON}/hvorfor-ikke/hours/",
        f"/ansaettelsesforslag/stilling/{A_POSITION}/",
        "/ansaettelsesforslag/soegninger/",
        "/ansaettelsesforslag/soegninger/1/",
        "/ansaettelser/",
        "/ansaettelser/?q=pakke",
        "/ansaettelser/?page=20",
        f"/ansaettelser/{A_PLACEMENT}/",
        "/ansaettelser/tal/",
        "/trivsel/",
        "/hvem-foerst/",
        "/soeg/?q=pakke",
        "/indbakke/",
    ),
    "leader": ("/i-dag/", "/hvem-foerst/", "/ansaettelser/tal/"),
    "employer": ("/i-dag/", "/stillinger/", "/ansaettelser/"),
    "person": ("/mit/side/", "/mit/svar/", "/mit/spoergsmaal/tider/", "/mit/om-mig/"),
}
FILES = (
    "/loebende-dialog/?format=csv",
    "/opsoegende/?format=csv",
    "/forloeb/?format=csv",
    "/henvendelser/?format=csv",
)


def aim_of(address: str) -> int:
    """Milliseconds."""
    return SEARCH_AIM if any(one in address for one in SEARCHES) else AIM


def people() -> dict[str, User]:
    """Who looks, by role; a visitor is nobody, and a person comes in by a slip."""
    held = {
        "firm": FIRM,
        "department": DEPARTMENT,
        "adviser": ADVISER.format(number=0),
        "consultant": CONSULTANT.format(number=0),
        "leader": LEADER,
        "employer": EMPLOYER,
    }
    return {role: User.objects.get(email=email) for role, email in held.items()}


def personal() -> list[tuple[str, str, str]]:
    """Who, the address, and what stands for it in the table: a personal address differs from filling to filling."""
    feed, link = CalendarFeed.objects.get(), AnswerLink.objects.filter(purpose=PURPOSE).earliest("pk")
    day = timezone.localdate() - timedelta(days=30)
    said = urlencode({"kilde": "CVR", "dag": day.isoformat(), "brancheversion": "DB25"})
    extract = reverse("organisations:register_preview", args=[Upload.objects.get(purpose=Purpose.IMPORT).pk])
    return [
        ("visitor", urlsplit(calendar.address(feed)).path, "/kalender/…/symbiose.ics"),
        ("visitor", urlsplit(links.address(link)).path, "/svar/…/ (receipt)"),
        ("adviser", f"{extract}?{said}", "/organisationer/import/cvr/…/ (1,000 rows)"),
    ]
