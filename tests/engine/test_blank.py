"""The empty workbook names every column of the format in Danish, and reads back."""

import io

import openpyxl
import pytest

from symbiose.engine.files import (
    CANDIDATE_COLUMNS,
    EXCHANGE_COLUMNS,
    LISTING_COLUMNS,
    ORGANISATION_COLUMNS,
    POSITION_COLUMNS,
    TRAVEL_COLUMNS,
    blank_workbook,
)
from symbiose.engine.files.blank import SHEETS, column_help
from symbiose.engine.files.words import plain_word, word_list

COLUMNS = {
    "organisations": ORGANISATION_COLUMNS,
    "listings": LISTING_COLUMNS,
    "exchanges": EXCHANGE_COLUMNS,
    "candidates": CANDIDATE_COLUMNS,
    "positions": POSITION_COLUMNS,
    "travel": TRAVEL_COLUMNS,
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_has_a_heading_that_is_read_as_it_and_words_that_explain_it(name):
    rows = column_help()[name]

    assert {row["column"] for row in rows} == set(COLUMNS[name])
    for row in rows:
        assert word_list(f"{name}.column").get(plain_word(row["heading"])) == row["column"], row
        assert row["help"]
    assert word_list("sheet")[plain_word(SHEETS[name])] == name


def test_the_empty_workbook_has_its_sheets_and_an_explanation():
    made = openpyxl.load_workbook(io.BytesIO(blank_workbook(["organisations", "exchanges"])))

    assert made.sheetnames == ["Organisationer", "Udvekslinger", "Vejledning"]
    assert made["Organisationer"].max_row == 1
    assert made["Organisationer"].column_dimensions["C"].width >= 14
    told = [[cell.value for cell in row] for row in made["Vejledning"].iter_rows()]
    assert told[0] == ["Ark", "Kolonne", "Skal udfyldes", "Hvad der skal stå", "Eksempel"]
    assert ["Udvekslinger", "Fra", "ja"] in [row[:3] for row in told]
    assert len(told) == 1 + len(ORGANISATION_COLUMNS) + len(EXCHANGE_COLUMNS)
    assert any("running, paused, ended, historical." in row[3] for row in told)
