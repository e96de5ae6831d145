"""Every address by other methods than a plain look, for which see test_hidden_names: no fault of ours, nothing written."""

from __future__ import annotations

import pytest
from django.test import Client

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.organisations.models import Membership
from tests.factories import make_organisation
from tests.matching.cases import party_of
from tests.site.world import HIDDEN, addresses, make_world

pytestmark = pytest.mark.django_db

SECRETS = (HIDDEN, "Fuglekassen", "kontakt1@firma.example")
STRANGE = (
    "?page=abc",
    "?page=-1&sort=evil",
    "?page=99999999999999999999999",
    "?q=" + "ord" * 3000,
    "?q=" + "+".join(f"ord{number}" for number in range(900)),
    "?q=%22OR%22*:(",
    "?q=%F0%9F%90%A6%E2%80%AE",
    "?kind=evil&kind[]=x&side=evil&state=evil&stopped=evil&stage=evil&type=evil&status=evil&social=9&named=9",
    "?within=%C2%B2&near=8600",
    "?within=99999999999999999999&near=%00&sted=%00",
    "?near=0000&within=5&q=noget",
    "?family=evil&family=wood",
    "?organisation=%C2%B2",
    "?organisation=99999999999999999999999",
    "?have=99999999999999999999999&need=%C2%B2",
    "?have=%C2%B2&need=1&q_have=%00",
    "?q=%00",
    "?format=csv&q=%00",
    "?format=evil",
    "?emne=%00&om=evil&side=99999999999999999999999",
    "?brancheversion=DB25&aar=%C2%B2",
    "?brancheversion=DB25&aar=99999999999999999999",
    "?brancheversion=DB25&aar=2025",
    "?next=//evil.example",
)

LISTS = {"listings:market", "home:directory", "matching:list", "home:search", "home:front"}


@pytest.fixture
def world(db, settings):
    settings.DEMO = True
    return make_world()


def clients(world, client_as):
    """Everybody who may look: the public, another firm, the two parties, an adviser."""
    giver = party_of(world.proposal, 0).organisation
    return {
        "visitor": Client(),
        "other firm": client_as(Role.FIRM, make_organisation("Eksempel Anden")),
        "party": client_as(Role.FIRM, giver),
        "hidden": client_as(Role.FIRM, world.organisation),
        "adviser": client_as(Role.ADVISER),
        "consultant": client_as(Role.CONSULTANT),
        "leader": client_as(Role.LEADER),
    }


def body(answer) -> str:
    parts = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return parts.decode(errors="replace")


def read_by(pages, client):
    """The pages that somebody reads; a POST-only address has nothing to show."""
    return {name: url for name, url in pages.items() if client.get(url).status_code in {200, 404, 410}}


def codes(method, people, pages):
    """What each of the people is answered at each of the pages."""
    return {
        (who, name): getattr(client, method)(url).status_code
        for who, client in people.items()
        for name, url in pages.items()
    }


def assert_no_address_breaks_or_writes(method, people, pages):
    before = AuditEntry.objects.count()

    answered = codes(method, people, pages)

    assert len(pages) > 60
    assert {key: code for key, code in answered.items() if code >= 500} == {}
    assert AuditEntry.objects.count() == before


@pytest.mark.slow
@pytest.mark.parametrize("method", ["head", "options"])
def test_no_address_breaks_or_writes_whoever_asks_for_its_head(method, world, client_as):
    assert_no_address_breaks_or_writes(method, clients(world, client_as), addresses(world))


@pytest.mark.slow
def test_strange_values_in_an_address_never_break_a_page(world, client_as, caplog):
    caplog.set_level("CRITICAL")
    people = clients(world, client_as)
    everybody = {who: people[who] for who in ("visitor", "party", "adviser")}
    pages = read_by(addresses(world), people["adviser"])

    broken = []
    for who, client in everybody.items():
        for name, url in pages.items():
            for strange in STRANGE:
                try:
                    code = client.get(url + strange).status_code
                except Exception as error:  # noqa: BLE001  whatever breaks is what is looked for
                    code = f"{type(error).__name__}: {error}"[:120]
                if not isinstance(code, int) or code >= 500:
                    broken.append((who, name, strange[:60], code))

    assert broken == [], "\n".join(map(str, broken))


def test_a17_6_no_list_tells_a_hidden_name_to_others_whatever_is_asked(world, client_as):
    people = clients(world, client_as)
    others = {who: people[who] for who in ("visitor", "other firm", "party")}
    pages = addresses(world)
    asked = (
        "?format=csv",
        "?q=fuglekassen",
        "?q=fuglekasen",
        "?q=kontakt1",
        "?social=1",
        "?named=1",
        "?status=social_enterprise",
    )

    told = [
        (who, name, query, secret)
        for who, client in others.items()
        for name in LISTS
        for query in asked
        for said in [body(client.get(pages[name] + query)).lower().replace(query[3:].lower(), "")]
        for secret in SECRETS
        if secret.lower() in said
    ]

    assert told == []


def test_no_post_is_open_to_those_without_the_right(world, client_as):
    pages = addresses(world)
    people = clients(world, client_as)
    allowed = {
        "visitor": {"people:language", "people:demo", "account_login", "account_reset_password"},
        "other firm": {"people:language", "people:demo", "people:membership", "listings:alert_add"},  # for itself
    }
    personal = {"notices:answer", "notices:send_again"}
    before = AuditEntry.objects.count()

    for who in ("visitor", "other firm"):
        for name, url in pages.items():
            if name in allowed[who] | personal or name.startswith("account_"):
                continue
            people[who].post(url, {"answer": "yes", "text": "hej", "reason": "x", "name": "n", "list_name": "l"})

    assert AuditEntry.objects.count() == before
    assert Membership.objects.filter(valid_to__isnull=False).count() == 0
