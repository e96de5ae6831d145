"""Forms, lists and middleware of the kit."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.pages import lists
from symbiose.common.pages.forms import DanishNumber, PlainText
from symbiose.common.pages.middleware import WriteOnRead, refuse_writes
from symbiose.common.templatetags.pages import day, known, quantity


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("120", "120"),
        ("1.200", "1200"),
        ("1.200,5", "1200.5"),
        ("6,5", "6.5"),
        ("6.5", "6.5"),
        ("1 200 000", "1200000"),
        ("12\u00a0000", "12000"),
    ],
)
def test_numbers_are_read_as_danes_write_them(typed, number):
    assert DanishNumber().clean(typed) == Decimal(number)


def test_the_day_of_a_moment_is_the_day_that_it_was_here():
    assert day(datetime(2025, 10, 13, 22, 30, tzinfo=UTC)) == "14. oktober 2025"


@pytest.mark.parametrize("typed", ["tre", "1,2,3", "NaN", "Infinity", "--1", "1e"])
def test_what_is_no_number_gets_one_sentence(typed):
    with pytest.raises(ValidationError) as refused:
        DanishNumber().clean(typed)

    assert len(refused.value.messages) == 1


def test_a_number_must_be_positive_and_possible():
    field = DanishNumber(min_value=Decimal(0), max_value=Decimal(10) ** 9)

    for typed in ("0", "-1", "10000000000"):
        with pytest.raises(ValidationError):
            field.clean(typed)


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_a_number_shown_in_a_field_is_read_back(number):
    assert DanishNumber().clean(DanishNumber().prepare_value(number)) == number


def test_free_text_refuses_what_looks_like_a_personal_number():
    field = PlainText()

    assert field.clean("Ring på 00 00 00 00 om 120 kg") == "Ring på 00 00 00 00 om 120 kg"
    for typed in ("Jens 010190-1234", "0101901234 vil gerne", "010190 1234"):
        with pytest.raises(ValidationError) as refused:
            field.clean(typed)
        assert refused.value.error_list[0].code == "cpr"


def test_free_text_keeps_lines_and_drops_control_signs():
    assert PlainText().clean("en\nto\x00\x07 tre") == "en\nto tre"


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "-cmd", "@sum", "\tx"])
def test_a_formula_leaves_as_text(value):
    assert lists.safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["-3,5", "+4", "Træ", "", "3"])
def test_plain_values_leave_as_they_are(value):
    assert lists.safe_cell(value) == value


@pytest.mark.parametrize(
    ("value", "shown"), [(1200, "1.200"), (6.5, "6,5"), (Decimal("-0.30"), "−0,3"), (0, "0"), (1000000, "1.000.000")]
)
def test_x6_quantities_are_shown_in_danish(value, shown):
    assert quantity(value) == shown


def test_x6_unknown_is_never_nought():
    assert str(known(None)) == "Ukendt"
    assert known(0) == 0


def test_a_page_that_is_read_cannot_write(db):
    with connection.execute_wrapper(refuse_writes):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        with pytest.raises(WriteOnRead), connection.cursor() as cursor:
            cursor.execute("DELETE FROM common_link")


def test_addresses_of_a_list_change_one_value_and_start_over():
    assert lists.changed_address("q=tr%C3%A6&page=3", sort="name") == "?q=tr%C3%A6&sort=name"
    assert lists.without("kind=a&kind=b&page=2", "kind", "a") == "?kind=b"
