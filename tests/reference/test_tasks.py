"""Task templates, skills and demands as dated rows."""

from datetime import date

import pytest

from symbiose.engine.explain import task_sentence
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.resources.fractions import Fraction
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.tasks import Measure, beside_yardstick, contradicted, hours_a_week
from symbiose.reference import Certainty, reuse_jobs, reuse_yardstick, skills, task_templates, work_demands

TODAY = date(2026, 11, 30)
TEMPLATES = task_templates(TODAY)


@pytest.mark.parametrize("code", TEMPLATES)
def test_a12_1_every_template_gives_hours_a_week_with_a_range_and_a_source(code):
    template = TEMPLATES[code]

    found = hours_a_week(template.measure, template.hours, template.example_amount, basis=template.basis)

    assert 0.5 <= found.hours.low < found.hours.central < found.hours.high <= 37
    for language in ("da", "en"):
        said = task_sentence(found.reason, language=language)
        assert template.source[language] in said
        assert {"da": "vores antagelse", "en": "our assumption"}[language] in said


def test_every_fraction_has_a_template_and_says_that_the_list_is_unverified():
    parted = [template for template in TEMPLATES.values() if template.fraction]

    assert {template.fraction for template in parted} == set(Fraction)
    assert all("unverified" in template.source["en"] for template in parted)


def test_templates_name_streams_tasks_skills_and_demands_that_exist():
    families = load_graph().families
    known = set(skills(TODAY)), set(work_demands(TODAY))

    for template in TEMPLATES.values():
        assert families.keys() >= {*template.streams, template.task}
        assert families[template.task].kind == "task"
        assert (known[0].issuperset(template.skills), known[1].issuperset(template.demands)) == (True, True)
        assert template.skills
        assert template.demands
        assert template.fraction or template.streams or template.measure is Measure.ROUNDS
        assert (template.example_tonnes is None) is (template.measure is Measure.ROUNDS)
        assert template.times_per_week > 0
        assert all(template.name.values())
        assert all(template.meaning.values())
        assert template.certainty is Certainty.ASSUMPTION


def test_highest_hours_a_tonne_lie_within_what_others_reported():
    checked = {code: template for code, template in TEMPLATES.items() if template.yardstick}

    assert set(checked) == {"textile_sorting", "electronics_dismantling"}
    for template in checked.values():
        reason = beside_yardstick(template.hours, reuse_yardstick(template.yardstick, TODAY))
        assert reason.code == "task_within_yardstick"
        assert "RREUSE (rreuse.org) (gengivet af andre)" in task_sentence(reason)


def test_yardstick_is_second_hand_and_its_hours_are_ours():
    rows = reuse_jobs(TODAY)

    assert {name: (row.value, row.certainty) for name, row in rows.items()} == {
        "average": (70, "second_hand"),
        "textile": (35, "second_hand"),
        "electrical": (140, "second_hand"),
        "hours_a_job_year": (1924, "assumption"),
    }
    with pytest.raises(KeyError, match="wood"):
        reuse_yardstick("wood", TODAY)


def test_skills_and_demands_are_our_own_lists_in_two_languages():
    rows = [*skills(TODAY).values(), *work_demands(TODAY).values()]

    assert {row.certainty for row in rows} == {Certainty.ASSUMPTION}
    assert all(all(row.name.values()) and all(row.source.values()) for row in rows)
    assert 25 <= len(skills(TODAY)) <= 35
    assert {"cleaning", "driving_b", "danish_read"} <= set(skills(TODAY))


def test_demands_contradict_accommodations_that_exist():
    demands = work_demands(TODAY)

    named = frozenset[str]().union(*(row.contradicts for row in demands.values()))
    found = contradicted([demands[code].demand for code in ("noise", "heavy_lifting", "wet")], accommodations())

    assert named <= accommodations().keys()
    assert found == (("noise", "quiet_place"), ("heavy_lifting", "no_heavy_lifting"))
