"""Working days of the municipality: past holidays and past its own closing days."""

from __future__ import annotations

from datetime import date

import pytest

from symbiose.common import municipality
from tests.factories import make_item

pytestmark = pytest.mark.django_db


def test_a_deadline_lies_past_the_municipalitys_own_closing_days():
    friday, monday, tuesday = date(2026, 9, 4), date(2026, 9, 7), date(2026, 9, 8)

    assert municipality.after_working_days(friday, 1) == monday
    make_item("closing_day", "fair", data={"month": 9, "day": 7, "title_da": "Markedsdag"})
    assert municipality.after_working_days(friday, 1) == tuesday
