"""Every transition of a request for access, for every role."""

from __future__ import annotations

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.organisations import actions
from symbiose.organisations.enums import AccessState
from symbiose.organisations.merging import move_all
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries.access import INVITATION, RECEIPT
from symbiose.organisations.states import ACCESS
from tests.factories import make_actor, make_organisation
from tests.organisations.asking import by_link

pytestmark = pytest.mark.django_db

ADVISER, COLLEAGUE, OTHER, VISITOR, CLOCK = "adviser", "colleague", "other firm", "visitor", "clock"
ASKER, INVITED, FOREIGN = "holder of the receipt", "holder of the invitation", "holder of another's invitation"
EVERYBODY = (ADVISER, COLLEAGUE, OTHER, VISITOR, CLOCK, ASKER, INVITED, FOREIGN)
# verb: {from: to}, who
TABLE = {
    "find": ({"asked": "asked"}, {ADVISER}),
    "invite": ({"asked": "invited"}, {ADVISER, COLLEAGUE}),
    "send_again": ({"invited": "invited"}, {ADVISER, COLLEAGUE, ASKER}),
    "accept": ({"invited": "open"}, {INVITED}),
    "refuse": ({"asked": "refused"}, {ADVISER}),
    "withdraw": ({"asked": "withdrawn", "invited": "withdrawn"}, {ADVISER, COLLEAGUE, ASKER, INVITED}),
    "lapse": ({"invited": "withdrawn"}, {CLOCK}),
    "reopen": ({"refused": "asked", "withdrawn": "asked"}, {ADVISER}),
    "erase": ({"open": "open", "refused": "refused", "withdrawn": "withdrawn"}, {CLOCK}),
}


def request_in(state, organisation=None):
    """A request as it stands in a state."""
    settled = state in {"open", "refused", "withdrawn"}
    return AccessRequest.objects.create(
        organisation=organisation or make_organisation(),
        name="Ny Eksempel",
        email=f"{AccessRequest.objects.count()}@firma.example",
        state=state,
        proof="met",
        proof_note="Mødt",
        proven_at=timezone.now(),
        answer="Nej" if state == "refused" else "",
        settled_at=timezone.now() if settled else None,
        answer_by=timezone.localdate(),
    )


def actor(who, request):
    return {
        ADVISER: lambda: make_actor(Role.ADVISER),
        COLLEAGUE: lambda: make_actor(Role.FIRM, request.organisation),
        OTHER: lambda: make_actor(Role.FIRM),
        VISITOR: Actor,
        CLOCK: lambda: system("clock"),
        ASKER: lambda: by_link(request, RECEIPT),
        INVITED: lambda: by_link(request, INVITATION),
        FOREIGN: lambda: by_link(request_in("invited"), INVITATION),
    }[who]()


def test_the_table_holds_these_transitions_and_no_others():
    held = {}
    for row in ACCESS.transitions:
        held.setdefault(row.verb, {}).update(dict.fromkeys(row.sources, row.target))

    assert held == {verb: moves for verb, (moves, _who) in TABLE.items()}


@pytest.mark.parametrize("state", AccessState.values)
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(who, state):
    request = request_in(state)
    by = actor(who, request)
    expected = {
        verb
        for verb, (moves, allowed) in TABLE.items()
        if state in moves and who in allowed and (verb, who, state) != ("withdraw", COLLEAGUE, "asked")
    }

    assert {row.verb for row in ACCESS.open_to(by, request, state)} == expected


VERBS = {
    "find": lambda one, by: actions.find_organisation(one, organisation=make_organisation(), by=by),
    "invite": lambda one, by: actions.invite_access(one, proof="met", proof_note="Mødt", by=by),
    "send_again": lambda one, by: actions.send_again(one, by=by),
    "accept": lambda one, by: actions.accept_access(one, by=by),
    "refuse": lambda one, by: actions.refuse_access(one, reason="Derfor", by=by),
    "withdraw": lambda one, by: actions.withdraw_access(one, by=by),
    "reopen": lambda one, by: actions.reopen_access(one, by=by),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", AccessState.values)
def test_a_verb_moves_from_its_states_and_changes_nothing_from_others(municipality, verb, state):
    moves, allowed = TABLE[verb]
    request = request_in(state)
    by = actor(next(who for who in EVERYBODY if who in allowed), request)
    version = request.version

    if state in moves:
        VERBS[verb](request, by)
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](request, by)

    request.refresh_from_db()
    assert request.state == moves.get(state, state)
    assert state in moves or request.version == version


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_verb_refuses_those_without_the_right(municipality, verb, who):
    moves, allowed = TABLE[verb]
    if who in allowed:
        return
    request = request_in(next(iter(moves)))

    with pytest.raises(NotAllowed):
        VERBS[verb](request, actor(who, request))


def test_a_refusal_without_a_reason_is_not_allowed(municipality):
    request = request_in("asked")

    with pytest.raises(NotAllowed):
        actions.refuse_access(request, reason="  ", by=make_actor(Role.ADVISER))


def test_nobody_invites_to_an_organisation_of_others(municipality):
    with pytest.raises(PermissionError):
        actions.invite_person(
            make_organisation(), name="Ny", email="ny@firma.example", by=make_actor(Role.FIRM, make_organisation())
        )


def test_requests_follow_an_organisation_that_is_gathered_in_another(municipality):
    gone, heir = make_organisation(), make_organisation()
    moved, doubled, done = request_in("asked", gone), request_in("invited", gone), request_in("refused", gone)
    AccessRequest.objects.create(organisation=heir, name="Ny", email=doubled.email, answer_by=timezone.localdate())

    label = "organisations.accessrequest"
    went = move_all(gone.pk, heir.pk, by=make_actor(Role.ADVISER))
    assert (went[label], went[f"{label}.doubled"]) == ([moved.pk, done.pk], [doubled.pk])
    assert move_all(gone.pk, heir.pk, by=make_actor(Role.ADVISER)) == {}

    held = dict(AccessRequest.objects.filter(organisation=heir).values_list("pk", "state"))
    assert {pk: held[pk] for pk in (moved.pk, doubled.pk, done.pk)} == {
        moved.pk: "asked",
        doubled.pk: "withdrawn",
        done.pk: "refused",
    }


def test_an_erased_request_is_not_looked_at_again(municipality):
    request = request_in("withdrawn")
    AccessRequest.objects.filter(pk=request.pk).update(name="", email="", proof_note="", erased_at=timezone.now())

    with pytest.raises(NotAllowed):
        actions.reopen_access(request, by=make_actor(Role.ADVISER))
