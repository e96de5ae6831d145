"""The ceilings of small and medium-sized enterprises as dated rows."""

from datetime import date
from decimal import Decimal

from symbiose.engine.law.enterprise_size import Tier
from symbiose.reference import enterprise_size_rows, size_ceilings


def test_ceilings_stand_in_dkk_smallest_first():
    micro, small, medium = size_ceilings(date(2026, 1, 1))

    assert [one.tier for one in (micro, small, medium)] == [Tier.MICRO, Tier.SMALL, Tier.MEDIUM]
    assert (medium.persons, medium.turnover, medium.balance) == (250, Decimal(373_000_000), Decimal(320_780_000))


def test_every_row_has_a_source_and_says_that_nobody_looked_it_up():
    rows = enterprise_size_rows(date(2026, 1, 1))

    assert {row.certainty.value for row in rows.values()} == {"unverified"}
    assert all(row.source for row in rows.values())
