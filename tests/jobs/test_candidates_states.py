"""Every state of a person, every verb, every role: what the table says is what the verbs do."""

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.states import CANDIDATE
from tests.factories import make_actor
from tests.jobs.people import as_person, make_candidate

pytestmark = pytest.mark.django_db
TABLE = {
    "wait": ({"told"}, "waiting"),
    "wait_no_more": ({"waiting"}, "told"),
    "rest": ({"told", "waiting"}, "resting"),
    "come_back": ({"resting"}, "waiting"),
    "end": ({"told", "waiting", "resting"}, "ended"),
    "take_up": ({"ended"}, "told"),
    "erase": ({"told", "waiting", "resting", "ended"}, "erased"),
}
STATES = ("told", "waiting", "resting", "ended", "erased")
WHO = ("consultant", "person", "other person", "system", "adviser", "leader", "firm", "entrance", "visitor")
DAY = timezone.localdate
VERBS = {
    "wait": lambda person, by: actions.wait(person, on=DAY(), by=by),
    "wait_no_more": lambda person, by: actions.wait_no_more(person, by=by),
    "rest": lambda person, by: actions.rest(person, until=None, by=by),
    "come_back": lambda person, by: actions.come_back(person, on=DAY(), by=by),
    "end": lambda person, by: actions.end(person, on=DAY(), by=by),
    "take_up": lambda person, by: actions.take_up(person, by=by),
    "erase": lambda person, by: erase(person, by=by),
}


def in_state(state):
    if state == "erased":
        empty = {"hours": None, "windows": "", "postcode": "", "transport": "", "max_travel": None}
        return make_candidate(state=state, erased_at=timezone.now(), **empty)
    return make_candidate(state=state, **({"ended_on": DAY()} if state == "ended" else {}))


def actor_of(who, person):
    if who == "person":
        return as_person(person)
    if who == "other person":
        return as_person(make_candidate())
    if who == "system":
        return system("clock")
    return Actor() if who == "visitor" else make_actor(Role(who))


def may(who, verb):
    return who in {"consultant", "system"} or (who == "person" and verb != "take_up")


def test_the_table_is_the_one_that_was_agreed():
    assert {row.verb: (set(row.sources), row.target) for row in CANDIDATE.transitions} == TABLE


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_each_verb_from_each_state_by_each_role(municipality, verb, who):
    sources, target = TABLE[verb]
    for state in STATES:
        person = in_state(state)
        by = actor_of(who, person)
        if (verb, state) == ("erase", "erased"):
            continue  # a repeat changes nothing, whoever asks
        if state in sources and may(who, verb):
            VERBS[verb](person, by)
            person.refresh_from_db()
            assert person.state == target
        else:
            with pytest.raises(NotAllowed):
                VERBS[verb](person, by)
            person.refresh_from_db()
            assert person.state == state


@pytest.mark.parametrize("who", WHO)
def test_telling_is_for_the_person_and_the_consultant(municipality, who):
    person = make_candidate()
    by = actor_of(who, person)

    for verb in (
        lambda: actions.tell(person, {"hours": 6}, by=by),
        lambda: actions.note_helper(person, along=True, by=by),
        lambda: actions.tell_conditions(person, accommodations=[], by=by),
    ):
        if who in {"consultant", "system", "person"}:
            verb()
        else:
            with pytest.raises(NotAllowed):
                verb()


@pytest.mark.parametrize("who", [one for one in WHO if one not in {"consultant", "system"}])
def test_only_consultants_make_people(municipality, who):
    with pytest.raises(NotAllowed):
        actions.add_candidate(by=actor_of(who, make_candidate()))


def test_ready_without_the_needed_answers_names_them_and_changes_nothing(municipality):
    person = make_candidate(state="told", transport="", max_travel=None, waiting_since=None)

    with pytest.raises(actions.NotTold) as caught:
        actions.wait(person, on=DAY(), by=as_person(person))

    assert [question.code for question in caught.value.questions] == ["transport", "max_travel"]
    person.refresh_from_db()
    assert person.state == "told"


def test_the_wait_goes_on_counting_over_a_rest(municipality):
    person = make_candidate()
    since = person.waiting_since
    actions.rest(person, until=None, by=as_person(person))

    actions.come_back(person, on=DAY(), by=as_person(person))

    person.refresh_from_db()
    assert person.waiting_since == since
