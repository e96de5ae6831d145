import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from symbiose.engine.check.placements import check_placements
from symbiose.engine.files import read_people
from symbiose.engine.placement.plan import Placed
from symbiose.engine.placement.reasons import REASON_CODES
from symbiose.engine.placement.solve import solve as plan
from symbiose.reference import find_place
from symbiose.site import engine_answers, place_command
from symbiose.site.engine_answers import day_of

EXAMPLE = Path(__file__).parents[2] / "docs" / "example"
CANDIDATES = """id;hours;windows;place;transport;max_travel;accommodations;waiting_weeks
K1;5;man 10:00-13:00; ons 10:00-13:00;8600;cykel;30;quiet_place, later_start;60
"""
POSITIONS = """id,organisation,form,hours,windows,place,accommodations
P1,V1,small_job,5,"mon 09:00-15:00; wed 09:00-15:00",8600,quiet_place; later_start
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(*arguments):
    told = [str(argument) for argument in (*arguments, "--today", "2026-11-24")]
    return CliRunner().invoke(place_command.place, told)


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def append(path, line):
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


# What is proposed.


def test_place_writes_a_row_for_each_person_as_csv_and_the_certificate_beside_it(folder):
    result = run(folder, "--format", "csv")

    told = rows(result)
    assert result.exit_code == 0
    assert list(told[0]) == ["candidate_id", "position_id", "hours", "verdict", "reasons"]
    assert [(row["candidate_id"], row["position_id"], row["hours"], row["verdict"]) for row in told] == [
        ("K1", "P1", "5", "feasible"),
        ("K2", "P2", "0", "infeasible"),
        ("K3", "P1", "0", "infeasible"),
        ("K4", "P1", "0", "infeasible"),
    ]
    assert result.stderr == ("1 af 4 personer har fået et forslag. Værdi 90,58 point af højst 90,58 (afstand 0 %).\n")


def test_people_without_an_option_get_their_smallest_single_change(folder):
    told = {row["candidate_id"]: row["reasons"] for row in rows(run(folder))}

    assert told["K2"].endswith("Stillingen passer, men andre i denne plan har fået pladsen.")
    assert told["K3"].endswith("Det ville åbne P1, hvis personen kan være der 60 minutter mere på de rigtige tider.")
    assert told["K4"].endswith("Ingen ændring åbner en stilling alene. Her er den stilling, der mangler mindst.")


def test_place_json_holds_the_certificate_the_tiers_and_the_rules_of_the_day(folder):
    told = json.loads(run(folder, "--json").stdout)

    assert told["today"] == "2026-11-24"
    assert [one["candidate"] for one in told["placements"]] == ["K1"]
    assert [one["candidate"] for one in told["without"]] == ["K2", "K3", "K4"]
    assert told["value"] == pytest.approx(sum(one["points"] for one in told["placements"]))
    assert told["value"] <= told["bound"]
    assert told["gap"] == pytest.approx((told["bound"] - told["value"]) / told["bound"])
    assert [tier["least_weeks"] for tier in told["tiers"]] == [52, 26, 0]
    assert told["ratio_rule"]["basis"]["source"]["en"]
    assert told["counting_rule"]["code"] == "wide"
    assert (told["findings"], told["faults"]) == ([], [])
    assert told == json.loads(run(folder, "--format", "json").stdout)


def test_the_plan_passes_the_validator_that_knows_no_solver(folder):
    today = day_of(None)
    people = read_people(folder, find_place=find_place, rules=place_command.rules_of(today))
    case = place_command.people_case(people, today=today, language="da")

    result, told = place_command.outcomes_of(case, seed=0)

    assert check_placements(case.problem, result, policy=case.policy) == ()
    assert [
        Placed(one.candidate, one.pair.position, one.pair.hours, one.pair.points) for one in told if one.proposed
    ] == [*result.placements]
    assert result == plan(case.problem, policy=case.policy, seed=0)


def test_x3_place_says_every_reason_in_the_language_asked_for_with_its_amount(folder):
    danish, english = (json.loads(run(folder, "--json", "--language", language).stdout) for language in ("da", "en"))

    for part in ("placements", "without"):
        for one, other in zip(danish[part], english[part], strict=True):
            unmet = [said for said in one["reasons"] if said["tone"] == "unmet"]
            assert bool(unmet) is (part == "without")
            for said, told in zip(one["reasons"], other["reasons"], strict=True):
                assert tuple(said["values"]) == REASON_CODES[said["code"]]
                assert said["sentence"].endswith(".")
                assert said["sentence"] != told["sentence"]
                amounts = {name: value for name, value in said["values"].items() if name.startswith("short_")}
                assert all(f"{value:g}".replace(".", ",") in said["sentence"] for value in amounts.values())


def test_x3_every_refusal_of_a_row_is_a_danish_sentence_with_its_amount(folder):
    append(folder / "positions.csv", 'P4,V1,,small_job,40,,,,,8600,"quiet_plce",,,,,')
    append(folder / "candidates.csv", "K5,0.3,mon 12:00-10:00,Berlin,hest,-5,,,,,")

    result = run(folder)

    assert result.exit_code == 1
    assert result.stderr.splitlines()[:-1] == [
        "candidates.csv, linje 6, kolonne hours: 0,3 timer går ikke op i halve timer. Skriv f.eks. 0,5 eller 4,5.",
        (
            "candidates.csv, linje 6, kolonne windows: Tidsrummet »mon 12:00-10:00« slutter, før det begynder. "
            "Byt tiderne om, eller ret den ene."
        ),
        (
            "candidates.csv, linje 6, kolonne place: Vi kan ikke finde stedet »Berlin« i Danmark. "
            "Skriv et dansk postnummer, f.eks. 8600."
        ),
        (
            "candidates.csv, linje 6, kolonne transport: Vi kender ikke transporten »hest«. "
            "Skriv en af disse: walk, bike, public, car."
        ),
        "candidates.csv, linje 6, kolonne max_travel: »-5« er ikke en rejsetid. Skriv hele minutter fra 0, f.eks. 45.",
        (
            "positions.csv, linje 5, kolonne hours: 40 timer om ugen er for meget til Småjob (lønnede timer): højst 20. "
            "Ret timerne eller formen."
        ),
        (
            "positions.csv, linje 5, kolonne accommodations: Vi kender ikke skånehensynet »quiet_plce«. "
            "Mente du en af disse: quiet_place?"
        ),
    ]
    assert len(rows(result)) == 4


# One pair.


def test_a11_1_a_five_hour_job_fits_who_asked_for_a_quiet_room_and_no_early_mornings_and_shows_every_condition(
    tmp_path,
):
    (tmp_path / "candidates.csv").write_text(
        CANDIDATES.replace("man 10:00-13:00; ons 10:00-13:00", '"man 10:00-13:00; ons 10:00-13:00"')
    )
    (tmp_path / "positions.csv").write_text(POSITIONS)

    (row,) = rows(run(tmp_path, "--pair", "K1,P1"))
    (early,) = rows(run(tmp_path, "--format", "csv"))

    assert (row["candidate_id"], row["position_id"], row["hours"], row["verdict"]) == ("K1", "P1", "5", "feasible")
    assert row["reasons"].startswith("Opfyldt: ")
    for sentence in (
        "Ingen har sagt nej til forslaget.",
        "Der er bedt om et roligt sted med lidt støj, og stedet tilbyder det.",
        "Der er bedt om sen mødetid om morgenen, og stedet tilbyder det.",
        "Arbejdet kræver ingen særlige kompetencer.",
        "Personen kan 5 timer om ugen, og stillingen kræver mindst 5 timer.",
        "Hjem og arbejde ligger i samme postdistrikt. Hvor lang turen er, er ukendt (cykel); grænsen er 30 minutter.",
        "Der kan arbejdes 5 timer om ugen, inden for mandag 10–13 og onsdag 10–13.",
        "Ledige pladser i stillingen: 1.",
        "Stillingen har 5 timer tilbage om ugen, og der kræves mindst 5 timer.",
    ):
        assert sentence in row["reasons"]
    assert "Ikke opfyldt:" not in row["reasons"]
    assert early["verdict"] == "feasible"


def test_a11_1_a_job_that_lacks_one_of_them_shows_what_is_met_and_what_is_not(folder):
    (row,) = rows(run(folder, "--pair", "K4,P2"))

    assert (row["hours"], row["verdict"]) == ("0", "infeasible")
    met, unmet = row["reasons"].split(" Ikke opfyldt: ")
    assert "Ledige pladser i stillingen: 1." in met
    for sentence in (
        "Turen tager 220 minutter hver vej (gang), og grænsen er 20 minutter. Det er 200 minutter for meget.",
        "Der er bedt om ingen kundekontakt, og stedet tilbyder det ikke.",
        "Arbejdet kræver en kompetence mere: forklift.",
        "Personen kan ikke i 4 timer af vagten tirsdag 8–12.",
    ):
        assert sentence in unmet


def test_a_pair_says_the_ratio_rule_with_its_sources_where_it_counts(folder):
    counted, other = (rows(run(folder, "--pair", pair))[0]["reasons"] for pair in ("K1,P1", "K1,P3"))

    assert "Ansatte på almindelige vilkår, regnet i fuld tid: 12. Det giver højst så mange pladser" in counted
    assert "Kilde: ligevaerd.dk; bedsteemner.dk" in counted
    assert "Kilde" not in other


def test_a_pair_as_json_holds_every_condition_and_what_its_points_are_made_of(folder):
    told = json.loads(run(folder, "--pair", "K1,P1", "--json").stdout)["pair"]

    assert (told["verdict"], told["hours"], told["minutes"]) == ("feasible", 5.0, None)
    assert told["windows"] == "mon 10:00-13:00; wed 10:00-13:00"
    assert sum(part["points"] for part in told["parts"]) == pytest.approx(told["points"])
    assert {one["code"] for one in told["reasons"]} >= {"accommodation_offered", "hours_fit", "ratio_room"}
    assert told["ratio_reasons"]


def test_ids_with_commas_are_found(folder):
    append(folder / "candidates.csv", '"K,9",5,mon 10:00-16:00,8600,bike,30,,,,,')

    assert rows(run(folder, "--pair", "K,9,P1"))[0]["candidate_id"] == "K,9"


@pytest.mark.parametrize(
    ("pair", "language", "sentence"),
    [
        ("K9,P1", "da", "Der er ingen kandidat »K9« blandt de rækker, der er læst. Se efter i candidates.csv.\n"),
        ("K1,P9", "en", "There is no position “P9” among the rows that were read. Look into positions.csv.\n"),
        (
            "010190-1234,P1",
            "da",
            "Der er ingen kandidat »…« blandt de rækker, der er læst. Se efter i candidates.csv.\n",
        ),
    ],
)
def test_a_pair_of_somebody_who_is_not_there_is_one_sentence(folder, pair, language, sentence):
    result = run(folder, "--pair", pair, "--language", language)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", sentence)


def test_a_pair_without_a_comma_is_not_understood(folder):
    assert run(folder, "--pair", "K1").exit_code == 2


# What is not there.


def test_an_empty_folder_is_one_sentence_and_an_exit_code(tmp_path):
    for path in (tmp_path, tmp_path / "no"):
        result = run(path)

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
    assert "findes ikke." in result.stderr


def test_files_in_which_nothing_is_left_say_so(folder):
    (folder / "candidates.csv").write_text("id,hours,windows,transport,max_travel\nK1,0.3,mon 09:00-12:00,bike,30\n")

    result = run(folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].startswith("Der er ingen kandidater eller ingen stillinger tilbage")


def test_travel_that_cannot_be_read_stops_with_sentences_that_say_the_ways_out(folder):
    (folder / "travel.csv").write_text("from;to;minutes\n8600;8600;10\n")

    result = run(folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "travel.csv, linje 1, kolonne mode: Der mangler en kolonne eller flere: mode." in result.stderr
    assert result.stderr.splitlines()[-1] == (
        "travel.csv: Ingen vej kunne læses, så ingen kan få et forslag. Ret filen, eller tag den ud; så beregner vi selv rejsetiden."
    )


def test_a_row_that_only_the_engine_finds_at_fault_is_told_and_the_others_are_placed(folder):
    path = folder / "organisations.csv"
    append(path, 'V9,Eksempel Ude,company,"48.85, 2.35"')
    append(folder / "positions.csv", "P9,V9,,,5,,,,,,,,,,,")

    result = run(folder)

    assert result.exit_code == 1
    assert "organisations.csv, linje 5, kolonne place: Stedet »48.85, 2.35« ligger uden for Danmark." in result.stderr
    assert "P9: Stedet 48.85, 2.35 ligger uden for Danmark" in result.stderr
    assert rows(result)[0]["verdict"] == "feasible"
    assert json.loads(run(folder, "--json").stdout)["faults"][0]["id"] == "P9"


def test_a_text_like_a_personal_number_never_comes_out_again(folder):
    append(folder / "candidates.csv", "K5,5,mon 10:00-13:00,8600,bike,30,,010190-1234,,,")

    for more in ((), ("--json",)):
        result = run(folder, *more)

        assert result.exit_code == 1
        assert "candidates.csv, linje 6, kolonne skills: Her står noget, der ligner et CPR-nummer." in result.stderr
        assert "1234" not in result.stdout + result.stderr


def test_somebody_when_no_position_is_left_by_the_engine_has_a_row(folder):
    (folder / "organisations.csv").write_text('id,name,place\nV9,Ude,"48.85, 2.35"\n', encoding="utf-8")
    (folder / "positions.csv").write_text("id,organisation,hours\nP9,V9,5\n", encoding="utf-8")

    result, full = run(folder), json.loads(run(folder, "--json").stdout)

    assert [(row["position_id"], row["verdict"]) for row in rows(result)] == [("", "infeasible")] * 4
    assert rows(result)[0]["reasons"] == "Godt at vide: Der er ingen stilling at foreslå."
    assert full["without"][0]["position"] is None


# The same again.


def test_place_gives_the_same_bytes_again_whatever_the_order_of_rows(folder):
    first = run(folder, "--json")
    for name in ("candidates.csv", "positions.csv", "organisations.csv"):
        head, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
        (folder / name).write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")

    assert first.stdout_bytes == run(folder, "--json").stdout_bytes


def test_place_needs_neither_the_framework_nor_a_database_nor_the_language_of_the_machine(folder):
    program = (
        "import sys; from symbiose.site.place_command import place\n"
        "try:\n"
        f"    place([{str(folder)!r}, '--today', '2026-11-24'])\n"
        "finally:\n"
        "    sys.exit(3 if 'django' in sys.modules else 0)\n"
    )

    plain = subprocess.run(
        [sys.executable, "-c", program], env={"LC_ALL": "C", "PYTHONUTF8": "0"}, capture_output=True, check=False
    )

    assert plain.returncode == 0, plain.stderr
    assert plain.stdout.decode("utf-8") == run(folder).stdout


def test_a_workbook_gives_the_same_answer_as_its_folder(folder):
    made = openpyxl.Workbook()
    for name, title in (("candidates", "Kandidater"), ("positions", "Stillinger"), ("organisations", "Organisationer")):
        sheet = made.create_sheet(title)
        for line in csv.reader((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()):
            sheet.append([int(cell) if cell.isdigit() else cell for cell in line])
    made.save(folder / "alt.xlsx")

    from_folder, from_book = run(folder), run(folder / "alt.xlsx")

    assert from_book.exit_code == 0
    assert from_book.stdout == from_folder.stdout


def test_slow_work_is_told_on_stderr(folder, monkeypatch):
    monkeypatch.setattr(engine_answers, "SLOW_SECONDS", 0.0)

    result = run(folder)

    assert "4 af 4 personer er gjort op." in result.stderr


def test_travel_that_is_given_is_all_that_there_is(folder):
    (folder / "travel.csv").write_text("from,to,mode,minutes,first_out,last_home\n8600,8600,bike,10,11:00,18:00\n")

    told = {row["candidate_id"]: row for row in rows(run(folder))}
    (pair,) = rows(run(folder, "--pair", "K1,P1"))

    assert told["K1"]["hours"] == pair["hours"] == "4"
    assert "Turen tager 10 minutter hver vej (cykel)" in pair["reasons"]
    assert "Vi kender ingen vej mellem de to steder (offentlig transport)." in told["K3"]["reasons"]
