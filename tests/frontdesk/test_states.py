"""Every transition of enquiries, cases and tasks, for every role."""

from __future__ import annotations

import pytest

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import CaseTask
from symbiose.frontdesk.states import CASE, DONE, ENQUIRY, TASK, TO_DO
from tests.factories import make_actor, make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_department, make_desk, make_external

pytestmark = pytest.mark.django_db

WHO = ("adviser", "external", "other external", "department", "other department", "firm", "visitor", "system")
DESK = {"adviser", "system"}
OUTSIDE = {"external", "system"}
ENQUIRY_TABLE = {
    "answer": (["new"], "answered"),
    "open_case": (["answered", "new"], "in_case"),
    "attach": (["answered", "new"], "in_case"),
    "pass_on": (["answered", "new"], "passed_on"),
    "set_aside": (["new"], "noise"),
    "take_up": (["answered", "noise"], "new"),
    "hand_over": (["new"], "new"),
    "change": (["new"], "new"),
    "escalate": (["new"], "new"),
}
STAYS, OURS = ("confirm_firm", "refuse_firm"), ("new", "answered", "in_case")
CASE_TABLE = {
    "change": (["open"], "open"),
    "set_next_step": (["open"], "open"),
    "log_dialogue": (["open"], "open"),
    "add_party": (["open"], "open"),
    "add_task": (["open"], "open"),
    "hand_over": (["open"], "open"),
    "split": (["open"], "open"),
    "merge": (["open"], "merged"),
    "close": (["open"], "closed"),
    "reopen": (["closed"], "open"),
    "escalate": (["open"], "open"),
}


@pytest.fixture
def people(db):
    """An actor for each of WHO; the department is the one that was addressed."""
    (ann,) = make_desk("Ann")
    department = make_department()
    return {
        "adviser": acting(ann),
        "external": acting(make_external()),
        "other external": acting(make_external("Eksempel Sekretariat", "Ida Eksempel")),
        "department": acting(department),
        "other department": acting(make_department("Indkøb")),
        "firm": make_actor(Role.FIRM, make_organisation("Eksempel Træværk")),
        "visitor": Actor(),
        "system": system("clock"),
    }


def organisation_of(actor):
    from symbiose.organisations.models import Organisation

    return Organisation.objects.get(pk=actor.organisation_id)


def may_of_enquiry(verb, *, external):
    if verb == "escalate":
        return {"system"}
    if verb == "pass_on":
        return OUTSIDE if external else set()
    return OUTSIDE if external else DESK


def may_of_case(verb, *, external):
    if verb == "escalate":
        return {"system"}
    allowed = OUTSIDE if external else DESK
    return allowed | {"department"} if verb == "log_dialogue" and not external else allowed


def check(table, verb, states, subject, by, *, allowed, sources, target):
    for state in states:
        subject.state = state
        if state in sources and allowed:
            assert table.require(verb, state=state, actor=by, subject=subject, reason="Derfor").target == target
        else:
            with pytest.raises(NotAllowed):
                table.require(verb, state=state, actor=by, subject=subject, reason="Derfor")


def test_the_tables_hold_these_transitions_and_no_others():
    for table, wanted in ((ENQUIRY, ENQUIRY_TABLE), (CASE, CASE_TABLE)):
        rows = [(row.verb, (sorted(row.sources), row.target)) for row in table.transitions]
        assert {verb: moved for verb, moved in rows if verb not in STAYS} == wanted
    stays = [(row.verb, *row.sources, row.target) for row in ENQUIRY.transitions if row.verb in STAYS]
    assert stays == [(verb, state, state) for verb in STAYS for state in OURS]


@pytest.mark.parametrize("external", [False, True])
@pytest.mark.parametrize("state", OURS)
@pytest.mark.parametrize("verb", STAYS)
def test_a_claim_is_settled_where_it_stands_by_its_entrance_alone(verb, state, external, people):
    where = {"by": people["external"]} if external else {"door": organisation_of(people["department"])}
    enquiry = ask(**where)
    nowhere = [one for one in EnquiryState.values if one not in OURS]

    for who in WHO:
        allowed = who in may_of_enquiry(verb, external=external)
        states = [state, *nowhere]
        check(ENQUIRY, verb, states, enquiry, people[who], allowed=allowed, sources=[state], target=state)


@pytest.mark.parametrize("external", [False, True])
@pytest.mark.parametrize("verb", ENQUIRY_TABLE)
def test_each_transition_of_an_enquiry_is_open_to_its_roles_from_its_states_alone(verb, external, people):
    where = {"by": people["external"]} if external else {"door": organisation_of(people["department"])}
    enquiry = ask(**where)
    sources, target = ENQUIRY_TABLE[verb]

    for who in WHO:
        allowed = who in may_of_enquiry(verb, external=external)
        check(ENQUIRY, verb, EnquiryState.values, enquiry, people[who], allowed=allowed, sources=sources, target=target)


@pytest.mark.parametrize("external", [False, True])
@pytest.mark.parametrize("verb", CASE_TABLE)
def test_each_transition_of_a_case_is_open_to_its_roles_from_its_states_alone(verb, external, people):
    by = people["external" if external else "adviser"]
    where = {} if external else {"door": organisation_of(people["department"])}
    case = make_case(by, **({"entrance": organisation_of(by)} if external else where))
    sources, target = CASE_TABLE[verb]

    for who in WHO:
        allowed = who in may_of_case(verb, external=external)
        check(CASE, verb, CaseState.values, case, people[who], allowed=allowed, sources=sources, target=target)


@pytest.mark.parametrize("who", WHO)
def test_a_task_is_finished_by_the_entrance_and_by_the_department_whose_it_is(who, people):
    case = make_case(people["adviser"])
    department = organisation_of(people["department"])
    task = CaseTask(case=case, what="Afklar affaldsstatus", owner_organisation=department)
    allowed = who in {"adviser", "system", "department"}

    for verb, sources in (("finish", [TO_DO]), ("take_up", [DONE])):
        for state in (TO_DO, DONE):
            found = TASK.find(verb, state)
            assert (found is not None) == (state in sources)
            assert found is None or found.who(people[who], task) == allowed
