"""Structured reasons as plain sentences, Danish and English, and numbers as people read them."""

from symbiose.engine.explain.law import law_sentence
from symbiose.engine.explain.numbers import date_text, number, per_text, times_text, unit_text
from symbiose.engine.explain.sentences import sentence
from symbiose.engine.explain.sourced import source_text
from symbiose.engine.explain.tasks import task_sentence

__all__ = [
    "date_text",
    "law_sentence",
    "number",
    "per_text",
    "sentence",
    "source_text",
    "task_sentence",
    "times_text",
    "unit_text",
]
