"""Reasons of the law's arithmetic as plain sentences, from `law_reasons.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from symbiose.engine.explain.sourced import sourced_sentence
from symbiose.engine.explain.templates import Template, read_templates
from symbiose.engine.reason import Reason

_FILE = Path(__file__).parent / "law_reasons.csv"


@lru_cache(maxsize=1)
def law_templates() -> Mapping[str, tuple[Template, ...]]:
    """Templates of those reasons by code, special cases first."""
    return read_templates(_FILE)


def law_sentence(reason: Reason, *, language: str = "da") -> str:
    """The reason in Danish ("da") or English ("en"), with its source and how sure it is, ending with a full stop."""
    return sourced_sentence(reason, law_templates(), language=language)
