import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from symbiose.engine.exchange.reasons import REASON_CODES
from symbiose.site import engine_answers, engine_commands, solve_command

LISTINGS = """id;organisation;side;kind;text;quantity;unit;per;place;windows;code;hazard;price;valid_from;valid_to
h1;a;have;;Vi har ubehandlet træafskær fra produktionen;200,5;kg;uge;;tir 08:00-12:00;;;;;
h2;c;have;;Kontorstole;30;stk.;måned;8600;;office_furniture;;;;
n1;b;need;;Vi mangler træ til værksted;150;kg;uge;8600;;;;;;
n2;b;need;;Kontorstole;20;stk.;måned;;;office_furniture;;;;
n3;d;need;;Brugte kontorstole søges;5;stk.;måned;Horsens;;;;;;
"""
ORGANISATIONS = """id,name,place
a,Eksempel Møbler,8600
b,Eksempel Værksted,8600
c,Eksempel Handel,8600
d,Eksempel Lager,8700
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "listings.csv").write_bytes(LISTINGS.encode("latin-1"))
    (tmp_path / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
    return tmp_path


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in (*arguments, "--today", "2026-11-24")])


def test_match_writes_pairs_ranked_for_each_have_as_csv(folder):
    result = run(engine_commands.match, folder, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert list(rows[0]) == ["have_id", "need_id", "score", "reasons"]
    assert [(row["have_id"], row["need_id"]) for row in rows] == [("h1", "n1"), ("h2", "n2"), ("h2", "n3")]
    assert float(rows[1]["score"]) > float(rows[2]["score"])
    assert "200,5 kg om ugen dækker hele behovet på 150 kg om ugen." in rows[0]["reasons"]


def test_match_top_limits_the_proposals_to_each_have(folder):
    result = run(engine_commands.match, folder, "--format", "csv", "--top", "1")

    assert [row["have_id"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["h1", "h2"]


def test_x3_match_says_every_reason_in_the_language_asked_for(folder):
    danish = json.loads(run(engine_commands.match, folder, "--json").stdout)
    english = json.loads(run(engine_commands.match, folder, "--format", "json", "--language", "en").stdout)

    for one, other in zip(danish["proposals"], english["proposals"], strict=True):
        assert one["reasons"]
        for said, told in zip(one["reasons"], other["reasons"], strict=True):
            assert said["code"] == told["code"]
            assert tuple(said["values"]) == REASON_CODES[said["code"]]
            assert said["sentence"] != told["sentence"]


def test_match_json_holds_what_the_points_are_made_of(folder):
    told = json.loads(run(engine_commands.match, folder, "--json").stdout)

    assert told["today"] == "2026-11-24"
    assert told["policy"]["reach_km"]["van"] == 50
    assert [finding["code"] for finding in told["findings"]] == ["latin_1"]
    for one in told["proposals"]:
        assert sum(part["points"] for part in one["parts"]) == pytest.approx(one["points"])


def test_match_radius_decides_how_far_a_van_goes(folder):
    near = run(engine_commands.match, folder, "--format", "csv", "--radius", "5")

    assert [row["need_id"] for row in csv.DictReader(io.StringIO(near.stdout))] == ["n1", "n2"]


def test_match_is_readable_without_any_option(folder):
    result = run(engine_commands.match, folder)

    lines = result.stdout.splitlines()
    assert lines[0] == "h1: Vi har ubehandlet træafskær fra produktionen"
    assert lines[1].startswith("  1. n1: Vi mangler træ til værksted (")
    assert lines[2].startswith("     - ")


def test_match_without_any_pair_says_so(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,side,text\n1,have,Paller\n", encoding="utf-8")

    result = run(engine_commands.match, path)

    assert (result.stdout, result.exit_code) == ("Ingen forslag.\n", 0)


def test_match_names_bad_rows_and_goes_on_with_the_good_ones(folder):
    path = folder / "listings.csv"
    path.write_bytes(path.read_bytes() + b"n4;b;need;;Paller;0;favne;;;;;;;;\n")

    result = run(engine_commands.match, folder, "--format", "csv")

    assert result.exit_code == 1
    assert "listings.csv, linje 7, kolonne quantity: Mængden 0 kan ikke passe." in result.stderr
    assert "listings.csv, linje 7, kolonne unit: Vi kender ikke enheden »favne«." in result.stderr
    assert len(result.stdout.splitlines()) == 4


@pytest.mark.parametrize("command", [engine_commands.match, solve_command.solve])
def test_folder_without_listings_is_one_sentence_and_an_exit_code(command, tmp_path):
    result = run(command, tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("listings.csv: Filen listings.csv mangler i mappen ")


@pytest.mark.parametrize("radius", ["nan", "inf", "-1", "20001", "langt"])
def test_radius_that_is_no_length_is_refused(folder, radius):
    result = run(engine_commands.match, folder, "--radius", radius)

    assert result.exit_code == 2
    assert "Invalid value for '--radius'" in result.stderr


def test_answer_that_cannot_be_written_is_one_sentence(folder):
    program = f"from symbiose.site.engine_commands import match; match([{str(folder)!r}, '--format', 'csv'])"

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The answer could not be written: ")
    assert "Traceback" not in done.stderr


def test_reader_that_stops_early_is_no_fault(folder):
    command = f"{sys.executable} -m symbiose.site.command match {folder} | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.stdout == "h1: Vi har ubehandlet træafskær fra produktionen\n"
    assert "Traceback" not in done.stderr


def test_answer_is_utf_8_and_the_same_bytes_under_any_locale(folder):
    command = [
        sys.executable,
        "-m",
        "symbiose.site.command",
        "match",
        str(folder),
        "--format",
        "csv",
        "--today",
        "2026-11-24",
    ]

    plain = subprocess.run(
        command, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, capture_output=True, check=False
    )
    danish = subprocess.run(command, env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}, capture_output=True, check=False)

    assert "træ" in plain.stdout.decode("utf-8")
    assert plain.stdout == danish.stdout


def test_solve_writes_flows_loops_value_and_bound_as_json(folder):
    result = run(solve_command.solve, folder)

    told = json.loads(result.stdout)
    flows = {(flow["have"], flow["need"]): flow for flow in told["flows"]}
    assert result.exit_code == 0
    assert flows["h1", "n1"]["quantity"] == pytest.approx(150)
    assert (flows["h1", "n1"]["unit"], flows["h1", "n1"]["per"]) == ("kg", "week")
    assert all(reason["sentence"] for flow in told["flows"] for reason in flow["reasons"])
    assert 0 < told["value"] <= told["bound"]
    assert told["loops"] == []


def test_solve_shows_a_loop_with_its_flows(tmp_path):
    path = tmp_path / "loop.csv"
    path.write_text(
        "id,organisation,side,text,quantity,unit,per,place,code\n"
        "1,a,have,Paller,10,piece,month,8600,pallets\n"
        "2,b,need,Paller,10,piece,month,8600,pallets\n"
        "3,b,have,Træafskær,10,kg,month,8600,wood_offcuts\n"
        "4,a,need,Træafskær,10,kg,month,8600,wood_offcuts\n",
        encoding="utf-8",
    )

    told = json.loads(run(solve_command.solve, path).stdout)

    assert [loop["organisations"] for loop in told["loops"]] == [["a", "b"]]
    assert len(told["loops"][0]["flows"]) == 2


def test_solve_gives_the_same_bytes_again(folder):
    first, again = run(solve_command.solve, folder), run(solve_command.solve, folder)

    assert first.stdout
    assert first.stdout_bytes == again.stdout_bytes


def test_slow_work_is_told_on_stderr(capsys, monkeypatch):
    monkeypatch.setattr(engine_answers, "SLOW_SECONDS", 0.01)

    with engine_answers.told_when_slow("Solving …"):
        time.sleep(0.2)

    assert capsys.readouterr().err == "Solving …\n"


def test_slow_reading_is_told_on_stderr(folder, monkeypatch):
    monkeypatch.setattr(engine_answers, "SLOW_SECONDS", 0.0)

    result = run(engine_commands.match, folder, "--format", "csv")

    assert "5 af 5 tekster er læst." in result.stderr


def test_quick_work_is_silent(folder):
    result = run(engine_commands.match, folder, "--format", "csv")

    assert (
        result.stderr
        == "listings.csv: Filen er ikke gemt som UTF-8. Vi har læst den som Latin-1; se efter, at æ, ø og å står rigtigt.\n"
    )


def test_commands_need_neither_the_framework_nor_a_database(folder):
    program = (
        "import sys; from symbiose.site.engine_commands import match\n"
        "try:\n"
        f"    match([{str(folder)!r}, '--format', 'csv'])\n"
        "finally:\n"
        "    sys.exit(3 if 'django' in sys.modules else 0)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("have_id,need_id,score,reasons\n")


def test_a_workbook_gives_the_same_answer_as_its_folder(folder):
    made = openpyxl.Workbook()
    made.active.title = "Opslag"
    for row in csv.reader(io.StringIO(LISTINGS), delimiter=";"):
        made.active.append(row)
    beside = made.create_sheet("Organisationer")
    for row in csv.reader(io.StringIO(ORGANISATIONS)):
        beside.append([int(cell) if cell.isdigit() else cell for cell in row])
    made.save(folder / "alt.xlsx")

    for command, more in ((engine_commands.match, ("--format", "csv")), (solve_command.solve, ())):
        from_folder, from_book = run(command, folder, *more), run(command, folder / "alt.xlsx", *more)

        assert (from_book.exit_code, from_book.stderr) == (0, "")
        assert from_book.stdout.partition('"flows"')[2] == from_folder.stdout.partition('"flows"')[2]
    assert "h2,n2," in run(engine_commands.match, folder / "alt.xlsx", "--format", "csv").stdout
