"""What a firm can read of people in any page: nothing before the person's yes, code and hours after it, nothing after a no."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.jobs.actions.offer_answers import person_answers, workplace_answers
from symbiose.jobs.actions.offers import ask_person, show_workplace
from symbiose.jobs.models import Offer
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from tests.factories import make_actor, make_membership, make_organisation
from tests.jobs.people import as_person, make_basis, make_candidate, make_offer, make_position, make_workplace
from tests.site.world import patterns

pytestmark = pytest.mark.django_db
ROOMS = {"candidates", "caseload", "fairness", "offers", "own", "own_work", "placements", "positions", "wellbeing"}
AFTER_NO = ("firm_said_no", "taken_back")
SLOWLY = ("found", "asked", "said_no", "taken_back")  # of those before its turn, the last one is tried every day


@pytest.fixture
def firm(municipality):
    return make_organisation("Eksempel Fuglekassen", contact_email="leder@firma.example")


@pytest.fixture
def client(firm):
    client = Client()
    client.force_login(make_membership(Role.FIRM, firm).user)
    return client


def proposal(firm, how_far):
    """A proposal of six and a half hours to a person who has come so far with it, at the firm."""
    consultant = make_actor(Role.CONSULTANT)
    person = make_candidate(hours=Decimal("6.5"), postcode="8653", max_travel=33, asks=["quiet_place"])
    position = make_position(make_workplace(firm), title=f"Arbejde {how_far}", hours=Decimal(8), total_hours=Decimal(8))
    offer = make_offer(person, position, hours=Decimal("6.5"), overlap="tir 09:30-11:00", state="found")
    make_basis(offer, [{"code": "accommodation_met", "met": True, "values": {"accommodation": "quiet_place"}}])
    if how_far == "found":
        return offer
    offer = ask_person(offer, by=consultant)
    if how_far == "asked":
        return offer
    offer = person_answers(offer, answer="no" if how_far == "said_no" else "yes", by=as_person(person))
    if how_far in {"said_no", "wanted"}:
        return offer
    offer = show_workplace(offer, by=consultant)
    if how_far == "firm_said_no":
        return workplace_answers(offer, answer="no", by=make_actor(Role.FIRM, firm))
    return person_answers(offer, answer="no", by=as_person(person)) if how_far == "taken_back" else offer


def pages_of(offer):
    """Every address of this room that can be made of the proposal, and pages of the house that name what one has."""
    parts_of = {
        "number": (offer.number, offer.position.number),
        "position_number": (offer.position.number,),
        "offer_number": (offer.number,),
        "code": (offer.candidate.code,),
        "group": ("travel",),
        "slug": ("timer",),
        "verb": ("close",),
        "part_id": (1,),
        "placement_run_id": (offer.run_id,),
    }
    for name, parts in patterns():
        if name.partition(":")[0] in ROOMS and set(parts) <= set(parts_of):
            for place in range(2):
                values = {part: parts_of[part][min(place, len(parts_of[part]) - 1)] for part in parts}
                yield reverse(name, kwargs=values)
    for name in ("home:today", "inbox:list", "placements:list", "positions:list"):
        yield reverse(name)
    for text in (offer.candidate.code, offer.number, offer.position.title):
        yield f"{reverse('home:search')}?q={text}"
    yield f"{reverse('positions:list')}?format=csv"


def told_of(page, offer):
    """What of the person stands on a page, its own address left out."""
    signs = {
        "code": offer.candidate.code,
        "hours": "6,5",
        "postcode": "8653",
        "times": "9.30–11",
        "travel": "33 minutter",
        "number": offer.number,
    }
    return {name for name, sign in signs.items() if sign in page}


def read(client, url):
    """The page without the words that were asked with, and with plain hyphens."""
    answer = client.get(url)
    text = answer.content.decode(errors="replace") if answer.status_code == 200 and not answer.streaming else ""
    text = text.replace("\N{NON-BREAKING HYPHEN}", "-").replace(url, "")
    asked = url.partition("?q=")[2]
    return text.replace(asked, "") if asked else text


@pytest.mark.parametrize(
    "how_far", ["wanted", "firm_said_no", *(pytest.param(one, marks=pytest.mark.slow) for one in SLOWLY)]
)
def test_no_page_of_a_firm_tells_of_somebody_who_has_not_said_yes_or_after_a_no(firm, client, how_far):
    offer = proposal(firm, how_far)

    told = {url: told_of(read(client, url), offer) for url in pages_of(offer)}

    # After a no the inbox keeps the address of what was shown, which says no more than that nothing waits.
    kept = {"number"} if how_far in AFTER_NO else set()
    assert {url: found for url, found in told.items() if found - kept} == {}


def test_a_firm_reads_code_hours_and_times_of_whoever_said_yes_and_that_what_it_offers_covers_it(firm, client):
    offer = proposal(firm, "shown")

    page = read(client, reverse("offers:offer", args=[offer.number]))
    told = {url: told_of(read(client, url), offer) for url in pages_of(offer)}

    assert told_of(page, offer) == {"code", "hours", "times"}
    assert "De vilkår, I tilbyder, dækker det." in page
    assert "roligt" not in page.lower()
    for url, found in told.items():
        assert not found & {"postcode", "travel"}, url


@pytest.mark.parametrize("how_far", AFTER_NO)
def test_the_personal_link_of_a_firm_tells_nothing_after_a_no(firm, how_far):
    offer = proposal(firm, how_far)
    link = AnswerLink.objects.get(purpose="placement_offer")

    answer = Client().get("/" + links.address(link).split("//", 1)[1].split("/", 1)[1])

    assert not told_of(answer.content.decode().replace("\N{NON-BREAKING HYPHEN}", "-"), offer)
    assert Offer.objects.get().state == "declined"
    assert timezone.localdate() <= link.valid_until
