"""Every transition of a position for every role, and who may open each of its pages."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import positions as verbs
from symbiose.jobs.models import Position
from symbiose.jobs.states import POSITION
from tests.factories import make_actor, make_organisation
from tests.frontdesk.cases import make_external
from tests.jobs.people import make_position, make_workplace

pytestmark = pytest.mark.django_db

CONSULTANT, ADVISER, OWN, OTHER, LEADER, ENTRANCE, PERSON, VISITOR, SYSTEM = (
    "consultant",
    "adviser",
    "own firm",
    "other firm",
    "leader",
    "entrance",
    "person",
    "visitor",
    "system",
)
EVERYBODY = (CONSULTANT, ADVISER, OWN, OTHER, LEADER, ENTRANCE, PERSON, VISITOR, SYSTEM)
KEEPERS = {CONSULTANT, ADVISER, OWN, SYSTEM}
TABLE = {
    "open": (["draft"], "open"),
    "draw_back": (["open"], "draft"),
    "close": (["draft", "open"], "closed"),
    "reopen": (["closed"], "open"),
}
CLOSED = {"state": "closed", "closed_on": "2026-01-05", "close_reason": "Solgt"}


def actor(who, position):
    return {
        CONSULTANT: lambda: make_actor(Role.CONSULTANT),
        ADVISER: lambda: make_actor(Role.ADVISER),
        OWN: lambda: make_actor(Role.FIRM, position.organisation),
        OTHER: lambda: make_actor(Role.FIRM, make_organisation()),
        LEADER: lambda: make_actor(Role.LEADER),
        ENTRANCE: lambda: Actor(role=Role.ENTRANCE),
        PERSON: lambda: Actor(role=Role.PERSON, candidate_id=1),
        VISITOR: Actor,
        SYSTEM: lambda: system("clock"),
    }[who]()


def position_in(state):
    return make_position(**(CLOSED if state == "closed" else {"state": state}))


def act(verb, position, by):
    more = {"reason": "Ikke længere brug for den"} if verb == "close" else {}
    return getattr(verbs, f"{verb}_position")(position, by=by, **more)


def test_the_table_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in POSITION.transitions} == TABLE


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("verb", TABLE)
def test_every_transition_for_every_role(municipality, verb, who):
    for source in TABLE[verb][0]:
        position = position_in(source)
        by = actor(who, position)

        if who in KEEPERS:
            assert act(verb, position, by).state == TABLE[verb][1]
            assert AuditEntry.objects.filter(verb=f"jobs.{verb}_position", subject_id=position.pk).count() == 1
        else:
            with pytest.raises(NotAllowed):
                act(verb, position, by)
            position.refresh_from_db()
            assert position.state == source


@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_from_another_state_is_refused_and_a_repeat_changes_nothing(municipality, verb):
    sources, target = TABLE[verb]
    for state in ("draft", "open", "closed"):
        position = position_in(state)
        by = actor(CONSULTANT, position)
        if state in sources:
            continue
        before = AuditEntry.objects.count()
        if state == target:
            act(verb, position, by)
        else:
            with pytest.raises(NotAllowed):
                act(verb, position, by)
        assert AuditEntry.objects.count() == before


def test_closing_needs_a_reason_and_reopening_forgets_it(municipality):
    position = make_position()
    by = actor(OWN, position)

    with pytest.raises(NotAllowed):
        verbs.close_position(position, by=by, reason=" ")
    closed = verbs.close_position(position, by=by, reason="Opgaven er væk")
    opened = verbs.reopen_position(closed, by=by)

    assert (closed.close_reason, closed.closed_on is not None) == ("Opgaven er væk", True)
    assert (opened.close_reason, opened.closed_on) == ("", None)


def test_the_database_keeps_no_shifts_without_times(municipality):
    position = make_position()

    for values in ({"use": "all", "windows": ""}, {"use": "any", "least_shifts": 0}):
        with pytest.raises(IntegrityError, match="position_shifts_are_told"), transaction.atomic():
            Position.objects.filter(pk=position.pk).update(**values)


def test_a_closed_organisation_opens_nothing(municipality):
    gone = make_organisation("Eksempel Lukket", state="closed", closed_on="2026-01-01")
    position = make_position(make_workplace(gone), state="draft")

    with pytest.raises(NotAllowed):
        verbs.open_position(position, by=actor(CONSULTANT, position))


# Each route: how it is asked, and who gets what. Firms of another organisation do not learn that it exists.
ROUTES = {
    "": ("get", "position"),
    "ret/": ("get", "position"),
    "opgaver/": ("get", "position"),
    "uge.csv": ("get", "position"),
    "aabn/": ("post", "position"),
    "traek-tilbage/": ("post", "position"),
    "luk/": ("post", "position"),
    "genaabn/": ("post", "position"),
    "kopier/": ("post", "position"),
    "opgaver/1/fjern/": ("post", "position"),
}
SIGNED_IN = (Role.CONSULTANT, Role.ADVISER, Role.LEADER)


def entrance_client():
    """Somebody at an external entrance."""
    client = Client()
    client.force_login(make_external().user)
    return client


@pytest.mark.parametrize("route", ROUTES)
def test_each_page_of_a_position_for_every_role(client_as, route):
    method = ROUTES[route][0]
    position = make_position(state="draft")
    address = f"/stillinger/{position.number}/{route}"
    seen = {role: getattr(client_as(role), method)(address).status_code for role in SIGNED_IN}
    seen["own"] = getattr(client_as(Role.FIRM, position.organisation), method)(address).status_code
    seen["entrance"] = getattr(entrance_client(), method)(address).status_code
    seen["other"] = getattr(client_as(Role.FIRM, make_organisation()), method)(address).status_code
    visitor = getattr(Client(), method)(address)

    for who in (Role.CONSULTANT, Role.ADVISER, "own"):
        assert seen[who] in {200, 302, 422}, (who, seen)
    for who in (Role.LEADER, "entrance", "other"):
        assert seen[who] == 404, (who, seen)
    assert visitor.status_code == 302
    assert "/konto/" in visitor["Location"]


@pytest.mark.parametrize("address", ["/stillinger/", "/stillinger/ny/"])
def test_list_and_new_for_every_role(client_as, organisation, address):
    seen = {role: client_as(role).get(address).status_code for role in SIGNED_IN}
    seen["firm"] = client_as(Role.FIRM, organisation).get(address).status_code

    assert [seen[who] for who in (Role.CONSULTANT, Role.ADVISER, "firm")] == [200, 200, 200]
    assert [seen[Role.LEADER], entrance_client().get(address).status_code] == [403, 403]
    assert Client().get(address).status_code == 302


def test_a_step_through_the_page_asks_for_its_reason_and_can_be_taken_back(client_as):
    position = make_position()
    own = client_as(Role.FIRM, position.organisation)
    page = f"/stillinger/{position.number}/"

    refused = own.post(f"{page}luk/", {})
    own.post(f"{page}luk/", {"reason": "Opgaven er væk"})
    closed = own.get(page).content.decode()
    own.post(f"{page}genaabn/", {})

    assert refused.status_code == 422
    assert "Skriv, hvorfor den lukker" in refused.content.decode()
    assert "Opgaven er væk" in closed
    assert Position.objects.get(pk=position.pk).state == "open"


def test_a_step_that_is_no_longer_possible_says_so(client_as):
    position = make_position()
    own = client_as(Role.FIRM, position.organisation)

    answer = own.post(f"/stillinger/{position.number}/genaabn/", {}, follow=True)

    assert answer.status_code == 200
    assert Position.objects.get(pk=position.pk).state == "open"


def test_whoever_acts_for_another_says_how_consent_was_given(client_as):
    position = make_position(state="draft")

    answer = client_as(Role.CONSULTANT).post(f"/stillinger/{position.number}/aabn/", {})

    assert answer.status_code == 422
    assert Position.objects.get(pk=position.pk).state == "draft"
