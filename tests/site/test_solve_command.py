import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from symbiose.engine.files import CandidateRow, PositionRow, sheets_of, write_workbook
from symbiose.engine.placement.model import Mode
from symbiose.engine.windows import parse_windows
from symbiose.site import place_command, solve_command

EXAMPLE = Path(__file__).parents[2] / "docs" / "example"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(*arguments, command=solve_command.solve):
    return CliRunner().invoke(command, [str(argument) for argument in (*arguments, "--today", "2026-11-24")])


def test_solve_gives_placements_beside_the_flows_each_with_its_own_certificate(folder):
    result = run(folder)

    told = json.loads(result.stdout)
    placed = json.loads(run(folder, "--json", command=place_command.place).stdout)
    assert result.exit_code == 0
    assert [(flow["have"], flow["need"]) for flow in told["flows"]] == [("H1", "N1")]
    assert told["placements"] == placed["placements"]
    assert told["placing"]["without"] == placed["without"]
    assert (told["placing"]["value"], told["placing"]["bound"]) == (placed["value"], placed["bound"])
    assert 0 < told["value"] <= told["bound"]
    assert all(reason["sentence"] for one in told["placements"] for reason in one["reasons"])


def test_solve_gives_the_same_bytes_again(folder):
    assert run(folder).stdout_bytes == run(folder).stdout_bytes


def test_a_folder_of_people_alone_has_no_flows(folder):
    (folder / "listings.csv").unlink()

    result = run(folder)

    told = json.loads(result.stdout)
    assert (result.exit_code, told["flows"], told["loops"]) == (0, [], [])
    assert [one["candidate"] for one in told["placements"]] == ["K1"]


def test_a_folder_of_listings_alone_has_no_placements(folder):
    (folder / "candidates.csv").unlink()
    (folder / "positions.csv").unlink()

    told = json.loads(run(folder).stdout)

    assert (len(told["flows"]), told["placements"], told["placing"]["without"]) == (1, [], [])


def test_what_one_side_lacks_is_told_and_the_other_is_planned(folder):
    (folder / "positions.csv").unlink()

    result = run(folder)

    assert result.exit_code == 1
    assert result.stderr.startswith("positions.csv: Filen positions.csv mangler i mappen ")
    assert len(json.loads(result.stdout)["flows"]) == 1
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["missing_file"]


def test_what_both_sides_read_is_told_once(folder):
    path = folder / "organisations.csv"
    path.write_text(path.read_text(encoding="utf-8") + "V4,Eksempel,ukendt,8600\n", encoding="utf-8")

    assert run(folder).stderr.count("organisations.csv, linje 5, kolonne type") == 1


def test_an_empty_folder_and_one_that_is_not_there_are_one_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "no"):
        result = run(path)

        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_a_workbook_of_people_alone_is_planned(tmp_path):
    person = CandidateRow("K1", 5.0, parse_windows("mon 09:00-15:00"), Mode.BIKE, 30, place="8600")
    job = PositionRow("P1", "V1", 5.0, place="8600")
    path = tmp_path / "alt.xlsx"
    path.write_bytes(write_workbook(sheets_of(candidates=[person], positions=[job])))

    result = run(path)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [one["position"] for one in json.loads(result.stdout)["placements"]] == ["P1"]
