"""Company numbers (CVR) and production unit numbers (P-nummer): form only, never whether the company exists."""

from __future__ import annotations

from enum import StrEnum

WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
MODULUS = 11
COMPANY_DIGITS = 8
UNIT_DIGITS = 10
_SEPARATORS = str.maketrans("", "", " .-\u00a0")


class NumberFault(StrEnum):
    """What is wrong with a number."""

    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    NEVER_ISSUED = "never_issued"


class NumberError(ValueError):
    """A number that cannot be right; `code` says why."""

    def __init__(self, code: NumberFault) -> None:
        super().__init__(code.value)
        self.code = code


def check_company_number(text: str) -> str:
    """The eight digits of a well-formed company number; spaces, dots, hyphens and a leading DK are left out.

    Weights 2-7-6-5-4-3-2 on the first seven digits, sum modulo 11 = r: r = 0 gives check digit 0, r = 1 was never
    issued, else the check digit is 11 - r (source: Erhvervsstyrelsen). Raises NumberError.
    """
    digits = _digits(text.strip().upper().removeprefix("DK"), COMPANY_DIGITS)
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % MODULUS
    if rest == 1:
        raise NumberError(NumberFault.NEVER_ISSUED)
    if int(digits[-1]) != (MODULUS - rest) % MODULUS:
        raise NumberError(NumberFault.WRONG_CHECK_DIGIT)
    return digits


def is_example_number(digits: str) -> bool:
    """True of a company number with a leading zero, as invented organisations carry; accept it only in a demo."""
    return digits.startswith("0")


def check_unit_number(text: str) -> str:
    """The ten digits of a production unit number, without a test of the check digit. Raises NumberError.

    Real numbers were issued with wrong weights, so that a strict test would refuse them (source:
    erhvervsstyrelsen.dk). That there are ten digits is unverified.
    """
    return _digits(text, UNIT_DIGITS)


def _digits(text: str, length: int) -> str:
    digits = text.translate(_SEPARATORS)
    if not (digits.isascii() and digits.isdigit()):
        raise NumberError(NumberFault.NOT_DIGITS)
    if len(digits) != length:
        raise NumberError(NumberFault.WRONG_LENGTH)
    return digits
