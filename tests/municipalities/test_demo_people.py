"""The people of the demo: made up, told in codes that are known, and in numbers that make who comes first a real question."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from symbiose.engine.geography import Place
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.law.ratio_rule import most_subsidised
from symbiose.engine.placement import model
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.propose import planned
from symbiose.engine.placement.solve import solve
from symbiose.engine.windows import parse_shifts, parse_windows
from symbiose.home.story import story
from symbiose.reference import (
    counting_rule,
    find_place,
    job_forms,
    placement_policy,
    places,
    ratio_rule,
    skills,
    task_templates,
)

DEMO = Path(__file__).resolve().parents[2] / "symbiose" / "home" / "demo"
ON = date(2026, 11, 30)


@pytest.fixture(params=["silkeborg", "kalundborg"])
def told(request):
    text = (DEMO / request.param / "people.toml").read_text(encoding="utf-8")
    assert not find_cpr_like(text)
    return tomllib.loads(text)


def test_people_and_positions_are_told_in_known_codes(told):
    known_tasks = {one.task for one in task_templates(ON).values()} | {"task_assembly", "task_wood", "task_painting"}
    for one in [*told["position"], *told["candidate"]]:
        assert parse_windows(one["windows"])
        assert set(one["skills"]) <= set(skills(ON))
    for one in told["position"]:
        assert set(one["accommodations"]) <= set(accommodations())
        assert set(one["tasks"]) <= known_tasks
        assert one["form"] in job_forms(ON)
        assert one["min_hours"] <= one["hours"] <= one["total_hours"]
    for one in told["candidate"]:
        assert set(one["asks"]) <= set(accommodations())
        assert set(one["wishes"]) <= known_tasks
        assert places.find_place(one["postcode"]) is not None


def test_placements_and_calls_are_those_of_people_who_are_told_of(told):
    people = {one["id"] for one in told["candidate"]}
    positions = {one["id"] for one in told["position"]}

    assert {one["candidate"] for one in told["placement"]} <= people
    assert {one["position"] for one in told["placement"]} <= positions
    assert {one["candidate"] for one in told["help"]} <= {one["candidate"] for one in told["placement"]}


def test_a_consultant_follows_about_sixty_and_more_wait_than_there_is_room_for(told):
    assert 45 <= sum(one["owner"] == "consultant" for one in told["candidate"]) <= 65
    assert sum(one["seats"] for one in told["position"]) < len(told["candidate"])
    assert sum(one["weeks"] >= 52 for one in told["candidate"]) >= 5


def place_of(postcode):
    found = find_place(postcode)
    return Place(found.lat, found.lon, found.name)


def position_of(one, places):
    return model.Position(
        id=one["id"],
        organisation=one["organisation"],
        unit=one["organisation"],
        hours=one["hours"],
        min_hours=one["min_hours"],
        windows=parse_shifts(one["windows"]),
        place=place_of(places[one["organisation"]]),
        pattern=model.Pattern(model.Use(one["use"]), one["least"]),
        form=one["form"],
        seats=one["seats"],
        total_hours=one["total_hours"],
        subsidised=bool(counting_rule(ON).counts(one["form"])),
        accommodations=frozenset(one["accommodations"]),
        skills=frozenset(one["skills"]),
        tasks=frozenset(one["tasks"]),
    )


def person_of(one):
    return model.Candidate(
        id=one["id"],
        hours=one["hours"],
        windows=parse_windows(one["windows"]),
        place=place_of(one["postcode"]),
        transport=model.Mode(one["transport"]),
        max_travel=one["max_travel"],
        accommodations=frozenset(one["asks"]),
        skills=frozenset(one["skills"]),
        wishes=frozenset(one["wishes"]),
        waiting_weeks=one["weeks"],
        mentor_hours=one["mentor_hours"],
    )


def first_search_of(told, places):
    """The problem of the demo's first search over everybody."""
    running = [one for one in told["placement"] if "ended" not in one]
    employer = {one["id"]: one["organisation"] for one in told["position"]}
    counts = {
        unit: sum(employer[one["position"]] == unit and bool(counting_rule(ON).counts(one["form"])) for one in running)
        for unit in employer.values()
    }
    return model.Problem(
        candidates=tuple(map(person_of, told["candidate"])),
        positions=tuple(position_of(one, places) for one in told["position"]),
        workplaces=tuple(
            model.Workplace(
                unit=one["organisation"],
                organisation=one["organisation"],
                mentor_hours=one["mentor_hours"],
                most_subsidised=most_subsidised(one["employees"], ratio_rule(ON)),
                subsidised_now=one["elsewhere"] + counts.get(one["organisation"], 0),
            )
            for one in told["workplace"]
        ),
        existing=tuple(
            model.Existing(one["candidate"], one["position"], one["curve"][-1][1], one["mentor_hours"])
            for one in running
        ),
    )


@pytest.mark.parametrize("name", ["silkeborg", "kalundborg"])
def test_most_people_get_a_proposal_and_some_workplaces_are_full_by_the_ratio_rule(name):
    demo = story(name)
    problem = first_search_of(demo.told, {one["id"]: one["place"] for one in demo.organisations})

    placements = solve(problem, policy=placement_policy(ON), stop=model.Stop(), seed=0).placements

    waiting = len(problem.candidates) - len(problem.existing)
    assert 0.6 <= len(placements) / waiting <= 0.8
    full = [one for one in planned(problem, placements).workplaces if one.subsidised_now >= one.most_subsidised]
    assert 3 <= len(full) <= len(problem.workplaces) / 2
    assert all(one.subsidised_now <= one.most_subsidised for one in full)
