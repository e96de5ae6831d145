"""What fairness costs, told for each tolerance."""

from symbiose.engine.placement.curve import curve
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import candidate, policy, position, problem

PACK = frozenset({"pack"})
RULES = policy(tiers=(52.0,))
STOP = Stop(rounds=2, nodes=100)


def test_each_tolerance_tells_its_points_its_cost_and_who_is_covered():
    long = [candidate(f"long {at}", waiting_weeks=52) for at in range(2)]
    short = [candidate(f"short {at}", waiting_weeks=51, wishes=PACK) for at in range(2)]
    case = problem(*long, *short, position("p", tasks=PACK), position("q", tasks=PACK))

    found = curve(case, (0.5, 0.0, 0.5, 1.0), policy=RULES, stop=STOP)

    assert [(one.tolerance, one.tiers[0].covered, one.tiers[0].guaranteed) for one in found] == [
        (0.0, 2, 2),
        (0.5, 1, 1),
        (1.0, 0, 0),
    ]
    assert [one.cost for one in found] == [2 * 24.615, 24.615, 0.0]
    assert [round(one.points + one.cost, 3) for one in found] == [found[-1].points] * 3
    assert all(one.bound >= one.points for one in found)


def test_a_tolerance_that_nobody_asks_for_leaves_the_plan_without_a_guarantee():
    (only,) = curve(problem(candidate(), position()), (), policy=RULES, stop=STOP)

    assert (only.tolerance, only.cost, only.tiers[0].guaranteed) == (1.0, 0.0, 0)


def test_the_plan_of_the_policys_own_stands_in_the_curve_as_it_is():
    long = [candidate(f"long {at}", waiting_weeks=52) for at in range(2)]
    short = [candidate(f"short {at}", waiting_weeks=51, wishes=PACK) for at in range(2)]
    case = problem(*long, *short, position("p", tasks=PACK), position("q", tasks=PACK))
    rules = policy(tiers=(52.0,), tolerance=0.5)
    own = solve(case, policy=rules, stop=STOP)

    known = curve(case, (0.5, 0.0), policy=rules, stop=STOP, known=own)
    without = curve(case, (0.0,), policy=rules, stop=STOP, known=own)

    assert known == curve(case, (0.5, 0.0), policy=rules, stop=STOP)
    assert known[1].tiers == own.tiers
    assert without == (known[0], known[2])
