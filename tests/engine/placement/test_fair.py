"""What a tolerance gives up of a tier, and that the check, which shares no code with it, reckons alike."""

import pytest

from symbiose.engine.check.placements import check_placements
from symbiose.engine.placement.fair import given_up
from symbiose.engine.placement.plan import Result, Tier
from tests.engine.placement.given import policy, problem


@pytest.mark.parametrize(
    ("tolerance", "reached", "least"), [(0.0, 7, 7), (0.03, 33, 33), (0.29, 100, 71), (0.18, 150, 123), (1.0, 9, 0)]
)
def test_a_tolerance_gives_up_whole_people_as_it_is_written_in_decimals(tolerance, reached, least):
    rules = policy(tolerance=tolerance)

    assert reached - given_up(tolerance, reached) == least
    for told, found in ((least, set()), (least - 1, {"guarantee_too_low"})):
        tier = Tier(52.0, reached, reached, told, reached, reached)
        result = Result((), 0.0, 0.0, (tier,), "")
        codes = {one.code for one in check_placements(problem(), result, policy=rules)}
        assert codes & {"guarantee_too_low"} == found
