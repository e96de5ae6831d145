from symbiose.engine.symbiosis.people import fitting
from tests.engine.placement.given import STANDARD_POLICY, candidate, position, problem


def test_those_who_fit_are_counted_and_those_who_have_a_place_are_not():
    case = problem(
        *(candidate(f"c{number}") for number in range(3)),
        candidate("no", skills=frozenset(), hours=1.0),
        position("p"),
        position("q", skills=frozenset({"truck"})),
    )

    assert fitting(case, policy=STANDARD_POLICY) == {"p": 3, "q": 0}
    assert fitting(case, policy=STANDARD_POLICY, placed={"c1"}) == {"p": 2, "q": 0}
    assert fitting(problem(), policy=STANDARD_POLICY) == {}
