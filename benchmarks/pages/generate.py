"""A full installation of made-up organisations, listings and proposals; the same numbers give the same rows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from benchmarks.pages.cases import SAID, open_cases, phone_of
from benchmarks.pages.entrance import open_entrance
from benchmarks.pages.exchanges import run_exchanges
from benchmarks.pages.people import OF_ONE, open_jobs
from symbiose.common.actor import system
from symbiose.common.models import SearchDocument, SearchWord
from symbiose.common.search import part_stems, stems
from symbiose.engine.law.company_number import MODULUS, WEIGHTS
from symbiose.engine.resources.graph import load_graph
from symbiose.home.loading import load_municipality
from symbiose.listings.models import Listing, ListingCode
from symbiose.matching.models import Exchange, Proposal, ProposalFlow, ProposalParty, Run
from symbiose.municipalities import reader
from symbiose.organisations.models import DirectoryConsent, Membership, Organisation, OrganisationFact
from symbiose.people.models import User
from symbiose.reference import find_place

POSTCODES = ("8600", "8620", "8643", "8653", "8654", "8680", "8740", "8882", "8883", "8641")
NAMES = ("Jens", "Karen", "Mette", "Ole", "Birgit", "Søren", "Aase", "Ali")
TRADES = ("107110", "162300", "222200", "251100", "310000", "412000", "494100", "812100")
KINDS = ("company", "company", "company", "social_enterprise", "association", "school")
BATCH = 1000
ADVISERS = 12
SEED = 20260101
ADVISER, FIRM, DEPARTMENT = "raadgiver{number}@indgang.example", "en@firma.example", "en@forvaltning.example"
CONSULTANT, LEADER, EMPLOYER = "konsulent{number}@indgang.example", "leder@indgang.example", "en@arbejdsplads.example"


def fill(*, organisations: int, listings: int, proposals: int, handovers: int, cases: int, waiting: int) -> None:
    """Fill an empty, migrated database, and people of every role to look with."""
    chance = random.Random(SEED)
    load_municipality(reader.load(reader.find("silkeborg")), by=system("benchmark"))
    owners = _organisations(organisations, chance)
    rows = _listings(listings, owners, chance)
    _proposals(proposals, rows)
    streams = run_exchanges(handovers, rows, chance)
    _index("matching.exchange", [(one.pk, one.title, one.number) for one in streams])
    _index(
        "organisations.organisation", [(one.pk, one.name, f"{one.description} {one.company_number}") for one in owners]
    )
    _index("listings.listing", [(one.pk, one.title, one.text) for one in rows])
    entrance = Organisation.objects.create(
        name="Eksempel Indgang", kind="department", postcode="8600", town="Silkeborg"
    )
    advisers = [_person(ADVISER.format(number=number), entrance, "adviser") for number in range(ADVISERS)]
    opened = open_cases(cases, owners, advisers, chance)
    _index("frontdesk.case", [(one.pk, one.title, f"{one.number} {SAID}") for one in opened])
    _index(
        "frontdesk.enquiry",
        [(one.pk, one.title, f"H-{one.number} {SAID} {phone_of(one).replace(' ', '')}") for one in opened],
    )
    department = open_entrance(owners, opened, advisers, chance)
    _person(DEPARTMENT, department, "representative")
    _person(FIRM, _busiest(streams, owners), "representative")
    _person(LEADER, entrance, "leader")
    consultants = [_person(CONSULTANT.format(number=at), entrance, "consultant") for at in range(waiting // OF_ONE + 1)]
    busiest = open_jobs(waiting, owners, consultants, chance)
    _person(EMPLOYER, busiest, "representative")


def _busiest(streams: list[Exchange], owners: list[Organisation]) -> Organisation:
    most = Counter(one.giver_id for one in streams).most_common(1)[0][0]
    return next(one for one in owners if one.pk == most)


def _person(email: str, organisation: Organisation, role: str) -> User:
    user = User.objects.create(email=email, name="Eksempel Person", password=make_password(None))
    Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=date(2024, 1, 1))
    return user


def _placed(postcode: str) -> dict[str, object]:
    place = find_place(postcode)
    if place is None:
        return {"postcode": postcode}
    return {
        "postcode": postcode,
        "town": place.name.removeprefix(postcode).strip(),
        "latitude": place.lat,
        "longitude": place.lon,
    }


def _organisations(many: int, chance: random.Random) -> list[Organisation]:
    places = [_placed(postcode) for postcode in POSTCODES]
    rows = Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"Eksempel Virksomhed {number}",
                kind=chance.choice(KINDS),
                description="Vi laver paller, kasser og møbler af træ og giver tøj og maskiner videre.",
                company_number=company_number,
                trade_code=chance.choice(TRADES),
                trade_code_version="DB25",
                contact_name=f"{chance.choice(NAMES)} Eksempel {number % 97}",
                contact_email=f"kontakt@firma{number}.example",
                contact_phone=f"00 {number // 10000:02d} {number // 100 % 100:02d} {number % 100:02d}",
                **chance.choice(places),
            )
            for number, company_number in enumerate(islice(_company_numbers(), many))
        ],
        batch_size=BATCH,
    )
    _show(rows[::5])
    OrganisationFact.objects.bulk_create(
        [
            OrganisationFact(organisation=row, kind="social_enterprise", valid_from=date(2024, 1, 1), source="Eksempel")
            for row in rows[::7]
        ],
        batch_size=BATCH,
    )
    return rows


def _company_numbers() -> Iterator[str]:
    """Made-up numbers that pass the check digit; all begin with 0."""
    for first in count(100_000):
        digits = f"{first:07d}"
        rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % MODULUS
        if rest != 1:
            yield f"{digits}{(MODULUS - rest) % MODULUS}"


def _show(rows: list[Organisation]) -> None:
    """Put them in the public directory, each on its yes."""
    given = DirectoryConsent.objects.bulk_create(
        [
            DirectoryConsent(
                organisation=row,
                with_name=True,
                given_on=date(2025, 1, 1),
                how="phone",
                given_by="Eksempel",
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    for row, consent in zip(rows, given, strict=True):
        row.in_directory, row.directory_consent = True, consent
    Organisation.objects.bulk_update(rows, ["in_directory", "directory_consent"], batch_size=BATCH)


def _listings(many: int, owners: list[Organisation], chance: random.Random) -> list[Listing]:
    families = sorted(load_graph().families.values(), key=lambda one: one.code)
    places = [_placed(postcode) for postcode in POSTCODES]
    today, now = timezone.localdate(), timezone.now()
    chosen = [chance.choice(families) for _ in range(many)]
    rows = Listing.objects.bulk_create(
        [
            Listing(
                organisation=chance.choice(owners),
                side="have" if number % 2 else "need",
                kind=family.kind.value,
                title=family.name_da.capitalize(),
                text=f"{number % 90 + 1} enheder {family.name_da} om ugen",
                quantity=number % 90 + 1,
                unit=family.unit,
                per="week",
                state="shown",
                shown_at=now - timedelta(minutes=number),
                valid_from=today - timedelta(days=30),
                valid_to=today + timedelta(days=number % 60 + 1),
                anonymous=number % 4 == 0,
                **chance.choice(places),
            )
            for number, family in enumerate(chosen)
        ],
        batch_size=BATCH,
    )
    ListingCode.objects.bulk_create(
        [
            ListingCode(listing=row, family=family.code, confirmed=True)
            for row, family in zip(rows, chosen, strict=True)
        ],
        batch_size=BATCH,
    )
    return rows


def _proposals(many: int, rows: list[Listing]) -> None:
    """Pairs of neighbours in the list: a have and the need before it; every second one is sent."""
    run, now, year = Run.objects.create(state="done", started_by="Eksempel"), timezone.now(), timezone.localdate().year
    pairs = [
        pair for pair in zip(rows[1::2], rows[::2], strict=False) if pair[0].organisation_id != pair[1].organisation_id
    ]
    made = Proposal.objects.bulk_create(
        [
            Proposal(
                run=run,
                number=f"{year}-{place:04d}",
                kind="pair",
                key=f"{place:064d}",
                title=f"{have.title} kan bruges igen",
                state="sent" if place % 2 else "found",
                sent_at=now if place % 2 else None,
                answer_by=timezone.localdate() if place % 2 else None,
                points=float(place),
            )
            for place, (have, _need) in enumerate(pairs[:many], 1)
        ],
        batch_size=BATCH,
    )
    flows, parties = [], []
    for proposal, (have, need) in zip(made, pairs, strict=False):
        family = have.title.lower()
        flows.append(
            ProposalFlow(
                proposal=proposal,
                position=0,
                have=have,
                need=need,
                have_family=family,
                need_family=family,
                points=1.0,
                km=3.0,
            )
        )
        parties += [
            ProposalParty(proposal=proposal, organisation_id=one.organisation_id, position=place)
            for place, one in enumerate((have, need))
        ]
    ProposalFlow.objects.bulk_create(flows, batch_size=BATCH)
    ProposalParty.objects.bulk_create(parties, batch_size=BATCH)
    _index("matching.proposal", [(one.pk, one.title, one.number) for one in made])


def _index(label: str, rows: list[tuple[int, str, str]]) -> None:
    """What the search finds, written in few statements: the loader of a full installation, not of a verb."""
    known: dict[str, str] = {}
    words: set[str] = set()
    documents = []
    for pk, title, text in rows:
        said = f"{title} {text}"
        if said not in known:
            found = stems(said)
            words |= set(found)
            known[said] = " ".join([*found, *part_stems(said)])
        documents.append(SearchDocument(label=label, object_id=pk, title=title, words=known[said]))
    SearchDocument.objects.bulk_create(documents, batch_size=BATCH)
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, initial=word[0], length=len(word)) for word in sorted(words)],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
