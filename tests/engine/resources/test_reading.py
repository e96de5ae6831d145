"""Reading a text into things, on a graph small enough to hold in the head."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.resources.model import Condition, Reading, Synonym
from symbiose.engine.resources.reading import build_index, read_text, sure
from symbiose.engine.resources.reading.lexicon import STRENGTH, Manner
from tests.engine.resources.reading_graph import TINY

WORDS = st.sampled_from(
    [
        "vi",
        "har",
        "mangler",
        "ikke",
        "uden",
        "træ",
        "afskær",
        "fyr",
        "eg",
        "metal",
        "paller",
        "poser",
        "kaffegrumsposer",
        "kaffegrums",
        "trailer",
        "bil",
        "120",
        "2-3",
        "kg",
        "ton",
        "t",
        "timer",
        "om",
        "ugen",
        "hver",
        "tirsdag",
        "formiddag",
        "kl.",
        "9",
        "-",
        "12.30",
        ",",
        ".",
        "og",
        "eller",
        "men",
        "tørt",
        "malet",
        "lakeret",
        "opløsningsmiddel",
        "giftigt",
        "fri",
        "for",
        "i",
        "til",
        "fra",
        "vores",
        "møbel",
        "pallekasser",
        "træaffald",
        "plaler",
        "undtagen",
        "mellem",
        "par",
        "en",
        "halv",
        "stk.",
        "et",
        "m³",
        "½",
        "gange",
        "waste",
        "heat",
        "of",
        "a",
        "the",
        "week",
        "wood",
        "every",
        "except",
        "14.",
        "dag",
        "pakkeopgaver",
        "kan",
        "hentes",
    ]
)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)


def families(text: str) -> list[list[str]]:
    return [[family.family for family in item.families] for item in read_text(text, graph=TINY).items]


def confidence(text: str) -> float:
    return read_text(text, graph=TINY).items[0].families[0].confidence


def quoted(text: str, spans) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def all_spans(reading: Reading):
    for item in reading.items:
        yield item.span
        yield from item.window_spans
        yield from item.condition_spans
        yield from item.hazard_spans
        yield from item.quantity.spans if item.quantity else ()
        for family in item.families:
            yield from family.spans


def check(reading: Reading) -> None:
    """What holds for every reading."""
    for span in all_spans(reading):
        assert 0 <= span.start < span.end <= len(reading.text)
    for item in reading.items:
        confidences = [family.confidence for family in item.families]
        assert all(0 <= one <= 1 for one in confidences)
        assert confidences == sorted(confidences, reverse=True)
        assert len(confidences) <= 5
    assert reading.unread == (not any(item.families for item in reading.items))


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    check(read_text(text, graph=TINY))


@settings(deadline=None)  # the first reading of each graph builds its index
@given(SENTENCES)
def test_any_words_are_read_and_twice_the_same(text):
    reading = read_text(text, graph=TINY)

    check(reading)
    assert read_text(text, graph=replace(TINY, digest="other")) == reading


@given(SENTENCES)
def test_case_and_spelling_of_danish_letters_do_not_matter(text):
    spelt = text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")

    assert families(text) == families(text.upper()) == families(spelt)


@given(SENTENCES)
def test_an_unrelated_sentence_removes_nothing(text):
    before = read_text(text, graph=TINY).items

    after = read_text(f"{text}.\nRing gerne på kontoret.", graph=TINY).items

    if text.strip(" .,-"):
        assert [(item.families, item.side) for item in after] == [(item.families, item.side) for item in before]


def test_the_text_of_the_picture_becomes_two_things():
    text = (
        "Vi har cirka 120 kg afskær om ugen, mest fyr og lidt eg, ikke malet eller lakeret. Det står tørt og kan hentes "
        "tirsdag og torsdag formiddag. Vi har også en lukket trailer, som står stille torsdag eftermiddag."
    )

    wood, trailer = read_text(text, graph=TINY).items

    assert [family.family for family in wood.families] == ["wood_offcuts", "wood"]
    assert quoted(text, wood.families[0].spans) == ["afskær"]
    assert quoted(text, wood.families[1].spans) == ["fyr", "eg"]
    assert (wood.side, wood.quantity.amount, wood.quantity.unit, wood.quantity.per) == ("have", 120, "kg", "week")
    assert wood.quantity.estimated
    assert wood.conditions == {"dry": True, "untreated": True}
    assert quoted(text, wood.condition_spans) == ["ikke malet eller lakeret", "tørt"]
    assert quoted(text, wood.window_spans) == ["tirsdag og torsdag formiddag"]
    assert [family.family for family in trailer.families] == ["trailer"]
    assert quoted(text, trailer.window_spans) == ["torsdag eftermiddag"]
    assert trailer.quantity is None
    assert sure(trailer)


def test_nothing_said_gives_no_item():
    assert read_text(" ... ", graph=TINY) == Reading(" ... ", (), unread=True)
    assert not sure(read_text("", graph=TINY))


def test_an_unknown_thing_keeps_what_is_said_about_it():
    text = "Vi mangler noget helt andet, 5 kg om ugen, tørt og giftigt, tirsdag"

    reading = read_text(text, graph=TINY)

    assert reading.unread
    assert not sure(reading)
    (item,) = reading.items
    assert (item.families, item.side, item.quantity.amount) == ((), "need", 5)
    assert item.conditions == {"dry": True}
    assert item.windows
    assert quoted(text, item.hazard_spans) == ["giftigt"]
    assert (item.span.start, item.span.end) == (0, len(text))
    assert not sure(item)


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("lukket trailer", Manner.PHRASE),
        ("træafskær", Manner.WORD),
        ("træafskæret", Manner.FORM),
        ("traafskar", Manner.PLAIN),
        ("metalaffald", Manner.LEFTOVER),
        ("trailer, en god og lukket trailer", None),
        ("fabriksmetal", Manner.HEAD),
        ("kaffegrumms", Manner.SLIP),
    ],
)
def test_evidence_is_as_strong_as_its_manner(text, manner):
    expected = {None: 0.95}.get(manner) or STRENGTH[manner]

    assert confidence(text) == pytest.approx(max(expected, 0.4) if manner else 1 - 0.05 * 0.15, abs=0.001)


def test_confidence_is_recomputed_by_hand_from_its_parts():
    assert confidence("fyr") == pytest.approx(0.85 * 0.5)
    assert confidence("fyr og eg") == pytest.approx(1 - (1 - 0.425) ** 2, abs=1e-4)
    assert confidence("fyr og fyr") == pytest.approx(0.425)
    assert confidence("træ og træafskær") == pytest.approx(1 - 0.15 * (1 - 0.5 * 0.85), abs=1e-4)
    assert confidence("rester i god stand af fyldigt træ") == pytest.approx(1 - 0.15, abs=1e-4)


def test_words_of_a_phrase_may_stand_apart_in_the_sentence():
    assert families("Vi har rester og træ")[0] == ["wood", "wood_offcuts"]
    assert "wood_offcuts" not in families("Vi har rester. Træ")[0]


def test_a_compound_leads_by_its_head_first_and_by_its_modifier():
    (item,) = read_text("kaffegrumsposer", graph=TINY).items

    assert [(family.family, family.confidence) for family in item.families] == [("bags", 0.6), ("coffee", 0.35)]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("træ-afskær", "wood_offcuts"),
        ("træ afskær", "wood_offcuts"),
        ("pallerne", "pallets"),
        ("fabriksmetalllet", None),
        ("metalafald", "metal"),
        ("kaffegrumsposser", "bags"),
        ("kaffegrumskassse", "coffee"),
        ("metaltrajler", "trailer"),
        ("battery boxes", "pallets"),
        ("metalliseringer", "metal"),
        ("opløsningmidel", "solvent"),
        ("træning", None),
        ("lager", None),
        ("rives", None),
        ("møb", None),
        ("skidt", None),
        ("vi har en skid", None),
        ("we have a skid", "pallets"),
        ("bil", None),
        ("trælastkasse", None),
    ],
)
def test_words_lead_or_do_not_lead(text, family):
    found = families(text)

    assert (found[0][0] if found[0] else None) == family


def test_a_word_that_needs_context_leads_only_with_it():
    assert families("træ og gran") == [["wood"]]
    assert families("afskær, metal") == [["metal_offcuts", "metal"]]
    assert families("afskær fra en møbelfabrik")[0][0] == "wood_offcuts"
    assert families("gran, brædder og planker") == [["wood"]]
    assert confidence("gran, brædder og planker") == 0.85
    assert confidence("gran, planker og brædder") == pytest.approx(0.425)


def test_a_word_without_its_context_is_only_a_guess_where_nothing_else_is_named():
    (item,) = read_text("Vi har afskær", graph=TINY).items

    assert [(family.family, family.confidence) for family in item.families] == [
        ("metal_offcuts", 0.425),
        ("wood_offcuts", 0.425),
    ]
    assert not sure(item)


def test_a_sentence_that_tells_how_much_and_not_of_what_is_guessed_beside_other_things():
    assert families("Vi har 120 kg afskær. Vi har en trailer.") == [["metal_offcuts", "wood_offcuts"], ["trailer"]]
    assert families("Vi har afskær. Vi har en trailer.") == [["trailer"]]


def test_a_phrase_without_its_context_leaves_its_words_to_lead():
    synonyms = (*TINY.synonyms, Synonym("bags", "da", "træ og metal", ("sækkevis",)))
    graph = replace(TINY, synonyms=synonyms, digest="phrase in need")

    assert [item.families[0].family for item in read_text("træ og metal", graph=graph).items] == ["wood", "metal"]
    assert read_text("sækkevis træ og metal", graph=graph).items[0].families[0].family == "bags"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi har træ, uden metal", [["wood"]]),
        ("Ikke træ, men metal", [["metal"]]),
        ("Ikke træ, metal eller poser, men paller", [["pallets"]]),
        ("Vi har paller, ikke træ og vi har metal", [["pallets"], ["metal"]]),
        ("Paller, fri for metal", [["pallets"]]),
        ("Vi kan ikke bruge træet", [["wood"]]),
        ("Ikke kun træ", [["wood"]]),
        ("Det er ikke malet træ", [["wood"]]),
        ("Ikke træ. Metal", [["metal"]]),
        ("Ikke noget plast eller træ i metal", [["metal"]]),
        ("Ved ikke om det er metal", [["metal"]]),
        ("Ikke træ! Metal", [["metal"]]),
        ("Ikke træ, metal", [["metal"]]),
        ("Ikke, metal", [["metal"]]),
        ("Fri", [[]]),
        ("Ikke", [[]]),
        ("Metal og", [["metal"]]),
        ("Ikke træ og", [[]]),
    ],
)
def test_what_is_denied_is_not_there(text, expected):
    assert families(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("træ, tørt", {"dry": True}),
        ("træ, vådt", {"dry": False}),
        ("træ, ikke vådt", {"dry": True}),
        ("træ, ikke tørt", {"dry": False}),
        ("træ, under tag", {"dry": True}),
        ("træ, tørt, men noget er vådt", {"dry": False}),
        ("træ uden maling", {"untreated": True}),
        ("træ, ikke malet, lakeret eller vådt", {"dry": True, "untreated": True}),
        ("træ, malet", {"untreated": False}),
        ("træ under", {}),
        ("træ, tørt hele året", {"dry": True}),
    ],
)
def test_conditions_are_said_or_denied(text, expected):
    assert read_text(text, graph=TINY).items[0].conditions == expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Vi har træ", "have"),
        ("Vi mangler træ", "need"),
        ("Træ søges", "need"),
        ("Vi har brug for træ", "need"),
        ("Vi har ikke længere brug for træ", "have"),
        ("Vi har slet ikke brug for træ", "have"),
        ("Vi søger ledige paller", "need"),
        ("Træ til overs", "have"),
        ("Vi har noget. Træ", "have"),
        ("Har I en trailer?", "need"),
        ("Kan I bruge vores træ?", "have"),
        ("Træ", None),
    ],
)
def test_the_side_is_told_by_the_words_around(text, side):
    assert read_text(text, graph=TINY).items[0].side == side


def test_a_word_that_names_the_thing_is_no_condition_and_whole_times_are_none():
    whole = Condition("whole", "hel", "whole", ("hele",), ("damp",))
    synonyms = (*TINY.synonyms, Synonym("heat", "da", "damp"))
    graph = replace(TINY, synonyms=synonyms, conditions={"whole": whole}, digest="whole")

    assert read_text("Damp hele året", graph=graph).items[0].conditions == {}
    assert read_text("Hele paller", graph=graph).items[0].conditions == {"whole": True}


def test_the_same_thing_had_and_needed_is_two_things():
    items = read_text("Vi har paller. Vi mangler paller.", graph=TINY).items

    assert [item.side for item in items] == ["have", "need"]


def test_a_side_said_later_is_the_things_side():
    (item,) = read_text("Træ. Vi har træ.", graph=TINY).items

    assert item.side == "have"


def test_parent_and_child_far_apart_are_two_things():
    assert families("Træ. Noget andet. Og noget tredje. Træafskær") == [["wood"], ["wood_offcuts"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paller til metal", [["pallets"]]),
        ("Kaffegrums i poser og paller", [["coffee"]]),
        ("Kaffegrums på paller metal", [["coffee"]]),
        ("Vores pakkeopgaver giver paller", [["pallets"]]),
        ("Vi har træ. Pakkeopgaver giver paller", [["wood"], ["pallets"]]),
        ("Pakkeopgaver giver os paller", [["pallets"]]),
        ("Træ har vi, og de pakkeopgaver har vi", [["wood"], ["packing"]]),
        ("3 paller metal", [["metal"]]),
        ("3 poser med kaffegrums", [["coffee"]]),
        ("3 poser og kaffegrums", [["bags"], ["coffee"]]),
        ("poser med kaffegrums", [["bags"], ["coffee"]]),
        ("Til metal", [["metal"]]),
        ("Vi er en lille trailer, og vi har paller", [["pallets"]]),
        ("En palle fuld af metal", [["metal"]]),
        ("En palle fuldstændig udvendig beklædt metal", [["pallets"], ["metal"]]),
        ("3 paller, metal", [["pallets"], ["metal"]]),
    ],
)
def test_purpose_place_and_container_are_not_things(text, expected):
    assert families(text) == expected


def test_danger_is_pointed_out_unless_denied():
    text = "Opløsningsmiddel og metal, ikke giftigt, brandfarligt"

    solvent, metal = read_text(text, graph=TINY).items

    assert quoted(text, solvent.hazard_spans) == ["Opløsningsmiddel", "brandfarligt"]
    assert quoted(text, metal.hazard_spans) == ["brandfarligt"]


def test_what_is_said_goes_to_the_thing_it_speaks_of():
    wood, pallets, metal = read_text(
        "Vi har tørt træ og våde paller. Det kan hentes tirsdag. Tørt metal, onsdag", graph=TINY
    ).items

    assert (wood.conditions, pallets.conditions, metal.conditions) == ({"dry": True}, {"dry": False}, {"dry": True})
    assert wood.windows == pallets.windows != metal.windows


def test_what_stands_before_or_behind_speaks_of_its_own_clause():
    wood, pallets = read_text("På tirsdag har vi noget træ og paller, som er tørt, og paller er vådt", graph=TINY).items

    assert wood.windows
    assert not pallets.windows
    assert (wood.conditions, pallets.conditions) == ({"dry": True}, {"dry": False})


def test_what_is_said_before_any_thing_belongs_to_the_first():
    wood, pallets = read_text("Hentes tirsdag. Træ. Paller", graph=TINY).items

    assert wood.windows
    assert not pallets.windows


def test_a_reading_is_sure_when_every_thing_is():
    assert sure(read_text("Vi har paller og en lukket trailer", graph=TINY))
    assert not sure(read_text("Vi har paller. Eg.", graph=TINY))


def test_an_index_is_kept_per_digest_and_renewed_with_its_graph():
    first = build_index(TINY)
    changed = replace(TINY, synonyms=())

    assert build_index(TINY) is first
    assert build_index(replace(TINY)) is first
    assert build_index(changed) is not first
    for number in range(10):
        build_index(replace(TINY, digest=f"many {number}"))
    assert build_index(TINY) is not first


def test_a_family_whose_parent_is_missing_or_circles_is_read_all_the_same():
    families_ = dict(TINY.families)
    families_["wood"] = replace(families_["wood"], parent="wood_offcuts")
    families_["metal"] = replace(families_["metal"], parent="gone")
    graph = replace(TINY, families=families_, digest="circle")

    assert {family.family for family in read_text("træ og træafskær", graph=graph).items[0].families} == {
        "wood",
        "wood_offcuts",
    }
    assert read_text("metal", graph=graph).items[0].families[0].confidence == 0.85
