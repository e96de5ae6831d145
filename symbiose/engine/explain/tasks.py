"""Reasons of tasks and their hours as plain sentences, from `task_reasons.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from symbiose.engine.explain.sourced import sourced_sentence
from symbiose.engine.explain.templates import Template, read_templates
from symbiose.engine.reason import Reason

_FILE = Path(__file__).parent / "task_reasons.csv"


@lru_cache(maxsize=1)
def task_templates() -> Mapping[str, tuple[Template, ...]]:
    """Templates of those reasons by code, special cases first."""
    return read_templates(_FILE)


def task_sentence(reason: Reason, *, language: str = "da") -> str:
    """The reason in Danish ("da") or English ("en"), with its source and how sure it is, ending with a full stop."""
    return sourced_sentence(reason, task_templates(), language=language)
