"""What tests of exchanges share: a day that stays the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def in_november(monkeypatch):
    """A day in the middle of a month of 2026, the year of the exchanges of `handed`: October is over and asked about, November is not."""
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
