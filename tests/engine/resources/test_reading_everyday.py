"""Everyday words on the graph that ships: each thing has a family of its own, and a use does not hide it."""

from __future__ import annotations

import pytest

from symbiose.engine.resources.graph import load_graph, uses_of
from symbiose.engine.resources.reading import read_text, sure
from symbiose.engine.windows import window

GRAPH = load_graph()
PICTURE = (
    "Vi har cirka 120 kg afskær om ugen, mest fyr og lidt eg, ikke malet eller lakeret. Det står tørt og kan hentes "
    "tirsdag og torsdag formiddag. Vi har også en lukket trailer, som står stille torsdag eftermiddag."
)


def items(text: str) -> list[tuple[str | None, str]]:
    return [(item.side, item.families[0].family) for item in read_text(text, graph=GRAPH).items if item.families]


def first(text: str) -> str:
    return items(text)[0][1]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Vand til fabrikken", "technical_water"),
        ("Vand", "water"),
        ("Vandet løber bare ud", "water"),
        ("Drikkevand", "drinking_water"),
        ("Procesvand", "technical_water"),
        ("Råvand", "raw_water"),
        ("Overfladevand", "surface_water"),
        ("Kedelvand", "boiler_feed_water"),
        ("Fødevand til kedel", "boiler_feed_water"),
        ("Afsaltet vand", "demineralised_water"),
        ("Kølevand", "cooling_water"),
        ("Varmt kølevand", "cooling_water_used"),
        ("Kondensat", "condensate"),
        ("Renset spildevand", "treated_wastewater"),
        ("Spildevand", "wastewater"),
        ("Vand til at vande marker", "irrigation_water"),
    ],
)
def test_kinds_of_water_have_their_own_families(text, family):
    assert first(text) == family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Gas til tørring", "fuel_gas"),
        ("Råolie", "crude_oil"),
        ("Diesel til traktorer", "motor_fuel"),
        ("Fyringsolie", "heating_oil"),
        ("Kul", "coal"),
        ("Varme til stald", "greenhouse_heat"),
        ("Varme til drivhuset", "greenhouse_heat"),
        ("Varme til boliger", "district_heat"),
        ("Varme til rådnetank", "process_heat"),
        ("Afkastluft fra ventilationen", "waste_heat"),
        ("Kvælstof og fosfor til gødning", "fertiliser"),
        ("Kvælstof", "nitrogen_gas"),
        ("Organisk affald fra industrien", "organic_residue"),
        ("Sand", "sand_gravel"),
        ("Fliser", "roof_tiles"),
        ("Cement", "cement"),
        ("Havearbejde", "task_green"),
        ("Vi har en sal der står tom om formiddagen", "space_hall"),
        ("plads til 30 paller", "space_storage"),
        ("Plads til 50 paller på frost", "space_cold"),
        ("Vi har ikke plads til pallerne", "pallets"),
        ("2 m3 savsmuld", "sawdust"),
        ("Vi vil gerne købe 50 fuglekasser", "product_birdhouses"),
        ("Østershatte", "product_mushrooms"),
        ("Bøgeafskær, malet", "wood_offcuts"),
        ("Brædder af bøg", "timber_used"),
        ("Landmænd kan bruge vores kompost", "compost"),
    ],
)
def test_everyday_words_lead_to_the_thing(text, family):
    assert first(text) == family


@pytest.mark.parametrize("text", ["Vi vokser", "Stål, der spaltes", "Vi klipper", "Tanke", "Vi skal", "Lister"])
def test_verbs_do_not_capture_nouns(text):
    assert not {"wax", "leather", "glass_cullet", "ibc_drums", "kitchenware", "animal_bedding"} & {
        family for _, family in items(text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi mangler rensning af vores spildevand", ("have", "wastewater")),
        ("Vi tilbyder rensning af spildevand", ("need", "wastewater")),
        ("Rensning af spildevand", (None, "wastewater")),
        ("Vi søger nogen, der kan tage imod vores gylle", ("have", "manure")),
        ("Nogen der kan tage imod slam", ("have", "sludge")),
        ("Vi er et anlæg og kan tage imod slam", ("need", "sludge")),
        ("Bortskaffelse af slam", ("have", "sludge")),
        ("Modtagelse af gylle søges", ("have", "manure")),
        ("Vi søger en aftager til vores halm", ("have", "straw")),
        ("Aftager søges til slagge", ("have", "slag")),
        ("Vi vil gerne have hentet haveaffald", ("have", "garden_waste")),
        ("Vi aftager flyveaske", ("need", "fly_ash_coal")),
        ("Spildevand, som vi mangler rensning af", ("need", "wastewater")),
    ],
)
def test_treatment_turns_the_side_of_what_is_treated(text, expected):
    assert items(text)[-1] == expected


def test_a_treated_thing_carries_the_service_beside_it():
    (item,) = read_text("Vi mangler rensning af vores spildevand", graph=GRAPH).items

    assert [one.family for one in item.families] == ["wastewater", "service_treatment_water"]


@pytest.mark.parametrize(
    ("have", "need"),
    [
        ("Damp", "Damp til sterilisering"),
        ("Brugt kølevand, varmt", "Vand til køling"),
        ("Kuldioxid", "CO2 til drivhus"),
        ("Bøger", "Bøger og læsestof"),
        ("Møbler", "Inventar til lokaler og boliger"),
        ("Damp", "Varme"),
        ("Biogas", "Gas til kedel"),
    ],
)
def test_the_thing_itself_is_what_is_needed(have, need):
    assert uses_of(GRAPH)[first(have)].get(first(need), "not at all") is None


@pytest.mark.parametrize(
    ("stuff", "service"),
    [("wastewater", "service_treatment_water"), ("manure", "service_treatment_organic"), ("weee", "service_waste")],
)
def test_treatment_meets_the_one_who_has_the_stuff(stuff, service):
    assert service in uses_of(GRAPH)[stuff]


def test_the_text_of_the_picture_reads_as_in_the_picture():
    offcuts, trailer = read_text(PICTURE, graph=GRAPH).items

    assert [offcuts.families[0].family, trailer.families[0].family] == ["wood_offcuts", "transport_trailer"]
    assert sure(offcuts)
    assert sure(trailer)
    assert offcuts.conditions == {"dry": True, "untreated": True}
    assert (offcuts.quantity.amount, offcuts.quantity.unit, offcuts.quantity.estimated) == (120, "kg", True)
    assert offcuts.windows == window(1, 16, 24) | window(3, 16, 24)
    assert trailer.windows == window(3, 24, 32)


def test_a_bare_number_before_a_rhythm_is_an_amount():
    pieces, weighed = (read_text(f"{what}, ca. 25 om måneden", graph=GRAPH).items[0] for what in ("Paller", "Savsmuld"))

    assert (pieces.quantity.amount, pieces.quantity.unit) == (25, "piece")
    assert (weighed.quantity.amount, weighed.quantity.unit) == (25, None)


def test_age_and_use_say_nothing_about_the_state():
    for text in ("Gammel symaskine", "Symaskinen kan bruges til lærred", "Landmænd kan bruge vores kompost"):
        assert read_text(text, graph=GRAPH).items[0].conditions == {}
    assert read_text("Symaskine, kan bruges", graph=GRAPH).items[0].conditions == {"working": True}


def test_room_in_a_van_is_no_store():
    families = [family for _, family in items("Vores varevogn kører tom hjem. Plads til 4 paller.")]

    assert families[0] == "transport_van"
    assert "space_storage" not in families
