"""`symbiose solve` gives symbioses beside flows and placements."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from symbiose.site import solve_command

EXAMPLE = Path(__file__).parents[2] / "docs" / "example"
BUYER = """H2,V1,have,Fuglekasser,500,piece,year,8600,product_birdhouses
N2,V2,need,Fuglekasser,300,piece,year,8600,product_birdhouses
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    add(tmp_path, "listings.csv", BUYER)
    return tmp_path


def add(folder, name, rows):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(rows)


def run(path, *more):
    return CliRunner().invoke(solve_command.solve, [str(path), "--today", "2026-11-24", *more])


def told(path, *more):
    result = run(path, *more)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_solve_gives_bundles_beside_the_rest_with_a_certificate_of_their_own(folder):
    answer = told(folder)

    (bundle,) = answer["bundles"]
    assert bundle["hub"] == "V1"
    assert [(link["role"], link["have"], link["need"]) for link in bundle["links"]] == [
        ("giver", "H1", "N1"),
        ("buyer", "H2", "N2"),
    ]
    assert [party["organisation"] for party in bundle["parties"]] == ["V3", "V2", "V1", ""]
    assert bundle["points"] <= answer["bundling"]["value"] <= answer["bundling"]["bound"]
    assert all(reason["sentence"] for one in (bundle, *bundle["links"]) for reason in one["reasons"])
    assert {gain["column"] for party in bundle["parties"] for gain in party["gains"]} == {"people", "planet", "economy"}
    assert len(answer["flows"]) == 2


def test_a_bundle_takes_the_hours_that_the_placements_leave_and_names_nobody(folder):
    answer = told(folder)

    (bundle,) = answer["bundles"]
    taken = {one["position"] for one in answer["placements"]}
    assert bundle["work"]["position"] not in taken
    assert bundle["work"]["crowd"] in ("few", "nobody", "unknown")
    assert bundle["work"]["count"] is None
    assert not {"K1", "K2", "K3", "K4"} & set(json.dumps([answer["bundles"], answer["bundling"]]).split('"'))


def test_the_task_templates_give_the_hours_where_they_know_the_stream(folder):
    add(
        folder,
        "listings.csv",
        "H3,V3,have,Paller,2000,kg,year,8680,pallets\nN3,V1,need,Paller,2000,kg,year,8600,pallets\n",
    )
    add(folder, "listings.csv", "N4,V2,need,Fuglekasser,200,piece,year,8600,product_birdhouses\n")
    for name in ("candidates.csv", "positions.csv"):
        (folder / name).unlink()

    (bundle,) = told(folder, "--language", "en")["bundles"]

    assert bundle["links"][0]["have"] == "H3"
    assert bundle["work"]["position"] == ""
    assert bundle["work"]["source"].startswith("own estimate")
    assert bundle["work"]["low"] < bundle["work"]["hours"] < bundle["work"]["high"] + 0.5


def test_a_hub_without_a_bundle_is_told_what_is_missing(folder):
    (folder / "listings.csv").write_text(
        "id,organisation,side,text,code\nL1,V1,need,Træ,wood_offcuts\n", encoding="utf-8"
    )

    answer = told(folder)

    assert answer["bundles"] == []
    assert [one["hub"] for one in answer["bundling"]["refusals"]] == ["V1"]
    assert answer["bundling"]["refusals"][0]["reasons"][0]["sentence"].endswith(".")


def test_a_hub_that_offers_a_room_has_one_and_departments_can_be_hubs(folder):
    add(folder, "listings.csv", "R1,V1,have,Værksted,10,hour,week,8600,space_workshop\n")
    add(folder, "organisations.csv", "V4,Eksempel Afdeling,department,8600\n")
    add(folder, "positions.csv", "P9,V4,,small_job,10,6,1,mon 06:00-16:00,flexible,8600 Silkeborg,,,,1,,\n")

    answer = told(folder)

    assert "room_own" in [reason["code"] for reason in answer["bundles"][0]["reasons"]]
    assert {one["hub"] for one in answer["bundling"]["refusals"]} == {"V4"}


def test_the_same_files_give_the_same_bytes(folder):
    assert run(folder).stdout_bytes == run(folder).stdout_bytes
