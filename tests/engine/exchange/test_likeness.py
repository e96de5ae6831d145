import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.exchange.likeness import likeness
from symbiose.engine.exchange.model import Side
from tests.engine.exchange.given import have, listing, need


def of(one: str, other: str, *more: str):
    """Likeness among a have's text, a need's text and other haves."""
    others = (have(f"x{number}", text=text) for number, text in enumerate(more))
    return likeness([have(text=one), need(text=other), *others])


def by_hand(texts: list[str], one: str, other: str) -> float:
    """The cosine, gram by gram, of texts whose words all count."""
    counts = {
        text: Counter(
            f" {word} "[at : at + size]
            for word in text.split()
            for size in (3, 4, 5)
            for at in range(len(word) + 3 - size)
        )
        for text in texts
    }
    weight = {
        gram: math.log((1 + len(texts)) / (1 + sum(gram in counts[text] for text in texts))) + 1
        for text in texts
        for gram in counts[text]
    }
    left, right = ({gram: count * weight[gram] for gram, count in counts[text].items()} for text in (one, other))
    shared = sum(left[gram] * right[gram] for gram in left.keys() & right.keys())
    return shared / math.sqrt(sum(x * x for x in left.values()) * sum(x * x for x in right.values()))


def test_likeness_is_the_cosine_of_grams_by_how_rare_they_are():
    texts = ["damp tryk", "damp kedel", "tom palle"]

    found = of(*texts)

    assert found.share("damp tryk", "damp kedel") == pytest.approx(
        by_hand(texts, "damp tryk", "damp kedel"), abs=0.0005
    )
    assert found.share("tom palle", "damp kedel") == 0.0


def test_the_same_words_are_wholly_alike_however_they_are_written():
    assert of("Vi har træpiller", "Vi mangler TRAEPILLER!").share("Vi har træpiller", "Vi mangler TRAEPILLER!") == 1.0


@pytest.mark.parametrize("text", ["Vi har 20 kg om ugen", "", "12 m3"])
def test_a_text_that_names_nothing_is_like_nothing(text):
    found = of(text, text)

    assert found.share(text, text) == 0.0
    assert found.words(text, text) == ""


def test_an_ending_in_common_is_chance():
    one, other = "Gamle cykler, slidte dæk, rustne kæder", "Frossen makrel og torsk til vinteren"

    assert of(one, other).share(one, other) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Damp ved højt tryk", "Damp til kedel, tryk 8 bar", "damp, tryk"),
        ("Træafskær", "Afskær til sløjd", "afskær"),
        ("Dampkedel", "Damptørring", "damp"),
        ("Biogas", "Gas til tørring", "gas"),
        ("Papirafskær", "Papafskær", "afskær"),
        ("Rensning", "Gødning", ""),
        ("Østershatte, høstet i dag", "Østershatte til salat", "østershatte"),
        ("gul rød blå hvid sort", "sort hvid blå rød gul", "blå, hvid, rød, sort"),
    ],
)
def test_what_both_texts_name_is_told_as_it_is_written(one, other, expected):
    assert of(one, other).words(one, other) == expected


def test_a_word_that_many_write_weighs_less():
    many = of("jern palle", "jern kasse", "jern rør", "jern plade", "sand palle")

    assert many.share("sand palle", "jern kasse") == 0.0
    assert many.share("jern palle", "jern kasse") < of("jern palle", "jern kasse").share("jern palle", "jern kasse")


@settings(deadline=None)
@given(st.permutations(["damp tryk", "varme fra damp", "tomme paller", "paller af træ"]))
def test_the_order_of_listings_changes_nothing(texts):
    sides = {"damp tryk": Side.HAVE, "tomme paller": Side.HAVE}
    listings = [listing(text, sides.get(text, Side.NEED), "wood") for text in texts]

    found = likeness(listings)

    assert found.table.tolist() == likeness(sorted(listings, key=lambda one: one.id)).table.tolist()


def test_nothing_is_like_nothing():
    assert likeness([]).table.shape == (0, 0)
