"""The person's pages are easy to read: every page under `own`, as it is rendered in Danish."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from symbiose.jobs.questions import QUESTIONS
from tests.factories import make_item
from tests.jobs.lix import lix, lix_of, sentences
from tests.jobs.people import make_basis, make_candidate, make_offer, make_placement, make_position, person_client
from tests.site.test_every_address import body
from tests.site.world import patterns

pytestmark = pytest.mark.django_db
MOST = 35


def test_lix_counts_words_of_a_sentence_and_long_words():
    assert lix_of([["Vi", "leder", "efter", "arbejde"], ["Du", "hører", "fra", "os"]]) == 4 + 100 / 8
    assert lix_of([]) == 0
    page = "<head><title>Nej tak</title></head><main><h1>Hvornår kan du?</h1><p>Vælg en dag. Lad resten stå.</p></main>"
    assert sentences(page) == [["Hvornår", "kan", "du"], ["Vælg", "en", "dag"], ["Lad", "resten", "stå"]]


def test_the_measure_knows_a_hard_text_from_an_easy_one():
    hard = "<main><p>Kommunalbestyrelsen foretager myndighedsbehandling vedrørende arbejdsmarkedsparate borgere.</p></main>"
    easy = "<main><p>Vi ringer til dig. Du kan sige nej.</p></main>"

    assert lix(hard) > 60 > MOST > lix(easy)


@pytest.fixture
def person(municipality):
    make_item(
        "contact", "main", data={"title_da": "Jobcenter", "role_da": "Indgangen", "hours": "", "phone": "12 34 56 78"}
    )
    position = make_position()
    person = make_candidate()
    offer = make_offer(person, position, state="asked", person_asked_at="2026-11-01T10:00:00Z")
    make_basis(offer)
    person.placement = make_placement(person, make_position(title="Pakke brød"))
    person.offer = offer
    return person


def own_addresses(person):
    """Every address under `own` with the person's own rows; each question on its own."""
    found = {}
    for name, parts in patterns():
        if not name.startswith("own:"):
            continue
        values = {"code": person.code, "offer_number": person.offer.number, "placement_number": person.placement.number}
        number = person.offer.number if "offer" in name or "answer" in name else person.placement.number
        known = {part: values.get(part, number) for part in parts}
        if parts == ("slug",):
            found |= {f"{name} {one.slug}": reverse(name, args=[one.slug]) for one in QUESTIONS}
        else:
            found[name] = reverse(name, kwargs=known)
    return found


def test_the_persons_pages_read_easily(person, client):
    phone = person_client(client, person)
    pages = {name: phone.get(address) for name, address in own_addresses(person).items()}
    pages["own:enter"] = Client().get(reverse("own:enter"))

    measured = {name: round(lix(body(page)), 1) for name, page in pages.items() if page.status_code == 200 and
                page["Content-Type"].startswith("text/html")}  # fmt: skip
    assert len(measured) >= 15
    assert {name: value for name, value in measured.items() if value >= MOST} == {}
