"""The people of the demo: made up, told in codes that are known, and in numbers that make who comes first a real question."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.windows import parse_windows
from symbiose.reference import job_forms, places, skills, task_templates

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
