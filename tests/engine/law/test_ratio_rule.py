import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.ratio_rule import CountingRule, RatioRule, most_subsidised, ratio_of
from symbiose.engine.reason import Tone

BASIS = Basis({"da": "en kilde", "en": "a source"}, "certain")
RULE = RatioRule(per_first=5, first=50, per_next=10, least=1, basis=BASIS)
WIDE = CountingRule(
    "wide",
    {"da": "fleksjob tæller med", "en": "flex jobs count"},
    {"flex_job": True, "work_trial": True, "ordinary": False},
    Basis({"da": "uenige kilder", "en": "sources that disagree"}, "unverified"),
)


def told(ratio):
    return [(reason.code, reason.tone) for reason in ratio.reasons]


@pytest.mark.parametrize(
    ("employees", "most"),
    [
        *[(number, 1) for number in range(10)],
        *[(number, 2) for number in range(10, 15)],
        *[(number, 4) for number in range(20, 25)],
        *[(24.9, 4), (49.9, 9), (50, 10), (59.9, 10), (60, 11), (100, 15)],
    ],
)
def test_most_places_at_the_limits_of_the_rule(employees, most):
    assert most_subsidised(employees, RULE) == most


def test_unknown_number_of_employees_is_unknown_and_never_one():
    found = ratio_of(None, {"flex_job": 1}, rule=RULE, counting=WIDE)

    assert most_subsidised(None, RULE) is None
    assert (found.most, found.counted, found.left, found.over) == (None, 1, None, None)
    assert told(found) == [("ratio_employees_unknown", Tone.TODO), ("ratio_counted", Tone.NOTE)]


def test_places_of_forms_that_count_are_taken_from_the_most():
    found = ratio_of(23, {"flex_job": 2, "ordinary": 30}, rule=RULE, counting=WIDE)

    assert (found.most, found.counted, found.unclear, found.left, found.over) == (4, 2, 0, 2, 0)
    assert told(found) == [
        *[("ratio_most", Tone.NOTE), ("ratio_counted", Tone.NOTE), ("ratio_room", Tone.MET)],
    ]
    assert found.reasons[0].values["source_en"] == "a source"
    assert found.reasons[1].values["certainty"] == "unverified"


def test_full_and_over_the_rule_are_told_apart():
    full = ratio_of(5, {"work_trial": 1}, rule=RULE, counting=WIDE)
    over = ratio_of(5, {"work_trial": 2, "flex_job": 1}, rule=RULE, counting=WIDE)

    assert (full.left, full.over, told(full)[-1]) == (0, 0, ("ratio_no_room", Tone.UNMET))
    assert (over.left, over.over, told(over)[-1]) == (0, 2, ("ratio_over", Tone.UNMET))
    assert over.reasons[-1].values == {"counted": 3, "most": 1, "over": 2}


def test_a_form_that_the_reading_says_nothing_of_leaves_the_room_unknown():
    found = ratio_of(23, {"flex_job": 1, "form_of_the_reform": 2}, rule=RULE, counting=WIDE)
    full = ratio_of(0, {"flex_job": 1, "form_of_the_reform": 2}, rule=RULE, counting=WIDE)

    assert (found.counted, found.unclear, found.left, found.over) == (1, 2, None, 0)
    assert told(found)[-1] == ("ratio_form_unclear", Tone.TODO)
    assert (full.left, told(full)[-1]) == (0, ("ratio_no_room", Tone.UNMET))


@pytest.mark.parametrize("employees", [-1, -0.5, float("nan"), float("inf")])
def test_what_is_no_number_of_employees_is_refused(employees):
    with pytest.raises(ValueError, match=str(employees)):
        most_subsidised(employees, RULE)


def test_fewer_places_than_none_are_refused():
    with pytest.raises(ValueError, match="-1"):
        ratio_of(10, {"flex_job": -1}, rule=RULE, counting=WIDE)


employees = st.one_of(st.integers(0, 500), st.floats(0, 500))
places = st.dictionaries(
    st.sampled_from(["flex_job", "work_trial", "ordinary", "form_of_the_reform"]), st.integers(0, 9)
)


@given(employees, employees)
def test_more_employees_never_give_fewer_places(one, other):
    fewer, more = sorted((one, other))

    assert 1 <= most_subsidised(fewer, RULE) <= most_subsidised(more, RULE)


@given(st.integers(0, 400))
def test_one_employee_more_gives_at_most_one_place_more(number):
    assert most_subsidised(number + 1, RULE) - most_subsidised(number, RULE) in {0, 1}


@given(employees, places)
def test_what_counts_and_what_is_left_make_up_the_most(number, there):
    found = ratio_of(number, there, rule=RULE, counting=WIDE)

    assert found.counted + found.unclear + there.get("ordinary", 0) == sum(there.values())
    if found.left is not None:
        assert found.counted + found.left - found.over == found.most


@given(employees, places, st.sampled_from(["flex_job", "work_trial", "ordinary"]))
def test_one_place_more_never_leaves_more_room(number, there, form):
    before = ratio_of(number, there, rule=RULE, counting=WIDE)
    after = ratio_of(number, there | {form: there.get(form, 0) + 1}, rule=RULE, counting=WIDE)

    if before.left is not None:
        assert after.left is not None
        assert after.left <= before.left
