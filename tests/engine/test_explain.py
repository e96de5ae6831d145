import csv
import re
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symbiose.engine.explain as explain_package
from symbiose.engine.exchange.candidates import why_not
from symbiose.engine.exchange.model import Code, Listing, Problem, Side, Waste
from symbiose.engine.exchange.reasons import REASON_CODES as EXCHANGE_CODES
from symbiose.engine.explain import date_text, number, sentence, times_text, unit_text
from symbiose.engine.explain.sentences import reason_templates
from symbiose.engine.explain.templates import read_templates
from symbiose.engine.files import findings
from symbiose.engine.geography import Place
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.reasons import REASON_CODES as PLACEMENT_CODES
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.symbiosis.model import UNIT_OF, Measure
from symbiose.engine.symbiosis.reasons import REASON_CODES as SYMBIOSIS_CODES
from symbiose.engine.units import UNITS, Per
from symbiose.engine.windows import SLOTS_PER_DAY
from symbiose.reference import exchange_policy

GRAPH = load_graph()
REASON_CODES = EXCHANGE_CODES | PLACEMENT_CODES | SYMBIOSIS_CODES
VALUES = {
    "family": "pallets",
    "have_family": "wood_offcuts",
    "need_family": "wood",
    "have_families": "wood_offcuts|pallets",
    "need_families": "wood",
    "share": 0.75,
    "basis": "source",
    "reference": "En kilde fra 2024.",
    "certainty": "likely",
    "confidence": 0.654,
    "side": "have",
    "required_by": "use",
    "condition": "dry",
    "date": "2026-11-24",
    "first_ends": "2026-11-24",
    "second_starts": "2026-12-01",
    "km": 17.3,
    "limit_km": 50.0,
    "straight_km": 13.3,
    "factor": 1.3,
    "place": "8600 Silkeborg",
    "hours": 6.5,
    "windows": "mon 08:00-12:00; tue 08:00-12:00; thu 09:30-12:00",
    "have_windows": "mon 08:00-12:00",
    "need_windows": "tue 08:00-12:00",
    "have": 1200.0,
    "need": 1500.5,
    "quantity": 1200.0,
    "lot": 1.0,
    "most": 0.5,
    "unit": "t",
    "per": "week",
    "have_unit": "kg",
    "need_unit": "m3",
    "have_per": "week",
    "need_per": "once",
    "source": "EWC 13 02 05",
    "status": "by_product",
    "ask": 2.0,
    "ceiling": 3.5,
    "count": 3,
    "words": "damp, tryk",
    **dict.fromkeys(("can_hours", "asked_hours", "short_hours", "most_hours"), 4.5),
    **dict.fromkeys(("minutes", "limit_minutes", "short_minutes"), 30),
    **dict.fromkeys(("shifts", "asked_shifts", "short_shifts", "seats", "now"), 2),
    "first_out": "07:30",
    "last_home": "18:00",
    "transport": "public",
    "accommodation": "quiet_place",
    "skill": "truckkort",
    "never": "køkken",
    "position": "Pakker",
    "form": "småjob",
    "points": 12.5,
    "value": 0.3,
    "party": "hub",
    "measure": "wages",
    "column": "economy",
    "measure_unit": "DKK",
    "made_share": 0.5,
    **dict.fromkeys(("amount", "accepted", "left"), 1250.0),
    **dict.fromkeys(("work_hours", "low_hours", "high_hours", "least_hours", "left_hours"), 12.5),
    **dict.fromkeys(("positions", "parties", "asked_parties", "most_parties", "left_seats"), 3),
}
FORBIDDEN = re.compile(r"\b(match|score|bruger|brugere|sag|sager)\b", re.IGNORECASE)


def reason(code, **changed):
    values = {name: VALUES[name] for name in REASON_CODES[code]} | changed
    return Reason(code, Tone.NOTE, values)


def said(code, language="da", **changed):
    return sentence(reason(code, **changed), language=language, graph=GRAPH)


def test_x3_every_reason_has_a_sentence_for_the_general_case():
    assert len(REASON_CODES) == len(EXCHANGE_CODES) + len(PLACEMENT_CODES) + len(SYMBIOSIS_CODES)
    assert set(reason_templates()) == set(REASON_CODES)
    assert all(templates[-1].when == () for templates in reason_templates().values())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", REASON_CODES)
def test_x3_every_sentence_is_whole_and_plain(code, language):
    for template in reason_templates()[code]:
        text = said(code, language, **dict(template.when))

        assert text.endswith(".")
        assert text[0].isupper() or text[0].isdigit()
        assert "{" not in text
        assert "_" not in text
        assert not FORBIDDEN.search(text)


@pytest.mark.parametrize("code", REASON_CODES)
def test_x3_every_sentence_carries_the_values_of_its_reason(code):
    left_to_its_variants = {"basis", "side", "family", "source", "unit", "per", "measure_unit"}
    derived = {"single_unit": "unit", "one_need_unit": "need_unit", "factor": "have_unit"}

    for template in reason_templates()[code]:
        names = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (template.da, template.en)
        ]
        carried = names[0] | {derived[name] for name in names[0] & derived.keys()}

        assert names[0] == names[1]
        assert set(REASON_CODES[code]) - carried - left_to_its_variants - dict(template.when).keys() == set()


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_is_told_with_its_unit(measure):
    units = {"hour": "timer om ugen", "position": "stillinger", "DKK": "kr. om året", "kg": "kg om året"}

    text = said("gain", measure=measure, amount=1250.0)

    assert f"1.250 {units.get(UNIT_OF[measure], 'kg CO2e om året')}" in text


def test_one_position_is_told_in_the_singular():
    assert said("gain", measure=Measure.POSITIONS, amount=1).endswith("1 stilling.")
    assert said("gain", "en", measure=Measure.POSITIONS, amount=1).endswith("1 position.")


SOME_FAMILIES = ["pallets", "wood_offcuts", "wood", "workshop_wood", "waste_oil", "lubricant_reuse", "office_furniture"]


def some_listing(side):
    return st.builds(
        Listing,
        id=st.just(side.value),
        organisation=st.sampled_from(["a", "b"]),
        side=st.just(side),
        kind=st.none(),
        text=st.just("x"),
        codes=st.lists(
            st.builds(
                Code,
                st.sampled_from(SOME_FAMILIES),
                st.just(0.8),
                st.booleans(),
            ),
            max_size=2,
        ).map(tuple),
        quantity=st.none() | st.sampled_from([1.0, 2.5, 1200.0]),
        unit=st.none() | st.sampled_from(sorted(UNITS)),
        per=st.none() | st.sampled_from(Per),
        estimated=st.booleans(),
        minimum_lot=st.sampled_from([0.0, 1.0, 5000.0]),
        place=st.none()
        | st.sampled_from([Place(56.17, 9.57, "8600 Silkeborg"), Place(55.69, 11.11, "4400 Kalundborg")]),
        windows=st.sampled_from([0, 1, 6, 1 << 60]),
        valid_from=st.none() | st.just(date(2026, 12, 1)),
        valid_to=st.none() | st.sampled_from([date(2026, 11, 1), date(2026, 11, 30), date(2027, 1, 1)]),
        hazard=st.none() | st.booleans(),
        hazard_step_recorded=st.booleans(),
        waste=st.sampled_from(Waste),
        conditions=st.dictionaries(st.sampled_from(sorted(GRAPH.conditions)), st.booleans(), max_size=3),
        price=st.none() | st.sampled_from([0.0, 2.0, 3.5]),
    )


@given(some_listing(Side.HAVE), some_listing(Side.NEED), st.booleans())
def test_x3_every_reason_that_the_exchange_gives_can_be_said(have, need, refused):
    no = frozenset({(have.id, need.id)}) if refused else frozenset()
    problem = Problem((have, need), date(2026, 11, 24), no)

    reasons = why_not(have, need, graph=GRAPH, policy=exchange_policy(problem.today), problem=problem)

    for one in reasons:
        for language in ("da", "en"):
            assert sentence(one, language=language, graph=GRAPH).endswith(".")
    assert reasons


def test_distance_is_said_with_its_limit_and_its_estimate():
    assert said("distance") == (
        "17,3 km ad vej; grænsen er 50 km. Afstanden er et skøn: 13,3 km i lige linje gange 1,3."
    )
    assert said("distance", "en").startswith("17.3 km by road; the limit is 50 km.")


def test_quantity_is_said_in_danish_numbers():
    assert said("quantity_part") == "1.200 ton om ugen dækker 75 % af behovet på 1.500,5 ton om ugen."
    assert said("quantity_part", "en") == "1,200 tonnes a week covers 75 % of the need of 1,500.5 tonnes a week."


def test_family_is_said_by_its_name_in_the_sentence():
    assert said("narrower_family") == "Træafskær er en slags træ."
    assert said("no_common_use") == "Vi kender ingen måde at bruge træafskær eller paller som træ."
    assert said("no_common_use", "en") == "We know no way to use wood offcuts or pallets as wood."
    assert said("same_family", family="gone_from_the_graph").endswith("gone_from_the_graph.")


def test_use_is_said_with_its_source_or_its_reasoning():
    assert said("used_for").endswith("1 del giver 0,75 (sandsynligt). Kilde: En kilde fra 2024.")
    assert said("used_for", basis="reasoning").endswith("Begrundelse: En kilde fra 2024.")
    assert said("used_for", share=1.0) == "Træafskær kan bruges som træ (sandsynligt). Kilde: En kilde fra 2024."


def test_condition_names_who_requires_it():
    assert said("condition_unknown") == "Brugen kræver: tør. Det er ikke oplyst, så spørg om det."
    assert said("condition_said", "en", required_by="need") == "The receiver requires: dry. It is stated."


def test_windows_are_said_as_days():
    assert said("windows_overlap") == (
        "Tiderne passer sammen 6,5 timer om ugen: mandag–tirsdag 8–12 og torsdag 9.30–12."
    )


def test_hazard_stop_says_what_is_missing():
    assert said("hazard_stop") == (
        "Paller kan være farligt (kilde: EWC 13 02 05). Forslaget er stoppet, til myndighedens svar er skrevet ind."
    )
    assert said("hazard_stop", family="", source="").startswith("Det er farligt, siger giveren selv. Forslaget")
    assert said("hazard_stop", source="").startswith("Paller kan være farligt. Forslaget")


def test_conversion_is_said_in_the_singular():
    assert said("unit_converted", factor=250.0) == "1 m³ svarer til ca. 250 kg, regnet med en typisk vægt."
    assert said("price_ok") == "Prisen er 2 kr. pr. ton; modtageren vil højst give 3,5 kr."


def test_abbreviation_at_the_end_of_a_part_takes_one_stop():
    assert said("units_differ", have_unit="day", need_unit="piece") == (
        "Mængderne kan ikke sammenlignes: giveren regner i dage, modtageren i stk. Aftal en fælles enhed."
    )


def test_what_a_person_lacks_for_a_position_is_said_with_how_much():
    assert said("first_way_late", windows="mon 07:00-12:00") == (
        "Med første vej ud kan personen være der kl. 7.30. Det er 30 minutter for sent til vagten mandag 7–12."
    )
    assert said("first_way_late", "en", short_minutes=1).startswith(
        "By the first way out the person can be there at 7:30. That is 1 minute too late"
    )
    assert said("accommodation_missing") == (
        "Der er bedt om et roligt sted med lidt støj, og stedet tilbyder det ikke."
    )
    assert said("accommodation_missing", "en").startswith("A quiet place with little noise was asked for")
    assert said("not_half_hours") == "0,3 timer går ikke op i halve timer. Skriv for eksempel 4,5."
    assert said("same_id", value="K-7").startswith("Flere rækker har det samme kodenavn: K-7.")


def test_every_accommodation_can_be_said():
    for code in accommodations():
        assert said("accommodation_missing", accommodation=code) != said(
            "accommodation_missing", "en", accommodation=code
        )


def test_share_is_said_in_tenths_of_a_per_cent_and_never_as_none_at_all():
    assert "dækker 99,9 % af" in said("quantity_part", share=0.9987)
    assert "dækker 0,0012 % af" in said("quantity_part", share=0.000012)


def test_unknown_value_is_said_to_be_unknown():
    assert said("quantity_estimated", quantity=None, unit=None, per=None) == (
        "Mængden fra giveren er et skøn: ikke oplyst."
    )


@pytest.mark.parametrize(
    ("value", "options", "da", "en"),
    [
        (1200, {"unit": "kg"}, "1.200 kg", "1,200 kg"),
        (
            1200,
            {"unit": "kg", "per": "week", "estimated": True},
            "1.200 kg om ugen (skøn)",
            "1,200 kg a week (estimate)",
        ),
        (6.5, {"unit": "hour"}, "6,5 timer", "6.5 hours"),
        (1, {"unit": "hour", "per": Per.MONTH}, "1 time om måneden", "1 hour a month"),
        (1, {"unit": "piece", "per": "once"}, "1 stk. på én gang", "1 piece once"),
        (17, {"unit": "km"}, "17 km", "17 km"),
        (0, {"unit": "DKK"}, "0 kr.", "0 DKK"),
        (-1234.567, {}, "-1.234,57", "-1,234.57"),
        (100, {"unit": "%"}, "100 %", "100 %"),
        (0.00126, {"unit": "t", "per": "year"}, "0,0013 ton om året", "0.0013 tonnes a year"),
        (None, {"unit": "kg"}, "ikke oplyst", "not said"),
    ],
)
def test_number_is_written_as_people_read_it(value, options, da, en):
    assert number(value, **options) == da
    assert number(value, **options, language="en") == en


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_number_reads_back_within_its_decimals(value):
    danish = number(value).replace(".", "").replace(",", ".")
    english = number(value, language="en").replace(",", "")

    assert float(danish) == float(english)
    assert float(danish) == pytest.approx(value, abs=0.0051, rel=0.051)


@pytest.mark.parametrize("unit", UNITS)
def test_unit_has_a_name_in_both_numbers(unit):
    for language in ("da", "en"):
        assert unit_text(unit, language=language)
        assert unit_text(unit, language=language, one=True)


def test_date_is_written_out():
    assert date_text(date(2026, 11, 24)) == "24. november 2026"
    assert date_text(date(2026, 5, 1), language="en") == "1 May 2026"


@pytest.mark.parametrize(
    ("windows", "da"),
    [
        ("", ""),
        ("mon 08:00-12:00", "mandag 8–12"),
        ("man 08:00-12:00; man 13:00-16:30", "mandag 8–12 og 13–16.30"),
        ("mon 08:00-12:00; tue 08:00-12:00; wed 08:00-12:00", "mandag–onsdag 8–12"),
        ("mon 08:00-12:00; wed 08:00-12:00; sun 00:00-24:00", "mandag 8–12, onsdag 8–12 og søndag 0–24"),
    ],
)
def test_times_are_drawn_together(windows, da):
    assert times_text(windows) == da


def test_times_of_the_whole_week_are_one_span():
    assert times_text((1 << 7 * SLOTS_PER_DAY) - 1, language="en") == "Monday–Sunday 0–24"


def test_finding_templates_are_complete_and_plain():
    templates = findings.finding_templates()

    for code, (template,) in templates.items():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (template.da, template.en)
        ]
        assert names[0] == names[1], code
        assert template.da.endswith((".", "?")), code
        assert not FORBIDDEN.search(template.da + template.en), code


def test_data_files_have_no_empty_sentence():
    for path in Path(explain_package.__file__).parent.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            assert all(row["da"] and row["en"] for row in csv.DictReader(file))
        assert read_templates(path)
