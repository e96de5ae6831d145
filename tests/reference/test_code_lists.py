import re
from datetime import date

from symbiose.engine.placement.model import Speed
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Reach
from symbiose.reference import (
    Certainty,
    exchange_policy,
    exchange_policy_rows,
    hours_per_tonne,
    placement_policy,
    placement_policy_rows,
    procurement_codes,
    symbiosis_policy,
    symbiosis_policy_rows,
    waste_codes,
)


def test_waste_codes_are_842_of_which_408_hazardous():
    codes = waste_codes()

    assert len(codes) == 842
    assert sum(code.hazardous for code in codes.values()) == 408
    assert all(re.fullmatch(r"\d\d \d\d \d\d", code) for code in codes)


def test_waste_code_has_a_danish_name_only_where_one_is_known():
    named = {code.code: code.name_da for code in waste_codes().values() if code.name_da}

    assert named == {
        "20 01 02": "glas",
        "20 01 08": "bionedbrydeligt køkken- og kantineaffald",
        "20 02 01": "bionedbrydeligt affald",
    }


def test_procurement_codes_carry_check_digit_kind_and_source():
    codes = procurement_codes()

    assert len(codes) == 76
    assert all(re.fullmatch(r"\d{8}-\d", code) for code in codes)
    assert {code.kind for code in codes.values()} == {"goods", "service", "works"}
    assert all(code.source and code.certainty is Certainty.CERTAIN for code in codes.values())


def test_exchange_policy_names_its_sources():
    rows = exchange_policy_rows(date(2026, 11, 24))

    assert rows["reach_km.lorry"].certainty is Certainty.SECOND_HAND
    assert rows["reach_km.person"].certainty is Certainty.ASSUMPTION
    assert all(row.source and row.unit for row in rows.values())


def test_exchange_policy_is_the_one_of_its_date():
    policy = exchange_policy(date(2026, 11, 24))

    assert policy.version == "2026-01-01"
    assert policy.reach_km == {Reach.PIPE: 5, Reach.VAN: 50, Reach.LORRY: 50, Reach.PERSON: 40, Reach.NATION: 400}
    assert (policy.same_family, policy.loop_length, policy.keep_per_have) == (100, 4, 20)


def test_exchange_policy_before_its_first_row_is_the_first():
    assert exchange_policy(date(2020, 1, 1)) == exchange_policy(date(2026, 1, 1))


def test_placement_policy_is_the_one_of_its_date_and_names_its_sources():
    policy = placement_policy(date(2026, 11, 24))

    assert policy == placement_policy(date(2020, 1, 1))
    assert (policy.version, policy.tiers, policy.keep) == ("2026-01-01", (52, 26), 40)
    assert policy.speeds["public"] == Speed(30, 12, 360, 1320)
    assert policy.speeds["walk"] == Speed(5)
    assert policy.most_hours == {"": 37, "small_job": 20}
    assert set(policy.change) == {"accommodation", "skill", "travel_minute", "hour", "room"}
    assert all(row.source and row.unit for row in placement_policy_rows(date(2026, 11, 24)).values())


def test_symbiosis_policy_is_the_one_of_its_date_and_names_its_sources():
    policy = symbiosis_policy(date(2026, 11, 24))

    assert policy == symbiosis_policy(date(2020, 1, 1))
    assert policy.sizes == (1.0, 0.5)
    assert policy.fewest_people == 5
    assert all(row.source and row.unit for row in symbiosis_policy_rows(date(2026, 11, 24)).values())


def test_hours_a_tonne_come_from_the_task_templates_with_their_whole_range():
    day = date(2026, 11, 24)
    graph = load_graph()

    efforts = {one.family: one for one in hours_per_tonne(day)}

    assert all(one.family in graph.families and one.unit == "t" for one in efforts.values())
    pallets, jars = efforts["pallets"], efforts["jars_bottles"]
    assert (pallets.low, pallets.central, pallets.high, pallets.certainty) == (8, 14, 25, "assumption")
    assert (jars.low, jars.central, jars.high) == (3, 18, 60)
    assert pallets.source == "vores skøn, ikke prøvet endnu"
    assert hours_per_tonne(day, language="en")[0].source.startswith("own estimate")
