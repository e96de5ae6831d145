"""Natural sentences, written the way people ring or write, read on the graph that ships.

Each row: the text, and for every thing it names the families that would be a right first or second guess.
"""

from __future__ import annotations

import sys

import pytest

from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.reading import build_index, read_text

DANISH = (
    ("Vi har cirka 120 kg træafskær om ugen, mest fyr og lidt eg.", ["wood_offcuts wood"]),
    ("Der ligger en bunke gamle paller bag hallen, som I kan hente.", ["pallets"]),
    ("Vores snedker har en masse savsmuld og spåner hver uge.", ["sawdust"]),
    ("Caféen smider 30 kg kaffegrums ud om ugen.", ["coffee_grounds"]),
    ("Vi kasserer 40 kontorstole og 25 hæve-sænkeborde.", ["office_furniture furniture"]),
    ("Bageren har brød til overs hver aften.", ["bread_surplus food_surplus"]),
    ("Frugt og grønt, som vi ikke når at sælge.", ["fruit_veg_surplus"]),
    ("Vi mangler europaller til lageret.", ["pallets pallet_reuse"]),
    ("Vi har overskudsvarme fra køleanlægget.", ["waste_heat waste_heat_low"]),
    ("Vi får hver uge en stak bølgepap og papkasser.", ["cardboard"]),
    ("10 m3 ren jord fra en udgravning.", ["soil_clean"]),
    ("Vi har tomme plastspande med låg fra køkkenet.", ["plastic_tubs"]),
    ("Aflagt arbejdstøj, cirka 200 sæt.", ["workwear_used"]),
    ("Vi har stofrester fra systuen.", ["textile_offcuts"]),
    ("Gamle computere og skærme, som virker.", ["it_equipment"]),
    ("Vi samler cykler, som ingen henter igen.", ["bicycles"]),
    ("Hækafklip og grene fra parken.", ["garden_waste"]),
    ("Mask fra bryggeriet, 2 ton om ugen.", ["spent_grain"]),
    ("Valle fra mejeriet bliver hældt ud.", ["whey"]),
    ("Mursten fra en nedrivning, de er hele.", ["bricks_reused"]),
    ("Betonbrokker, knust, 300 tons på én gang.", ["concrete_rubble"]),
    ("Vi har brugt fritureolie fra tre køkkener.", ["cooking_oil"]),
    ("Stålskrot og jernspåner fra drejebænken.", ["steel_scrap metal_swarf"]),
    ("Vi har aluminiumsprofiler i korte længder.", ["aluminium_scrap"]),
    ("Plastfolie fra palleindpakning, klar og ren.", ["plastic_film"]),
    ("Flamingokasser fra fiskehandlen.", ["plastic_eps"]),
    ("Halm i baller, 40 stk.", ["straw"]),
    ("Gylle fra svineproduktionen.", ["manure"]),
    ("Træflis fra haveafdelingen.", ["wood_chips"]),
    ("Vi søger gamle bøger til vores butik.", ["books book_paper_need"]),
    ("Legetøj og spil i god stand.", ["toys"]),
    ("Vi har 60 madrasser fra hotellet.", ["mattress"]),
    ("Tæppefliser, 400 m2, brugte men pæne.", ["carpet"]),
    ("Gamle dæk fra værkstedet.", ["tyres"]),
    ("Kabler og ledninger med kobber i.", ["cables copper_scrap"]),
    ("Gipsplader i rester fra byggepladsen.", ["plasterboard"]),
    ("Vinduer og døre fra en skole, der rives ned.", ["building_parts"]),
    ("Vi har tagsten til overs, cirka 800 stk.", ["roof_tiles"]),
    ("Rester af vandbaseret maling, 50 liter.", ["paint"]),
    ("Asbestplader fra et gammelt tag.", ["asbestos"]),
    ("Bigbags, tomme og hele.", ["big_bags"]),
    ("Palletanke på 1000 liter, skyllede.", ["ibc_drums"]),
    ("Fiskenet fra havnen.", ["fishing_nets"]),
    ("Flasker og glas, der ikke er gået i stykker.", ["jars_bottles glass_cullet"]),
    ("Gamle reoler og diske fra butikken.", ["shelving furniture"]),
    ("Planter og stauder, som ikke blev solgt.", ["plants_live"]),
    ("Kartoffelskræller fra kantinen.", ["fruit_veg_residue food_waste potato_pulp"]),
    ("Madaffald fra storkøkkenet, 300 kg om ugen.", ["food_waste"]),
    ("Vi søger et værksted at leje to dage om ugen.", ["space_workshop"]),
    ("Vi kan tilbyde kørsel i varevogn onsdag formiddag.", ["transport_van"]),
    ("Vi mangler hjælp til bogholderi.", ["skill_bookkeeping"]),
    ("Vi har pakkeopgaver, 10 timer om ugen.", ["task_packing"]),
    ("Vi vil gerne købe catering til møder.", ["service_catering"]),
    ("Regnvand fra taget, som vi ikke bruger.", ["rainwater"]),
    ("Spildevandsslam, afvandet.", ["sewage_sludge"]),
    ("Flyveaske fra kraftværket.", ["fly_ash_coal"]),
    ("Vi leder efter noget strøelse til hestene.", ["animal_bedding"]),
    ("Vi mangler brænde til vinteren.", ["firewood"]),
    ("Lysstofrør og sparepærer i en kasse.", ["lamps"]),
    ("Vi har en lukket trailer, der står stille torsdag eftermiddag.", ["transport_van transport_trailer trailer"]),
    ("Trae afskaer og planker, ca. 3 m3", ["wood_offcuts wood timber_used"]),
    ("Kaffegrumset fra vores automater", ["coffee_grounds"]),
    ("Vi har bølgeppap og papir i store mængder", ["cardboard", "paper"]),
    ("Sengelinned og håndklæder fra hotellet, 200 kg", ["linen_bedding"]),
    ("Skumgummi og madrasser til polstring", ["mattress upholstery_materials"]),
    ("Vi har en lagerhal på 400 m2, som står tom.", ["space_storage space"]),
    ("Vi har 5 t metalskrot, som I kan få.", ["metals steel_scrap"]),
    ("Har I en trailer, vi kan låne i weekenden?", ["transport_trailer"]),
    ("3 paller brugte mursten og 2 kasser med æbler", ["bricks_reused brick_rubble", "fruit_veg_surplus"]),
    ("Vi har træ til overs, men ingen plast.", ["wood wood_offcuts"]),
    ("Kartofelskræler og grøntsagsafald fra køknet", ["fruit_veg_residue food_waste", "fruit_veg_surplus food_waste"]),
    ("Ledigt mødelokale hver onsdag aften, plads til 20.", ["space space_meeting space_office"]),
    ("Vi mangler nogen til at pakke æsker, 12 timer om ugen.", ["task_packing"]),
    ("Vi søger hjælp til rengøring og vinduespudsning.", ["task_cleaning"]),
    ("Vores gaffeltruck står stille om aftenen.", ["machine_lifting"]),
    ("Køkkenet har 20 portioner varm mad til overs hver dag.", ["meals_surplus food_surplus"]),
    ("Restvarme fra datacenteret, 45 grader.", ["waste_heat waste_heat_low"]),
    ("Kasserede arbejdsjakker og bukser.", ["workwear_used clothes_used"]),
    ("Løvtræ i stammer, fældet i vinter.", ["round_wood wood firewood"]),
    ("Skaller fra æg, en spand om dagen.", ["shells food_waste"]),
    ("Hej, vi er et snedkeri og har en container fuld af spån, som bare bliver brændt.", ["sawdust"]),
    ("Skolen skal af med 120 stole og 60 borde i juli.", ["school_furniture furniture"]),
    ("Hotellet kasserer dyner og puder, ca. 80 af hver.", ["linen_bedding"]),
    ("Vi har en stor bunke grus og sand fra et vejprojekt.", ["sand_gravel"]),
    ("Et parti fejlfarvet maling på spande, 40 stk. á 10 liter.", ["paint paint_hazard"]),
    ("Vores kantine smider salat og rugbrød ud hver dag.", ["bread_surplus food_surplus food_waste fruit_veg_surplus"]),
    (
        "Vi kan ikke komme af med vores kaffesække af jute.",
        ["big_bags textiles packaging_reuse craft_materials textile_fibre"],
    ),
    ("Bilværkstedet har tomme oliedunke og gamle batterier.", ["batteries"]),
    ("Vi har 12 ton afskårne grene efter stormen.", ["garden_waste wood_chips"]),
    ("Pressekage fra æblemost, 3 tons i oktober.", ["fruit_pomace"]),
    ("Vi har en kølevogn, der kun kører om formiddagen.", ["transport_cold transport_van transport"]),
    ("Ledig kapacitet på vores laserskærer om onsdagen.", ["machine_metal machine_laser machine_wood equipment"]),
    ("Vi mangler en, der kan svejse, et par timer om ugen.", ["skill_metal skill_welding task_metal"]),
    ("Hjælp til at samle cykler, 8 timer ugentligt", ["task_assembly task_bicycles service_bicycles bicycles"]),
    ("Vi vil gerne af med et lass gammelt hø.", ["grass straw"]),
    ("Malerfirma har tomme malerbøtter i plast.", ["plastic_tubs"]),
    ("Kedlen giver 2 MW damp, vi ikke bruger om sommeren.", ["steam"]),
    ("Vi har kasserede vindmøllevinger, 3 stk.", ["composites"]),
    ("Skal bruge krukker og planter til en gårdhave.", ["plants_live garden_projects"]),
    ("Uldrester fra et spinderi.", ["yarn textile_fibre textile_offcuts textiles"]),
    (
        "Vi søger frivillige til at køre mad ud.",
        ["transport_food task_driving transport task_delivery transport_van volunteers"],
    ),
    ("Vi har overskud af æg og mælk.", ["dairy_surplus food_surplus"]),
    ("Gammelt gulv, plankegulv i fyr, 60 kvm, taget op forsigtigt.", ["timber_used building_parts"]),
    ("Vi har et depotrum, der kan lejes månedsvis.", ["space_storage space"]),
    ("Printerpatroner og toner, to kasser.", ["toner"]),
)
ENGLISH = (
    ("We have about 200 litres of used cooking oil a week.", ["cooking_oil"]),
    ("Surplus bread every evening, roughly 20 kg.", ["bread_surplus food_surplus"]),
    ("Old office chairs and desks, 30 pieces.", ["office_furniture furniture"]),
    ("We need wooden pallets every month.", ["pallets pallet_reuse"]),
    ("Coffee grounds from our canteen.", ["coffee_grounds"]),
    ("Clean cardboard boxes, collected weekly.", ["cardboard"]),
    ("Looking for fabric scraps for our sewing workshop.", ["textile_offcuts sewing_materials"]),
    ("Waste heat from our cooling plant at 40 degrees.", ["waste_heat waste_heat_low"]),
    ("Spent grain from the brewery, two tonnes a week.", ["spent_grain"]),
    ("Scrap steel and metal shavings.", ["steel_scrap metal_swarf"]),
    ("Sawdust and wood shavings, dry and untreated.", ["sawdust"]),
    ("Used laptops and monitors in working order.", ["it_equipment"]),
    ("Plastic film from packaging.", ["plastic_film"]),
    ("Crushed concrete, 100 tonnes.", ["concrete_rubble"]),
    ("Unsold fruit and vegetables.", ["fruit_veg_surplus"]),
    ("Old bicycles nobody picks up.", ["bicycles"]),
    ("Fly ash from the power plant.", ["fly_ash_coal"]),
    ("We would like to rent a van on Fridays.", ["transport_van"]),
    ("We throw out a skip of plasterboard offcuts each month.", ["plasterboard"]),
    ("Our bakery has day-old loaves, about 40 a day.", ["bread_surplus food_surplus"]),
    ("We are after jam jars with lids.", ["jars_bottles"]),
    ("Empty IBC containers, rinsed, 6 pieces.", ["ibc_drums"]),
    ("Cardboard tubes and egg trays for a kindergarten.", ["cardboard_tubes", "egg_trays"]),
    ("We could use a hand with bookkeeping.", ["skill_bookkeeping"]),
)


def recall(rows) -> tuple[int, int, int, list[str]]:
    """Things in the rows, things that are among the proposed families, things that are proposed first, and misses."""
    graph = load_graph()
    things = found = first = 0
    missed: list[str] = []
    for text, expected in rows:
        items = read_text(text, graph=graph).items
        for right in (set(codes.split()) for codes in expected):
            proposed = any(family.family in right for item in items for family in item.families)
            things, found = things + 1, found + proposed
            first += any(item.families and item.families[0].family in right for item in items)
            missed += [] if proposed else [text]
    return things, found, first, missed


def test_danish_sentences_are_read(capsys):
    things, found, first, missed = recall(DANISH)

    with capsys.disabled():
        sys.stdout.write(f"\nDanish: {found} of {things} things found, {first} first; missed: {missed}\n")
    assert found / things >= 0.9
    assert first / things >= 0.85


def test_english_sentences_are_read(capsys):
    things, found, first, missed = recall(ENGLISH)

    with capsys.disabled():
        sys.stdout.write(f"\nEnglish: {found} of {things} things found, {first} first; missed: {missed}\n")
    assert found / things >= 0.9
    assert first / things >= 0.85


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("20 dunke malingrester med opløsningsmiddel", ["paint!"]),
        ("20 dunke malingrester, nogle med lidt indtørret opløsningsmiddel", ["paint!"]),
        ("Malingrester, som indeholder opløsningsmiddel", ["paint!"]),
        ("Paint leftovers with solvents", ["paint!"]),
        ("Spildevand med opløsningsmiddel i", ["wastewater!"]),
        ("Træ med asbest på", ["wood!"]),
        ("Træ med søm i", ["wood"]),
        ("Træ med maling og asbest", ["wood!", "asbestos!"]),  # what a list goes on with may be a thing of its own
        ("Træ med søm og 3 tons asbest", ["wood", "asbestos!"]),  # what is counted is
        ("Dunke med spildolie", ["plastic_tubs!", "waste_oil!"]),  # vessels, and what is in them
        ("Træ uden asbest", ["wood"]),
        ("Træ, hentes med trailer", ["wood", "transport_trailer"]),
        ("Træ. Med asbest har vi intet at gøre, men med opløsningsmidler", ["wood", "asbestos!", "solvents!"]),
    ],
)
def test_what_is_in_a_thing_describes_it_and_its_danger_is_the_danger_of_the_whole(text, things):
    items = read_text(text, graph=load_graph()).items

    assert [f"{item.families[0].family}{'!' if item.hazard_spans else ''}" for item in items] == things


def test_a_slip_is_sought_in_a_small_part_of_the_vocabulary():
    lexicon = build_index(load_graph())

    most = max(
        sum(len(lexicon.shapes.get((letter, near), ())) for near in range(length - 2, length + 3))
        for letter, length in lexicon.shapes
    )

    assert most < len(lexicon.words) / 10
