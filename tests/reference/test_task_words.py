"""Every kind of task has words that a person can choose among."""

from datetime import date

from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Kind
from symbiose.reference import Certainty, task_words


def test_each_family_of_tasks_has_plain_words_and_no_others_do():
    families = {row.code for row in load_graph().families.values() if row.kind == Kind.TASK} - {
        "task"
    }  # the head of them all

    assert set(task_words(date(2026, 11, 30))) == families


def test_the_words_are_short_and_say_that_they_are_ours():
    for row in task_words(date(2026, 11, 30)).values():
        assert row.certainty is Certainty.ASSUMPTION
        assert all(0 < len(text) <= 40 for text in row.name.values())
