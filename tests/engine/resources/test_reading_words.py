"""Words: spelling, stems, forms and parts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symbiose.engine.resources.words import (
    Token,
    fold,
    folded,
    inflected,
    keys,
    plain,
    splits,
    stem,
    stems,
    tokens,
)

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzæøåéü", max_size=20)


def test_tokens_know_their_place_and_hyphens_part_them():
    text = "1.200 kg é-træ, 12,5m³"

    found = tokens(text)

    assert [token.text for token in found] == ["1.200", "kg", "é", "træ", "12,5", "m³"]
    assert found[3] == Token("træ", 11, 14)
    assert all(text[token.start : token.end] == token.text for token in found)


def test_folding_makes_one_spelling_of_several():
    assert fold("TRÆPÆL") == fold("traepael") == "traepael"
    assert fold("Ærø Å") == "aeroe aa"
    assert fold("entré") == "entre"
    assert plain("møbler") == plain("mobler") == plain("moebler") == "mobler"


@given(st.text(max_size=30))
@example("𝝖")
@example("Ǽ")
def test_folding_and_stemming_twice_change_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert stem(stem(text)) == stem(text)


@given(LETTERS)
def test_stems_do_not_depend_on_case_or_spelling_of_danish_letters(word):
    spelt = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")

    assert stem(word) == stem(word.upper()) == stem(spelt)


def test_a_text_gives_its_folded_words_and_stems():
    assert folded("Åbne låger") == ("aabne", "laager")
    assert stems("pallerne og Pallen 12") == ["pal", "og", "pal", "12"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("palle", "pallerne"),
        ("stol", "stole"),
        ("bus", "busser"),
        ("moebel", "moebler"),
        ("kaffegrums", "kaffegrumset"),
        ("traes", "trae"),
        ("plads", "pladser"),
    ],
)
def test_forms_of_a_word_are_known_and_meet_under_a_key(one, other):
    assert inflected(one, other)
    assert inflected(other, one)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(("one", "other"), [("plads", "plade"), ("knust", "knuser"), ("malet", "maler"), ("a", "b")])
def test_words_that_only_look_alike_are_not_forms(one, other):
    assert not inflected(one, other)


def test_english_forms_are_plurals_only():
    assert inflected("box", "boxes", language="en")
    assert inflected("battery", "batteries", language="en")
    assert set(keys("battery")) & set(keys("batteries"))
    assert not inflected("plant", "planters", language="en")
    assert not inflected("glas", "glass", language="en")


def test_compounds_part_with_and_without_a_linking_letter():
    parts = list(splits("kaffegrumsposer"))

    assert (("kaffegrums", "kaffegrum"), "poser") in parts
    assert (("kaffe", "kaff"), "grumsposer") in parts
    assert all(len(head) >= 3 and modifiers[0] + head == "kaffegrumsposer" for modifiers, head in parts)


@given(LETTERS)
def test_short_words_have_no_parts_and_no_part_is_short(word):
    parts = list(splits(fold(word)))

    assert bool(parts) == (len(fold(word)) >= 6)
    assert all(min(len(part) for part in (*modifiers, head)) >= 3 for modifiers, head in parts)
