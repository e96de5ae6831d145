"""Where hours of work are known from: kept in Danish, told in the reader's language."""

from __future__ import annotations

from django.utils import timezone

from symbiose.matching.sentences import language
from symbiose.reference import hours_per_tonne


def source_text(source: str) -> str:
    """What the task templates of today rest on in the reader's language; any other source as it was written."""
    if not source or language() == "da":
        return source
    today = timezone.localdate()
    both = zip(hours_per_tonne(today), hours_per_tonne(today, language=language()), strict=True)
    return {kept.source: told.source for kept, told in both}.get(source, source)
