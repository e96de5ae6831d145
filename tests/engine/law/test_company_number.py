import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.company_number import (
    NumberError,
    NumberFault,
    check_company_number,
    check_unit_number,
    is_example_number,
)


@pytest.mark.parametrize("text", ["13748136", " 13 74 81 36 ", "DK13748136", "dk-13.748.136", "13748136\u00a0"])
def test_company_number_is_given_back_as_eight_digits(text):
    assert check_company_number(text) == "13748136"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", NumberFault.NOT_DIGITS),
        ("1374813x", NumberFault.NOT_DIGITS),
        ("١٣٧٤٨١٣٦", NumberFault.NOT_DIGITS),
        ("1374813", NumberFault.WRONG_LENGTH),
        ("137481360", NumberFault.WRONG_LENGTH),
        ("13748135", NumberFault.WRONG_CHECK_DIGIT),
        ("00000600", NumberFault.WRONG_CHECK_DIGIT),
        ("00000061", NumberFault.NEVER_ISSUED),
    ],
)
def test_company_number_fault_has_a_code(text, code):
    with pytest.raises(NumberError) as caught:
        check_company_number(text)

    assert caught.value.code == code


@given(st.integers(min_value=0, max_value=9_999_999))
def test_company_number_accepts_one_check_digit_at_most(first_seven):
    accepted = [number for number in (f"{first_seven:07d}{digit}" for digit in range(10)) if _is_accepted(number)]

    assert len(accepted) <= 1


def _is_accepted(number):
    try:
        return check_company_number(number) == number
    except NumberError:
        return False


def test_company_number_with_remainder_zero_ends_in_zero():
    assert check_company_number("00000000") == "00000000"


def test_example_number_has_a_leading_zero():
    assert is_example_number("00000051")
    assert not is_example_number("13748136")


def test_unit_number_has_ten_digits_and_no_check_digit():
    assert check_unit_number("10 1234 5678") == "1012345678"

    with pytest.raises(NumberError) as caught:
        check_unit_number("101234567")

    assert caught.value.code is NumberFault.WRONG_LENGTH
