"""Every transition of calls, rounds and noes, for every role."""

from __future__ import annotations

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach import plan_round, stop_calls, take_call
from symbiose.frontdesk.outreach_enums import CallState, RoundState
from symbiose.frontdesk.outreach_states import CALL, HOLDS, LIFTED, ROUND, STOP
from tests.factories import make_actor, make_organisation
from tests.frontdesk.calls import in_days, make_callers, make_firm
from tests.frontdesk.cases import acting, make_external

pytestmark = pytest.mark.django_db

WHO = ("adviser", "department", "other department", "external", "firm", "visitor", "system")
KEEPS = {"adviser", "department", "system"}
LIVE = ["later", "reserved"]
CALL_TABLE = {
    "not_reached": (LIVE, None, KEEPS),
    "talk": (LIVE, "talked", KEEPS),
    "promise": (LIVE, "later", KEEPS),
    "mend": (["later", "talked"], "reserved", KEEPS),
    "withdraw": (["later", "talked"], "released", KEEPS),
    "lead_on": (["talked"], "talked", KEEPS),
    "release": (LIVE, "released", KEEPS),
    "take_over": (LIVE, "released", {"adviser", "other department", "system"}),
    "hand_over": (LIVE, None, {"system"}),
    "lapse": (["reserved"], "lapsed", {"system"}),
}
ROUND_TABLE = {
    "take": (["open"], "open", KEEPS),
    "change": (["open"], "open", KEEPS),
    "close": (["open"], "closed", KEEPS),
    "reopen": (["closed"], "open", KEEPS),
}
STOP_TABLE = {"lift": (["holds"], "lifted", KEEPS)}


@pytest.fixture
def people(db):
    """An actor for each of WHO; the department is the one whose calls and rounds they are."""
    ann, bo, cem = make_callers()
    return {
        "adviser": ann,
        "department": bo,
        "other department": cem,
        "external": acting(make_external()),
        "firm": make_actor(Role.FIRM, make_organisation("Eksempel Træværk")),
        "visitor": Actor(),
        "system": system("clock"),
    }


def check(table, verb, row, *, states, subject, people):
    sources, target, allowed = row
    for who in WHO:
        for state in states:
            subject.state = state
            if state in sources and who in allowed:
                moved = table.require(verb, state=state, actor=people[who], subject=subject, reason="Derfor")
                assert moved.target == (target or state), (who, state)
            else:
                with pytest.raises(NotAllowed):
                    table.require(verb, state=state, actor=people[who], subject=subject, reason="Derfor")


def test_the_tables_hold_these_transitions_and_no_others():
    for table, wanted in ((CALL, CALL_TABLE), (ROUND, ROUND_TABLE), (STOP, STOP_TABLE)):
        found: dict[str, set[str]] = {}
        for row in table.transitions:
            found.setdefault(row.verb, set()).update(row.sources)
        assert {verb: sorted(sources) for verb, sources in found.items()} == {
            verb: sorted(row[0]) for verb, row in wanted.items()
        }


@pytest.mark.parametrize("verb", CALL_TABLE)
def test_each_transition_of_a_call_is_open_to_its_roles_from_its_states_alone(verb, people):
    call = take_call(make_firm(), by=people["department"])

    check(CALL, verb, CALL_TABLE[verb], states=CallState.values, subject=call, people=people)


@pytest.mark.parametrize("verb", ROUND_TABLE)
def test_each_transition_of_a_round_is_open_to_its_roles_from_its_states_alone(verb, people):
    made = plan_round(name="Runde", starts_on=timezone.localdate(), ends_on=in_days(9), by=people["department"])

    check(ROUND, verb, ROUND_TABLE[verb], states=RoundState.values, subject=made, people=people)


@pytest.mark.parametrize("verb", STOP_TABLE)
def test_a_no_is_lifted_by_whom_it_was_said_to_and_by_the_entrance(verb, people):
    stop = stop_calls(make_firm(), said_by="Lederen", by=people["department"])

    check(STOP, verb, STOP_TABLE[verb], states=[HOLDS, LIFTED], subject=stop, people=people)


def test_what_needs_a_reason_is_refused_without_one(people):
    call = take_call(make_firm(), by=people["department"])

    for verb in ("release", "mend", "withdraw", "take_over"):
        rows = [row for row in CALL.transitions if row.verb == verb]
        assert all(row.needs_reason for row in rows), verb
    with pytest.raises(NotAllowed):
        CALL.require("release", state=call.state, actor=people["department"], subject=call, reason=" ")
