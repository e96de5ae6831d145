"""What people and files write, read into what is stored: company number, trade code, place, headcount.

Each raises ValidationError with one sentence that says how to mend it. Pages and imports share these.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.engine.law.company_number import NumberError, NumberFault, check_company_number, is_example_number
from symbiose.engine.law.trade_code import TradeCodeError, TradeCodeVersion, read_trade_code
from symbiose.reference import find_place

FAULTS = {
    NumberFault.NOT_DIGITS: _("A company number holds digits only, for example 12 34 56 78."),
    NumberFault.WRONG_LENGTH: _("A company number has eight digits."),
    NumberFault.WRONG_CHECK_DIGIT: _("This company number cannot be right: the last digit does not fit. Check it."),
    NumberFault.NEVER_ISSUED: _("This company number cannot be right: no such number is ever given. Check it."),
}
MOST_EMPLOYEES = 1_000_000
FIRST_YEAR = 1990


def read_company_number(text: str) -> str:
    """Eight digits, or empty for an empty text; made-up numbers with a leading zero only where the demo is on."""
    if not text.strip():
        return ""
    try:
        number = check_company_number(text)
    except NumberError as error:
        raise ValidationError(FAULTS[error.code], code=error.code.value) from error
    if is_example_number(number) and not settings.DEMO:
        raise ValidationError(
            _("Company numbers that begin with 0 are made up and can only be used in the demo."), code="example"
        )
    return number


def read_trade(text: str, version: str = "") -> tuple[str, str]:
    """Digits and version of a trade code; both empty for an empty text. A version in the text wins."""
    if not text.strip():
        return "", ""
    try:
        code = read_trade_code(text, TradeCodeVersion(version) if version else None)
    except TradeCodeError as error:
        raise ValidationError(
            _("This is not a trade code. Write two to six digits, for example 16.23.00."), code="trade_code"
        ) from error
    if code.version is None:
        raise ValidationError(
            _("Say which version the trade code belongs to: DB07 or DB25."), code="trade_code_version"
        )
    return code.digits, code.version.value


def read_place(text: str) -> dict[str, object]:
    """Postcode, town, latitude and longitude (degrees) of a postcode or town; all empty for an empty text."""
    if not text.strip():
        return {"postcode": "", "town": "", "latitude": None, "longitude": None}
    place = find_place(text.strip())
    if place is None or not place.postcode:
        raise ValidationError(_("We do not know that place. Write a postcode, for example 8600."), code="unknown_place")
    town = place.name.removeprefix(place.postcode).strip()
    return {"postcode": place.postcode, "town": town, "latitude": place.lat, "longitude": place.lon}


def read_headcount(number: Decimal | int | None) -> int | None:
    """Whole persons from 0 and up, or None for unknown."""
    if number is None:
        return None
    if number < 0 or number != int(number):
        raise ValidationError(_("Write a whole number of employees, for example 24."), code="not_whole")
    if number > MOST_EMPLOYEES:
        raise ValidationError(_("That is more employees than any organisation here has."), code="too_many")
    return int(number)


def read_headcount_year(year: int | None) -> int | None:
    """A year that can be right: not before 1990 and not in the future."""
    if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
        raise ValidationError(
            _("Write a year between %(first)s and this year."), code="year", params={"first": FIRST_YEAR}
        )
    return year
