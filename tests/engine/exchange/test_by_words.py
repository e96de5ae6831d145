from dataclasses import replace

import pytest

from symbiose.engine.check import check
from symbiose.engine.exchange.candidates import find_candidates, why_not
from symbiose.engine.exchange.model import Candidate, Code, Listing
from symbiose.engine.exchange.solve import solve
from symbiose.engine.geography import Place
from symbiose.engine.reason import Tone
from symbiose.engine.resources.model import Kind
from symbiose.engine.windows import parse_windows
from tests.engine.exchange.given import FAR, GRAPH, NEAR, STANDARD_POLICY, codes, have, need, one, policy, problem


def found(*listings: Listing, **more) -> tuple[Candidate, ...]:
    return find_candidates(problem(*listings, **more), graph=GRAPH, policy=STANDARD_POLICY)


STEAM = have(families="", text="Damp ved højt tryk")
WANTED = need(families="", text="Damp søges, højt tryk", place=NEAR)


def test_words_alone_give_a_hint_that_says_so():
    (hint,) = found(STEAM, WANTED)

    assert (hint.by_words, hint.by_use, hint.have_family, hint.need_family) == (True, False, "", "")
    assert one(hint.reasons, "words_only").tone is Tone.TODO
    alike = one(hint.reasons, "words_alike")
    assert alike.values == {"words": "højt, damp, tryk", "share": 1.0}
    assert [(part.code, part.quantity, part.points) for part in hint.parts] == [
        ("words_alike", 1.0, 200.0),
        ("distance", 6.4, -3.2),
    ]
    assert hint.points == 196.8


def test_a_hint_stands_below_a_pair_that_is_joined_and_equally_alike():
    joined, hint = found(have(text="ren damp"), need(text="damp søges"), need("m", "", text="damp søges"))

    assert (joined.by_words, hint.by_words) == (False, True)
    assert joined.points > hint.points


def test_no_plan_takes_a_hint_up():
    case = problem(STEAM, WANTED)
    result = solve(case, graph=GRAPH, policy=STANDARD_POLICY)
    hints = find_candidates(case, graph=GRAPH, policy=STANDARD_POLICY)

    assert (result.candidates, result.flows, result.loops) == ((), (), ())
    forged = check(case, replace(result, candidates=hints), graph=GRAPH, policy=STANDARD_POLICY)
    assert [violation.code for violation in forged] == ["no_use"]


def test_each_have_gets_few_hints_the_most_alike_first():
    needs = [need(f"n{number}", "", text=f"damp {'tryk ' * number}") for number in range(4)]

    hints = find_candidates(problem(STEAM, *needs), graph=GRAPH, policy=policy(by_words=2))
    none = find_candidates(problem(STEAM, *needs), graph=GRAPH, policy=policy(by_words=0))

    assert [hint.need for hint in hints] == ["n1", "n2"]
    assert none == ()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [((Kind.MATERIAL, Kind.MATERIAL), 1), ((Kind.MATERIAL, None), 1), ((Kind.MATERIAL, Kind.SERVICE), 0)],
)
def test_a_hint_is_of_one_kind_as_far_as_both_say(kinds, expected):
    assert len(found(replace(STEAM, kind=kinds[0]), replace(WANTED, kind=kinds[1]))) == expected


def test_a_pair_that_is_joined_but_does_not_fit_gives_no_hint():
    same = {"text": "tørt træ"}

    assert found(have(**same), need(place=FAR, **same)) == ()


@pytest.mark.parametrize(
    ("have_more", "need_more", "expected"),
    [
        ({"organisation": "x"}, {"organisation": "x"}, "own_organisation"),
        ({}, {"place": FAR}, "too_far"),
        ({"conditions": {"clean": False}}, {"conditions": {"clean": True}}, "condition_denied"),
        (
            {"families": "hall", "windows": parse_windows("mon 08:00-12:00")},
            {"windows": parse_windows("tue 08:00-12:00")},
            "windows_none",
        ),
    ],
)
def test_a_hint_must_fit_as_any_pair(have_more, need_more, expected):
    given = have(**{"families": "", "text": "damp ved tryk", **have_more})
    asked = need(**{"families": "", "text": "damp ved tryk", **need_more})

    reasons = why_not(given, asked, graph=GRAPH, policy=STANDARD_POLICY, problem=problem(given, asked))

    assert one(reasons, expected).tone is Tone.UNMET
    assert "words_only" in codes(reasons)
    assert found(given, asked) == ()


def test_a_hint_reaches_as_far_as_what_was_read_travels():
    unsure = (Code("steam", 0.3, confirmed=False), Code("hall", 0.2, confirmed=False))
    place = Place(56.17, 10.05, "Eksempel Langt")  # 40.2 km by road as an estimate

    by_pipe = found(replace(STEAM, codes=unsure), replace(WANTED, place=place))
    by_van = found(STEAM, replace(WANTED, place=place))

    assert by_pipe == ()
    assert [hint.have_family for hint in by_van] == [""]


def test_a_hint_stops_where_something_hazardous_is_read():
    (hint,) = found(replace(STEAM, codes=(Code("solvent", 0.4, confirmed=False),)), WANTED)

    assert hint.stopped
    assert one(hint.reasons, "hazard_stop").values["family"] == "solvent"


def test_why_not_tells_how_alike_the_words_are():
    unlike = why_not(
        have(text="damp ved tryk"),
        need(text="damp til rensning af fustager i kælderen"),
        graph=GRAPH,
        policy=policy(words_least=0.9),
        problem=problem(),
    )
    unjoined = why_not(
        have(families="", text="damp ved tryk"),
        need(families="", text="damp til rensning"),
        graph=GRAPH,
        policy=policy(words_least=0.9),
        problem=problem(),
    )

    assert "words_alike" in codes(unlike)
    assert {"no_family", "words_alike"} <= codes(unjoined)
    assert "words_only" not in codes(unjoined)
