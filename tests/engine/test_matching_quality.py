"""The measures of the benchmark on a case that can be reckoned by hand, and the files it works on."""

from __future__ import annotations

import pytest

from benchmarks.matching_quality.baselines import BASELINES, rank, tf_idf, words
from benchmarks.matching_quality.case import load_rows, load_truth
from benchmarks.matching_quality.distractors import distractors
from benchmarks.matching_quality.measures import (
    Exchange,
    Proposed,
    bootstrap,
    found,
    partners,
    precision,
    proposed,
    recall,
    wilson,
)
from symbiose.engine.exchange.model import Side
from symbiose.engine.files import ListingRow
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Kind

STEAM = Exchange("steam", frozenset({"boiler"}), frozenset({"laundry", "brewery"}))
STRAW = Exchange("straw", frozenset({"bales"}), frozenset({"stable"}))
UNWRITTEN = Exchange("gas", frozenset({"flare"}), frozenset())
EXCHANGES = (STEAM, STRAW, UNWRITTEN)
RANKING = {"boiler": ["pool", "laundry", "school", "brewery"], "bales": ["pool", "school", "park", "stable"]}


def test_found_looks_at_the_first_k_alone():
    assert not found(STEAM, RANKING, 1)
    assert found(STEAM, RANKING, 2)


def test_a17_3_recall_counts_exchanges_that_nobody_could_find_as_missed():
    assert recall(EXCHANGES, RANKING, 3) == pytest.approx(1 / 3)
    assert recall(EXCHANGES, RANKING, 4) == pytest.approx(2 / 3)


def test_a17_3_precision_counts_what_is_not_known_to_be_true_as_wrong():
    made = proposed(EXCHANGES, RANKING, 3)

    assert partners(EXCHANGES).keys() == {"bales", "boiler"}
    assert made == [Proposed(0, 3, 1), Proposed(1, 3, 2)]
    assert precision(made) == pytest.approx(1 / 6)


def test_precision_of_no_proposal_is_nought():
    assert precision(proposed(EXCHANGES, {}, 3)) == 0.0


def test_wilson_gives_the_published_interval():
    low, high = wilson(0.5, 10)  # 5 of 10: 0.2366 to 0.7634

    assert (low, high) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0.0, 10)[0] == 0.0


def test_bootstrap_surrounds_the_precision_and_repeats_itself():
    made = [Proposed(1, 3, 1), Proposed(0, 3, 1), Proposed(2, 3, 3), Proposed(0, 3, 1)] * 5

    low, high = bootstrap(made, draws=200)

    assert low < precision(made) < high
    assert (low, high) == bootstrap(made, draws=200)


def test_tf_idf_weighs_a_rare_word_above_a_common_one():
    alike = tf_idf(words)(["vi har damp"], ["vi har halm", "damp", "vi har sand"])

    assert alike[0, 1] > alike[0, 0] == pytest.approx(alike[0, 2])


@pytest.mark.parametrize("likeness", BASELINES.values(), ids=BASELINES.keys())
def test_baselines_propose_the_same_words_first_and_never_ones_own_need(likeness):
    rows = [
        ListingRow("have", Side.HAVE, "Damp fra kedel", organisation="a", kind=Kind.ENERGY_WATER),
        ListingRow("own", Side.NEED, "Damp fra kedel", organisation="a", kind=Kind.ENERGY_WATER),
        ListingRow("other", Side.NEED, "Damp", organisation="b", kind=Kind.ENERGY_WATER),
        ListingRow("kind", Side.NEED, "Hjælp til damp", organisation="b", kind=Kind.COMPETENCE),
        ListingRow("nothing", Side.NEED, "Høj bil", organisation="b", kind=Kind.ENERGY_WATER),
    ]

    anything, same = (rank(rows, likeness, same_kind=kind, keep=9, seeds=(1,)) for kind in (False, True))

    assert anything[0]["have"] == ["other", "kind"]
    assert same[0]["have"] == ["other"]


def test_a17_3_the_files_of_the_case_load_and_hold_what_is_promised():
    rows = load_rows(load_graph())
    truth = load_truth(rows)
    firms = {row.text.lower() for row in rows if not row.id.startswith("x_")}
    others = [row for row in rows if row.id.startswith("x_")]

    assert len(truth.strict) == 34
    assert len(others) >= 500
    assert {row.side for row in others} == {Side.HAVE, Side.NEED}
    assert not [row.text for row in others if row.text.lower() in firms]
    assert others == list(distractors())
    assert all(row.extra["source"] for row in rows if row not in others)
